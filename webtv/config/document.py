"""A YAML document that knows where in the file each of its values stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError
from ruamel.yaml.scalarbool import ScalarBoolean

from webtv.config.problem import Problem, Where, dotted

MAX_NODES = 10_000
"""Values in one document, aliases written out; more is a mistake or an alias bomb."""
MAX_DEPTH = 20
"""Levels of nesting; a channel needs five."""
MAX_BRACKETS = 500
"""Opening brackets in one file; the parser's time grows with the square of their depth."""

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_QUOTED_KEY = re.compile(r'duplicate key "([^"\s]{1,60})"')


class Document:
    """One mapping read from YAML, with the place of every value."""

    def __init__(self, path: Path, root: CommentedMap) -> None:
        self.path = path
        self.root = root

    def place(self, where: Where) -> tuple[int, int]:
        """Line and column (from 1) of a value, or of the nearest group around it."""
        node: Any = self.root
        line, column = 0, 0
        for part in where:
            if not _holds(node, part):
                break
            try:
                line, column = node.lc.key(part) if isinstance(part, str) else node.lc.item(part)
            except (KeyError, TypeError):
                break  # merged in by `<<`, so it has no place of its own here
            node = node[part]
        return line + 1, column + 1

    def known(self, where: Where) -> Where:
        """`where`, cut before the first part that the file does not have."""
        node: Any = self.root
        for count, part in enumerate(where):
            if not _holds(node, part):
                return where[:count]
            node = node[part]
        return where

    def raw(self, where: Where) -> object:
        """The value at `where` as it was written, `${NAME}` not replaced."""
        node: Any = self.root
        for part in self.known(where):
            node = node[part]
        return node

    def problem(self, where: Where, message: str) -> Problem:
        """A `Problem` at `where`."""
        return Problem(self.path, *self.place(where), dotted(where), message)

    def plain(self, env: Mapping[str, str]) -> tuple[dict[str, Any], list[Problem]]:
        """The values without their places, `${NAME}` replaced from `env`."""
        problems: list[Problem] = []
        nodes = 0

        def visit(node: Any, where: Where) -> Any:
            nonlocal nodes
            nodes += 1
            if nodes > MAX_NODES or len(where) > MAX_DEPTH:
                raise _TooLargeError
            if isinstance(node, Mapping):
                return {key: visit(value, (*where, key)) for key, value in node.items()}
            if isinstance(node, list):
                return [visit(value, (*where, place)) for place, value in enumerate(node)]
            if isinstance(node, str):
                return _VARIABLE.sub(
                    lambda match: replace(match.group(1), match.group(0), where), str(node)
                )
            return _plain_number(node)

        def replace(name: str, text: str, where: Where) -> str:
            if name not in env:
                problems.append(self.problem(where, f"environment variable {name} is not set"))
            return env.get(name, text)

        try:
            values = visit(self.root, ())
        except _TooLargeError:
            message = f"must have at most {MAX_NODES} values, {MAX_DEPTH} levels deep"
            return {}, [Problem(self.path, 1, 1, "", message)]
        return values, problems


class _TooLargeError(Exception):
    """The document unfolds to more than anyone would write."""


def read_document(path: Path, text: str) -> Document | Problem:
    """Read one YAML mapping; anything else is a `Problem`. Messages never repeat values."""
    if text.count("[") + text.count("{") > MAX_BRACKETS:
        return Problem(path, 1, 1, "", f"must have at most {MAX_BRACKETS} brackets")
    try:
        root: Any = YAML(typ="rt").load(text)
    except DuplicateKeyError as error:
        found = _QUOTED_KEY.search(str(error.problem))
        return _bad(path, error, f"the key {found.group(1) if found else ''} is there twice")
    except MarkedYAMLError as error:
        return _bad(path, error, " ".join(str(error.problem or error.context).split()))
    except ReaderError as error:
        before = text[: error.position]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = f"not valid YAML: {error.reason} (character {error.character!r})"
        return Problem(path, line, column, "", message)
    except RecursionError:
        return Problem(path, 1, 1, "", f"must be at most {MAX_DEPTH} levels deep")
    except (YAMLError, ValueError) as error:
        reason = " ".join(str(error).split()).partition(";")[0]
        return Problem(path, 1, 1, "", f"not valid YAML: {reason}")
    if not isinstance(root, CommentedMap):
        return Problem(path, 1, 1, "", f"must be fields such as `title:` (got {shown(root)})")
    return Document(path, root)


def shown(value: object) -> str:
    """A value as an operator would call it, on one short line."""
    names: list[tuple[type | tuple[type, ...], Callable[[Any], str]]] = [
        (type(None), lambda _: "nothing"),
        ((bool, ScalarBoolean), lambda v: "true" if v else "false"),
        (Mapping, lambda _: "a group of fields"),
        ((list, tuple), lambda _: "a list"),
        (str, lambda v: repr(str(v))),
    ]
    text = next((name(value) for kind, name in names if isinstance(value, kind)), str(value))
    return text if len(text) <= 60 else text[:57] + "..."


def _bad(path: Path, error: MarkedYAMLError, reason: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Problem(path, line, column, "", f"not valid YAML: {reason}")


def _holds(node: object, part: str | int) -> bool:
    if isinstance(node, CommentedMap):
        return part in node
    return isinstance(node, CommentedSeq) and isinstance(part, int) and part < len(node)


def _plain_number(node: Any) -> Any:
    if isinstance(node, ScalarBoolean):
        return bool(node)
    if isinstance(node, bool) or node is None:
        return node
    for kind in (int, float):
        if isinstance(node, kind):
            return kind(node)
    return node
