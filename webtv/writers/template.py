"""The offline writer: the theme's own words, arranged. Needs no model, no key and no network."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Sequence
from typing import TypeVar

from webtv.config.channel import Channel
from webtv.errors import RefusedError
from webtv.model.programme import Plan, Shot
from webtv.writers import phrasebook
from webtv.writers.theme import Theme, content_words, head, place_of, read_theme
from webtv.writers.title import new_title, sentence_case
from webtv.writers.writer import Brief, Record

_TRIES = 60
_STYLE_WORDS = 16
"""Words of a channel's style in each prompt; Zeroscope reads 77 tokens in all."""

PickT = TypeVar("PickT")


class TemplateWriter:
    """Writes the same programme for the same brief, and none that `recent` holds already."""

    name = "template"

    async def write(self, brief: Brief, record: Record) -> Plan:
        """A programme from the theme's words; `RefusedError` if all of them are to be avoided."""
        channel = brief.channel
        theme = read_theme(channel.theme, language=channel.language, avoid=channel.avoid)
        used = {_key(prompt) for recent in brief.recent for prompt in recent.prompts}
        titles = {recent.title.casefold() for recent in brief.recent}
        for attempt in range(_TRIES):
            rng = random.Random(_seed(brief, attempt))
            plan = _Draft(channel, theme, rng).plan(titles)
            fresh = used.isdisjoint(_key(shot.prompt) for shot in plan.shots)
            if fresh and not _avoided(plan, channel.avoid):
                return plan
        raise RefusedError(
            "the theme leaves nothing to write about that `avoid` allows", backend=self.name
        )


class _Draft:
    """One programme in the making: what stays the same in all its shots, then the shots."""

    def __init__(self, channel: Channel, theme: Theme, rng: random.Random) -> None:
        self.channel = channel
        self.theme = theme
        self.rng = rng
        leading = theme.things[: max(1, (len(theme.things) + 1) // 2)]
        active = tuple(d.by for d in theme.deeds if d.by)
        self.hero = rng.choice([*leading, *active])
        rest = [thing for thing in theme.things if thing != self.hero]
        self.others = rng.sample(rest, len(rest)) or [self.hero]
        words = content_words(" ".join([self.hero, self.others[0], *theme.places]))
        mark = next((m for m, known in phrasebook.MARKS.items() if known & words), "")
        self.weather = rng.choice(phrasebook.ELSEWHERE.get(mark, phrasebook.WEATHER))
        self.outdoors = not mark
        look = _style(channel.style) or rng.choice(phrasebook.LOOKS)
        palette = rng.choice(phrasebook.PALETTES)
        coloured = phrasebook.COLOURS & set(re.findall(r"\w+", channel.style.lower()))
        self.look = look if coloured else f"{look}, {palette}"
        dark = phrasebook.NIGHT & set(re.findall(r"\w+", channel.theme.lower()))
        self.lights = phrasebook.NIGHT_LIGHT if dark else phrasebook.LIGHT
        self.light_from = rng.randrange(len(self.lights) - 2)
        cameras = rng.sample(phrasebook.CAMERAS, len(phrasebook.CAMERAS))
        self.cameras = cameras * 2
        self.states = rng.sample(phrasebook.STATES, len(phrasebook.STATES)) * 3
        own = [place_of(deed) for deed in theme.deeds if deed.by == self.hero]
        places = [place for place in own if place] or theme.places
        self.places = rng.sample(places, len(places))

    def plan(self, titles: set[str]) -> Plan:
        count = self.channel.programme.shots
        roles = _spread(phrasebook.ROLES, count)
        shots = tuple(self._shot(index, count, role) for index, role in enumerate(roles))
        words = {
            "hero": head(self.hero),
            "other": head(self.others[0]),
            "weather": self.weather[1],
            "light": self.lights[self.light_from][1],
        }
        told = words | {
            "weather": self.weather[1].lower(),
            "light": self.lights[self.light_from][0],
        }
        logline = self.rng.choice(phrasebook.LOGLINES)
        spoken = {**told, **{k.capitalize(): sentence_case(v) for k, v in told.items()}}
        genre, instruments = self.rng.choice(phrasebook.MUSIC)
        style = self.channel.music_style or f"{genre}, {instruments}"
        mood = self.rng.choice(phrasebook.MOODS)
        return Plan(
            title=new_title(self.channel.language, words, rng=self.rng, taken=titles),
            logline=logline.format_map(spoken)[:400],
            continuity=f"{self.hero}; {self.look}",
            shots=shots,
            music=f"{style}, {mood}, {self.rng.randrange(58, 104, 2)} bpm, instrumental, "
            f"for {words['hero']} {told['light']}"[:200],
        )

    def _shot(
        self, index: int, count: int, role: tuple[str, tuple[str, ...], tuple[int, ...]]
    ) -> Shot:
        name, scales, motions = role
        motion = self.rng.choice(motions)
        camera = self.cameras[index]
        # The day moves on by two steps at most, so that neighbouring shots still match.
        light = self.lights[self.light_from + round(2 * index / max(1, count - 1))][0]
        pace = next(words for most, words in phrasebook.MOTION if motion <= most)
        content = [f"{self.rng.choice(scales)} of {self._seen(name, index)}"]
        if self.outdoors:
            content.append(light)
        content += [self.weather[0], pace, self.look, camera]
        return Shot(
            prompt=", ".join(content),
            camera=camera,
            motion=motion,
            seconds=self.channel.programme.shot_s,
        )

    def _seen(self, role: str, index: int) -> str:
        """Who or what a shot shows, doing what, where."""
        other = self.others[index % len(self.others)]
        state = self.states[index]
        place = self.places[index % len(self.places)] if self.places else ""
        # "Paco, a llama with a hat above the clouds" would put the hat there.
        hero = f"{self.hero}," if "," in self.hero else self.hero
        deeds = [d for d in self.theme.deeds if d.by in (self.hero, None)]
        if role == "deed" and deeds:
            return f"{hero} {self.rng.choice(deeds).doing}"
        if role == "detail" and other != self.hero:
            near = self.rng.choice(phrasebook.NEAR_STATES)
            return f"{head(other)} {near}, {head(self.hero)} in the background"
        if role == "other" and other != self.hero:
            theirs = [d.doing for d in self.theme.deeds if d.by == other]
            doing = f" {self.rng.choice(theirs)}" if theirs else ""
            return f"{head(self.hero)} beside {other}{doing}"
        if role in ("place", "farewell") and place:
            return f"{hero} {place}, {state}"
        if place and self.rng.random() < 0.5:
            return f"{hero} {place}"
        return f"{hero} {state}"


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


def _seed(brief: Brief, attempt: int) -> int:
    text = f"{brief.channel_id}\n{brief.channel.theme}\n{brief.seed}\n{attempt}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])


def _key(prompt: str) -> str:
    return " ".join(prompt.casefold().split())


def _avoided(plan: Plan, avoid: Sequence[str]) -> bool:
    text = " ".join([plan.title, plan.logline, *(shot.prompt for shot in plan.shots)])
    return any(re.search(rf"\b{re.escape(word)}", text, re.IGNORECASE) for word in avoid)
