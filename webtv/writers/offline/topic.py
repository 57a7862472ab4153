"""The worlds that a theme is about, and those of its beats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from webtv.writers.offline.beat import Beat
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.evidence import THERE, Hit, family, weights
from webtv.writers.offline.glossary import named_things
from webtv.writers.offline.looks import LIGHT
from webtv.writers.offline.mainstays import Spoken, is_told, mainstays, named_in, share_of
from webtv.writers.offline.portrayal import ABSTRACT
from webtv.writers.offline.text import chunks
from webtv.writers.offline.vocabulary import CITY, FORMS, VILLAGE, Vocabulary, is_short
from webtv.writers.offline.wordsets import has
from webtv.writers.offline.worlds import is_anybody, worlds_tagged

_MOST = 10
"""Worlds of a theme."""

_HOME = 3
"""Worlds of a theme in which most of its programmes play."""

_SEVERAL = 5
"""Clauses of a theme that names several subjects."""

_TITLE = 0.8
"""What a word of a title says, which may be a play on it."""

_SURE = 0.2
"""Share of the surest world's words that another one of a short theme has."""

_TIED = 0.9
"""The same of one that is as sure."""

_LED, _SAID, _ALONE = 1.4, 1.5, 2.5
"""Words of a world that leads a theme, of one that comes again and again, and of any other."""

_OFTEN, _APART, _MOSTLY = 0.25, 0.3, 0.5
"""Share of its beats in which a world comes again and again, that of one that leads them, and the
one that leaves room for no other.
"""

_BARELY = 0.35
"""What a word weighs at least that says something in a theme of hardly a word."""

_AHEAD = 0.7
"""The same of one that leads a sentence."""

_LEADS, _CHIEF = 1.5, 1.3
"""How much surer a world is that leads the theme, and with a word that names it."""

_ITEM = 10
"""Signs of an entry of a list at most, in scripts without blanks."""

_SCENES, _WHOLE = 3, 0.6
"""Beats of a theme that is a row of scenes, and share of whole sentences among them."""

_BRIEF = 12
"""Words of beats of which each is about one thing."""

_BEGUN = 2
"""Beats in which a theme has begun."""

_SCENE = 1.5
"""Words of a world in such a scene."""


class Topic(Vocabulary):
    """The worlds of one theme. Ideas are among them only where it is about ideas."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self._theme = f"{draft.channel.title} {draft.channel.theme}"
        self.short = is_short(draft.theme.beats, draft.channel.theme)
        """Whether the theme is hardly more than a word."""
        known, others = self._meant(draft)
        self._clauses = [
            {name for hit in self._hits(part) if hit.weight >= THERE for name in hit.names}
            for beat in draft.theme.headed
            for part in chunks(beat.text)
        ]
        """The worlds of which each clause of the theme speaks."""
        self._of_scene = self._scenes(draft, known)
        every = dict.fromkeys([*known, *others, *self._of_scene.values()])
        self.worlds: tuple[str, ...] = tuple(every)[:_MOST]
        """The worlds of the theme as a whole, the surest first."""
        if self.short:
            known += [name for name in self.near(known) if name not in known]
        main = tuple(n for n in self._mainstays(draft, known) if self._is_told(draft, n))
        least = 0.0 if self.short else _SAID
        self.home: tuple[str, ...] = main or tuple(n for n in known[:1] if self._words[n] >= least)
        """The worlds in which most of a programme plays."""
        self.told = main
        """Those of which tales are told: none that only a side word is of."""

    def worlds_of(self, text: str, english: str = "") -> tuple[str, ...]:
        """The worlds that a text speaks of, those of the theme and then the surest first."""
        found = self._worlds.found(text) or self._english.found(english)
        names = dict.fromkeys(self._named(name) for name in found)
        return self.surest(tuple(filter(self._may_be, names)))

    def own(self, text: str, english: str = "") -> tuple[str, ...]:
        """The worlds of a sentence without doubt: those at home, else others that it is full of.

        "Parrots ride on the roof of the train" is of trains, where these are at home.
        """
        known = self._hits(text, english)
        found = weights(replace(hit, word=family(hit.word)) for hit in known)
        names = [name for name in self.home if found.get(name, 0.0) >= THERE]
        names = names or [name for name in self.worlds if found.get(name, 0.0) >= _SCENE]
        return tuple(sorted(names, key=lambda name: -found[name]))

    def speaks(self, subject: str) -> bool:
        """Whether the theme speaks of a world, of a thing of pictures or of `light`."""
        if subject == "light":
            return has(self._theme, LIGHT)
        return subject in self._words or subject in named_things(self._theme, self._language)

    def surest(self, names: Sequence[str]) -> tuple[str, ...]:
        """Some worlds, those at home first."""
        return tuple(sorted(names, key=lambda name: name not in self.home))

    def is_part(self, name: str) -> bool:
        """Whether a theme names several subjects, and a world is that of few of them."""
        said = [each for each in self._clauses if each]
        spoken = [each for each in said if name in each]
        return not self.short and len(self._clauses) >= _SEVERAL and 2 * len(spoken) < len(said)

    def weight(self, tag: str) -> float:
        """How many words of the theme speak of worlds with a tag."""
        return sum(self._words.get(name, 0.0) for name in worlds_tagged(tag))

    # What is meant

    def _meant(self, draft: Draft) -> tuple[list[str], list[str]]:
        """The worlds that a theme is about, the surest first, and others of which it speaks."""
        channel, beats = draft.channel, self._headed(draft)
        of_beats = [self._hits(beat.text, beat.english) for beat in beats]
        of_title = self._hits(channel.title)
        titled = (replace(hit, weight=_TITLE * hit.weight) for hit in of_title)
        places = [hit for place in channel.places for hit in self._hits(place)]
        said = [hit for found in of_beats for hit in found]
        known = [*said, *titled, *places]
        self._words = weights(known)
        self._ideal = self._is_ideal(said)
        self._forms = has(channel.theme, ABSTRACT) and FORMS in self._words
        self._off_earth = draft.bare and not worlds_tagged("bare").isdisjoint(self._words)
        at = next((at for at, found in enumerate(of_beats[:_BEGUN]) if found), 0)
        first = next((hit for hit in of_beats[at] if hit.weight >= THERE), None)
        leads = [self._leading(*each) for each in zip(beats, of_beats, strict=True)]
        leading = leads[at] or frozenset(first.names if first else ())
        chief = {n for h in of_beats[at] if h.weight >= THERE for n in h.chief} & leading
        somewhere = frozenset[str]().union(leading, *leads)
        named = named_in(of_title, said)
        listed = self._is_listed(draft)
        scenes = all(beat.whole for beat in beats)
        brief = all(len(beat.text.split()) <= _BRIEF for beat in beats)
        share = {name: share_of(name, of_beats, []) for name in self._words}
        meant: list[str] = []
        others: list[str] = []
        explained: list[str] = []
        open_ones = [name for name in self._words if self._may_be(name)]
        while open_ones and len(meant) < _MOST:
            words = weights(known, explained)
            spread = {name: share_of(name, of_beats, explained) for name in open_ones}
            best = max(
                open_ones,
                key=lambda name: (
                    words[name]
                    * (1 + spread[name])
                    * (_LEADS if name in leading else 1.0)
                    * (_CHIEF if name in chief else 1.0)
                ),
            )
            open_ones.remove(best)
            least = max(_BARELY, _SURE * self._words[meant[0]] if meant else 0.0)
            settled = not scenes and bool(meant) and share[meant[0]] >= _MOSTLY
            led = best in leading and (best in chief or words[best] >= _LED)
            apart = (best in somewhere or listed) and not settled
            often = _OFTEN if listed else _APART if brief else 1.0
            sure = (
                (self.short and (apart or len(beats) == 1) and words[best] >= least)
                or (len(beats) == 1 and bool(meant) and self._is_tied(best, meant[0]))
                or ((led or best in named) and words[best] >= THERE)
                or (words[best] >= _SAID and spread[best] >= _OFTEN)
                or (apart and spread[best] >= often)
                or (self._ground.is_home(best) and words[best] >= THERE)
                or (self._ideal and best in worlds_tagged("idea"))
            )
            if sure or words[best] >= _ALONE:
                (meant if sure or not meant else others).append(best)
                explained += [hit.word for hit in known if best in hit.names]
                if best in CITY or best == VILLAGE:
                    self._rural = meant[0] == VILLAGE or self._rural
        return [*filter(self._may_be, meant)], [*filter(self._may_be, others)]

    def _leading(self, beat: Beat, found: Sequence[Hit]) -> frozenset[str]:
        """The worlds that lead a beat: of its subject, or of its first word behind any person.

        Those of which it has several words lead it, too.
        """
        subject = self._subject(beat)
        heavy = [hit for hit in found if hit.weight >= _AHEAD]
        about = [hit for hit in heavy if hit.word in subject]
        if not about and is_anybody(subject):
            about = heavy[:1]
        number = Counter(name for hit in heavy for name in hit.names)
        several = (name for name, count in number.items() if count > 1)
        return frozenset(name for hit in about for name in hit.names).union(several)

    def _mainstays(self, draft: Draft, known: Sequence[str]) -> tuple[str, ...]:
        """The worlds that a theme is about beyond doubt; all of one that names ideas, or hardly has
        a word of them.
        """
        if self._ideal:
            return tuple(known)
        if self.short or self._forms:
            return tuple(known[:_HOME])
        spoken = [
            Spoken(self._hits(beat.text, beat.english), self._subject(beat))
            for beat in self._headed(draft)
        ]
        names = tuple(filter(self._may_be, self._words))
        found = mainstays(spoken, self._titled(draft), names, self._around)
        there = (n for n in names if self._ground.is_home(n) and self._words[n] >= THERE)
        return tuple(dict.fromkeys([*there, *found]))[:_HOME] or self._announced(draft)

    def _is_told(self, draft: Draft, name: str) -> bool:
        """Whether words enough speak of a world, in a theme of more than a few."""
        if self.short or self._ideal or self._forms or self._ground.is_home(name):
            return True
        said = [hit for beat in self._headed(draft) for hit in self._hits(beat.text, beat.english)]
        places = [hit for place in draft.channel.places for hit in self._hits(place)]
        wide = name in worlds_tagged("many")
        return is_told(name, said, [*self._titled(draft), *places], wide=wide)

    def _headed(self, draft: Draft) -> tuple[Beat, ...]:
        """The beats, behind what the theme opens with if that is none and speaks of a world."""
        headed, beats = draft.theme.headed, draft.theme.beats
        spoken = any(hit.weight >= THERE for hit in self._hits(headed[0].text))
        return headed if spoken else beats

    def _around(self, names: Sequence[str]) -> set[str]:
        """The neighbours of some worlds, and the worlds whose neighbours these are."""
        return {*self._worlds.near(names)}.union(
            name for name in self._words if not {*names}.isdisjoint(self._worlds.near([name]))
        )

    def _titled(self, draft: Draft) -> list[Hit]:
        """The words of the title, and of an opening that says what the channel is and no more."""
        return [*self._hits(draft.channel.title), *self._blurbed(draft)]

    def _blurbed(self, draft: Draft) -> list[Hit]:
        """The words of an opening that is no beat: "A channel for people who mend bicycles"."""
        head, *beats = draft.theme.headed
        untold = len(beats) == len(draft.theme.beats)
        known = [hit for hit in self._hits(head.text) if hit.weight >= THERE] if untold else []
        return [replace(hit, weight=1.0) for hit in known]

    def _announced(self, draft: Draft) -> tuple[str, ...]:
        """The world that such an opening names beyond doubt."""
        sure = [hit.names[0] for hit in self._blurbed(draft) if len(hit.names) == 1]
        return tuple(filter(self._may_be, dict.fromkeys(sure)))[:1]

    def _is_tied(self, name: str, best: str) -> bool:
        """Whether a world is as sure as the surest one, if only by the same words."""
        return self._words[name] >= _TIED * self._words[best]

    def _is_listed(self, draft: Draft) -> bool:
        """Whether a theme is a list of things, each of which is meant."""
        dense = self._language[:2] in ("ja", "zh")
        items = draft.theme.beats
        return all(draft.is_thing(b) and (not dense or len(b.text) <= _ITEM) for b in items)

    def _scenes(self, draft: Draft, known_ones: Sequence[str]) -> dict[str, str]:
        """The world of each scene, where a theme is a row of scenes: "A baker carries bread"."""
        beats = draft.theme.beats
        if len(beats) < _SCENES or sum(beat.whole for beat in beats) < _WHOLE * len(beats):
            return {}
        found: dict[str, str] = {}
        for beat in beats:
            words = weights(self._hits(beat.text, beat.english))
            known = [name for name in words if words[name] >= _SCENE and self._may_be(name)]
            known.sort(key=lambda name: (name not in known_ones, -words[name]))
            if known:
                found[beat.text] = known[0]
        return found
