"""The shots of one programme: its chapters, each with a beat and what is seen around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from webtv.writers.cast import on_screen
from webtv.writers.offline import wordlists
from webtv.writers.offline.arc import WIDE, Arc
from webtv.writers.offline.atlas import Moment
from webtv.writers.offline.beats import Beat
from webtv.writers.offline.draft import SAID, Draft
from webtv.writers.offline.people import doer_of, has_people
from webtv.writers.offline.phrases.language import Scale
from webtv.writers.offline.shape import has_room_for_a_tale, longer, shape_of
from webtv.writers.offline.shots import KEY, Step
from webtv.writers.offline.things import things_in
from webtv.writers.offline.turns import filmed_ago, told_ago
from webtv.writers.offline.voice import most_silent, quiet, voiced
from webtv.writers.offline.wishes import counted
from webtv.writers.offline.wording import halves, parted, sentence
from webtv.writers.offline.wordsets import has

_FEWEST = 8
"""Shots of a programme about which nothing is known but its theme."""

_DETAIL = 5
"""Words of a thing that is filmed from near."""

_CHAPTER = 2
"""Shots of a chapter at least."""

_RESTED = 2
"""Programmes in which a beat is not filmed again while there are others."""

_HERO = 0.5
"""Share of the shots below which the hero looks on in one more."""


class Chapters(Arc):
    """Lays out the shots of a draft, each with what is seen and what is told."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self._heard: set[str] = set()
        """What is said before a chapter."""

    def steps(self) -> tuple[Step, ...]:
        """All shots, in order; fewer than are wanted where nothing is known of the theme."""
        draft, known = self._draft, bool(self._topic.worlds)
        count = draft.count if known else min(draft.count, max(_FEWEST, 2 * len(draft.beats) + 1))
        turns = known and not (draft.sober or draft.things_only or self._moments.wordless)
        if known and has_room_for_a_tale(count):
            self._choose_tale()
        tale = self.tale is not None
        shape = shape_of(count, len(draft.beats), turns=turns or tale, rests=known, tale=tale)
        made = [*self._opening()][: shape.opening]
        shape = replace(shape, chapters=longer(shape.chapters, shape.opening - len(made)))
        silent = [not step.line for step in made] + [True] * ((shape.turn > 1) + shape.last)
        self._silent = most_silent(count) - sum(silent)
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
            made += self._chapter(slots[number], size - len(announced), number, ends=ends)
            made += rows[3 * number // len(slots) : 3 * (number + 1) // len(slots)]
        made += self._filled(min(count, _FEWEST) - len(made) - shape.turn - shape.rest - shape.last)
        made[:1] = [replace(made[0], scale="wide")]
        self.close = slots[-1] or draft.beats[-1]
        made += self._ending(shape)
        if draft.first and count > 1:
            made[0] = self._beat(draft.first, "wide")
        if draft.last and count > 1:
            made[-1] = self._beat(draft.last, "wide")
        return tuple(self._voiced(quiet(self._starred(made), self._draft)))

    def _announced(self) -> Iterator[Step]:
        """The place, while it is told what a turn without a tale is about."""
        draft = self._draft
        if self.turn and self.turn.teaser and not self.tale and not self._one_thing:
            seen = self._place or draft.seen(draft.setting or draft.beats[0])
            yield replace(self._step("wide", seen, self.turn.teaser), kept=True)

    def _voiced(self, steps: list[Step]) -> list[Step]:
        """The shots without too many silent ones, where there is something to say at all."""
        if self._draft.things_only or not any(step.line and step.moment for step in steps):
            return steps
        return voiced(steps, fewest=min(self._draft.count, _FEWEST), fixed=self._fixed)

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
    def _is_counted(self) -> bool:
        """Whether the beats count from one on, so that none can be left out."""
        return bool(counted([beat.text for beat in self._draft.beats]))

    def _filled(self, missing: int) -> list[Step]:
        """Shots of other beats, then of those of the programme, where worlds have no more."""
        known = [*self._draft.spare, *self._draft.beats]
        sides = [self._beat(beat, "medium") for beat in known]
        sides += [replace(side, scale="close", line="") for side in sides]
        return sides[: max(0, missing)]

    def _choose_tale(self) -> None:
        """A tale of the world that the first beat is surest of, of those at home, else of another.

        The beats of its world are put into the programme, where these may be chosen.
        """
        draft, topic = self._draft, self._topic
        if draft.things_only or self._moments.wordless:
            return
        own = [topic.own(beat.text, beat.english) for beat in draft.beats]
        others = (name for worlds in own[1:] for name in worlds[:1])
        names = dict.fromkeys([*own[0], *others, *topic.home, *topic.worlds])
        self.tale = self._moments.tale(
            topic.surest([*names]),
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
        rested = filmed_ago(self._draft.key(beat), self._draft.brief.recent) >= _RESTED
        led = not (lead and beat.names) or lead.name in beat.names
        return rested, bool(self.said(beat)), world in own, led

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
        beats = [beat for beat in (slots[-1:] if self._fixed else slots) if beat]
        own = {beat: self._topic.own(beat.text, beat.english) for beat in beats}
        names = [*dict.fromkeys(name for worlds in own.values() for name in worlds[:1])]
        self._draft.rng.shuffle(names)
        self.turn = self._moments.take("turn", self._topic.surest(names))
        if self.turn is None:
            return slots
        leads = [beat for beat in beats if self.turn.world in own[beat]]
        leads = leads or [beat for beat in beats if not own[beat]]
        if self._fixed or not leads:
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
        made = [] if beat is None or self._is_abstract(beat, own) else [*self._told(beat, size)]
        needed = number == 0 or self._topic.short or bool(beat and beat.choice)
        made = [replace(step, kept=needed) for step in self._without_silence(made, needed=needed)]
        if beat and number % 2 and len(made) == 1 < size - 1 and made[0].line:
            made += self._without_silence([thing for thing in [self._near(beat)] if thing])
        done = False
        while len(made) < size:
            hero = "" if done else self._hero(beat, number)
            if hero and (moment := self._deed(names)):
                made.append(self._doing(hero, moment))
            elif moment := self._moments.take("see", names):
                made.append(self._detail(moment))
            else:
                break
            done = done or bool(hero)
        fewest = size if not self._topic.worlds else min(size, _CHAPTER)
        if beat and len(made) < fewest:
            made += self._without_silence([*self._covered(beat, fewest - len(made))])
        return made

    def _deed(self, names: tuple[str, ...]) -> Moment | None:
        """What the hero does; in a programme with a tale, something of its world."""
        if self.tale:
            return self._moments.take("do", (self.tale.turn.world,), only=True)
        return self._moments.take("do", names)

    def _without_silence(self, made: list[Step], *, needed: bool = False) -> list[Step]:
        """The shots of a beat; none where too many are silent, and a world has others."""
        silent = sum(not step.line for step in made)
        if not silent or self._is_counted or self._moments.silent or not self._topic.home:
            return made
        if not needed and silent > self._silent:
            return []
        self._silent -= silent
        return made

    def _told(self, beat: Beat, size: int) -> Iterator[Step]:
        """A beat with its sentence; two sentences, or a long one, in two shots.

        Of two sentences, the first is left out if it is told already: "Bramble naps. They report".
        """
        step = self._beat(beat, "close" if self._is_detail(beat) else "medium")
        head, tail = parted(beat.text)
        if tail and any(head[1:] in line for line in self._heard):
            told = told_ago(tail[:KEY], self._draft.brief.recent) >= SAID
            line = sentence(tail, self._draft.told.end, self._draft.language) if told else ""
            yield replace(step, line=line)
            return
        both = halves(step.line) if size > 2 else None
        if both is None:
            yield step
            return
        seen = parted(step.seen)
        yield replace(step, line=both[0], seen=seen[0])
        near = self._near(beat, both[1]) or self._beat(beat, "close")
        yield replace(replace(step, scale="wide", seen=seen[1]) if seen[1] else near, line=both[1])

    def _near(self, beat: Beat, part: str = "") -> Step | None:
        """Something that a beat, or a part of it, names; None where it names nothing."""
        things = things_in(part, self._draft.language) if part and not beat.english else ()
        things = things or things_in(beat.english or beat.text, self._draft.language)
        fresh = [t for t in things if filmed_ago(t, self._draft.brief.recent[:1]) > 1]
        return self._step("close", (fresh or things)[0], beat=beat) if things else None

    def _covered(self, beat: Beat, size: int) -> Iterator[Step]:
        """A beat from other sides, where no world has anything to show."""
        scales: tuple[Scale, ...] = ("close", "wide", "medium")
        things = things_in(beat.english or beat.text, self._draft.language)
        for at in range(size):
            if at < len(things):
                yield self._step("close", things[at], beat=beat)
            else:
                yield replace(self._beat(beat, scales[at % 3]), line="")

    def _hero(self, beat: Beat | None, number: int) -> str:
        """Who acts in a chapter; "" for nobody."""
        draft = self._draft
        if self._one_thing:
            return ""
        if draft.lead is None and self.tale:
            return self._doer(self.tale.turn.world)
        if draft.lead is None:
            return doer_of(beat.english or beat.text, draft.language) if beat else ""
        if number == 0 or beat is None or not beat.names or draft.lead.name in beat.names:
            return draft.lead.name
        return beat.names[0]

    def _is_detail(self, beat: Beat) -> bool:
        """Whether an English beat names a thing or two, and nobody."""
        text, draft = beat.english or beat.text, self._draft
        english = draft.language[:2] == "en" and not beat.portrait and not beat.names
        thing = english and not beat.doing and not wordlists.is_clause(text, "en")
        short = len(text.split()) <= (1 if beat.whole else _DETAIL)
        return thing and short and not has_people(text)

    # The whole

    def _starred(self, steps: list[Step]) -> list[Step]:
        """The shots, the hero looking on in one of them where few show any of the cast."""
        lead, cast = self._draft.lead, self._draft.channel.cast
        if lead is None:
            return steps
        if sum(bool(on_screen(cast, step.seen)) for step in steps) >= _HERO * len(steps):
            return steps
        for at, step in enumerate(steps[1:-1], start=1):
            if step.moment and step.moment.kind == "see" and not on_screen(cast, step.seen):
                seen = f"{lead.name}, looking at {step.seen}"
                steps[at] = replace(step, scale="medium", seen=seen)
                break
        return steps
