"""Makes a plan of what a language model wrote: lengths, cast, style, story."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import ValidationError

from webtv.model.programme import Plan, Shot
from webtv.prompts.fitting import fits, pace_of
from webtv.writers.cast import with_looks
from webtv.writers.llm.outline import Draft, ShotIdea
from webtv.writers.llm.reading import complaint_of
from webtv.writers.llm.shots import ShotPrompt, scene_of
from webtv.writers.story import carried, continued, episode_of
from webtv.writers.writer import Brief

_SHORTEST, _LONGEST = 0.5, 1.75
"""A shot's length against the channel's, at least and at most."""


def plan_of(draft: Draft, shots: Sequence[ShotPrompt], brief: Brief) -> Plan:
    """The programme as a plan: everybody in the cast looks as the channel says, in every shot.

    Raises `ValueError` if too little of it is left to film.
    """
    series, episode = brief.channel.series, episode_of(brief.story)
    spoken = " ".join(_short(idea.line, 400) for idea in draft.shots if idea.line.strip())
    try:
        return Plan(
            title=_short(draft.title, 90),
            logline=_short(draft.logline, 400),
            continuity=_short(brief.channel.style, 1200),
            shots=tuple(
                _shot(idea, shot, seconds, brief)
                for idea, shot, seconds in zip(
                    draft.shots, shots, _lengths(draft.shots, brief), strict=True
                )
            ),
            music=_short(draft.music, 400),
            narration=_short(spoken, 1500) if brief.narrated else "",
            story=continued(episode, draft.story) if series else "",
            threads=carried(brief.threads, draft.closes, draft.threads(episode)) if series else (),
        )
    except ValidationError as error:
        raise ValueError(complaint_of(error)) from None


def _shot(idea: ShotIdea, shot: ShotPrompt, seconds: float, brief: Brief) -> Shot:
    channel = brief.channel
    motion = round(min(10, max(1, shot.motion)))
    camera = _short(shot.camera, 200)
    scene, unwanted = scene_of(shot.prompt, channel.cast)

    def is_read(beginning: str) -> bool:
        beside = (beginning, channel.style, pace_of(motion), camera)
        return fits(", ".join(filter(None, beside)), brief.profile)

    return Shot(
        prompt=with_looks(_short(scene, 1200), channel.cast, fits=is_read),
        style=channel.style,
        line=_short(idea.line, 400),
        speaker=_speaker(idea.speaker),
        one_take=idea.one_take,
        negative=_short(", ".join(filter(None, [shot.negative, unwanted, *channel.avoid])), 400),
        camera=camera,
        sound=_short(shot.sound, 300),
        motion=motion,
        seconds=seconds,
    )


def _speaker(name: str) -> str:
    said = _short(name.lstrip("@"), 60)
    return "" if said.casefold() in ("narrator", "none", "voice-over", "voiceover") else said


def _lengths(ideas: Sequence[ShotIdea], brief: Brief) -> list[float]:
    """Seconds of each shot: as the model wants them, in all as long as the channel wants it."""
    usual, (shortest, longest) = brief.channel.programme.shot_s, brief.lengths_s
    least = max(2.0, shortest, min(usual * _SHORTEST, longest))
    most = max(least, min(10.0, longest, usual * _LONGEST))
    wanted = [min(most, max(least, idea.seconds or usual)) for idea in ideas]
    longer = brief.channel.programme.shots * usual / sum(wanted)
    return [min(most, max(least, seconds * longer)) for seconds in wanted]


def _short(text: str, limit: int) -> str:
    return " ".join(text.split())[:limit].rstrip(" ,;:")
