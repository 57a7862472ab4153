"""The worlds that a theme is about, and those of its beats."""

from __future__ import annotations

from collections.abc import Sequence

from webtv.writers.offline.draft import Draft
from webtv.writers.offline.people import subject_words
from webtv.writers.offline.setting import is_night
from webtv.writers.offline.wordsets import has
from webtv.writers.offline.worlds import worlds_in, worlds_tagged

_SURE = 0.4
"""Share of the surest world's score from which a world is one of the whole theme's."""

_MOST = 10
"""Worlds of a theme."""

_HOME = 3
"""Worlds of a theme in which most of its programmes play."""

_LEAST = 2
"""The same at least, where its beats have others."""

_SHORT = 2
"""Beats of a theme that lends itself worlds from around its own."""

_VILLAGE = "village_square"
_CITY = frozenset({"city_day", "city_night", "future_city", "office", "factory"})
_AT_NIGHT = {"city_day": "city_night"}
"""Worlds that are others at night."""

_OFF_EARTH = ("bare", "indoors", "water")
"""Tags of worlds that can be in space or under water."""

_FORMS = "shapes"
_ABSTRACT = "abstract abstracto abstracta abstrait abstraite abstrakt abstrakte astratto soyut 抽象"
"""Words of a theme that shows nothing but forms."""


class Topic:
    """The worlds of one theme. Ideas are among them only where it is about ideas."""

    def __init__(self, draft: Draft) -> None:
        self._bare = draft.bare
        self._language = draft.channel.language
        self._worlds = worlds_in(self._language)
        self._english = worlds_in("en")
        self._ideal = self._rural = self._forms = self._off_earth = False
        self._sure: tuple[str, ...] = ()
        self.home: tuple[str, ...] = ()
        """The worlds in which most of a programme plays."""
        self.worlds: tuple[str, ...] = self._found(draft)
        """The worlds of the theme as a whole, the surest first."""
        known = list(filter(self._may_be, self._sure))
        known += [name for name in self.worlds if name not in known][: max(0, _LEAST - len(known))]
        self.short = len(draft.theme.beats) <= _SHORT
        """Whether the theme is hardly more than a word."""
        if self.short:
            known += [name for name in self.near(known) if name not in known]
        self.home = tuple(known[:_HOME])

    def worlds_of(self, text: str, english: str = "") -> tuple[str, ...]:
        """The worlds that a text speaks of, those of the theme and then the surest first."""
        found = self._worlds.found(text) or self._english.found(english)
        known = (name for name in found if self._may_be(name))
        return self.surest(tuple(known))

    def near(self, names: Sequence[str]) -> tuple[str, ...]:
        """The neighbours of some worlds."""
        around = tuple(name for name in self._worlds.near(names) if self._may_be(name))
        return tuple(filter(worlds_tagged("bare").__contains__, around)) if self._bare else around

    def own(self, text: str, english: str = "") -> tuple[str, ...]:
        """The worlds of a sentence without doubt: those at home, else those that lead it.

        "Parrots ride on the roof of the train" is of trains, where these are at home.
        """
        found = self.worlds_of(text, english)
        at_home = tuple(name for name in found if name in self.home)
        leads = self._leading(text, english) if not at_home else ()
        return at_home or tuple(name for name in found if name in leads)

    def _leading(self, text: str, english: str) -> frozenset[str]:
        """The worlds that lead a sentence: "A knight wants to swim" is none of swimming."""
        if self._worlds.found(text):
            return self._worlds.leading(text, subject_words(text, self._language))
        return self._english.leading(english, subject_words(english, "en"))

    def surest(self, names: Sequence[str]) -> tuple[str, ...]:
        """Some worlds, those at home first."""
        return tuple(sorted(names, key=lambda name: name not in (self.home or self._sure)))

    def _may_be(self, name: str) -> bool:
        """Whether a world has a place in the theme: ideas in one of ideas, no city in a village.

        Off the earth there are rooms and water, and no meadows.
        """
        if self._forms:
            return name == _FORMS
        if self._off_earth and not any(name in worlds_tagged(tag) for tag in _OFF_EARTH):
            return False
        ideal = name in worlds_tagged("idea")
        return (self._ideal or not ideal) and not (self._rural and name in _CITY)

    def _is_ideal(self, found: Sequence[str], text: str) -> bool:
        """Whether a theme is about ideas: "lonely" alone does not make it one of silence."""
        ideas, hits = worlds_tagged("idea"), self._worlds.hits(text) or self._english.hits(text)
        number = sum(count for name, count in hits.items() if name in ideas)
        return found[:1] != () and found[0] in ideas and 2 * number >= sum(hits.values())

    def _meant(self, names: Sequence[str], draft: Draft, said: str) -> tuple[str, ...]:
        """The worlds of which more than one word beside the subject of a longer theme speaks.

        "One customer forgets a trombone" in a taxi makes no channel about jazz.
        """
        beats = draft.theme.beats
        if len(beats) <= _SHORT:
            return tuple(names)
        hits = self._worlds.hits(said) or self._english.hits(said)
        named = " . ".join([draft.channel.title, *draft.channel.places])
        meant = {name for name, number in hits.items() if number > 1}
        meant |= worlds_tagged("idea") | self._worlds.hits(named).keys()
        if beats[0].doing:  # what the operator does: "repairing bicycles"
            meant |= self._worlds.hits(beats[0].text).keys()
        for beat in beats:
            meant |= self._leading(beat.text, beat.english)
        return tuple(filter(meant.__contains__, names))

    def _found(self, draft: Draft) -> tuple[str, ...]:
        channel, beats = draft.channel, draft.theme.beats
        main = " . ".join([channel.title, beats[0].text, *channel.places])
        said = " . ".join([*(beat.text for beat in beats), channel.title, *channel.places])
        english = " . ".join(beat.english for beat in beats)
        looks = " . ".join(member.look_en or member.look for member in channel.cast)
        found = (
            self._worlds.found(said, share=_SURE, main=main)
            or self._english.found(english, share=_SURE)
            or self._worlds.found(looks, share=_SURE)
        )
        found = self._meant(found, draft, f"{said} . {english}")
        if is_night(draft.hours):
            found = tuple(dict.fromkeys(_AT_NIGHT.get(name, name) for name in found))
        self._forms = has(channel.theme, _ABSTRACT) and _FORMS in found
        found = (_FORMS,) if self._forms else found
        self._sure = found
        self._ideal = self._is_ideal(found, said) or self._is_ideal(found, english)
        self._off_earth = draft.bare and not worlds_tagged("bare").isdisjoint(found)
        order = [name for name in found if name in _CITY or name == _VILLAGE]
        self._rural = order[:1] == [_VILLAGE]
        of_beats = (self.own(beat.text, beat.english)[:1] for beat in beats)
        every = (*found, *(name for names in of_beats for name in names))
        known = [name for name in dict.fromkeys(every) if self._may_be(name)]
        return tuple(known[:_MOST])
