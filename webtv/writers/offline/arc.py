"""The opening and the ending of a programme, between which its chapters are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from webtv.writers.offline.atlas import Moment, Tale
from webtv.writers.offline.beats import Beat
from webtv.writers.offline.draft import SAID, Draft
from webtv.writers.offline.people import (
    doer_of,
    has_creatures,
    has_people,
    is_alive,
    reactions_to,
    subject_of,
)
from webtv.writers.offline.phrases.language import Scale
from webtv.writers.offline.shape import Shape
from webtv.writers.offline.shots import Shots, Step
from webtv.writers.offline.turns import filmed_ago
from webtv.writers.offline.wording import is_settled, sentence
from webtv.writers.offline.wordsets import has
from webtv.writers.offline.worlds import worlds_tagged

_RESTS = 3
"""Programmes in which the setting is not seen first again."""

WIDE = (
    "sky skies horizon hill hills valley mountain mountains peaks roofs skyline island landscape "
    "canyon dunes clouds rainbow fields meadow flock herd swirling lighthouse ship aurora galaxy"
)
"""Words of pictures that are no details."""


class Arc(Shots):
    """Where a programme begins, what happens in it, and how it ends."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self._visited: tuple[str, ...] = ()
        self._silent = 0
        """Shots that may still be silent; fewer than none where there are too many already."""
        self.tale: Tale | None = None
        """The story that runs through the programme, if one does."""
        self.turn: Moment | None = None
        """What happens in the programme; None for nothing."""
        self.close: Beat = draft.beats[-1]
        """The beat of the last chapter, at which it happens."""

    def _opening(self) -> Iterator[Step]:
        """Where it is: the theme's first sentence, or the place, where it is time for it."""
        draft = self._draft
        if draft.first:
            yield self._beat(draft.first, "wide")
        elif draft.setting and filmed_ago(draft.seen(draft.setting), draft.brief.recent) >= _RESTS:
            yield self._beat(draft.setting, "wide")
        elif self._place:
            plain = sentence(self._place, draft.told.end, draft.channel.language)
            heard = [line for known in draft.brief.recent[:SAID] for line in known.lines]
            hour = self._where()  # "The car park." alone says nothing
            known = (plain, hour) if is_settled(self._place) else (hour,) * (hour != plain)
            said = (line for line in known if line not in heard)
            yield self._step("wide", self._place, next(said, ""))

    def _where(self) -> str:
        """The place as a sentence, with the hour."""
        draft = self._draft
        hour = "" if draft.bare else draft.told.hours.get(draft.hours[0], "")
        parts = (hour, self._place) if is_settled(self._place) else (self._place, hour)
        said = draft.told.comma.join(part for part in parts if part)
        return sentence(said, draft.told.end, draft.channel.language)

    def _ending(self, shape: Shape) -> Iterator[Step]:
        """The turn, somebody who reacts to it, a rest in the same world, and the last image."""
        names = self._visited
        if self.turn:
            names = (self.turn.world,)
            yield replace(self._seen(self.turn, "medium"), kept=self.tale is not None)
            if shape.turn > 1 and (self._silent >= 0 or not self.tale):
                yield self._reacting(self.turn)
        rest = self.tale.rest if self.tale else None
        if shape.rest and (moment := rest or self._moments.take("rest", names)):
            scale: Scale = "wide" if has(moment.picture, WIDE) else "medium"
            yield replace(self._seen(moment, scale), kept=rest is not None)
        if shape.last:
            yield self._last()

    def _reacting(self, turn: Moment) -> Step:
        """The hero, or whom a beat of its world is about, at what happened; else that from near."""
        draft = self._draft
        who = self._doer(turn.world) if draft.lead or (self.tale and self.tale.acted) else ""
        who = who or self._onlooker(turn.world)
        if not who:
            return replace(self._seen(turn, "close"), line="")
        person = draft.lead is not None or has_people(who)
        seen = draft.rng.choice(reactions_to(turn.picture, person=person))
        comma = ", " if draft.lead else " "
        return replace(self._seen(turn, "medium"), seen=f"{who}{comma}{seen}", line="")

    def _onlooker(self, world: str) -> str:
        """A person or an animal of an English beat that plays in a world, the last one first."""
        beats = [self.close, *self._draft.beats] if self._draft.language[:2] == "en" else []
        own = (beat.english or beat.text for beat in beats if self._plays_in(beat, world))
        return next((who for text in own if is_alive(who := subject_of(text, "en"))), "")

    def _doer(self, world: str) -> str:
        """Who does what happens in a world: the hero, else a person of a beat that plays there."""
        draft = self._draft
        if draft.lead:
            return draft.lead.name
        known = [*draft.beats, *draft.spare, *([draft.setting] if draft.setting else [])]
        own = [beat for beat in known if self._plays_in(beat, world)]
        doers = (doer_of(beat.english or beat.text, draft.language) for beat in own)
        somebody = any(has_people(beat.text) for beat in own) or self._is_manned(world)
        return next(filter(None, doers), "a person" if somebody else "")

    def _is_manned(self, world: str) -> bool:
        """Whether there are people in a world of an English theme that names no animals."""
        theme = " ".join(beat.english or beat.text for beat in self._draft.theme.beats)
        english = self._draft.language[:2] == "en" and not has_creatures(theme)
        return english and world in worlds_tagged("people")

    def _plays_in(self, beat: Beat, world: str) -> bool:
        """Whether a beat is of a world, or of no other while the theme is at home there."""
        own = self._topic.own(beat.text, beat.english)
        return world in (own or self._topic.home)

    def _last(self) -> Step:
        """The place once more, the hero in it; without a word."""
        draft = self._draft
        if self._place and draft.lead:
            comma = draft.filmed.comma
            return self._step("wide", f"{draft.lead.name}{comma}{self._place}")
        if self._place:
            return self._step("wide", self._place)
        beat = draft.setting or draft.beats[0]
        own = self._topic.worlds_of(beat.text, beat.english)
        known = self._visited
        if self._is_abstract(beat, own) and (moment := self._moments.take("rest", known)):
            return replace(self._seen(moment, "wide"), line="")
        return replace(self._beat(beat, "wide"), line="")

    def _is_abstract(self, beat: Beat, own: tuple[str, ...]) -> bool:
        """Whether nobody can film what a beat names, and its world has pictures for it."""
        ideal = bool(own) and own[0] in worlds_tagged("idea")
        return ideal and self._draft.is_thing(beat) and len(beat.text.split()) <= 6
