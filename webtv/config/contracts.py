"""The contracts of a station: those that are shipped, and an operator's own in their place."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import structlog
from pydantic import ValidationError

from webtv.config.contract import Contract
from webtv.config.document import read_document, read_text
from webtv.config.problem import Problem
from webtv.config.wording import expectation
from webtv.files import write_atomic

SHIPPED = Path(__file__).parent.parent / "contracts"
"""The contracts that come with the station."""

_LAST_GOOD = ".last-good"


def load_contracts(*folders: Path) -> dict[str, Contract]:
    """`read_contracts`, with its problems in the log."""
    contracts, problems = read_contracts(*folders)
    for problem in problems:
        structlog.get_logger().error("contract is wrong", problem=str(problem))
    return contracts


def read_contracts(*folders: Path) -> tuple[dict[str, Contract], list[Problem]]:
    """All contracts by id, and what is wrong in their files; a later folder's replace shipped ones.

    A file that is wrong leaves its last good version in force, which is kept beside it in
    `.last-good`, or else what it was to replace.
    """
    contracts: dict[str, Contract] = {}
    problems: list[Problem] = []
    for folder in (SHIPPED, *folders):
        paths = _files(folder)
        for path in paths:
            kept = folder / _LAST_GOOD / path.name
            contract, found, text = read_contract(path)
            problems += found
            if contract is None:
                contract = read_contract(kept)[0]
            elif folder != SHIPPED:
                _keep(text, kept)
            if contract is not None:
                contracts[path.stem] = contract
        for stale in {p.name for p in _files(folder / _LAST_GOOD)} - {p.name for p in paths}:
            with suppress(OSError):
                (folder / _LAST_GOOD / stale).unlink()
    return contracts, problems


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(p for p in folder.iterdir() if p.suffix == ".yaml" and p.name[0] != ".")
    except OSError:
        return []


def read_contract(path: Path) -> tuple[Contract | None, list[Problem], str]:
    """One contract's file: the contract or None, its problems, and its text. Never raises."""
    text = read_text(path)
    if isinstance(text, Problem):
        return None, [text], ""
    contract, problems = _parsed(path, text)
    return contract, list(problems), "" if contract is None else text


@lru_cache(maxsize=256)  # all are read again for each channel file that somebody edits
def _parsed(path: Path, text: str) -> tuple[Contract | None, tuple[Problem, ...]]:
    document = read_document(path, text)
    if isinstance(document, Problem):
        return None, (document,)
    try:
        return Contract.model_validate({**document.plain()[0], "id": path.stem}), ()
    except ValidationError as error:
        return None, tuple(
            document.problem(tuple(e["loc"]), expectation(e) if e["loc"] else str(e["msg"]))
            for e in error.errors()
        )


def _keep(text: str, target: Path) -> None:
    """Remember a good version; a disk that cannot takes nothing from those who read."""
    with suppress(OSError):
        if not target.exists() or target.read_bytes() != text.encode():
            write_atomic(target, text)
