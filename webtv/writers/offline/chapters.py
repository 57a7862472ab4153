"""The shots of one programme: its chapters, each with a beat and what is seen around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice

from webtv.writers.offline.arc import WIDE
from webtv.writers.offline.atlas import Moment
from webtv.writers.offline.beat import Beat
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.ownstory import OwnStory
from webtv.writers.offline.phrases.language import Scale
from webtv.writers.offline.shape import dealt_alone, has_room_for_a_tale, longer, shape_of
from webtv.writers.offline.shots import Step
from webtv.writers.offline.visuals import visual_steps
from webtv.writers.offline.voice import most_silent, quiet, voiced
from webtv.writers.offline.wishes import counted
from webtv.writers.offline.wordsets import has

_LEAST = 3
"""Shots of a programme at least, if some without words."""

_FACTS, _RICH_FACTS, _SHORT_FACTS = 3, 2, 6
"""Pictures of worlds in a programme at most, where its theme has much of its own, and where it is
hardly more than a word.
"""


class Chapters(OwnStory):
    """Lays out the shots of a draft, each with what is seen and what is told."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        few = _RICH_FACTS if draft.rich else _FACTS
        self._facts = _SHORT_FACTS if self._topic.short else few
        """Pictures of worlds that may still be seen."""

    def steps(self) -> tuple[Step, ...]:
        """All shots, in order; fewer than are wanted where nothing is known of the theme."""
        draft, known = self._draft, self._moments.known
        if draft.visual:
            return visual_steps(draft)
        count = draft.count
        turns = known and not (draft.sober or draft.things_only or self._moments.wordless)
        turns = turns and not (draft.rich or "story" in draft.unwanted)
        if known and has_room_for_a_tale(count, rich=draft.rich):
            self._choose_tale()
        if own := self._own_tale():
            return tuple(quiet([*self._owned(own)], draft))
        tale = self.tale is not None
        known = tale or (known and self._moments.whole)
        turns = turns and known
        if not (tale or self._one_thing or draft.things_only):
            draft.widen(dealt_alone(len(draft.theme.beats), count, known=known))
        shape = shape_of(count, len(draft.beats), turns=turns or tale, rests=known, tale=tale)
        self._room = count - shape.shots(tale=tale)
        made = [*self._opening()] if shape.opening else []
        alone = tale and not (made or any(map(self._may_tell, draft.beats)))
        image = [*self._last(alone=alone)] if shape.last else []
        missing = shape.opening + shape.last - len(made) - len(image)
        shape = replace(shape, chapters=longer(shape.chapters, missing))
        self._facts += not (image or draft.rich)
        self._silent = most_silent(count) - sum(not step.line for step in made)
        slots: list[Beat | None] = [*draft.beats, *[None] * len(shape.chapters)]
        slots = slots[: len(shape.chapters)]
        if shape.turn and not self.tale:
            slots = self._led(slots)
        rows = [self._row(moment) for moment in self.tale.moments[:3]] if self.tale else []
        for number, size in enumerate(shape.chapters):
            ends = self.turn is not None and number == len(slots) - 1
            announced = [*self._announced()] if ends and size > 1 else []
            made += announced
            self._heard = {step.line for step in made}
            size = max(1, size - len(announced))
            made += self._chapter(slots[number], size, number, ends=ends)
            made += rows[3 * number // len(slots) : 3 * (number + 1) // len(slots)]
        # Where all moments rest, there is the theme alone.
        made[:1] = [replace(made[0], scale="wide") if made else self._beat(draft.beats[0], "wide")]
        ending = [*self._ending(shape), *image]
        if draft.first and count > 1:
            made[0] = self._beat(draft.first, "wide")
        act = [] if draft.last or self.tale else [*self._second_act([*made, *ending])]
        made += self._filled(min(count, _LEAST) - len(made) - len(ending) - len(act))
        made += ending
        if draft.last and count > 1 and not shape.last:
            made[-1] = self._beat(draft.last, "wide")
        made += act
        return tuple(self._voiced(quiet(made, self._draft)))

    def _announced(self) -> Iterator[Step]:
        """The place, while it is told what a turn without a tale is about."""
        draft = self._draft
        if self.turn and not self.tale and draft.has_time_for(self.turn.teaser or "?" * 999):
            where = None if self._one_thing else draft.setting
            seen = self._place or draft.seen(where or draft.beats[0])
            yield replace(self._step("wide", seen, self.turn.teaser), kept=True)

    def _voiced(self, steps: list[Step]) -> list[Step]:
        """The shots without too many silent ones, where there is something to say at all."""
        if self._draft.things_only or not any(step.line and step.moment for step in steps):
            return steps
        return voiced(steps, fewest=min(self._draft.count, _LEAST), fixed=self._fixed)

    @property
    def _fixed(self) -> bool:
        """Whether the beats have their order, or one of them was chosen for the programme."""
        draft = self._draft
        return draft.ordered or draft.day or self._one_thing or self._is_counted

    @property
    def _one_thing(self) -> bool:
        """Whether the operator wants one of several things done in a programme, and no other."""
        return any(beat.choice for beat in self._draft.beats)

    @property
    def _unchosen(self) -> list[Beat]:
        """The things of which the programme has another: no tale brings them after all."""
        draft = self._draft
        return [beat for beat in draft.theme.beats if beat.choice and beat not in draft.beats]

    @property
    def _is_counted(self) -> bool:
        """Whether the beats count from one on, so that none can be left out."""
        return bool(counted([beat.text for beat in self._draft.beats]))

    def _filled(self, missing: int) -> list[Step]:
        """Shots of the beats from other sides, without a word, where worlds have no more."""
        scales: tuple[Scale, ...] = ("wide", "close", "medium")
        sides = cycle((scale, beat) for scale in scales for beat in reversed(self._draft.beats))
        known = islice(sides, max(0, missing))
        return [replace(self._beat(beat, scale), line="") for scale, beat in known]

    def _choose_tale(self) -> None:
        """A tale of a world that the theme is about: that of the first beat, else of another.

        The beats of its world are put into the programme, where these may be chosen.
        """
        draft, topic = self._draft, self._topic
        if self._moments.wordless or "story" in draft.unwanted:
            return
        own = [topic.own(beat.text, beat.english) for beat in draft.beats]
        names = dict.fromkeys([*(name for worlds in own for name in worlds), *topic.told])
        unchosen = {name for beat in self._unchosen for name in topic.own(beat.text, beat.english)}
        others = unchosen.difference(own[0])
        self.tale = self._moments.tale(
            [name for name in names if name in topic.told and name not in others],
            lambda world: not self._one_thing and bool(self._doer(world)),
        )
        if self.tale:
            world = self.tale.turn.world
            self.turn = self.tale.turn
            if not self._fixed:
                draft.prefer(lambda beat: self._worth(beat, world))

    def _worth(self, beat: Beat, world: str) -> tuple[bool, ...]:
        """What a beat is worth to a story of a world: new, told, at its place, of its hero."""
        lead, own = self._draft.lead, self._topic.own(beat.text, beat.english)
        led = not (lead and beat.names) or lead.name in beat.names
        return self._draft.is_rested(beat), bool(self.said(beat)), world in own, led

    def _row(self, moment: Moment) -> Step:
        """A shot of a tale."""
        if moment.kind == "do":
            step = self._doing(self._doer(moment.world), moment)
        else:
            step = self._detail(moment)
        return replace(step, kept=True)

    def _detail(self, moment: Moment) -> Step:
        """A picture of a world from near, if it can be."""
        return self._seen(moment, "medium" if has(moment.picture, WIDE) else "close")

    def _led(self, slots: list[Beat | None]) -> list[Beat | None]:
        """The beats of the chapters, the one before the turn last; the turn is chosen first."""
        beats = [beat for beat in (slots[-1:] if self._fixed else slots[1:]) if beat]
        beats = beats or [beat for beat in slots if beat]
        own = {beat: self._topic.own(beat.text, beat.english) for beat in beats}
        names = [*dict.fromkeys(name for worlds in own.values() for name in worlds[:1])]
        self._draft.rng.shuffle(names)
        self.turn = self._moments.take("turn", self._topic.surest(names))
        if self.turn is None:
            return slots
        leads = [beat for beat in beats if self.turn.world in own[beat]]
        leads = leads or [beat for beat in beats if not own[beat]]
        if self._fixed or not leads or leads[-1] == slots[0]:
            return slots
        return [*(beat for beat in slots if beat != leads[-1]), leads[-1]]

    # Chapters

    def _chapter(self, beat: Beat | None, size: int, number: int, *, ends: bool) -> list[Step]:
        """A beat, and what is seen around it, in the world of the tale.

        If it `ends`, it is in the world of the turn.
        """
        own = self._topic.own(beat.text, beat.english) if beat else ()
        names = self._moments.begin(own)
        if self.turn and (ends or self.tale):
            names = tuple(dict.fromkeys((self.turn.world, *names)))
        self._visited = tuple(dict.fromkeys([*(own or names)[:1], *self._visited]))
        open_one = beat is not None and not self._is_abstract(beat, own) and self._may_tell(beat)
        made = [*self._told(beat, size)] if beat and open_one else []
        needed = number == 0 or self._topic.short or bool(beat and beat.choice)
        made = [replace(step, kept=needed) for step in self._without_silence(made, needed=needed)]
        if number == 0 and made:
            made[0] = replace(made[0], kept=True)
        done = False
        while len(made) < size and self._facts > 0:
            acts = not done and (bool(own) or not self._draft.rich)
            hero = self._hero(beat) if acts else ""
            if hero and (moment := self._deed(names)):
                made.append(self._doing(hero, moment))
            elif moment := self._moments.take("see", names):
                made.append(self._detail(moment))
            else:
                break
            self._facts -= 1
            done = done or bool(hero)
        return made

    def _may_tell(self, beat: Beat) -> bool:
        """Whether a beat may be told: beside a tale, only if none of the last programmes had it."""
        return not self.tale or self._fixed or self._draft.is_rested(beat)

    def _deed(self, names: tuple[str, ...]) -> Moment | None:
        """What the hero does; in a programme with a tale, something of its world."""
        if self.tale:
            return self._moments.take("do", (self.tale.turn.world,), only=True)
        return self._moments.take("do", names, only=self._draft.rich)

    def _without_silence(self, made: list[Step], *, needed: bool = False) -> list[Step]:
        """The shots of a beat; none where too many are silent, and a world has others."""
        silent = sum(not step.line for step in made)
        if not silent or self._is_counted or self._moments.silent or not self._moments.known:
            return made
        if not needed and silent > self._silent:
            return []
        self._silent -= silent
        return made

    def _hero(self, beat: Beat | None) -> str:
        """Who acts in a chapter; "" for nobody."""
        draft = self._draft
        if self._one_thing:
            return ""
        if draft.hand is None and self.tale:
            return self._doer(self.tale.turn.world)
        if draft.hand is None:
            return self._who_acts(beat) if beat else ""
        if beat is None or not beat.names or draft.hand.name in beat.names:
            return draft.hand.name
        able = {member.name for member in draft.hands}
        return next((name for name in beat.names if name in able), draft.hand.name)
