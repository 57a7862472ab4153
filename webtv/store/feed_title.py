"""The title of a live feed, which an operator gives: HOME/takeover/<channel>.title."""

from __future__ import annotations

from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

from webtv.files import open_regular, write_atomic
from webtv.plaintext import plain_text

UNTITLED = "Live"
"""What a feed is called that nobody gave a title."""

LONGEST = 90
"""Characters of a title, as of any programme's."""


def read_feed_title(folder: Path, channel: str) -> str:
    """The title of the next feed of `channel`, in one line. Blocking; never fails."""
    text = ""
    with suppress(OSError, UnicodeDecodeError):
        with TextIOWrapper(open_regular(folder / f"{channel}.title"), "utf-8") as file:
            text = file.read(4 * LONGEST)
    return title_line(text) or UNTITLED


def write_feed_title(folder: Path, channel: str, title: str) -> str:
    """Give the feeds of `channel` a title; an empty one takes it away. Returns what they are called
    now. Raises `OSError`.
    """
    line = title_line(title)
    path = folder / f"{channel}.title"
    if line:
        write_atomic(path, f"{line}\n")
    else:
        path.unlink(missing_ok=True)
    return line or UNTITLED


def title_line(text: str) -> str:
    """The title as viewers see it: one line, without control characters, not too long."""
    return " ".join(plain_text(text).split())[:LONGEST].rstrip()
