"""Letters on screen: the fonts, what can be written with them, and lines that fit."""

from __future__ import annotations

import textwrap
import unicodedata
from importlib.resources import files
from pathlib import Path

_JOINER = "\u2060"  # invisible; keeps a backslash from being read as a tag
_ADVANCE = 0.52  # mean letter width of Inter SemiBold, per unit of ASS font size, on the safe side


def fonts_folder() -> Path:
    """Where the station's own fonts are."""
    return Path(str(files("webtv.media") / "fonts"))


def printable(text: str) -> str:
    """`text` on one line, without control characters, emoji and pictographs."""
    kept = (
        " " if char.isspace() or unicodedata.category(char) == "Cc" else char
        for char in unicodedata.normalize("NFC", text)
        if char.isspace()
        or (
            unicodedata.category(char) not in {"So", "Sk", "Cf", "Cs", "Co", "Cn"}
            and not "\ufe00" <= char <= "\ufe0f"
        )
    )
    return " ".join("".join(kept).split())


def escape(text: str) -> str:
    """`text` so that libass shows it as it is: braces and backslashes are no tags."""
    return text.replace("\\", "\\" + _JOINER).replace("{", r"\{").replace("}", r"\}")


def wrap(text: str, *, size: float, room: float) -> list[str]:
    """Lines of about equal length that fit into `room`, for letters of `size`."""
    columns = max(8, int(room / (size * _ADVANCE)))
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    if text and wide:
        columns = max(4, int(columns * len(text) / (len(text) + wide)))
    lines = textwrap.wrap(text, columns)
    if len(lines) > 1:
        even = -(-len(text) // len(lines)) + 2
        balanced = textwrap.wrap(text, min(columns, even))
        lines = balanced if len(balanced) == len(lines) else lines
    return lines
