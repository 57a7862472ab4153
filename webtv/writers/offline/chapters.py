"""The shots of one programme: its chapters, each with a beat and what is seen around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from webtv.writers.cast import on_screen
from webtv.writers.offline import wordlists
from webtv.writers.offline.atlas import Moment
from webtv.writers.offline.beats import Beat
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.people import doer_of, has_people, is_alive, reactions_to, subject_of
from webtv.writers.offline.phrases.language import Scale
from webtv.writers.offline.shape import Shape, longer, shape_of
from webtv.writers.offline.shots import Shots, Step
from webtv.writers.offline.things import things_in
from webtv.writers.offline.turns import filmed_ago, prompt_key, told_ago
from webtv.writers.offline.voice import voiced
from webtv.writers.offline.wishes import counted
from webtv.writers.offline.wording import halves, is_settled, parted, sentence, spoken_s
from webtv.writers.offline.wordsets import has
from webtv.writers.offline.worlds import worlds_tagged

_RESTS = 3
"""Programmes in which the setting is not seen first again."""

_FEWEST = 8
"""Shots of a programme about which nothing is known but its theme."""

_DETAIL = 5
"""Words of a thing that is filmed from near."""

_CHAPTER = 2
"""Shots of a chapter at least."""

_BRIEF_S = 3.0
"""Seconds of a shot below which none is made longer for its line."""

_LONGEST_S = 6.0
"""Seconds of a shot that is made longer for its line."""

_HERO = 0.5
"""Share of the shots below which the hero looks on in one more."""

_WIDE = (
    "sky skies horizon hill hills valley mountain mountains peaks roofs skyline island landscape "
    "canyon dunes clouds rainbow fields meadow flock herd swirling lighthouse ship aurora galaxy"
)
"""Words of pictures that are no details."""


class Chapters(Shots):
    """Lays out the shots of a draft, each with what is seen and what is told."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self._visited: tuple[str, ...] = ()
        self._set = draft.setting.text if draft.setting else ""
        self.turn: Moment | None = None
        """What happens in the programme; None for nothing."""
        self.close: Beat = draft.beats[-1]
        """The beat of the last chapter, at which it happens."""

    def steps(self) -> tuple[Step, ...]:
        """All shots, in order; fewer than are wanted where nothing is known of the theme."""
        draft, known = self._draft, bool(self._topic.worlds)
        count = draft.count if known else min(draft.count, max(_FEWEST, 2 * len(draft.beats) + 1))
        turns = known and not (draft.sober or draft.things_only or self._moments.wordless)
        shape = shape_of(count, len(draft.beats), turns=turns, rests=known)
        made = [*self._opening()][: shape.opening]
        shape = replace(shape, chapters=longer(shape.chapters, shape.opening - len(made)))
        slots: list[Beat | None] = [*draft.beats, *[None] * len(shape.chapters)]
        slots = slots[: len(shape.chapters)]
        if shape.turn:
            slots = self._led(slots)
        for number, size in enumerate(shape.chapters):
            ends = self.turn is not None and number == len(slots) - 1
            made += self._chapter(slots[number], size, number, ends=ends)
        made += self._filled(min(count, _FEWEST) - len(made) - shape.turn - shape.rest - shape.last)
        made[:1] = [replace(made[0], scale="wide")]
        self.close = slots[-1] or draft.beats[-1]
        made += self._ending(shape)
        if draft.first and count > 1:
            made[0] = self._beat(draft.first, "wide")
        if draft.last and count > 1:
            made[-1] = self._beat(draft.last, "wide")
        return tuple(self._voiced(self._quiet(self._starred(made))))

    def _voiced(self, steps: list[Step]) -> list[Step]:
        """The shots without too many silent ones, where there is something to say at all."""
        if self._draft.things_only or not any(step.line and step.moment for step in steps):
            return steps
        return voiced(steps, fewest=min(self._draft.count, _FEWEST), fixed=self._fixed)

    @property
    def _fixed(self) -> bool:
        """Whether the beats have their order, or one of them was chosen for the programme."""
        draft = self._draft
        ordered = draft.ordered or draft.day or any(beat.choice for beat in draft.beats)
        return ordered or bool(counted([beat.text for beat in draft.beats]))

    def _filled(self, missing: int) -> list[Step]:
        """Shots of other beats, then of those of the programme, where worlds have no more."""
        known = [*self._draft.spare, *self._draft.beats]
        sides = [self._beat(beat, "medium") for beat in known]
        sides += [replace(side, scale="close", line="") for side in sides]
        return sides[: max(0, missing)]

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

    # Opening and ending

    def _opening(self) -> Iterator[Step]:
        """Where it is: the theme's first sentence, or the place, where it is time for it."""
        draft = self._draft
        if draft.first:
            yield self._beat(draft.first, "wide")
        elif draft.setting and filmed_ago(draft.seen(draft.setting), draft.brief.recent) >= _RESTS:
            yield self._beat(draft.setting, "wide")
        elif self._place:
            where = sentence(self._place, draft.told.end, draft.channel.language)
            rests = told_ago(where, draft.brief.recent) >= _RESTS
            yield self._step("wide", self._place, where if rests else self._where())

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
            yield self._seen(self.turn, "medium")
            if shape.turn > 1:
                yield self._reacting(self.turn)
        if shape.rest and (moment := self._moments.take("rest", names)):
            yield self._seen(moment, "wide" if has(moment.picture, _WIDE) else "medium")
        if shape.last:
            yield self._last()

    def _reacting(self, turn: Moment) -> Step:
        """The hero, or whom the last chapter is about, at what happened; else that from near."""
        draft, close = self._draft, self.close
        who = draft.lead.name if draft.lead else subject_of(close.english or close.text, "en")
        if not draft.lead and not (is_alive(who) and draft.language[:2] == "en"):
            return replace(self._seen(turn, "close"), line="")
        person = draft.lead is not None or has_people(who)
        seen = draft.rng.choice(reactions_to(turn.picture, person=person))
        comma = ", " if draft.lead else " "
        return replace(self._seen(turn, "medium"), seen=f"{who}{comma}{seen}", line="")

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

    # Chapters

    def _chapter(self, beat: Beat | None, size: int, number: int, *, ends: bool) -> list[Step]:
        """A beat, and what is seen around it; if it `ends`, in the world of the turn."""
        own = self._topic.own(beat.text, beat.english) if beat else ()
        names = self._moments.begin(own)
        if ends and self.turn:
            names = tuple(dict.fromkeys((self.turn.world, *names)))
        self._visited = tuple(dict.fromkeys([*(own or names)[:1], *self._visited]))
        made = [] if beat is None or self._is_abstract(beat, own) else [*self._told(beat, size)]
        if beat and number % 2 and len(made) == 1 < size - 1 and made[0].line:
            made += [thing for thing in [self._near(beat)] if thing]
        done = False
        while len(made) < size:
            hero = "" if done else self._hero(beat, number)
            if hero and (moment := self._moments.take("do", names)):
                made.append(self._doing(hero, moment))
            elif moment := self._moments.take("see", names):
                made.append(self._seen(moment, "medium" if has(moment.picture, _WIDE) else "close"))
            else:
                break
            done = done or bool(hero)
        fewest = size if not self._topic.worlds else min(size, _CHAPTER)
        if beat and len(made) < fewest:
            made += [*self._covered(beat, fewest - len(made))]
        return made

    def _told(self, beat: Beat, size: int) -> Iterator[Step]:
        """A beat with its sentence; two sentences, or a long one, in two shots.

        Of two sentences, the first is left out if it was told: "Bramble goes out. They report".
        """
        step = self._beat(beat, "close" if self._is_detail(beat) else "medium")
        head, tail = parted(beat.text)
        if tail and (head == self._set or any(each.text == head for each in self._draft.beats)):
            yield replace(step, line=sentence(tail, self._draft.told.end, self._draft.language))
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

    def _is_abstract(self, beat: Beat, own: tuple[str, ...]) -> bool:
        """Whether nobody can film what a beat names, and its world has pictures for it."""
        ideal = bool(own) and own[0] in worlds_tagged("idea")
        return ideal and self._draft.is_thing(beat) and len(beat.text.split()) <= 6

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

    def _quiet(self, steps: list[Step]) -> list[Step]:
        """The shots without lines that were said, or for which there is no time."""
        said: set[str] = set()
        quiet: list[Step] = []
        for step in steps:
            line = "" if prompt_key(step.line) in said else step.line
            said.add(prompt_key(line))
            needed = spoken_s(line)
            usual = self._draft.channel.programme.shot_s
            longest = min(max(usual, _LONGEST_S), self._draft.brief.lengths_s[1])
            if usual < _BRIEF_S or needed > longest:
                line = line if needed <= usual else ""
            seconds = needed if line and needed > usual else 0.0
            quiet.append(replace(step, line=line, seconds=seconds))
        return quiet
