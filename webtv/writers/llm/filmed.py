"""How the pictures of a small model are filmed: scale, camera, motion, place, hour and music.

They are put in by the means of the offline writer, where the model left them open.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace

from webtv.writers.llm.short import Short, ShortShot
from webtv.writers.offline.looks import CAMERAS, look_of, motion_of, music_of
from webtv.writers.offline.mood import mood_of
from webtv.writers.offline.phrases.en import ENGLISH
from webtv.writers.offline.phrases.language import Scale
from webtv.writers.offline.setting import hours_of
from webtv.writers.offline.telling import story_so_far
from webtv.writers.offline.timewords import hour_in
from webtv.writers.story import episode_of
from webtv.writers.writer import Brief

MOST = 8
"""Pictures that a small model is asked for, however many shots the channel wants."""

_LONGEST_S = 10.0
_SCALES: tuple[Scale, ...] = ("wide", "medium", "close", "medium")
_SHOT = re.compile(r"\b(?:shot|view|close-up|closeup)\b", re.IGNORECASE)


def few(brief: Brief) -> Brief:
    """The brief of a programme of few shots, each seen for longer, and all in one look."""
    shape, channel = brief.channel.programme, brief.channel
    count = min(MOST, shape.shots)
    seconds = min(_LONGEST_S, shape.shots * shape.shot_s / count)
    update = {
        "programme": shape.model_copy(update={"shots": count, "shot_s": seconds}),
        "style": channel.style or look_of(channel, _rng(brief)),
    }
    return replace(brief, channel=channel.model_copy(update=update))


def filled(found: Short, brief: Brief) -> Short:
    """A programme with everything that its model left open; one shot too many is left out."""
    channel, rng = brief.channel, _rng(brief)
    hour = _hour(brief, rng)
    most = channel.programme.shots
    told = found.shots if len(found.shots) <= most else [*found.shots[: most - 1], found.shots[-1]]
    cameras = rng.sample(CAMERAS, len(CAMERAS)) * 2
    shots = [
        _filmed(shot, at, camera, hour, brief)
        for at, (shot, camera) in enumerate(zip(told, cameras, strict=False))
    ]
    logline = found.logline or next((shot.line for shot in told if shot.line), "")
    update: dict[str, object] = {"shots": shots, "logline": logline}
    if not found.music:
        update["music"] = music_of(channel, hour, rng, mood=mood_of(channel))
    if channel.series and not found.story:
        update["story"] = story_so_far(brief.story, episode_of(brief.story), logline)
    return found.model_copy(update=update)


def filmed(shot: ShortShot, place: int, brief: Brief) -> ShortShot:
    """A picture that was written again, at its place in the programme."""
    rng = _rng(brief)
    hour = _hour(brief, rng)
    return _filmed(shot, place, rng.choice(CAMERAS), hour, brief)


def _filmed(shot: ShortShot, at: int, camera: str, hour: str, brief: Brief) -> ShortShot:
    if "camera" in shot.model_fields_set:
        return shot
    channel, seen = brief.channel, shot.prompt.strip().rstrip(".!")
    scale = _SCALES[at % len(_SCALES)]
    timed = hour_in(seen) is None
    said = seen if _SHOT.search(seen) else f"{ENGLISH.scales[scale][0]}: {seen}"
    return shot.model_copy(
        update={
            "prompt": ", ".join(filter(None, (said, hour if timed and seen else ""))),
            "camera": camera,
            "motion": motion_of(scale, seen, channel.tone, "en"),
        }
    )


def _hour(brief: Brief, rng: random.Random) -> str:
    return ENGLISH.hours[hours_of(brief.channel, brief.now, rng)[0]]


def _rng(brief: Brief) -> random.Random:
    return random.Random(f"{brief.channel_id}\n{brief.seed}\nfilmed")
