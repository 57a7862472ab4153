"""Puts steps into prompts: scale, looks of the cast, light, place, weather, hour and style."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from webtv.model.programme import Shot
from webtv.prompts.fitting import clean, fit
from webtv.writers.cast import on_screen
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.dress import dressed_up, looked, undressed
from webtv.writers.offline.looks import CAMERAS, LIGHT, motion_of
from webtv.writers.offline.phrases.en import ENGLISH
from webtv.writers.offline.phrases.language import Hour, Phrases
from webtv.writers.offline.setting import has_own_weather, is_dark
from webtv.writers.offline.shots import Step
from webtv.writers.offline.soundscape import heard_at, heard_in
from webtv.writers.offline.timewords import hour_in
from webtv.writers.offline.turns import prompt_key
from webtv.writers.offline.wordsets import has

_SUNNY = "sun sunlight sunshine sunbeam sunbeams rainbow shade"
"""Words of pictures that are not put into the night."""

_PLACED = re.compile(
    r"\b(?:at|in|on|by|beside|under|above|below|among|along|behind|between|inside|near|across"
    r"|through|into|over)\b",
    re.IGNORECASE,
)


_PICTURE = 4
"""Words of a picture that is no stump of a longer one, at least."""


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
    """The hour of each shot: that of the programme until a beat names a later one."""
    known = draft.hours
    named = [known.index(s.hour) if s.hour in known else None for s in steps]
    first = next((at for at in named if at is not None), 0) if draft.day else 0
    places = [first if at is None else at for at in named]
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
    filmed_in = _phrases(draft, step)
    scales = draft.unavoided(filmed_in.scales.get(step.scale, ()))
    shot = Shot(
        prompt=step.seen[:1200].ljust(3),
        line=step.line,
        speaker=step.speaker,
        negative=", ".join(dict.fromkeys(draft.avoid))[:400],
        camera=camera,
        sound=_sound(draft, step),
        motion=motion_of(step.scale, step.seen, channel.tone, channel.language),
        seconds=step.seconds or channel.programme.shot_s,
    )
    for scale in draft.rng.sample(scales, len(scales)) or [""]:
        shot = _worded(draft, index, step, hour, shot, scale and f"{scale}{filmed_in.colon}")
        if prompt_key(shot.prompt) not in filmed:
            break
    return shot


def _sound(draft: Draft, step: Step) -> str:
    """What is heard: of a world what always sounds there, else what the words name."""
    inside = step.inside or draft.bare or has_own_weather(f"{step.seen} {step.place}")
    weather = "steady rain" if draft.sky == "rain" and not inside else ""
    if step.moment:
        return heard_at(step.moment.world, step.moment.picture, weather)
    return heard_in(step.seen, weather)


def _worded(draft: Draft, index: int, step: Step, hour: Hour, shot: Shot, scale: str) -> Shot:
    """A shot with the longest of its wordings that leaves room for the style.

    Where none does, as in scripts of which a letter is several tokens, nothing is cut here.
    """
    phrases = _phrases(draft, step)
    ends = clean(draft.look).split(", ")[-1]
    for parts in _wordings(draft, _around(draft, index, step, hour), step.seen, phrases):
        prompt = scale + phrases.comma.join(part for part in parts if part)
        shot = shot.model_copy(update={"prompt": prompt[:1200].ljust(3)})
        if ends in fit(shot, draft.brief.profile):
            return shot
    said = scale + phrases.comma.join(_whole(draft, step.seen, phrases))
    return shot.model_copy(update={"prompt": said[:1200].ljust(3)})


def _wordings(draft: Draft, extra: list[str], seen: str, phrases: Phrases) -> Iterator[list[str]]:
    """A shot in words, ever shorter. The style is never what is cut: place, weather and hour
    go first, then the clothes of others than the hero, then all clothes, then the looks of others,
    then clauses as long as most of the picture is left.
    """
    others = [member for member in draft.others if member.look not in seen]
    cast, english = (*draft.channel.cast, *others), phrases is ENGLISH
    worn = _worn(draft)
    said = undressed(seen, cast)
    everybody = dressed_up(said, cast, english=english, wearing=worn)
    for kept in range(len(extra), -1, -1):
        yield [everybody, *extra[:kept], draft.look]
    hero = (draft.lead,) if draft.lead else ()
    for clothed in ({member.name for member in hero}, frozenset[str]()):
        yield [
            dressed_up(said, cast, english=english, wearing=worn, clothed=clothed),
            draft.look,
        ]
    fewest = max(_PICTURE, len(said.split()) // 2)
    while True:
        yield [dressed_up(said, hero, english=english, wearing=worn), draft.look]
        yield [dressed_up(said, hero, english=english), draft.look]
        end = max(said.rfind(", "), said.rfind(" and "))
        if len(said[: max(end, 0)].split()) < fewest:
            return
        said = said[:end]


def _whole(draft: Draft, seen: str, phrases: Phrases) -> list[str]:
    """A shot with the looks of all whom it shows behind it, so that what they do is read first.

    Of somebody who does nothing in it, but is there, look and clothes come right after the name.
    """
    cast, english = draft.channel.cast, phrases is ENGLISH
    said = undressed(seen, cast)
    if any(said.startswith(f"{member.name}{phrases.comma}") for member in cast):
        return [dressed_up(said, cast, english=english, wearing=_worn(draft)), draft.look]
    looks = [
        detail for member in on_screen(cast, said) for detail in looked(member, english=english)
    ]
    return [said, *looks, draft.look]


def _worn(draft: Draft) -> str:
    """How the language of the cast's looks says what they wear."""
    return ENGLISH.wearing if draft.channel.language[:2] == "en" else draft.told.wearing


def _around(draft: Draft, index: int, step: Step, hour: Hour) -> list[str]:
    """Light of a close shot, place, hour and weather, the most telling first."""
    extra: list[str] = []
    phrases = _phrases(draft, step)
    if (
        step.place
        and step.place not in step.seen
        and (step.moment or not _PLACED.search(step.seen))
    ):
        extra.append(step.place)
    lit = draft.lights or has(draft.channel.style, LIGHT)  # it is said what the light is
    details = draft.unavoided(phrases.details)
    if step.scale == "close" and details and not lit:
        extra.insert(0, draft.rng.choice(details))
    sunny = is_dark((hour,)) and has(step.seen, _SUNNY)
    timed = step.moment is not None and step.moment.timed
    timeless = draft.bare or draft.visual or timed or sunny
    if not timeless and hour_in(step.seen) is None:
        extra.append(phrases.hours.get(hour, ""))
    open_air = not step.inside and not has_own_weather(f"{step.seen} {step.place}")
    if draft.sky and open_air and (step.scale == "wide" or (index % 2 and not step.moment)):
        extra.append(phrases.skies.get(draft.sky, ""))
    said = prompt_key(step.seen)
    return [part for part in draft.unavoided(extra) if part and prompt_key(part) not in said]


def _phrases(draft: Draft, step: Step) -> Phrases:
    """The phrases that a shot is put in: a world's are English."""
    return ENGLISH if step.moment else draft.filmed
