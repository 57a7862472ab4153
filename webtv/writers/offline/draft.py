"""One programme of the offline writer: who leads, what happens, and how each shot is filmed.

Arrival, development, turn, rest. It stays at one place and with one hero, unless a beat says
otherwise, and passes through its hours in order.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from webtv.config.channel import Channel
from webtv.model.programme import Shot
from webtv.prompts.profile import fit
from webtv.writers.offline.beats import Beat, Theme
from webtv.writers.offline.cutaways import cutaways_for, picture_of
from webtv.writers.offline.dress import dressed_up, undressed
from webtv.writers.offline.looks import CAMERAS, look_of, motion_of
from webtv.writers.offline.phrases import phrases_in
from webtv.writers.offline.phrases.language import Scale, Sky
from webtv.writers.offline.setting import has_no_weather, hour_in, hours_of, skies_of
from webtv.writers.offline.soundscape import heard_in
from webtv.writers.offline.telling import sentence_case
from webtv.writers.offline.turns import (
    begun_ago,
    filmed_ago,
    lead_in_turn,
    place_in_turn,
    prompt_key,
)
from webtv.writers.writer import Brief

_FEW = 5
"""Beats below which pictures that go with the theme are added."""

_SETS = 3
"""Beats of a theme from which its first sentence is the setting of all others."""

_SETTLED = re.compile(
    r"^(?:at|in|on|by|beside|under|over|above|below|among|along|behind|between|inside|near|across"
    r"|en|sobre|bajo|junto|entre|dans|sur|sous|chez|près|im|am|auf|unter|bei|nel|nella|sul|sulla"
    r"|em|no|na|sob)\b",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"\b(?:at|in|on|by|beside|under|above|below|among|along|behind|between|inside|near|across"
    r"|through|into|over)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One shot before it is put into words: what is seen, how near, and the beat behind it."""

    scale: Scale
    seen: str
    beat: Beat | None = None


class Draft:
    """Draws one programme from a theme. The same `rng` draws the same programme."""

    def __init__(
        self, brief: Brief, theme: Theme, rng: random.Random, filmed: Set[str] = frozenset()
    ) -> None:
        """`filmed` are the prompts of late (`prompt_key`), of which none should come again."""
        self._filmed = filmed
        self._brief = brief
        self._channel: Channel = brief.channel
        self._theme = theme
        self._rng = rng
        self._count = brief.channel.programme.shots
        self.phrases = phrases_in(brief.channel.language)
        opening = theme.beats[0]
        self.setting = (
            opening if len(theme.beats) >= _SETS and opening.whole and not opening.names else None
        )
        """The theme's first sentence, which says where everything happens; never what happens."""
        self.lead = lead_in_turn(brief.channel.cast, brief.recent, rng)
        self.beats = self._beats()
        self._place = place_in_turn(brief.channel, brief.recent, rng)
        self.hours = hours_of(brief.channel, brief.now, rng)
        self.look = look_of(brief.channel, rng)
        self.sky = self._weather()
        self._acts = rng.sample(self.phrases.acts, len(self.phrases.acts))

    @cached_property
    def told(self) -> tuple[str, ...]:
        """What happens, in order, as words for viewers: beats, then what goes with them."""
        extra = [step.seen for step in self._steps if step.seen in self._cutaways]
        return tuple(dict.fromkeys([*(beat.text for beat in self.beats), *extra]))

    def shots(self) -> tuple[Shot, ...]:
        """The shots, in order."""
        cameras = self._rng.sample(CAMERAS, len(CAMERAS)) * 2
        return tuple(
            self._shot(index, step, cameras[index]) for index, step in enumerate(self._steps)
        )

    @property
    def hour(self) -> str:
        """When it begins, as an adverb; "" where the first beat says so itself, or nothing does."""
        plain = has_no_weather(self._channel.theme) or hour_in(self.beats[0].text)
        return "" if plain else self.phrases.hours.get(self.hours[0], "")

    @property
    def sky_title(self) -> str:
        """The weather, as titles say it; "" where there is none."""
        return self.phrases.sky_titles.get(self.sky, "") if self.sky else ""

    def _beats(self) -> tuple[Beat, ...]:
        """The beats of this programme: what was begun with longest ago, and what follows it."""
        known = tuple(beat for beat in self._theme.beats if beat != self.setting)
        recent = self._brief.recent
        own = [beat for beat in known if self.lead and self.lead.name in beat.names]
        doing = [beat for beat in known if beat.doing] if self.lead else []
        begins = own + doing or [b for b in known if not b.names] or list(known)
        first = self._longest_ago(begins, lambda beat: begun_ago(self._seen(beat), recent))
        wanted = max(1, round(0.7 * max(1, self._count - 2)))
        chosen = [first]
        rest = [beat for beat in known if beat != first]
        groups = (
            [beat for beat in rest if beat in own or beat in doing],
            [beat for beat in rest if not beat.names],
            [beat for beat in rest if beat.names],
        )
        for group in groups:
            left = [beat for beat in group if beat not in chosen]
            while left and len(chosen) < wanted:
                next_one = self._longest_ago(left, lambda b: filmed_ago(self._seen(b), recent))
                left.remove(next_one)
                chosen.append(next_one)
        return (first, *sorted(chosen[1:], key=known.index))

    def _longest_ago(self, beats: Sequence[Beat], ago: Callable[[Beat], int]) -> Beat:
        """One of the beats that were on longest ago."""
        since = [ago(beat) for beat in beats]
        longest = max(since)
        return self._rng.choice(
            [b for b, each in zip(beats, since, strict=True) if each == longest]
        )

    def _weather(self) -> Sky | None:
        near = " ".join([*(beat.text for beat in self.beats), self._place])
        known = skies_of(self._channel, self.hours, near=near)
        return self._rng.choice(known) if known else None

    @cached_property
    def _cutaways(self) -> tuple[str, ...]:
        channel = self._channel
        if channel.language[:2] != "en" or channel.cast or len(self._theme.beats) >= _FEW:
            return ()
        known = cutaways_for(f"{channel.theme} {channel.title}")
        return tuple(self._rng.sample(known, len(known)))

    @cached_property
    def _steps(self) -> tuple[Step, ...]:
        """All shots before they are put into words."""
        if self._count == 1:
            return (Step("medium", self._seen(self.beats[0]), self.beats[0]),)
        middle = self._development(self._count - 2)
        return (self._arrival(), *middle, self._rest())[: self._count]

    def _development(self, count: int) -> list[Step]:
        """What happens between arrival and rest: each beat, and something near to some of them."""
        near = list(self._cutaways)
        steps: list[Step] = []
        beats = list(self.beats)
        lacking = count - len(beats)
        for place, beat in enumerate(beats):
            scale: Scale = "medium" if place % 2 == 0 else "wide"
            steps.append(Step(scale, self._seen(beat), beat))
            if lacking > 0:
                lacking -= 1
                if near:
                    steps.append(Step("close", near.pop()))
                else:
                    steps.append(Step("close", self._seen(beat), beat))
        turn = 0
        while len(steps) < count:
            beat = beats[turn % len(beats)]
            seen = near.pop() if near else self._presence(turn + 1) or self._seen(beat)
            steps.append(Step(("medium", "wide", "close")[turn % 3], seen, beat))
            turn += 1
        return steps[:count]

    def _arrival(self) -> Step:
        if seen := self._presence(0):
            return Step("wide", seen)
        if self._place:
            return Step("wide", self._place)
        beat = self.setting if self.setting and self._rng.random() < 0.5 else self.beats[0]
        return Step("wide", self._seen(beat), beat)

    def _rest(self) -> Step:
        if seen := self._presence(3):
            return Step("wide", seen)
        return Step("wide", self._seen(self.beats[-1]), self.beats[-1])

    def _presence(self, turn: int) -> str:
        """The hero at the programme's place, doing next to nothing; "" without a cast."""
        if self.lead is None:
            return ""
        name = self.lead.name
        act = self._acts[turn % len(self._acts)] if self._acts else ""
        comma, stop = self.phrases.comma, self.phrases.stop
        if not self._place:
            return f"{name}{comma}{act}" if act else name
        if _SETTLED.match(self._place):
            seen = f"{name}{comma}{self._place}"
        elif self._channel.language[:2] == "en":
            seen = f"{self._place}, and there {name}"
        else:
            return f"{self._place}{stop}{name}"
        return f"{seen}{comma}{act}" if act else seen

    def _seen(self, beat: Beat) -> str:
        """A beat as it is filmed: as it stands, a deed after the hero's name."""
        if beat.doing and self.lead:
            return f"{self.lead.name}{self.phrases.comma}{beat.text}"
        if self._channel.language[:2] == "en" and (picture := picture_of(beat.text)):
            return picture
        return beat.text

    def _shot(self, index: int, step: Step, camera: str) -> Shot:
        scales = self.phrases.scales.get(step.scale, ())
        avoid = dict.fromkeys([*self._channel.avoid, *self._theme.avoid])
        shot = Shot(
            prompt=step.seen.ljust(3),
            line=sentence_case(step.beat.text if step.beat else step.seen)[:400],
            negative=", ".join(avoid)[:400],
            camera=camera,
            sound=heard_in(step.seen, "steady rain" if self.sky == "rain" else ""),
            motion=motion_of(step.scale, step.seen, self._channel.tone),
            seconds=self._channel.programme.shot_s,
        )
        for scale in self._rng.sample(scales, len(scales)) or [""]:
            shot = self._worded(index, step, shot, scale and f"{scale}{self.phrases.colon}")
            if prompt_key(shot.prompt) not in self._filmed:
                break
        return shot

    def _worded(self, index: int, step: Step, shot: Shot, scale: str) -> Shot:
        """A shot with the longest of its wordings that leaves room for the style."""
        for parts in self._wordings(index, step):
            prompt = scale + self.phrases.comma.join(part for part in parts if part)
            shot = shot.model_copy(update={"prompt": prompt[:1200].ljust(3)})
            if self.look.split(", ")[-1] in fit(shot, self._brief.profile):
                break
        return shot

    def _wordings(self, index: int, step: Step) -> Iterator[list[str]]:
        """A shot in words, ever shorter. The style is never what is cut: place, weather and hour
        go first, then the clothes of others than the hero, then clauses.
        """
        cast, language = self._channel.cast, self._channel.language
        said = undressed(step.seen, cast)
        extra = self._around(index, step)
        everybody = dressed_up(said, cast, language)
        for kept in range(len(extra), -1, -1):
            yield [everybody, *extra[:kept], self.look]
        hero = (self.lead,) if self.lead else ()
        while True:
            yield [dressed_up(said, hero, language), self.look]
            yield [said, self.look]
            end = max(said.rfind(", "), said.rfind(" and "))
            if end <= 0:
                return
            said = said[:end]

    def _around(self, index: int, step: Step) -> list[str]:
        """Hour, weather and place of a shot, the most telling first."""
        extra: list[str] = []
        if not has_no_weather(self._channel.theme) and hour_in(step.seen) is None:
            at = round(index * (len(self.hours) - 1) / max(1, self._count - 1))
            extra.append(self.phrases.hours.get(self.hours[at], ""))
        placed = _PLACED.search(step.seen) or self._place in step.seen
        if self._place and not placed:
            settled = _SETTLED.match(self._place) or self._channel.language[:2] != "en"
            extra.insert(0, self._place if settled else f"setting: {self._place}")
        if self.sky and (step.scale == "wide" or index % 2):
            extra.append(self.phrases.skies.get(self.sky, ""))
        if step.scale == "close" and self.phrases.details:
            extra.insert(0, self._rng.choice(self.phrases.details))
        return [part for part in extra if part]
