"""One programme of the offline writer in the making: what stays the same, then shot by shot."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from webtv.config.channel import Channel
from webtv.model.programme import Shot
from webtv.writers.offline import phrasebook
from webtv.writers.offline.figure import Figure, Stage
from webtv.writers.offline.grammar import SETTLED
from webtv.writers.offline.phrasebook import Light, Role, Weather
from webtv.writers.offline.soundscape import heard_in
from webtv.writers.offline.theme import content_words, place_of

_STYLE_WORDS = 16
"""Words of a channel's style in each prompt; Zeroscope reads 77 tokens in all."""

_TOUR = 3
"""Figures with deeds of their own from which a programme visits them one after another, instead of
following one of them: a heron and a train have no story together."""

PickT = TypeVar("PickT")


@dataclass(frozen=True, slots=True)
class Scene:
    """What holds a programme together."""

    hero: Figure
    others: tuple[Figure, ...]
    start: str
    """Where it begins, with a preposition; "" where the theme names no place."""

    end: str
    """Where it ends, and where a series goes on."""

    light: Light
    weather: Weather
    look: str


class Draft:
    """Draws one programme from what a stage offers. The same `rng` draws the same programme."""

    def __init__(
        self, channel: Channel, stage: Stage, rng: random.Random, *, start: str = ""
    ) -> None:
        self._channel = channel
        self._stage = stage
        self._rng = rng
        self._shots = channel.programme.shots
        able = [figure for figure in stage.figures if figure.deeds]
        self._tour = len(able) >= _TOUR and not any(figure.in_cast for figure in stage.figures)
        hero, others = self._figures(able)
        places = self._places(hero)
        begin = start or (places[0] if places else "")
        end = next((place for place in places if place != begin), begin)
        self._lights, first = self._light()
        self.scene = Scene(
            hero,
            others,
            begin,
            begin if self._tour else end,
            self._lights[first],
            self._weather(first, hero, others[0]),
            self._look(),
        )
        self._first_light = first
        self._deeds = rng.sample(hero.deeds, len(hero.deeds))
        self._busy = len(hero.deeds) > 1
        self._cameras = rng.sample(phrasebook.CAMERAS, len(phrasebook.CAMERAS)) * 2
        self._states = {
            "wide": self._endless(phrasebook.WIDE_STATES),
            "middle": self._endless(phrasebook.STATES),
            "near": self._endless(phrasebook.NEAR_STATES),
        }

    def shots(self) -> tuple[Shot, ...]:
        """The shots, in order."""
        roles = _spread(phrasebook.ROLES, self._shots)
        return tuple(self._shot(index, role) for index, role in enumerate(roles))

    def _figures(self, able: Sequence[Figure]) -> tuple[Figure, tuple[Figure, ...]]:
        cast = [figure for figure in self._stage.figures if figure.in_cast]
        leading = cast or able or self._stage.figures[: (len(self._stage.figures) + 1) // 2]
        hero = self._rng.choice(leading)
        rest = [figure for figure in self._stage.figures if figure != hero]
        if self._tour:
            rest = [figure for figure in rest if figure.deeds]
        return hero, tuple(self._rng.sample(rest, len(rest))) or (hero,)

    def _places(self, hero: Figure) -> list[str]:
        """Where the hero may be: where its deeds are done, then the channel's places."""
        known = self._stage.places
        if self._tour and hero.places:
            return list(hero.places)
        own = hero.places if not self._channel.places else ()
        return [*own, *self._rng.sample(known, len(known))]

    def _light(self) -> tuple[tuple[Light, ...], int]:
        """The times of day to choose from, and the place of the one a programme begins at."""
        dark = phrasebook.NIGHT & set(re.findall(r"\w+", self._channel.theme.lower()))
        lights = phrasebook.NIGHT_LIGHT if dark else phrasebook.LIGHT
        return lights, self._rng.randrange(len(lights) - 2)

    def _weather(self, first: int, hero: Figure, other: Figure) -> Weather:
        """Weather for the hours to come that is not itself what the programme is about."""
        seen = content_words(" ".join([self._channel.theme, *self._channel.places]))
        mark = next((m for m, known in phrasebook.MARKS.items() if known & self._near()), "")
        known = phrasebook.ELSEWHERE.get(mark, phrasebook.WEATHER)
        suns = {light.sun for light in self._lights[first : first + 3]}
        named = {hero.name.lower(), other.name.lower()}
        fitting = [each for each in known if suns <= each.suns and each.title.lower() not in named]
        if phrasebook.WET & seen:
            fitting = [each for each in fitting if each.wet] or fitting
        return self._rng.choice(fitting)

    def _near(self) -> frozenset[str]:
        """The words of what is really seen."""
        return content_words(" ".join([f.phrase for f in self._stage.figures[:2]]))

    def _look(self) -> str:
        style = self._channel.style
        look = _style(style) or self._rng.choice(phrasebook.LOOKS)
        palette = self._rng.choice(phrasebook.PALETTES)
        coloured = phrasebook.COLOURS & set(re.findall(r"\w+", style.lower()))
        return look if coloured else f"{look}, {palette}"

    def _endless(self, states: Sequence[str]) -> list[str]:
        return self._rng.sample(states, len(states)) * 24

    def _shot(self, index: int, role: Role) -> Shot:
        seen, moving = self._seen(index, role)
        said = set(re.findall(r"\w+", seen.lower()))
        content = [f"{self._rng.choice(role.scales)} of {seen}"]
        # The day moves on by two steps at most, so that neighbouring shots still match.
        later = round(2 * index / max(1, self._shots - 1))
        outdoors = self.scene.weather in phrasebook.WEATHER
        if outdoors and not phrasebook.TIMED & said:
            content.append(self._lights[self._first_light + later].said)
        if not (phrasebook.WEATHERED | phrasebook.MARKS["underwater"]) & said or not outdoors:
            content.append(self.scene.weather.said)
        content.append(self.scene.look)
        prompt = ", ".join(content)
        return Shot(
            prompt=prompt,
            negative=", ".join(self._channel.avoid)[:400],
            camera=self._cameras[index],
            sound=heard_in(seen, self.scene.weather.sound),
            motion=self._motion(role, moving),
            seconds=self._channel.programme.shot_s,
        )

    def _seen(self, index: int, role: Role) -> tuple[str, str]:
        """Who or what a shot shows, doing what, where; and what it does."""
        if self._tour:
            return self._visited(index, role)
        scene = self.scene
        hero = _ready(scene.hero.phrase)
        other = scene.others[index % len(scene.others)]
        place = scene.start if index < (self._shots + 1) // 2 else scene.end
        if scene.hero.deeds and (role.name == "deed" or (role.name == "hero" and self._busy)):
            deed = self._deeds[index % len(self._deeds)]
            return f"{hero} {_placed(deed, place)}", deed
        if role.name == "detail" and other != scene.hero:
            return f"{_ready(other.phrase)} {self._state('near', index)}", ""
        if role.name == "other" and other != scene.hero:
            return _joined(f"{hero} with {other.phrase}", place), ""
        state = self._state("wide" if role.name in ("place", "farewell") else "middle", index)
        return _joined(f"{hero} {place}" if place else hero, state), ""

    def _visited(self, index: int, role: Role) -> tuple[str, str]:
        """On a tour: each shot another figure where it belongs, the first one again at the end."""
        scene = self.scene
        if role.name == "place" and self._stage.setting and self._rng.random() < 0.5:
            settled = [p for p in self._stage.places if p.split()[0] in SETTLED]
            seen = " ".join([self._stage.setting, *self._rng.sample(settled, min(1, len(settled)))])
            return _joined(seen, self._state("wide", index)), ""
        figures = (scene.hero, *scene.others)
        figure = scene.hero if role.name in ("place", "farewell") else figures[index % len(figures)]
        if role.name == "detail" and not phrasebook.WEATHERED & set(figure.phrase.split()):
            return f"{_ready(figure.phrase)} {self._state('near', index)}", ""
        deed = self._rng.choice(figure.deeds)
        place = place_of(deed)
        if role.name in ("place", "farewell") and place and place.split()[0] in SETTLED:
            seen = f"{_ready(figure.phrase)} {place}"
            return _joined(seen, self._state("wide", index)), ""
        return f"{_ready(figure.phrase)} {deed}", deed

    def _state(self, kind: str, index: int) -> str:
        return self._states[kind][index]

    def _motion(self, role: Role, deed: str) -> int:
        motion = self._rng.choice(role.motions)
        words = set(deed.split())
        if words & phrasebook.STILL:
            motion = min(motion, 3)
        elif words & phrasebook.LIVELY:
            motion = max(motion, 8)
        tone = set(re.findall(r"\w+", self._channel.tone.lower()))
        motion += bool(tone & phrasebook.LIVELY_TONE) - bool(tone & phrasebook.CALM_TONE)
        return min(10, max(1, motion))


def _placed(deed: str, place: str) -> str:
    """A deed, and where it is done if it does not say that itself."""
    return deed if place_of(deed) or not place else f"{deed} {place}"


def _ready(phrase: str) -> str:
    """A phrase that more can follow: "Paco, a llama with a hat above the clouds" would put the hat
    there, so a comma closes what stands beside a name.
    """
    return f"{phrase}," if "," in phrase else phrase


def _joined(seen: str, more: str) -> str:
    return f"{seen}, {more}" if more else seen


def _spread(roles: Sequence[PickT], count: int) -> list[PickT]:
    """`count` of `roles`: the first and the last kept, the middle repeated as needed."""
    if count == 1:
        return [roles[1]]
    middle = roles[1:-1]
    return [roles[0], *(middle[i % len(middle)] for i in range(count - 2)), roles[-1]]


def _style(style: str) -> str:
    """The parts of a style, between commas, that fit into every prompt."""
    kept: list[str] = []
    for part in re.split(r"[,.;\n]+", style):
        words = part.split()
        if kept and sum(len(k.split()) for k in kept) + len(words) > _STYLE_WORDS:
            break
        if words:
            kept.append(" ".join(words[:_STYLE_WORDS]))
    return ", ".join(kept)
