"""The opening and the last image of a programme, and who acts in between."""

from __future__ import annotations

from collections.abc import Iterator

from webtv.writers.cast import on_screen
from webtv.writers.offline.atlas import Moment, Tale
from webtv.writers.offline.beat import Beat
from webtv.writers.offline.captions import captions
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.glossary import named_things
from webtv.writers.offline.named import Person, trade_in
from webtv.writers.offline.people import doer_of, has_creatures, has_people
from webtv.writers.offline.shots import Step
from webtv.writers.offline.spoken import Spoken
from webtv.writers.offline.turns import filmed_ago
from webtv.writers.offline.worlds import worlds_tagged

_DOES = 2
"""Programmes in which a person who did what happens does not do it again."""

_EDGE = 2
"""Shots in which a programme opens, or its last image is seen, at most."""

_LEFT = 2
"""Programmes for which a theme has beats left where one more of them is a last image."""

WIDE = (
    "sky skies horizon hill hills valley mountain mountains peaks roofs skyline island landscape "
    "canyon dunes clouds rainbow fields meadow flock herd swirling lighthouse ship aurora galaxy"
)
"""Words of pictures that are no details."""


class Arc(Spoken):
    """Where a programme begins, what happens in it, and how it ends."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self._doers: dict[str, str] = {}
        """Who acts in each world, where there is no cast."""
        self._visited: tuple[str, ...] = ()
        self._silent = 0
        """Shots that may still be silent; fewer than none where there are too many already."""
        self.tale: Tale | None = None
        """The story that the programme tells, if it tells one."""
        self.turn: Moment | None = None
        """What happens in the programme; None for nothing."""
        self._set = False
        """Whether the setting was seen first."""

    def _opening(self) -> Iterator[Step]:
        """Where it is: the theme's first sentence, or the place, where it is time for it."""
        draft = self._draft
        beat = draft.beats[0]
        own = self._topic.own(beat.text, beat.english)
        if draft.first:
            yield self._beat(draft.first, "wide")
        elif draft.setting and draft.is_rested(draft.setting):
            self._set = True
            yield from self._edge(draft.setting)
        elif self._place:
            yield self._step("wide", self._place)
        elif self._is_abstract(beat, own) and (moment := self._moments.take("rest", own)):
            yield self._seen(moment, "wide")

    def _doer(self, world: str) -> str:
        """Who does what happens in a world: the hero, else a person of a beat that plays there."""
        if self._draft.hand:
            return self._draft.hand.name
        if world not in self._doers:
            self._doers[world] = self._person_in(world)
        return self._doers[world]

    def _person_in(self, world: str) -> str:
        """The person of the subject, else of those whom other beats name the one of longest ago."""
        draft = self._draft
        known = [*draft.beats, *draft.spare, *([draft.setting] if draft.setting else [])]
        own = [beat for beat in known if self._plays_in(beat, world)]
        if first := self._who_acts(draft.beats[0]):
            return first
        recent = draft.brief.recent
        if draft.persons:
            there = [who for beat in own for who in self._named_in(beat)] or draft.persons
            who = draft.longest_ago(there, lambda each: filmed_ago(each.name, recent))
            return who.seen
        everybody = dict.fromkeys(filter(None, map(self._who_acts, (*own, *known))))
        others = [who for who in everybody if filmed_ago(f"{who} ", recent) >= _DOES]
        if others := others or [*everybody][:1]:
            return draft.longest_ago(others, lambda who: filmed_ago(f"{who} ", recent))
        somebody = any(has_people(beat.text) for beat in own) or self._is_manned(world)
        return "a person" if somebody else ""

    def _who_acts(self, beat: Beat) -> str:
        """The person of a beat: whom it names, else whom it begins with; "" for nobody."""
        draft = self._draft
        if named := self._named_in(beat):
            return named[0].seen
        if beat.names:
            return ""
        if draft.language[:2] != "en":
            who = trade_in(beat.text, draft.language)
            known = [f"a {each}" for each in sorted(named_things(who, draft.language))]
            return next(filter(has_people, known), who)
        who = doer_of(beat.picture, "en") or trade_in(beat.picture, "en")
        return "" if on_screen(draft.channel.cast, who) else who

    def _named_in(self, beat: Beat) -> list[Person]:
        """The persons, not of the cast, whom a beat names, or the sentence that it goes on from."""
        for said in (f"{beat.text} {beat.english}", beat.after):
            named = [who for who in self._draft.persons if who.name.split()[-1] in said]
            if named:
                return named
        return []

    def _is_manned(self, world: str) -> bool:
        """Whether there are people in a world, or ideas, and the theme names no animals."""
        theme = " ".join(beat.picture for beat in self._draft.theme.beats)
        manned = worlds_tagged("people") | worlds_tagged("idea")
        return world in manned and not has_creatures(theme)

    def _plays_in(self, beat: Beat, world: str) -> bool:
        """Whether a beat is of a world, or of no other while the theme is at home there."""
        own = self._topic.own(beat.text, beat.english)
        return world in (own or self._topic.home)

    def _last(self) -> Iterator[Step]:
        """Something of the theme that the programme has not shown: a thing, else the place.

        It is told as all else is. Where all was seen, what comes before it is the last image.
        """
        draft = self._draft
        if draft.last:
            yield self._beat(draft.last, "wide")
            return
        shown = next(filter(self._is_short, self._unseen()), None)
        if shown and not (draft.ordered or draft.day or any(b.choice for b in draft.beats)):
            yield from self._edge(shown)
        elif draft.setting and not self._set and draft.is_rested(draft.setting):
            yield from self._edge(draft.setting)
        elif self._place:
            comma = draft.filmed.comma
            seen = f"{draft.lead.name}{comma}{self._place}" if draft.lead else self._place
            yield self._step("wide", seen)

    def _edge(self, beat: Beat) -> Iterator[Step]:
        """A beat with which a programme begins or ends."""
        yield from self._read(self._beat(beat, "wide"), beat, self.told(beat), _EDGE)

    def _is_short(self, beat: Beat) -> bool:
        """Whether a beat can be read at the edge of a programme."""
        draft, told = self._draft, self.told(beat)
        parts = captions(told, draft.channel.language, draft.has_time_for) if told else []
        return 0 < len(parts) <= _EDGE

    def _least_worn(self) -> Beat | None:
        """What of the theme was seen longest ago, if the last programme did not have it."""
        draft = self._draft
        known = [*([draft.setting] if draft.setting else []), *draft.beats, *draft.spare]
        free = [beat for beat in known if draft.had_ago(beat) > 0 and self._is_short(beat)]
        free = [beat for beat in free if not (beat.after or beat.ending or beat.choice)]
        return min(free, key=draft.wear, default=None)

    def _unseen(self) -> list[Beat]:
        """Beats of the theme that stand alone and are not in the programme, those that are seen
        least before others, and things before what happens.
        """
        draft = self._draft
        rested = [*filter(draft.is_rested, draft.spare)]
        if len(rested) <= _LEFT * len(draft.beats):
            return []  # the next programmes need them
        free = (beat for beat in rested if not (beat.leans or beat.ending or beat.choice))
        return sorted(free, key=lambda beat: (draft.wear(beat), not draft.is_thing(beat)))

    def _is_abstract(self, beat: Beat, own: tuple[str, ...]) -> bool:
        """Whether nobody can film what a beat names, and its world has pictures for it."""
        names = (*own, *self._topic.home)
        ideal = bool(names) and names[0] in worlds_tagged("idea")
        return ideal and self._draft.is_thing(beat) and len(beat.text.split()) <= 6
