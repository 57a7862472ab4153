"""A programme with a tale of the channel's own: a shot or two of its theme, then the tale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from webtv.writers.offline.atlas import Moment, Tale
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.moments import LATELY
from webtv.writers.offline.owntales import OwnTales, is_own_title, own_worlds, with_own_tale
from webtv.writers.offline.phrases.language import Scale
from webtv.writers.offline.scenes import Scenes
from webtv.writers.offline.shape import has_room_for_a_tale
from webtv.writers.offline.shots import Step
from webtv.writers.offline.slots import slots_of
from webtv.writers.offline.turns import lead_in_turn, said_ago

_TALE = 5
"""Shots of such a tale, before which at least one of the theme is seen."""

_FEW = 8
"""Shots from which a programme needs no second tale."""

_SOBER = 3
"""Sentences of the theme before such a tale, where nothing is told but what is."""

_TOLD = 6
"""Programmes in which a sentence of the theme is not told again before such a tale."""


_MUCH = 5
"""Sentences of a theme that has every second programme for itself."""


class OwnStory(Scenes):
    """Lays out an own tale, where the theme's worlds have none, or its cast had none lately."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self._lately = False
        """Whether the last programme was named after such a tale: it was no second act."""
        self._teller = self._own_teller()

    def _own_teller(self) -> OwnTales | None:
        """The own tales of the programme; None where nothing is told."""
        draft = self._draft
        known = own_worlds(draft.channel.language)
        if (
            not known
            or draft.count <= _TALE + bool(draft.last)
            or draft.visual
            or self._moments.wordless
            or "story" in draft.unwanted
        ):
            return None
        recent, doer = draft.brief.recent, self._doer("own_hero")
        had = with_own_tale(recent, draft.channel.language)
        self._lately = bool(recent) and is_own_title(recent[0].title, draft.channel.language)
        hero = lead_in_turn(
            draft.hands, [each for each, own in zip(recent, had, strict=True) if own]
        )
        name = hero.name if hero else ""
        slots = slots_of(draft, known, name=name, doer=doer, place=self._place)
        return OwnTales(draft, self._topic, self._moments, slots)

    def _own_tale(self) -> Tale | None:
        """The own tale of the programme: where it has no other, or none that is new, or its cast's.

        A theme with much to show, or with a world of its own, has every second programme for that.
        """
        draft, teller = self._draft, self._teller
        if teller is None or self._waits:
            return None
        told = sum(beat.whole or draft.is_sentence(beat) for beat in draft.theme.beats)
        ago = self._moments.told_ago(self.tale) if self.tale else LATELY
        if ago < LATELY:
            return None if told >= _MUCH and self._lately else teller.tale(least=ago)
        led, cast = self.tale is not None, bool(draft.hand or draft.persons or teller.slots.name)
        known = led or self._moments.whole
        shown = told >= _MUCH or bool(told and known)
        if (led or shown) and (self._lately or not draft.brief.recent):
            return None
        full = told >= _MUCH and not cast
        if known and not has_room_for_a_tale(draft.count, rich=full):
            return None
        if led and not cast:
            return None
        return teller.tale(led=led)

    @property
    def _waits(self) -> bool:
        """Whether the theme tells something in order, of which this programme has the next part."""
        draft = self._draft
        fixed = draft.ordered or draft.day or any(beat.choice for beat in draft.beats)
        return fixed and any(map(draft.is_rested, draft.beats))

    def _owned(self, tale: Tale) -> Iterator[Step]:
        """The shots of an own tale, the last of which is its rest, or what the theme wants last."""
        self.tale, self.turn = tale, tale.turn
        made = [*self._framing(), *map(self._own_row, tale.moments)]
        yield from made
        yield from self._second_act(made)
        if self._draft.last:
            yield self._beat(self._draft.last, "wide")

    def _second_act(self, made: Sequence[Step]) -> Iterator[Step]:
        """An own tale of the same hero, thing or place, behind a few shots; else nothing.

        It opens with its teaser, for sentences of the theme are dealt out over programmes; or with
        the one that was told longest ago, where none was told before it.
        """
        draft, teller = self._draft, self._teller
        room = draft.count - len(made) - bool(draft.last)
        if teller is None or self._waits or len(made) >= _FEW or room <= _TALE:
            return
        if teller.plain:  # what is told there is the theme, and light and rain but for a while
            return
        tale = teller.tale(like=self.tale.turn.world if self.tale else "own_hero")
        if tale is None:
            return
        first = self._own_row(tale.moments[0])  # no picture of the theme has to do with the teaser
        opens = replace(first, scale="wide", line=tale.turn.teaser)
        if self._place:
            opens = self._step("wide", self._place, tale.turn.teaser)
        if self.turn and made[0].line == self.turn.teaser:
            beats = (beat for beat in (*draft.beats, *draft.spare) if not beat.after)
            told = [step for beat in beats if (step := self._beat(beat, "wide")).line]
            shown = {step.seen for step in made}
            told = [s for s in told if s.seen not in shown and draft.has_time_for(s.line)]
            ago = [said_ago(step.line, draft.brief.recent) for step in told]
            opens = told[ago.index(max(ago))] if max(ago, default=0) >= _TOLD else opens
        yield replace(opens, kept=True)
        yield from map(self._own_row, tale.moments)

    def _framing(self) -> Iterator[Step]:
        """What of the theme is seen first, if that was not told lately; else the tale's teaser."""
        draft = self._draft
        opens = [self._beat(draft.first, "wide")] if draft.first else [*self._opening()]
        if opens and not (draft.first or self._is_fresh(opens[0])):
            opens = []
        room = draft.count - _TALE - bool(draft.last)
        made = opens[:room]
        scenes = _SOBER if self._teller and self._teller.plain else 1
        told = ""
        for beat in (*draft.beats, *draft.spare):
            if room <= len(made) or beat.after != told:
                continue
            scene = [*self._told(beat, room - len(made))]
            if told:  # it leans on the one before it
                made += scene
                break
            if self._is_fresh(scene[0]):
                made += scene
                scenes -= 1
                told = "" if scenes else beat.text
        if not made:
            line = self.turn.teaser if self.turn else ""
            made = [replace(self._beat(draft.beats[0], "wide"), line=line, speaker="")]
        for at, step in enumerate(made):
            yield replace(step, scale="medium" if at else "wide", kept=True)

    def _is_fresh(self, step: Step) -> bool:
        return bool(step.line) and said_ago(step.line, self._draft.brief.recent) >= _TOLD

    def _own_row(self, moment: Moment) -> Step:
        """A shot of the tale; at the place of the programme where it can be anywhere."""
        slots = self._teller.slots if self._teller else None
        scale: Scale = "close" if moment.kind == "see" else "medium"
        if slots and slots.place and moment.picture.startswith(slots.place):
            scale = "wide"
        step = self._seen(moment, scale)
        if slots and moment.kind == "do":
            comma = ", " if slots.name else " "
            step = replace(step, seen=f"{slots.hero}{comma}{moment.picture}")
        anywhere = moment.tags.isdisjoint({"indoors", "outdoors"}) and scale == "medium"
        place = self._place if anywhere else ""
        return replace(step, place=place, inside="indoors" in moment.tags, kept=True)
