"""A YAML document that knows where in the file each of its values stands."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from webtv.config.problem import Problem, Where, dotted
from webtv.config.tree import Fields, Items, Mark, Node, Scalar, TreeError, read_tree
from webtv.config.variables import objection

MAX_BYTES = 64 * 1024
"""A file of settings larger than this is a mistake."""

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


class Document:
    """One group of fields read from YAML, with the place of every value."""

    def __init__(self, path: Path, root: Fields) -> None:
        self.path = path
        self.root = root

    def place(self, where: Where) -> Mark:
        """Line and column of a value, or of the nearest group around it."""
        node: Node = self.root
        mark = Mark(1, 1)
        for part in where:
            found = _inside(node, part)
            if found is None or found[0] is None:
                break  # not there, or merged in by `<<` and without a place of its own here
            mark, node = found[0], found[1]
        return mark

    def known(self, where: Where) -> Where:
        """`where`, cut before the first part that the file does not have."""
        node: Node = self.root
        for count, part in enumerate(where):
            found = _inside(node, part)
            if found is None:
                return where[:count]
            node = found[1]
        return where

    def raw(self, where: Where) -> Node:
        """The value at `where` as it was written, `${NAME}` not replaced."""
        node: Node = self.root
        for part in self.known(where):
            found = _inside(node, part)
            assert found is not None
            node = found[1]
        return node

    def problem(self, where: Where, message: str) -> Problem:
        """A `Problem` at `where`."""
        return Problem(self.path, *self.place(where), dotted(where), message)

    def plain(self, env: Mapping[str, str] | None = None) -> tuple[dict[str, Any], list[Problem]]:
        """The values without their places; with `env`, `${NAME}` is replaced from it where it may
        stand, and is a problem elsewhere.
        """
        problems: list[Problem] = []

        def visit(node: Node, where: Where) -> Any:
            if isinstance(node, Fields):
                return {k: visit(value, (*where, k)) for k, (_, value) in node.items.items()}
            if isinstance(node, Items):
                return [visit(value, (*where, place)) for place, value in enumerate(node.items)]
            if isinstance(node.value, str) and env is not None:
                return _VARIABLE.sub(
                    lambda match: replace(match.group(1), match.group(0), where), node.value
                )
            return node.value

        def replace(name: str, text: str, where: Where) -> str:
            assert env is not None
            wrong = objection(where, name)
            if not wrong and name in env:
                return env[name]
            wrong = wrong or f"environment variable {name} is not set"
            problems.append(self.problem(where, wrong))
            return text

        return visit(self.root, ()), problems


def read_text(path: Path) -> str | Problem:
    """The text of a file of settings, or why there is none. A byte order mark is dropped."""
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return Problem(path, 1, 1, "", "must be a file")
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        return Problem(path, 1, 1, "", f"cannot be read: {reason}")
    if len(data) > MAX_BYTES:
        return Problem(path, 1, 1, "", f"must be at most {MAX_BYTES // 1024} KiB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        return Problem(path, line, column, "", "must be UTF-8 text")


def _without_waiting(path: str, flags: int) -> int:
    """Open a file; nobody who may write into a pipe is waited for."""
    return os.open(path, flags | os.O_NONBLOCK)


def read_document(path: Path, text: str) -> Document | Problem:
    """Read one YAML mapping; anything else is a `Problem`. Messages never repeat values."""
    try:
        root = read_tree(text)
    except TreeError as error:
        return Problem(path, *error.mark, "", str(error))
    if not isinstance(root, Fields):
        # The text itself is not shown: the file may be a link to something secret.
        is_text = isinstance(root, Scalar) and isinstance(root.value, str)
        got = "nothing" if root is None else "a text" if is_text else shown(root)
        return Problem(path, 1, 1, "", f"must be fields such as `title:` (got {got})")
    return Document(path, root)


def shown(node: Node) -> str:
    """A value as an operator would call it, on one short line."""
    if isinstance(node, Fields):
        return "a group of fields"
    if isinstance(node, Items):
        return "a list"
    value = node.value
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _inside(node: Node, part: str | int) -> tuple[Mark | None, Node] | None:
    """The place and the value of one part of a group or a list, if it has it."""
    if isinstance(node, Fields):
        return node.items.get(part) if isinstance(part, str) else None
    if isinstance(node, Scalar) or not isinstance(part, int) or not 0 <= part < len(node.items):
        return None
    return node.items[part].mark, node.items[part]
