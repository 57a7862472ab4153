"""What people say about a film they drop: a title and a line, in a file beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from webtv.config.tree import Fields, Scalar, TreeError, read_tree
from webtv.errors import RejectedError
from webtv.media.graphics.lettering import printable
from webtv.model.programme import LONGEST_TITLE
from webtv.terminal import plain

MOST_BYTES = 16_384
"""A longer file holds no details."""

LONGEST_TEXT = 400

_BETWEEN = re.compile(r"[\s_.\-]+")


@dataclass(frozen=True, slots=True)
class FilmDetails:
    """Title and text; empty where nothing is said."""

    title: str = ""
    text: str = ""


def title_of(name: str) -> str:
    """A title made of a file's name: `my_first-film.mp4` is called My first film."""
    words = _BETWEEN.sub(" ", printable(_clean(Path(name).stem))).strip()
    title = (words[:1].upper() + words[1:])[:LONGEST_TITLE]  # a capital ß is two letters
    return title if len(title) >= 2 else "Footage"


def parse_details(data: bytes, *, name: str) -> FilmDetails:
    """Title and text of YAML with `title:` and `text:`, or of lines, the first one the title.

    Raises `RejectedError` for one that is too long or no such text.
    """
    name = plain(name)
    if len(data) > MOST_BYTES:
        raise RejectedError(f"{name} is longer than {MOST_BYTES} bytes")
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RejectedError(f"{name} is not UTF-8 text") from None
    if name.lower().endswith(".txt"):
        title, _, text = words.strip().partition("\n")
        return _details(title, text)
    try:
        told = read_tree(words)
    except TreeError as error:
        where = f"{name}:{error.mark.line}:{error.mark.column}"
        raise RejectedError(f"{where}: {error}") from None
    if not isinstance(told, Fields):
        raise RejectedError(f"{name} must hold `title:` and, if you like, `text:`")
    return _details(_text(told, "title", name), _text(told, "text", name))


def _text(told: Fields, field: str, name: str) -> str:
    place, node = told.items.get(field, (None, None))
    if node is None:
        return ""
    if isinstance(node, Scalar) and isinstance(node.value, str):
        return node.value
    line, column = place or told.mark
    raise RejectedError(f"{name}:{line}:{column}: {field}: must be text")


def _details(title: str, text: str) -> FilmDetails:
    title, text = printable(_clean(title)), printable(_clean(text))
    return FilmDetails(title[:LONGEST_TITLE] if len(title) >= 2 else "", text[:LONGEST_TEXT])


def _clean(text: str) -> str:
    """`text` without what is no letter in any script, such as a name in another encoding."""
    return text.encode("utf-8", "ignore").decode()
