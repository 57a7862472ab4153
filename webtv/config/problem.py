"""One error in a file that an operator wrote, with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from webtv.log import redact
from webtv.terminal import plain

_NAME = re.compile(r"[\w-][\w .-]{0,59}")

Where = tuple[str | int, ...]
"""The way to a value in a document: `("programme", "shots")`, `("destinations", 0, "url")`."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One error in one file, with its place (both counted from 1)."""

    path: Path
    line: int
    column: int
    field: str
    message: str

    def __str__(self) -> str:
        place = f"{plain(_shown(self.path))}:{self.line}:{self.column}"
        field = redact(self.field)  # a name of a field may be a secret that lost its own
        return f"{place}: {field}: {self.message}" if field else f"{place}: {self.message}"


def dotted(where: Where) -> str:
    """`where` as people write it: `destinations.0.url`.

    What looks like no name is not repeated: the file may be a link to something secret.
    """
    return ".".join(str(part) if _NAME.fullmatch(str(part)) else "\u2026" for part in where)


def _shown(path: Path) -> str:
    """The path as an operator typed it: relative to here where it lies below."""
    try:
        return str(path.relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)
