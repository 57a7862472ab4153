"""Makes a plan of a language model's answer: lengths, cast, story."""

from __future__ import annotations

from pydantic import ValidationError

from webtv.config.channel import Channel
from webtv.model.programme import Plan, Shot
from webtv.prompts.profile import clean, fits, pace_of
from webtv.writers.cast import with_looks
from webtv.writers.llm.answer import Answer, ShotAnswer, complaint_of
from webtv.writers.story import continued, episode_of
from webtv.writers.writer import Brief

_SHORTEST, _LONGEST = 0.5, 1.75
"""A shot's length against the channel's, at least and at most."""


def plan_of(answer: Answer, brief: Brief) -> Plan:
    """The answer as a plan: everybody in the cast looks as the channel says, in every shot.

    Raises `ValueError` if too little of it is left to film.
    """
    story = continued(episode_of(brief.story), answer.story) if brief.channel.series else ""
    try:
        return Plan(
            title=_short(answer.title, 90),
            logline=_short(answer.logline, 400),
            continuity=_short(answer.continuity, 1200),
            shots=tuple(_shot(shot, brief) for shot in answer.shots),
            music=_short(answer.music, 400),
            narration=_short(answer.narration, 1500) if brief.narrated else "",
            story=story,
        )
    except ValidationError as error:
        raise ValueError(complaint_of(error)) from None


def _shot(shot: ShotAnswer, brief: Brief) -> Shot:
    motion = round(min(10, max(1, shot.motion)))
    camera = _short(shot.camera, 200)

    def is_read(beginning: str) -> bool:
        return fits(f"{beginning}, {pace_of(motion)}, {camera}", brief.profile)

    prompt = with_looks(_short(clean(shot.prompt), 1200), brief.channel.cast, fits=is_read)
    return Shot(
        prompt=prompt,
        negative=_short(", ".join(filter(None, [shot.negative, *brief.channel.avoid])), 400),
        camera=camera,
        sound=_short(shot.sound, 300),
        motion=motion,
        seconds=_seconds(shot, brief.channel),
    )


def _seconds(shot: ShotAnswer, channel: Channel) -> float:
    usual = channel.programme.shot_s
    wanted = shot.seconds if shot.seconds is not None else usual
    return min(10.0, max(2.0, usual * _SHORTEST, min(wanted, usual * _LONGEST)))


def _short(text: str, limit: int) -> str:
    return " ".join(text.split())[:limit].rstrip(" ,;:")
