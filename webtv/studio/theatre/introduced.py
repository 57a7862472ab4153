"""Who is introduced by a name that is no word, with nothing but a look behind it."""

from __future__ import annotations

from webtv.studio.theatre.library import Library
from webtv.studio.theatre.sightings import is_picture, keys
from webtv.studio.theatre.traits import BEASTS, SKINS

_NAMED = 2
"""Words of such a name at most."""


def is_introduced(text: str, following: str, languages: tuple[str, ...], library: Library) -> bool:
    """Whether a segment is such a name, and the one behind it says who that is, without an
    article: "Albrecht, hagerer Mann von siebzig Jahren".
    """
    if not text[:1].isupper() or len(text.split()) > _NAMED or keys(text, languages, library):
        return False
    seen = [key for key in keys(following, languages, library) if is_picture(key)]
    return bool(seen) and seen[0] in BEASTS | SKINS
