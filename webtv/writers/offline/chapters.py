"""The shots of one programme: its theme and what is seen around it, then a tale, then a rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle, islice

from webtv.writers.offline.atlas import Moment
from webtv.writers.offline.beat import Beat
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.narrated import Narrated
from webtv.writers.offline.phrases.language import Scale
from webtv.writers.offline.shape import ARC, ENOUGH, PLAIN, dealt_alone, lasts, opens
from webtv.writers.offline.shots import Step
from webtv.writers.offline.turns import REST, begun_ago, said_ago
from webtv.writers.offline.visuals import visual_steps
from webtv.writers.offline.voice import most_silent, quiet, voiced

_LEAST = 3
"""Shots of a programme at least, if some without words."""

_FACTS, _RICH_FACTS, _SHORT_FACTS = 3, 2, 6
"""Pictures of worlds in a programme at most, where its theme has much of its own, and where it is
hardly more than a word and no tale is told.
"""

_AROUND = 2
"""Those behind one beat at most."""

_ENDING, _ASIDE = 3, 2
"""Shots of the ending of a programme without a tale, and of what happens in it."""


class Chapters(Narrated):
    """Lays out the shots of a draft, each with what is seen and what is told."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self._facts = _RICH_FACTS if draft.rich else _FACTS
        """Pictures of worlds that may still be seen."""

    def steps(self) -> tuple[Step, ...]:
        """All shots, in order; fewer than are wanted where nothing is known of the theme.

        The theme comes first, with what is seen around it, then a tale as a whole, and something
        of the theme as a last image.
        """
        draft, count = self._draft, self._draft.count
        if draft.visual:
            return visual_steps(draft)
        self._choose_tale()
        self._choose_narrated()
        if self.voiceover or self.duet:
            narrated = self.voiceover_steps() if self.voiceover else self.duet_steps()
            return tuple(quiet(narrated, draft))
        tale = [*self._rows(self.tale)] if self.tale else []
        known = self._moments.known and self._moments.whole
        if self._topic.short and not tale:
            self._facts = _SHORT_FACTS
        if not (tale or self._one_thing or draft.things_only or self._is_counted):
            return tuple(quiet(self._arc(known=known), draft))
        made = [*self._opening()] if draft.first or opens(count, tale=bool(tale)) else []
        ends = draft.last or (lasts(count) and not tale)  # nothing is told behind a tale
        last = [*self._last()] if count > 1 and ends else []
        self._heard = {step.line for step in last}
        self._silent = most_silent(count) - sum(not step.line for step in (*made, *last))
        held = len(tale) or (min(_ENDING, max(0, count // 2 - len(last))) if known else 0)
        made = self._arrived(made, count - held - len(last), held + len(last))
        made += tale or self._ending(held)
        made += self._filled(min(count, _LEAST) - len(made) - len(last))
        made[0] = replace(made[0], scale="wide")
        return tuple(self._voiced(quiet([*made, *last], draft)))

    def _arc(self, *, known: bool) -> list[Step]:
        """A programme of nothing but what the theme says: where it is, some of its sentences, each
        with a thing or somebody of it from near, or what its world shows, and a rest.
        """
        draft, count = self._draft, self._draft.count
        self.plain = True
        phrases = all(map(draft.is_phrase, draft.theme.beats))
        draft.widen(dealt_alone(len(draft.theme.beats), count, phrases=phrases))
        made = [*self._opening()] if draft.first or opens(count, tale=False) else []
        last = [*self._last()] if count > 1 and (draft.last or lasts(count)) else []
        self._heard = {step.line for step in last}
        beats = [beat for beat in draft.beats if beat not in (draft.first, draft.last)] or [
            draft.beats[0]
        ]
        if draft.setting and not made and len(beats) < ARC:
            beats = [draft.setting, *beats]
        end = min(_ENDING, max(0, count - len(made) - 2 * len(beats) - len(last))) if known else 0
        beats = self._turned(beats)
        for at, beat in enumerate(beats):
            left = count - len(made) - len(last) - end - (len(beats) - at - 1)
            scene = self._scene(beat, left, opens=at == 0) if left > 0 else []
            if len(scene) == 1:
                around = self._around(beat, min(_AROUND, left - 1)) if left > 1 else []
                scene += around or ([*self._from_near(beat)] if left > 1 else [])
            made += scene
        made += self._ending(end)
        if not last and len(made) < count and draft.setting not in beats:
            last = [*self._where()]
        made = made or [replace(self._beat(beats[0], "wide"), kept=True)]
        fewest = min(count, PLAIN, max(_LEAST, 2 * len(beats) + (not phrases)))
        made += self._filled(fewest - len(made) - len(last))
        made[0] = replace(made[0], scale="wide")
        return [*made, *last]

    def _turned(self, beats: list[Beat]) -> list[Beat]:
        """Beats in their order; where all were told lately and none needs another, the one first
        that led longest ago.
        """
        draft = self._draft
        bound = any(b.leans or b.ending or b.asks or b.choice for b in beats)
        fresh = any(said_ago(self.said(b), draft.brief.recent) >= REST for b in beats)
        if bound or fresh or draft.lead or draft.ordered or draft.day:
            return beats
        ago = [begun_ago(draft.key(beat), draft.brief.recent) for beat in beats]
        at = ago.index(max(ago))
        return [*beats[at:], *beats[:at]]

    def _from_near(self, beat: Beat) -> Iterator[Step]:
        """A thing of a beat, else who does it, without a word; nothing where it names neither."""
        near = self._near(beat)
        who = self._who_acts(beat) if self._draft.language[:2] == "en" and not near else ""
        step = self._step("close", who, beat=beat) if who else near
        if step:
            yield replace(step, line="", kept=True)

    def _voiced(self, steps: list[Step]) -> list[Step]:
        """The shots without too many silent ones, where there is something to say at all."""
        if self._draft.things_only or not any(step.line and step.moment for step in steps):
            return steps
        return voiced(steps, fewest=min(self._draft.count, _LEAST), fixed=self._fixed)

    def _filled(self, missing: int) -> list[Step]:
        """Shots of the beats from other sides, without a word, where worlds have no more."""
        scales: tuple[Scale, ...] = ("wide", "close", "medium")
        sides = cycle((scale, beat) for scale in scales for beat in reversed(self._draft.beats))
        known = islice(sides, max(0, missing))
        return [replace(self._beat(beat, scale), line="") for scale, beat in known]

    # The theme

    def _arrived(self, made: list[Step], room: int, others: int) -> list[Step]:
        """What is seen first, the beats and what goes with them, in so many shots at most.

        Beside `others`, it has as many as a programme needs.
        """
        draft, opened = self._draft, bool(made)
        shown = (draft.first, draft.last) if made else ()
        beats = [beat for beat in draft.beats if beat not in shown and self._may_tell(beat)]
        beats = [b for b in beats if not b.after or any(b.after == each.text for each in beats)]
        new = sum(said_ago(self.said(b), draft.brief.recent) >= REST for b in beats)
        self._facts = max(self._facts, ENOUGH - others - len(made) - new)
        for at, beat in enumerate(beats):
            left = room - len(made) - (len(beats) - at - 1)
            if left > 0:
                made += self._scene(beat, left, opens=at == 0)
            if not self._leads_on(beat, beats[at + 1 : at + 2]):
                made += self._around(beat, min(_AROUND, room - len(made) - (len(beats) - at - 1)))
        made += self._around(None, room - len(made))
        for beat in self._more(ENOUGH - others - len(made)):
            made += self._scene(beat, room - len(made))
        lost = 0 if draft.ordered or draft.day else len(beats) - new  # told lately, so not again
        missing = ENOUGH - others - len(made) + lost
        if self.tale and missing > 0:
            aside = self._aside(room - max(1, len(made)))
            where = [] if opened or aside or len(made) >= room else self._where()
            made = [*(where if made else ()), *made, *aside]
        if not made or not (opened or any(step.moment is None for step in made)):
            beat = self._least_worn() or draft.beats[0]
            step = self._beat(beat, "wide")
            said = not self.tale or draft.is_rested(beat)
            made = [replace(step, line=step.line if said else "", kept=True), *made[: room - 1]]
        return made

    def _scene(self, beat: Beat, size: int, *, opens: bool = False) -> list[Step]:
        """The shots of a beat, as many at most; the first of a programme is always seen."""
        own = self._topic.own(beat.text, beat.english)
        if size < 1 or self._is_abstract(beat, own):
            return []
        needed = opens or self._topic.short or beat.choice
        made = self._without_silence([*self._told(beat, size)], needed=needed)
        return [replace(step, kept=step.kept or needed) for step in made]

    def _leads_on(self, beat: Beat, behind: Sequence[Beat]) -> bool:
        """Whether the beat behind one goes on with it, so that nothing stands between them."""
        draft = self._draft
        told = draft.ordered or draft.day or self._is_counted
        return any(told or each.step or each.after == beat.text for each in behind)

    def _may_tell(self, beat: Beat) -> bool:
        """Whether a beat may be told: beside a tale, only if none of the last programmes had it."""
        return not self.tale or self._fixed or self._draft.is_rested(beat)

    def _more(self, missing: int) -> list[Beat]:
        """So many more beats beside a tale that the next programmes do not need."""
        if missing < 1 or self._fixed or not self.tale:
            return []
        return [beat for beat in self._unseen() if self.told(beat) not in self._heard][:missing]

    def _without_silence(self, made: list[Step], *, needed: bool) -> list[Step]:
        """The shots of a beat; none where too many are silent, and a world has others."""
        silent = sum(not step.line for step in made)
        if not silent or self._is_counted or self._moments.silent or not self._moments.known:
            return made
        if not needed and silent > self._silent:
            return []
        self._silent -= silent
        return made

    # Its worlds

    def _around(self, beat: Beat | None, most: int) -> list[Step]:
        """What is seen around a beat, in its own world; without one, in that of the tale."""
        own = self._topic.own(beat.text, beat.english) if beat else ()
        if beat and not own:
            return []
        names = self._moments.begin(own)
        if self._world and not own:
            names = tuple(dict.fromkeys((self._world, *names)))
        self._visited = tuple(dict.fromkeys([*names[:1], *self._visited]))
        hero = self._hero(beat) if own or not self._draft.rich else ""
        made: list[Step] = []
        shown = beat.picture if beat else ""
        while len(made) < min(most, self._facts):
            if hero and not made and (moment := self._deed(names)):
                made.append(self._doing(hero, moment))
            elif moment := self._moments.take("see", names, like=shown):
                made.append(self._detail(moment))
            else:
                break
            shown = moment.picture
        self._facts -= len(made)
        return made

    def _deed(self, names: tuple[str, ...]) -> Moment | None:
        """What the hero does; in a programme with a world's tale, something of its world."""
        known = (self._world,) if self._world else names
        return self._moments.take("do", known, only=bool(self._world) or self._draft.rich)

    def _hero(self, beat: Beat | None) -> str:
        """Who acts around a beat; "" for nobody."""
        draft = self._draft
        if self._one_thing:
            return ""
        if draft.hand is None and self._world:
            return self._doer(self._world)
        if draft.hand is None:
            return self._who_acts(beat) if beat else ""
        able = [each.name for each in draft.hands if beat and each.name in beat.names]
        return draft.hand.name if draft.hand.name in able else (able or [draft.hand.name])[0]

    def _ending(self, most: int) -> list[Step]:
        """What happens in a world, where no tale is told, and a rest in the same one."""
        made = [] if self._draft.rich else self._aside(most)
        names = (self.turn.world,) if self.turn else self._visited or self._topic.home
        if len(made) < most and (rest := self._moments.take("rest", names)):
            made.append(self._detail(rest))
        return made

    def _aside(self, most: int) -> list[Step]:
        """Something small that happens in a world of the theme, behind its teaser; else nothing."""
        draft = self._draft
        sober = draft.sober or draft.things_only or self._moments.wordless
        if sober or "story" in draft.unwanted or most < _ASIDE:
            return []
        turn = self._moments.take("turn", self._visited or self._topic.home)
        made = [*self._announced(turn), self._detail(turn)] if turn else []
        if len(made) < _ASIDE:
            return []
        self.turn = self.turn or turn
        return made
