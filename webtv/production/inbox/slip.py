"""What people say about a film they drop: a title and a line, in a file beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent

from webtv.errors import RejectedError
from webtv.media.graphics.captions import printable

MOST_BYTES = 16_384
"""A longer file is no slip."""

LONGEST_TITLE = 90
LONGEST_TEXT = 400
_DEEPEST = 4

_BETWEEN = re.compile(r"[\s_.\-]+")


@dataclass(frozen=True, slots=True)
class Slip:
    """Title and text; empty where nothing is said."""

    title: str = ""
    text: str = ""


def title_of(name: str) -> str:
    """A title made of a file's name: `my_first-film.mp4` is called My first film."""
    words = _BETWEEN.sub(" ", printable(_clean(Path(name).stem))).strip()
    title = words[:1].upper() + words[1:LONGEST_TITLE]
    return title if len(title) >= 2 else "Footage"


def parse_slip(data: bytes, *, name: str) -> Slip:
    """What a slip says: YAML with `title:` and `text:`, or else lines, the first one the title.

    Raises `RejectedError` for one that is too long or no such text.
    """
    if len(data) > MOST_BYTES:
        raise RejectedError(f"{name} is longer than {MOST_BYTES} bytes")
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RejectedError(f"{name} is not UTF-8 text") from None
    if name.lower().endswith(".txt"):
        title, _, text = words.strip().partition("\n")
        return _slip(title, text)
    try:
        if _is_intricate(words):
            raise RejectedError(f"{name} is more than texts: no aliases (*), no deep nesting")
        told = YAML(typ="safe").load(words)
    except (YAMLError, ValueError, RecursionError) as error:
        raise RejectedError(f"{name} is not valid YAML: {' '.join(str(error).split())}") from None
    if not isinstance(told, dict):
        raise RejectedError(f"{name} must hold `title:` and, if you like, `text:`")
    wrong = [field for field in ("title", "text") if not isinstance(told.get(field, ""), str)]
    if wrong:
        raise RejectedError(f"{name}: {wrong[0]} must be text")
    return _slip(told.get("title", ""), told.get("text", ""))


def _is_intricate(words: str) -> bool:
    """Whether YAML could take for ever: merged aliases of aliases do, and so does deep nesting."""
    depth = 0
    for event in YAML(typ="safe").parse(words):
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if isinstance(event, AliasEvent) or depth > _DEEPEST:
            return True
    return False


def _slip(title: str, text: str) -> Slip:
    title, text = printable(_clean(title)), printable(_clean(text))
    return Slip(title[:LONGEST_TITLE] if len(title) >= 2 else "", text[:LONGEST_TEXT])


def _clean(text: str) -> str:
    """`text` without what is no letter in any script, such as a name in another encoding."""
    return text.encode("utf-8", "ignore").decode()
