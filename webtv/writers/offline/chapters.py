"""The shots of one programme: its chapters, each with a beat and what is seen around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from webtv.writers.cast import on_screen
from webtv.writers.offline import wordlists
from webtv.writers.offline.beats import Beat
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.people import doer_of, has_people
from webtv.writers.offline.phrases.language import Scale
from webtv.writers.offline.shape import Shape, shape_of
from webtv.writers.offline.shots import Shots, Step
from webtv.writers.offline.things import things_in
from webtv.writers.offline.turns import filmed_ago, prompt_key, told_ago
from webtv.writers.offline.wording import halves, is_settled, parted, sentence
from webtv.writers.offline.wordsets import has
from webtv.writers.offline.worlds import ABSTRACT, Moment

_RESTS = 3
"""Programmes in which the setting is not seen first again."""

_FEWEST = 8
"""Shots of a programme about which nothing is known but its theme."""

_DETAIL = 5
"""Words of a thing that is filmed from near."""

_BRIEF_S = 3.0
"""Seconds of a shot in which a sentence can be heard; of shorter ones, every second is silent."""

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

    def steps(self) -> tuple[Step, ...]:
        """All shots, in order; fewer than are wanted where nothing is known of the theme."""
        draft, known = self._draft, bool(self._topic.worlds)
        count = draft.count if known else min(draft.count, max(_FEWEST, 2 * len(draft.beats) + 1))
        turns = known and not (draft.sober or draft.things_only or self._moments.wordless)
        shape = shape_of(count, len(draft.beats), turns=turns, rests=known)
        made = [*self._opening()][: shape.opening]
        shape = replace(shape, chapters=_longer(shape.chapters, shape.opening - len(made)))
        for number, size in enumerate(shape.chapters):
            beat = draft.beats[number] if number < len(draft.beats) else None
            made += self._chapter(beat, size, number)
        made[:1] = [replace(made[0], scale="wide")]
        made += self._ending(shape)
        if draft.first and count > 1:
            made[0] = self._beat(draft.first, "wide")
        if draft.last and count > 1:
            made[-1] = self._beat(draft.last, "wide")
        return self._quiet(self._starred(made))

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
        """The turn, the hero with it, a rest and the last image."""
        draft = self._draft
        known = self._topic.surest(self._visited)
        if shape.turn and (moment := self._moments.take("turn", known)):
            self.turn = moment
            yield self._seen(moment, "medium")
            if shape.turn > 1 and draft.lead:
                both = f"{draft.lead.name} and {moment.picture}"
                yield replace(self._seen(moment, "medium"), seen=both, line="")
            elif shape.turn > 1:
                yield replace(self._seen(moment, "close"), line="")
        known = tuple(dict.fromkeys((self.turn.world, *known))) if self.turn else known
        if shape.rest and (moment := self._moments.take("rest", known)):
            yield self._seen(moment, "wide")
        if shape.last:
            yield self._last()

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

    def _chapter(self, beat: Beat | None, size: int, number: int) -> list[Step]:
        """A beat, and what is seen around it."""
        own = self._topic.own(beat.text, beat.english) if beat else ()
        names = self._moments.begin(own)
        self._visited = tuple(dict.fromkeys([*(own or names)[:1], *self._visited]))
        made = [] if beat is None or self._is_abstract(beat, own) else [*self._told(beat, size)]
        if beat and number % 2 and len(made) == 1 < size - 1 and (thing := self._near(beat)):
            made.append(thing)
        done = False
        while len(made) < size:
            hero = "" if done else self._hero(beat, number)
            if hero and (moment := self._moments.take("do", names)):
                made.append(self._doing(hero, moment))
            elif moment := self._moments.take("see", names, number):
                made.append(self._seen(moment, "medium" if has(moment.picture, _WIDE) else "close"))
            else:
                break
            done = done or bool(hero)
        if beat and len(made) < size:
            made += [*self._covered(beat, size - len(made))]
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
        words = len(beat.text.split())
        return bool(own) and own[0] in ABSTRACT and self._draft.is_thing(beat) and words <= 6

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

    def _quiet(self, steps: list[Step]) -> tuple[Step, ...]:
        """The shots without lines that were said, and with silence where there is no time."""
        said: set[str] = set()
        quiet: list[Step] = []
        for step in steps:
            brief = self._draft.channel.programme.shot_s < _BRIEF_S
            hurried = brief and quiet and quiet[-1].line
            line = "" if prompt_key(step.line) in said or hurried else step.line
            said.add(prompt_key(line))
            quiet.append(replace(step, line=line))
        if quiet and not quiet[0].line:
            quiet[0] = replace(quiet[0], line=self._headline(quiet[0].seen))
        return tuple(quiet)

    def _headline(self, seen: str) -> str:
        """What is seen first, as a sentence."""
        draft = self._draft
        known = [beat for beat in (draft.setting, *draft.beats) if beat]
        beat = next((beat for beat in known if draft.seen(beat) == seen), draft.beats[0])
        return sentence(beat.text, self._draft.told.end, self._draft.channel.language)


def _longer(chapters: tuple[int, ...], more: int) -> tuple[int, ...]:
    """Chapters with a few shots more, the shortest first."""
    sizes = list(chapters)
    for _ in range(more):
        sizes[sizes.index(min(sizes))] += 1
    return tuple(sizes)
