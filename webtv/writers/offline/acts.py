"""The shots of one programme in acts: arrival, development, turn, rest.

A programme of few shots has the most telling parts of that course, one of many has all of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from webtv.writers.offline.beats import Beat
from webtv.writers.offline.course import SPARE, Part, course_of
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.narrator import Narrator, Step
from webtv.writers.offline.order import closing_of
from webtv.writers.offline.phrases.language import Scale
from webtv.writers.offline.setting import hour_in
from webtv.writers.offline.stories import Role
from webtv.writers.offline.things import things_in
from webtv.writers.offline.turns import filmed_ago, prompt_key
from webtv.writers.offline.wording import halves

_ROOM = 10
"""Shots of a programme that has room for where it is and what hour."""

_LINKED = 0.6
"""How often a beat after the first is led to by "meanwhile" and the like."""

_RESTS = 3
"""Programmes in which the setting is not seen first again."""


class Acts(Narrator):
    """Lays out the shots of a draft, each with what is seen and what is told."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self._closing = closing_of(draft)
        held = (draft.event, self._closing)
        self._beats = [beat for beat in draft.beats if beat not in held]
        self._extras = [draft.seen(beat) for beat in draft.extras]
        draft.rng.shuffle(self._extras)
        self._cutaways = list(draft.cutaways)
        self._pending = ""
        self._passing: set[str] = set()
        self._follows: Part = "rest"
        self._line = ""
        self._said: set[str] = set()
        self._twice: set[str] = set()
        self._used: dict[str, int] = {}

    def steps(self) -> tuple[Step, ...]:
        """All shots, in order."""
        course = course_of(self._draft.count, self._supply(), self._draft.rng)
        steps: list[Step] = []
        labels = self._labels()
        for place, part in enumerate(course):
            self._share = place / max(1, len(course) - 1)
            self._follows = course[place + 1] if place + 1 < len(course) else "rest"
            step = self._arrange(part) or self._filler() or self._again()
            self._used[prompt_key(step.seen)] = self._used.get(prompt_key(step.seen), 0) + 1
            line = step.line or ("" if steps else self._told(self._draft.beats[0]))
            if prompt_key(line) in self._said or (steps and line in labels):
                line = ""  # silence is better than the same words again
            if not line and steps and not steps[-1].line:
                line = self._draft.say("pulse" if self._draft.things_only else "between")
                line = line or self._draft.say("turn") or self._retold(step)
            self._said.add(prompt_key(line))
            self._line = line or self._line
            steps.append(replace(step, line=line, spare=part in SPARE))
        return tuple(steps)

    def _retold(self, step: Step) -> str:
        """What was told of a picture before, once more in a language without other words."""
        draft = self._draft
        if draft.stories.plots or step.seen in self._twice:
            return ""
        self._twice.add(step.seen)
        return next((self._told(beat) for beat in draft.beats if self._seen(beat) == step.seen), "")

    def _supply(self) -> dict[Part, int]:
        """How many shots of each part there are pictures for."""
        draft = self._draft
        seen = len(self._beats)
        aside = len(self._cutaways) if draft.lead is None else draft.count
        supply: dict[Part, int] = {
            "beat": seen,
            "detail": seen + len(self._extras),
            "move": len(draft.places) > 1,
            "sky": bool((draft.lead and draft.setting) or (draft.sky and draft.places)),
            "later": not draft.bare and aside > 0,
            **dict.fromkeys(
                ("begins", "grows", "ends"), int(draft.plot is not None or draft.event is not None)
            ),
            **dict.fromkeys(("between", "doubt"), aside),
            **dict.fromkeys(("help", "turn"), max(aside, int(draft.event is not None))),
        }
        if draft.things_only:
            supply = {**dict.fromkeys(supply, 0), "arrive": 0, "rest": 0, "beat": seen}
        return supply

    def _arrange(self, part: Part) -> Step | None:
        if self._draft.things_only and part != "beat":
            return None
        made: dict[Part, Callable[[], Step | None]] = {
            "arrive": self._arrive,
            "sky": self._sky,
            "beat": self._beat,
            "detail": self._detail,
            "begins": lambda: self._plotted("begins", "medium"),
            "grows": lambda: self._plotted("grows", "close"),
            "ends": lambda: self._plotted("ends", "medium"),
            "between": lambda: self._somebody("between"),
            "doubt": lambda: self._somebody("doubt"),
            "help": lambda: self._somebody("help"),
            "turn": lambda: self._together("turn"),
            "move": self._move,
            "later": self._later,
            "rest": self._rest,
            "again": self._filler,
        }
        return made[part]()

    def _arrive(self) -> Step:
        draft = self._draft
        if draft.first:
            return self._step("wide", draft.seen(draft.first), self._told(draft.first), draft.first)
        hour = draft.told.hours.get(draft.hours[0], "") if not draft.bare else ""
        named = any(hour_in(beat.text) for beat in draft.beats[:1])
        line = draft.say("arrive", hour="" if named else hour) or draft.say("open")
        where = self._where(hour="" if named else hour)
        if where and draft.rng.random() < 0.5:
            line = where
        short = draft.count < _ROOM or not (draft.lead or self._place)
        if draft.setting and (short or not line) and self._is_due(draft.setting):
            line = self._told(draft.setting)
            if not self._place:
                return self._step("wide", self._seen(draft.setting), line, draft.setting)
        if draft.lead and (seen := self._presence(draft.lead.name)):
            return self._step("wide", seen, line)
        if self._place:
            return self._step("wide", self._place, line)
        if self._cutaways and (draft.setting is None or not self._is_due(draft.setting)):
            return self._step("wide", self._cutaways.pop(0), line)
        beat = draft.setting or self._beats[0]
        return self._step("wide", self._seen(beat), line or self._told(beat), beat)

    def _is_due(self, beat: Beat) -> bool:
        """Whether a beat was not filmed in the last programmes."""
        return filmed_ago(self._draft.seen(beat), self._draft.brief.recent) >= _RESTS

    def _sky(self) -> Step | None:
        """Where it all happens, or what the weather is."""
        draft = self._draft
        if draft.setting and prompt_key(draft.seen(draft.setting)) not in self._used:
            seen, told = self._seen(draft.setting), self._told(draft.setting)
            return self._step("wide", seen, told, draft.setting)
        if not draft.sky or not self._place:
            return None
        return self._step("wide", self._place, self._sentence(draft.told.skies.get(draft.sky, "")))

    def _beat(self) -> Step | None:
        draft = self._draft
        if not self._beats:
            return None
        beat = self._beats.pop(0)
        first, self._latest = self._latest is None, beat
        told = self._told(beat, linked=not first and draft.rng.random() < _LINKED)
        seen = self._seen(beat)
        scale: Scale = "medium" if first or len(self._beats) % 2 else "wide"
        if self._follows == "detail" and (parted := halves(told)):
            told, self._pending = parted
        return self._step(scale, seen, told, beat)

    def _detail(self) -> Step | None:
        """Something near of the last beat, without words of its own."""
        draft = self._draft
        beat = self._latest
        if beat is None:
            return None
        if self._pending:
            line, self._pending = self._pending, ""
            return self._step("close", self._seen(beat), line, beat)
        for thing in things_in(beat.english or beat.text, draft.language):
            if prompt_key(thing) not in self._used:
                return self._step("close", thing)
        if self._extras:
            seen = self._extras.pop()
            return self._step("close", seen, self._sentence(seen))
        if self._used.get(prompt_key(self._seen(beat)), 0) == 1:
            return self._step("close", self._seen(beat), beat=beat)
        return None

    def _somebody(self, role: Role) -> Step | None:
        """The hero, or a helper, with a sentence about them or about the moment."""
        draft = self._draft
        if draft.lead is None:
            if role in ("between", "doubt") and self._line in self._passing:
                return self._filler()  # two sentences about nothing are one too many
            if role in ("between", "doubt"):
                return self._aside(line) if (line := self._pass("between")) else None
            return self._turning(line) if (line := draft.say("turn")) else None
        name = draft.helper if role == "help" and draft.helper else draft.lead.name
        if role == "between" and self._line in self._passing:
            return self._step("medium", self._presence(name))
        line = self._pass(role) if role == "between" else draft.say(role, name=name)
        return self._step("medium", self._presence(name), line) if line else None

    def _pass(self, role: Role) -> str:
        """A sentence about nothing but the passing of time."""
        line = self._draft.say(role)
        self._passing.add(line)
        return line

    def _together(self, role: Role) -> Step | None:
        draft = self._draft
        line = draft.say(role)
        if not line or not (draft.lead and draft.helper):
            return self._turning(line) if line else None
        both = draft.filmed.beside.format(one=draft.lead.name, other=draft.helper)
        return self._step("medium", both, line)

    def _turning(self, line: str) -> Step:
        """A sentence of the turn over those of the theme whom it turns for, never over an aside."""
        draft = self._draft
        pairs = (self._turn_of(beat, draft.event) for beat in draft.beats if beat != draft.event)
        both = next((seen for seen in pairs if seen and prompt_key(seen) not in self._used), "")
        return self._step("medium", both, line) if both else replace(self._again(), line=line)

    def _aside(self, line: str) -> Step:
        """A sentence over a picture that goes with the theme."""
        return replace(self._filler() or self._again(), line=line)

    def _move(self) -> Step | None:
        """The next place, where the turn happens."""
        draft = self._draft
        if len(draft.places) < 2:
            return None
        self._place = draft.places[1]
        return self._step("wide", self._place, self._where(hour=""))

    def _later(self) -> Step | None:
        draft = self._draft
        hour = draft.hour_at(self._share)
        line = draft.say("later", hour="" if draft.bare else draft.told.hours.get(hour, ""))
        return self._aside(line) if line and hour != draft.hours[0] else None

    def _rest(self) -> Step:
        draft = self._draft
        if last := draft.last or self._closing:
            return self._step("wide", self._seen(last), self._told(last), last)
        # An episode leaves something open, a programme does not.
        line = draft.say("grows", "secret") if draft.channel.series else ""
        line = line or draft.say("rest")
        self._place = draft.places[0] if draft.places else ""
        if draft.lead and (seen := self._presence(draft.lead.name)):
            return self._step("wide", seen, line)
        if self._place:
            return self._step("wide", self._place, line)
        beat = draft.setting or self._latest or draft.beats[0]
        return self._step("wide", self._seen(beat), line or self._told(beat), beat)

    def _filler(self) -> Step | None:
        """Where a part has nothing: another beat, a thing, a picture that goes with the theme."""
        if self._draft.lead is None and self._cutaways:
            seen = self._cutaways.pop(0)
            own = self._draft.language == self._draft.channel.language
            return self._step("close", seen, self._sentence(seen) if own else "")
        if step := self._detail():
            return step
        if self._beats:
            return self._beat()
        if self._cutaways:
            seen = self._cutaways.pop(0)
            return self._step("close", seen)
        return None

    def _again(self) -> Step:
        """A beat that was seen, from another distance; the least seen first."""
        draft = self._draft
        now = draft.hour_of(self._latest) if self._latest else None
        fitting = [beat for beat in draft.beats if draft.hour_of(beat) in (None, now)]
        known = list(dict.fromkeys(self._seen(beat) for beat in fitting or draft.beats[-1:]))
        things = (t for b in fitting for t in things_in(b.english or b.text, draft.language))
        if own := next((thing for thing in things if prompt_key(thing) not in self._used), ""):
            return self._step("close", own, draft.say("between"))
        if draft.lead and draft.filmed.acts:
            known.append(self._presence(draft.lead.name))
        seen = min(known, key=lambda each: self._used.get(prompt_key(each), 0))
        times = self._used.get(prompt_key(seen), 0)
        beat = next((b for b in draft.beats if self._seen(b) == seen), None)
        scales: tuple[Scale, ...] = ("close", "wide", "medium")
        line = draft.say("pulse" if draft.things_only else "between") if times else ""
        if not line and beat:
            line = self._told(beat)
        return self._step(scales[times % 3], seen, line, beat)
