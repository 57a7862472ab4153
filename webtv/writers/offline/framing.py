"""Puts steps into prompts: scale, looks of the cast, light, place, weather, hour and style."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from webtv.model.programme import Shot
from webtv.prompts.fitting import fit
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.dress import dressed_up, undressed
from webtv.writers.offline.looks import CAMERAS, motion_of
from webtv.writers.offline.narrator import Step
from webtv.writers.offline.phrases.language import Hour
from webtv.writers.offline.setting import has_own_weather, hour_in
from webtv.writers.offline.soundscape import heard_in
from webtv.writers.offline.turns import prompt_key

_PLACED = re.compile(
    r"\b(?:at|in|on|by|beside|under|above|below|among|along|behind|between|inside|near|across"
    r"|through|into|over)\b",
    re.IGNORECASE,
)


def framed(draft: Draft, steps: Sequence[Step], filmed: Set[str] = frozenset()) -> tuple[Shot, ...]:
    """The shots of a programme.

    `filmed` are the prompts of late (`prompt_key`), of which none should come again.
    """
    cameras = draft.rng.sample(CAMERAS, len(CAMERAS)) * 2
    hours = _hours(draft, steps)
    known, shots = set(filmed), []
    for index, step in enumerate(steps):
        shots.append(_shot(draft, index, step, hours[index], cameras[index], known))
        known.add(prompt_key(shots[-1].prompt))
    return tuple(shots)


def _hours(draft: Draft, steps: Sequence[Step]) -> list[Hour]:
    """The hour of each shot: never back in time, and as a beat says where it names one."""
    known = draft.hours
    last = max(1, len(steps) - 1)
    named = [known.index(s.hour) if s.hour in known else None for s in steps]
    if draft.day:
        first = next((at for at in named if at is not None), 0)
        places = [first if at is None else at for at in named]
    else:
        places = [round(i * (len(known) - 1) / last) for i in range(len(steps))]
    ceiling = len(known) - 1
    for index in reversed(range(len(steps))):
        at = named[index]
        ceiling = ceiling if at is None else min(ceiling, at)
        places[index] = min(places[index], ceiling)
    floor = 0
    for index in range(len(steps)):
        at = named[index]
        floor = max(floor, places[index] if at is None else at)
        places[index] = floor
    return [known[place] for place in places]


def _shot(draft: Draft, index: int, step: Step, hour: Hour, camera: str, filmed: Set[str]) -> Shot:
    channel = draft.channel
    scales = draft.filmed.scales.get(step.scale, ())
    avoid = dict.fromkeys([*channel.avoid, *draft.theme.avoid])
    shot = Shot(
        prompt=step.seen[:1200].ljust(3),
        line=step.line,
        negative=", ".join(avoid)[:400],
        camera=camera,
        sound=heard_in(step.seen, "steady rain" if draft.sky == "rain" else ""),
        motion=motion_of(step.scale, step.seen, channel.tone),
        seconds=channel.programme.shot_s,
    )
    for scale in draft.rng.sample(scales, len(scales)) or [""]:
        shot = _worded(draft, index, step, hour, shot, scale and f"{scale}{draft.filmed.colon}")
        if prompt_key(shot.prompt) not in filmed:
            break
    return shot


def _worded(draft: Draft, index: int, step: Step, hour: Hour, shot: Shot, scale: str) -> Shot:
    """A shot with the longest of its wordings that leaves room for the style."""
    for parts in _wordings(draft, _around(draft, index, step, hour), step.seen):
        prompt = scale + draft.filmed.comma.join(part for part in parts if part)
        shot = shot.model_copy(update={"prompt": prompt[:1200].ljust(3)})
        if draft.look.split(", ")[-1] in fit(shot, draft.brief.profile):
            break
    return shot


def _wordings(draft: Draft, extra: list[str], seen: str) -> Iterator[list[str]]:
    """A shot in words, ever shorter. The style is never what is cut: place, weather and hour
    go first, then the clothes of others than the hero, then clauses.
    """
    cast, english = draft.channel.cast, draft.language[:2] == "en"
    worn = draft.filmed.wearing
    said = undressed(seen, cast)
    everybody = dressed_up(said, cast, english=english, wearing=worn)
    for kept in range(len(extra), -1, -1):
        yield [everybody, *extra[:kept], draft.look]
    hero = (draft.lead,) if draft.lead else ()
    while True:
        yield [dressed_up(said, hero, english=english, wearing=worn), draft.look]
        yield [said, draft.look]
        end = max(said.rfind(", "), said.rfind(" and "))
        if end <= 0:
            return
        said = said[:end]


def _around(draft: Draft, index: int, step: Step, hour: Hour) -> list[str]:
    """Light of a close shot, place, hour and weather, the most telling first."""
    extra: list[str] = []
    filmed = draft.filmed
    deed = step.seen
    for act in draft.acts:
        deed = deed.replace(act, "")  # "turning into the light" is no place
    if step.place and step.place not in step.seen and not _PLACED.search(deed):
        extra.append(step.place)
    if step.scale == "close" and filmed.details:
        extra.insert(0, draft.rng.choice(filmed.details))
    if not draft.bare and hour_in(step.seen) is None:
        extra.append(filmed.hours.get(hour, ""))
    open_air = not has_own_weather(f"{step.seen} {step.place}")
    if draft.sky and open_air and (step.scale == "wide" or index % 2):
        extra.append(filmed.skies.get(draft.sky, ""))
    said = prompt_key(step.seen)
    return [part for part in extra if part and prompt_key(part) not in said]
