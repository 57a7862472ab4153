"""All channels of the station: read, kept at their last good version, watched."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from watchfiles import awatch

from webtv.config.channel import Channel
from webtv.config.contract import Contract
from webtv.config.problem import Problem
from webtv.config.yaml import parse_channel, read_text
from webtv.files import write_atomic


@dataclass(frozen=True, slots=True)
class Lineup:
    """The channels in force, and what is wrong in their files.

    A channel whose file is invalid stays in `channels` at its last good version, if there is one.
    """

    channels: Mapping[str, Channel] = field(default_factory=dict)
    problems: Mapping[str, list[Problem]] = field(default_factory=dict)

    def error_text(self, channel: str) -> str:
        """Every problem of one channel's file, a line each; empty if there is none."""
        return "\n".join(str(p) for p in self.problems.get(channel, ()))


def read_lineup(
    folder: Path,
    *,
    contracts: Mapping[str, Contract],
    last_good: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> Lineup:
    """Read `<folder>/*.yaml`. Valid files are remembered under `last_good`, and their remembered
    version is used while a file is invalid; a removed file's is forgotten.
    """
    channels: dict[str, Channel] = {}
    problems: dict[str, list[Problem]] = {}
    paths = sorted(p for p in folder.glob("*.yaml") if p.is_file() and not p.name.startswith("."))
    for path in paths:
        text = read_text(path)
        channel, found = (
            (None, [text])
            if isinstance(text, Problem)
            else parse_channel(path, text, contracts=contracts, env=env)
        )
        if found:
            problems[path.stem] = found
            if last_good is not None:
                channel = _remembered(last_good / path.name, contracts, env)
        elif last_good is not None and isinstance(text, str):
            _remember(text, last_good / path.name)
        if channel is not None:
            channels[path.stem] = channel
    if last_good is not None:
        present = {p.name for p in paths}
        for stale in last_good.glob("*.yaml"):
            if stale.name not in present:
                stale.unlink(missing_ok=True)
    return Lineup(channels, problems)


async def watch_lineup(
    folder: Path,
    *,
    contracts: Mapping[str, Contract],
    last_good: Path | None = None,
    stop: asyncio.Event,
) -> AsyncIterator[Lineup]:
    """The line-up now, and again whenever a file in `folder` changes, until `stop` is set."""
    folder.mkdir(parents=True, exist_ok=True)
    seen = _fingerprint(folder)  # before reading: a change in between must not go unnoticed
    yield await asyncio.to_thread(read_lineup, folder, contracts=contracts, last_good=last_good)
    changes = awatch(
        folder,
        recursive=False,
        step=200,
        debounce=600,
        stop_event=stop,
        yield_on_timeout=True,
        rust_timeout=2000,
    )
    async for _ in changes:
        # Editors and network mounts do not always raise an event, so look at the files as well.
        try:
            now = _fingerprint(folder)
        except OSError:
            continue  # no files left, or a folder that is away for a moment: what was read stands
        if now != seen:
            seen = now
            yield await asyncio.to_thread(
                read_lineup, folder, contracts=contracts, last_good=last_good
            )


def _fingerprint(folder: Path) -> frozenset[tuple[str, int, int, int]]:
    marks = set()
    for path in folder.glob("*.yaml"):
        try:
            stat = path.stat()
        except OSError:
            continue
        marks.add((path.name, stat.st_ino, stat.st_mtime_ns, stat.st_size))
    return frozenset(marks)


def _remembered(
    path: Path, contracts: Mapping[str, Contract], env: Mapping[str, str] | None
) -> Channel | None:
    if not path.exists():
        return None
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return parse_channel(path, text, contracts=contracts, env=env)[0]


def _remember(text: str, target: Path) -> None:
    """Keep a good version. Keys may stand in it, so it is for the station's own user."""
    try:
        target.chmod(0o600)
        if target.read_bytes() == text.encode():
            return
    except OSError:
        pass  # there is none yet
    try:
        write_atomic(target, text, private=True)
    except OSError:
        # Remembering is a convenience for the next bad edit; a full disk must not stop the read.
        return
