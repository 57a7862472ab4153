"""What the words of one theme speak of, and which worlds have a place in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from webtv.writers.offline.beat import Beat
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.evidence import THERE, Hit, hits, plain
from webtv.writers.offline.ground import Ground
from webtv.writers.offline.people import subject_words
from webtv.writers.offline.setting import is_night
from webtv.writers.offline.worlds import worlds_in, worlds_tagged

VILLAGE = "village_square"
CITY = frozenset({"city_day", "city_night", "future_city", "office", "factory"})
_AT_NIGHT = {"city_day": "city_night"}
"""Worlds that are others at night."""

_OFF_EARTH = ("bare", "indoors", "water")
"""Tags of worlds that can be in space or under water."""

FORMS = "shapes"
"""The world of what has no thing in it."""

_NAMED = 2
"""Words of what is to be avoided that names a world."""


_SHORT, _SHORT_WORDS, _SHORT_SIGNS = 2, 16, 24
"""Beats, words (half of them in more beats) and dense signs of a theme that lends itself worlds
from around its own.
"""


class Vocabulary:
    """The worlds of words, where and when a theme plays."""

    def __init__(self, draft: Draft) -> None:
        self._bare = draft.bare
        self._language = draft.channel.language
        self._worlds = worlds_in(self._language)
        self._english = worlds_in("en")
        self._ground = Ground(draft.channel)
        self._at_night = is_night(draft.hours)
        self._ideal = self._rural = self._forms = self._off_earth = False
        self._words: dict[str, float] = {}
        """How many words of the theme speak of each world."""
        named = {name for hit in self._hits(draft.channel.title) for name in hit.chief}
        self._refused = self._forbidden(draft.avoid) - named  # "no electric bikes", of bikes

    @property
    def eerie(self) -> bool:
        """Whether the theme is to be feared, and nothing is told that ends well."""
        return self._ground.eerie

    def near(self, names: Sequence[str]) -> tuple[str, ...]:
        """The neighbours of some worlds."""
        around = tuple(name for name in self._worlds.near(names) if self._may_be(name))
        return tuple(filter(worlds_tagged("bare").__contains__, around)) if self._bare else around

    def _named(self, name: str) -> str:
        """A world, or what it is where and when the theme plays."""
        name = self._ground.moved(name)
        return _AT_NIGHT.get(name, name) if self._at_night else name

    def _hits(self, text: str, english: str = "") -> tuple[Hit, ...]:
        """The words of a text that speak of worlds which can be in the theme."""
        found = hits(text, self._worlds, self._language) or hits(english, self._english, "en")
        return tuple(
            replace(
                hit,
                names=tuple(dict.fromkeys(map(self._named, hit.names))),
                chief=frozenset(map(self._named, hit.chief)),
            )
            for hit in found
        )

    def _may_be(self, name: str) -> bool:
        """Whether a world has a place in the theme: ideas in one of ideas, no city in a village.

        Off the earth there are rooms and water, and no meadows.
        """
        if self._forms:
            return name == FORMS
        ideal = name in worlds_tagged("idea")
        if (ideal and not self._ideal) or (self._rural and name in CITY):
            return False
        return self.lends(name)

    def lends(self, name: str) -> bool:
        """Whether what a world has of the theme's things can be in it, be it about ideas or not."""
        return not (
            self._forms
            or name in self._refused
            or (self._off_earth and not any(name in worlds_tagged(tag) for tag in _OFF_EARTH))
            or not self._ground.admits(name, self._words.get(name, 0.0))
        )

    def _is_ideal(self, known: Sequence[Hit]) -> bool:
        """Whether a theme is about ideas: "lonely" alone does not make it one of silence."""
        ideas = worlds_tagged("idea")
        of_ideas = sum(not ideas.isdisjoint(hit.names) for hit in known)
        first = next((hit for hit in known if hit.weight >= THERE), None)
        return (
            first is not None and not ideas.isdisjoint(first.names) and 2 * of_ideas >= len(known)
        )

    def _forbidden(self, avoid: Sequence[str]) -> frozenset[str]:
        """The worlds that are named by what is to be avoided: "no spaceships"."""
        known = [hit for item in avoid for hit in self._hits(item) if len(item.split()) <= _NAMED]
        return frozenset(name for hit in known if hit.weight >= 1 for name in hit.chief)

    def _subject(self, beat: Beat) -> str:
        """The words of a beat among which its subject is, without capitals."""
        english = bool(beat.english) and not self._worlds.found(beat.text)
        text, language = (beat.english, "en") if english else (beat.text, self._language)
        return subject_words(plain(text, language), language).casefold()


def is_short(beats: Sequence[Beat], theme: str) -> bool:
    """Whether a theme is hardly more than a word."""
    text = " ".join(beat.text for beat in beats)
    words = len(text.split())
    dense = sum("\u3040" <= char <= "\u9fff" for char in text)
    if len(theme.split()) > _SHORT_WORDS:  # however little of it is seen
        return False
    if dense:
        return len(beats) <= _SHORT and dense <= _SHORT_SIGNS
    return words <= (_SHORT_WORDS if len(beats) <= _SHORT else _SHORT_WORDS // 2)
