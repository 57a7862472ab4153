"""Whether a moment of a world is of what a theme names: its dogs and loaves, and no other's."""

from __future__ import annotations

from collections.abc import Sequence

from webtv.writers.offline.atlas import Moment
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.evidence import hits
from webtv.writers.offline.worlds import worlds_in, worlds_tagged

_ONE = {"mice": "mouse", "geese": "goose", "wolve": "wolf", "leave": "leaf", "feet": "foot"}
"""Plurals by the beginning of what is one of them."""

_MANY_SIDED = frozenset("ball team field table window door box bag".split())
"""Things that say nothing of a tale by themselves: a ball may be another game's."""

_BROAD = frozenset(
    "ballgame boardgame exercise birds hedgerow woodland workshop play racing stage party".split()
)
"""Worlds of many things: what is told of one is of no other."""


class Relevance:
    """The things that an English theme names, if it has events enough of its own.

    Of any other theme, everything in its worlds is relevant: there is little else to see.
    """

    def __init__(self, draft: Draft) -> None:
        self._strict = draft.rich and draft.language[:2] == "en"
        self._worlds = worlds_in("en")
        named = [draft.channel.description, *draft.channel.places]
        named += [beat.picture for beat in draft.theme.beats]
        self._named = {word for text in named for word in self._things(text)}

    def of(self, moment: Moment) -> bool:
        """Whether what a moment shows first is named by the theme, or something with which the
        hero does what it tells.
        """
        if not self._strict or moment.world in worlds_tagged("idea"):
            return True
        things = self._things(moment.picture)
        things = things if moment.kind == "do" else things[:1]
        return not self._named.isdisjoint(things)

    def of_tale(self, moments: Sequence[Moment]) -> bool:
        """Whether a tale is of something that the theme names, where its world has many things."""
        broad = self._strict and moments[0].world in _BROAD
        return not broad or bool(self.things_of(moments) - _MANY_SIDED)

    def things_of(self, moments: Sequence[Moment]) -> set[str]:
        """The things of some moments that the theme names, too, as the beginnings of words."""
        return {word for moment in moments for word in self._things(moment.picture)} & self._named

    def _things(self, text: str) -> list[str]:
        return [_ONE.get(hit.word, hit.word) for hit in hits(text, self._worlds, "en")]
