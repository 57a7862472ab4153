"""Channel YAML with a place for every error: `file:line:column: field: what was expected`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import structlog
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from webtv.config.advice import advice, refusals
from webtv.config.channel import CHANNEL_ID, Channel
from webtv.config.contract import Contract
from webtv.config.document import MAX_BYTES, Document, read_document, read_text, shown
from webtv.config.pipeline import BackendConfig, PipelineConfig
from webtv.config.problem import Problem, Where
from webtv.config.voice import with_voice
from webtv.config.withheld import without_withheld
from webtv.config.wording import WITHOUT_VALUE, expectation
from webtv.environment import known
from webtv.log import redact
from webtv.model.stage import Stage

__all__ = ["MAX_BYTES", "Problem", "parse_channel", "read_channel"]

MOST_PROBLEMS = 100
"""So many problems of one file are told; what an editor makes of 64 KiB may have thousands."""

UNFORESEEN = "cannot be understood, by a fault of this program"
"""What a problem says of a failure that no code foresaw."""

_SECRET_FIELDS = frozenset({"url", "key", "base_url", "api_key", "destinations"})


def parse_channel(
    path: Path,
    text: str,
    *,
    contracts: Mapping[str, Contract] | None,
    env: Mapping[str, str] | None = None,
) -> tuple[Channel | None, list[Problem]]:
    """Read one channel file. Gives the channel, or every problem the file has; never raises.

    `${NAME}` in a field that holds a secret takes the value from `env` (by default the environment
    and `.env`): see `webtv.config.variables`.
    Messages show what the file says, never what `${NAME}` stood for, and no value of a secret.
    Without `contracts`, the pipeline may name any.
    """
    try:
        return _parse(path, text, contracts=contracts, env=env)
    except Exception as error:
        # What nobody thought of is a problem of this file alone: the other channels go on.
        structlog.get_logger().exception("channel file cannot be understood", file=str(path))
        return None, [Problem(path, 1, 1, "", f"{UNFORESEEN} ({type(error).__name__})")]


def _parse(
    path: Path,
    text: str,
    *,
    contracts: Mapping[str, Contract] | None,
    env: Mapping[str, str] | None,
) -> tuple[Channel | None, list[Problem]]:
    problems: list[Problem] = []
    if not CHANNEL_ID.fullmatch(path.stem):
        problems.append(
            Problem(path, 1, 1, "", "the file name must be lower-case letters, digits and hyphens")
        )
    document = read_document(path, text)
    if isinstance(document, Problem):
        return None, [*problems, document]
    values, found = document.plain(known() if env is None else env)
    values = with_voice(without_withheld(values))
    problems += found
    channel: Channel | None = None
    try:
        channel = Channel.model_validate(values)
    except ValidationError as error:
        problems += _problems(document, error.errors())
    pipeline = channel.pipeline if channel else _pipeline(values)
    if pipeline is not None and contracts is not None:
        problems += _contract_problems(document, pipeline, contracts)
    if channel is not None:
        problems += [p for p, hard in remarks(document, channel) if hard]
    problems = sorted(dict.fromkeys(problems), key=lambda p: (p.line, p.column))
    more = problems[MOST_PROBLEMS:]
    if more:
        first = more[0]
        told = f"{len(more)} more problems from here on"
        problems[MOST_PROBLEMS:] = [Problem(path, first.line, first.column, "", told)]
    return (None if problems else channel), problems


def remarks(document: Document, channel: Channel) -> Iterator[tuple[Problem, bool]]:
    """Give the remarks of the platforms of a channel's destinations, and whether they refuse it."""
    for place, config in enumerate(channel.destinations):
        for hard, found in ((True, refusals), (False, advice)):
            for remark in found(config, channel.house):
                start: Where = ("house",) if remark.part == "house" else ("destinations", place)
                where = (*start, *remark.field.split("."))
                yield document.problem(where, remark.text), hard


def read_channel(
    path: Path, *, contracts: Mapping[str, Contract], env: Mapping[str, str] | None = None
) -> tuple[Channel | None, list[Problem]]:
    """`parse_channel` of a file on disk; an unreadable file is a problem too."""
    text = read_text(path)
    if isinstance(text, Problem):
        return None, [text]
    return parse_channel(path, text, contracts=contracts, env=env)


def _problems(document: Document, errors: Sequence[ErrorDetails]) -> Iterator[Problem]:
    """Pydantic's errors with their places, one for each value."""
    seen: set[Where] = set()
    for details in errors:
        loc = tuple(details["loc"])
        where, message = loc, expectation(details)
        if details["type"] not in (
            "missing",
            "value_error",
        ):  # these may be about what is not there
            where = document.known(loc)
            if (
                where != loc and details["type"] != "invalid_key"
            ):  # the rest names the branch of a union that did not fit
                message = "must be a text, a number, true, false or null"
        if where in seen:
            continue
        seen.add(where)
        hidden = details["type"] in WITHOUT_VALUE or _SECRET_FIELDS.intersection(where)
        yield document.problem(where, message if hidden else f"{message} {_got(document, where)}")


def _pipeline(values: Mapping[str, Any]) -> PipelineConfig | None:
    """The pipeline of a channel that has errors elsewhere, so that all are reported at once."""
    try:
        return PipelineConfig.model_validate(values.get("pipeline", {}))
    except ValidationError:
        return None


def _contract_problems(
    document: Document, pipeline: PipelineConfig, contracts: Mapping[str, Contract]
) -> Iterator[Problem]:
    for stage, config in pipeline.stages().items():
        start: Where = ("pipeline", stage)
        yield from _backend_problems(document, start, stage, config, contracts)
        for place, fallback in enumerate(config.fallbacks):
            where: Where = (*start, "fallbacks", place)
            yield from _backend_problems(document, where, stage, fallback, contracts)


def _backend_problems(
    document: Document,
    start: Where,
    stage: Stage,
    config: BackendConfig,
    contracts: Mapping[str, Contract],
) -> Iterator[Problem]:
    where = (*start, "space")
    contract = contracts.get(config.space)
    if contract is None or contract.stage != stage:
        fitting = ", ".join(sorted(c.id for c in contracts.values() if c.stage == stage))
        got = _got(document, where)
        yield document.problem(where, f"must be a backend for {stage}: {fitting} {got}")
        return
    if "local" in config.sources and not contract.local and contract.transport == "gradio":
        yield document.problem(
            (*start, "source"),
            f"must be public, a Space id or a URL: `webtv spaces` does not serve {contract.id}",
        )
    for name, value in config.params.items():
        where = (*start, "params", name)
        declared = contract.params.get(name)
        if declared is None:
            known = ", ".join(contract.params)
            message = f"{contract.id} has no such parameter; it has {known}"
            yield document.problem(where, message)
        elif wanted := declared.problem_with(value):
            yield document.problem(where, f"must be {wanted} {_got(document, where)}")


def _got(document: Document, where: Where) -> str:
    return f"(got {redact(shown(document.raw(where)))})"
