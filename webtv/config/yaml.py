"""Channel YAML with a place for every error: `file:line:column: field: what was expected`."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from webtv.config.channel import CHANNEL_ID, Channel
from webtv.config.contract import Contract

_SECRET = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
MAX_BYTES = 256 * 1024
"""A channel file larger than this is a mistake."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One error in one file, with its place (both counted from 1)."""

    path: Path
    line: int
    column: int
    field: str
    message: str

    def __str__(self) -> str:
        place = f"{_shown(self.path)}:{self.line}:{self.column}"
        return (
            f"{place}: {self.field}: {self.message}" if self.field else f"{place}: {self.message}"
        )


def parse_channel(
    path: Path,
    text: str,
    *,
    contracts: Mapping[str, Contract],
    env: Mapping[str, str] | None = None,
) -> tuple[Channel | None, list[Problem]]:
    """Read one channel file. Gives the channel, or every problem the file has."""
    problems: list[Problem] = []
    if not CHANNEL_ID.match(path.stem):
        problems.append(
            Problem(path, 1, 1, "", "the file name must be lower-case letters, digits and hyphens")
        )
    try:
        document: Any = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        reason = " ".join(str(error.problem or error.context or "not YAML").split())
        return None, [*problems, Problem(path, line, column, "", f"not valid YAML: {reason}")]
    except (YAMLError, ValueError) as error:
        reason = " ".join(str(error).split())
        return None, [*problems, Problem(path, 1, 1, "", f"not valid YAML: {reason}")]
    if not isinstance(document, CommentedMap):
        got = "nothing" if document is None else type(document).__name__
        return None, [
            *problems,
            Problem(path, 1, 1, "", f"must be fields such as `title:` (got {got})"),
        ]
    missing: list[Problem] = []
    plain = _plain(document, os.environ if env is None else env, path, (), document, missing)
    problems += missing
    channel: Channel | None = None
    try:
        channel = Channel.model_validate(plain)
    except ValidationError as error:
        problems += [_problem(path, document, details) for details in error.errors()]
    if channel is not None:
        problems += _contract_problems(path, document, channel, contracts)
    problems.sort(key=lambda p: (p.line, p.column))
    return (None if problems else channel), problems


def read_channel(
    path: Path, *, contracts: Mapping[str, Contract], env: Mapping[str, str] | None = None
) -> tuple[Channel | None, list[Problem]]:
    """`parse_channel` of a file on disk; an unreadable file is a problem too."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return None, [Problem(path, 1, 1, "", f"must be at most {MAX_BYTES // 1024} KiB")]
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        return None, [Problem(path, 1, 1, "", f"must be UTF-8 text (bad byte at {error.start})")]
    except OSError as error:
        return None, [Problem(path, 1, 1, "", f"cannot be read: {error.strerror}")]
    return parse_channel(path, text, contracts=contracts, env=env)


def _plain(
    node: Any,
    env: Mapping[str, str],
    path: Path,
    where: tuple[str | int, ...],
    root: CommentedMap,
    problems: list[Problem],
) -> Any:
    """`node` as plain Python values, `${NAME}` replaced from `env`."""
    if isinstance(node, Mapping):
        return {
            key: _plain(value, env, path, (*where, key), root, problems)
            for key, value in node.items()
        }
    if isinstance(node, list):
        return [
            _plain(value, env, path, (*where, i), root, problems) for i, value in enumerate(node)
        ]
    if isinstance(node, str):

        def replace(match: re.Match[str]) -> str:
            name = match.group(1)
            if name not in env:
                line, column = _place(root, where)
                message = f"environment variable {name} is not set"
                problems.append(Problem(path, line, column, _dotted(where), message))
                return match.group(0)
            return env[name]

        return _SECRET.sub(replace, str(node))
    if isinstance(node, bool) or node is None:
        return node
    if isinstance(node, int):
        return int(node)
    if isinstance(node, float):
        return float(node)
    return node


def _problem(path: Path, root: CommentedMap, details: ErrorDetails) -> Problem:
    where = tuple(details["loc"])
    line, column = _place(root, where)
    return Problem(path, line, column, _dotted(where), _expected(details, where))


def _expected(details: ErrorDetails, where: tuple[str | int, ...]) -> str:
    """Pydantic's error as "must be ... (got ...)", the value left out where it may be a secret."""
    kind, context = details["type"], details.get("ctx", {})
    if kind == "missing":
        return "is required"
    if kind == "extra_forbidden":
        return "is not a field of a channel; see docs/configuration.md"
    wanted = {
        "greater_than_equal": "must be at least {ge}",
        "less_than_equal": "must be at most {le}",
        "greater_than": "must be more than {gt}",
        "less_than": "must be less than {lt}",
        "multiple_of": "must be a multiple of {multiple_of}",
        "literal_error": "must be {expected}",
        "string_too_short": "must have at least {min_length} characters",
        "string_too_long": "must have at most {max_length} characters",
        "string_pattern_mismatch": "must match {pattern}",
        "string_type": "must be a text",
        "int_type": "must be a whole number",
        "int_parsing": "must be a whole number",
        "int_from_float": "must be a whole number",
        "float_type": "must be a number",
        "float_parsing": "must be a number",
        "bool_type": "must be true or false",
        "bool_parsing": "must be true or false",
        "model_type": "must be a group of fields",
        "dict_type": "must be a group of fields",
        "tuple_type": "must be a list",
        "value_error": "{error}",
    }.get(kind)
    message = wanted.format(**context) if wanted else details["msg"]
    secret = any(str(part) in ("url", "api_key", "destinations") for part in where)
    shown = repr(details["input"])
    return (
        message
        if secret
        else f"{message} (got {shown if len(shown) <= 60 else shown[:57] + '...'})"
    )


def _contract_problems(
    path: Path, root: CommentedMap, channel: Channel, contracts: Mapping[str, Contract]
) -> list[Problem]:
    problems = []
    for stage, config in channel.pipeline.stages().items():
        where: tuple[str | int, ...] = ("pipeline", stage, "space")
        contract = contracts.get(config.space)
        fitting = sorted(c.id for c in contracts.values() if c.stage == stage)
        if contract is None or contract.stage != stage:
            message = f"must be a Space for {stage}: {', '.join(fitting)} (got {config.space!r})"
            problems.append(Problem(path, *_place(root, where), _dotted(where), message))
            continue
        for name, value in config.params.items():
            where = ("pipeline", stage, "params", name)
            declared = contract.params.get(name)
            if declared is None:
                known = ", ".join(contract.params)
                message = f"{contract.id} has no such parameter; it has {known}"
            else:
                wanted = declared.problem_with(value)
                if wanted is None:
                    continue
                message = f"must be {wanted} (got {value!r})"
            problems.append(Problem(path, *_place(root, where), _dotted(where), message))
    return problems


def _place(root: CommentedMap, where: tuple[str | int, ...]) -> tuple[int, int]:
    """Line and column of a field, or of the nearest enclosing one that is in the file."""
    node: Any = root
    line, column = 0, 0
    for part in where:
        if isinstance(node, CommentedMap) and part in node:
            line, column = node.lc.key(part)
        elif isinstance(node, CommentedSeq) and isinstance(part, int) and part < len(node):
            line, column = node.lc.item(part)
        else:
            break
        node = node[part]
    return line + 1, column + 1


def _dotted(where: tuple[str | int, ...]) -> str:
    return ".".join(str(part) for part in where)


def _shown(path: Path) -> str:
    """The path as an operator typed it: relative to here where it lies below."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
