"""A language model's answer: its shape, how it is read from text, and whether it makes sense."""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from webtv.config.channel import Channel
from webtv.model.programme import Plan, Shot
from webtv.writers.theme import content_words
from webtv.writers.writer import Brief

_FENCE = re.compile(r"```(?:json)?\s*(.*?)```", re.DOTALL)
_MOST_WORDS = 75
_FEWEST_WORDS = 12
"""Words in a prompt: fewer say too little, more are not read (77 CLIP tokens)."""

_ROOT = 5
"""Letters of a word that are compared, so that "whales" speaks of a "whale"."""


class ShotAnswer(BaseModel):
    """One shot."""

    prompt: str = Field(description="30-50 English words, everything a camera sees.")
    camera: str = Field(description="One camera move, such as: camera pans slowly left")
    motion: int = Field(description="1 (almost still) to 10 (very fast)")


class Answer(BaseModel):
    """One programme."""

    title: str = Field(description="At most 50 characters.")
    logline: str = Field(description="One sentence.")
    continuity: str = Field(description="Who and what looks the same in every shot, and how.")
    shots: list[ShotAnswer]
    music: str = Field(description="Genre, instruments, mood, tempo; no vocals.")


def read_answer(text: str) -> Answer:
    """The answer in `text`, also inside a code fence or among other words; else `ValueError`."""
    fenced = _FENCE.search(text)
    body = fenced.group(1) if fenced else text
    start = body.find("{")
    if start < 0:
        raise ValueError("there is no JSON object in the answer")
    try:
        data: Any = json.JSONDecoder().raw_decode(body[start:])[0]
    except json.JSONDecodeError as error:
        raise ValueError(f"the JSON is broken or cut off: {error.msg}") from None
    try:
        return Answer.model_validate(data)
    except ValidationError as error:
        places = ("/".join(map(str, e["loc"])) + ": " + e["msg"].lower() for e in error.errors())
        raise ValueError("; ".join(list(places)[:5])) from None


def problems_of(answer: Answer, brief: Brief) -> list[str]:
    """What is wrong with an answer of the right shape, as sentences for whoever repairs it."""
    channel = brief.channel
    prompts = [shot.prompt for shot in answer.shots]
    found = []
    if len(prompts) != channel.programme.shots:
        found.append(f"write exactly {channel.programme.shots} shots, not {len(prompts)}")
    lengths = [len(prompt.split()) for prompt in prompts]
    if any(not _FEWEST_WORDS <= length <= _MOST_WORDS for length in lengths):
        found.append(f"every prompt must have 30 to 50 words (they have {lengths})")
    if any(_share_of_latin(prompt) < 0.8 for prompt in prompts):
        found.append("write the prompts in English")
    if len({_squeezed(prompt) for prompt in prompts}) < len(prompts):
        found.append("no two shots may have the same prompt")
    if _squeezed(answer.title) in {_squeezed(recent.title) for recent in brief.recent}:
        found.append(f"the title {answer.title!r} was used already; write another programme")
    if len(answer.title.strip()) < 2 or len(answer.music.strip()) < 3:
        found.append("title and music must not be empty")
    if prompts and _on_theme(prompts, channel) < 0.5:
        found.append("the prompts do not speak of the channel's theme")
    told = " ".join([answer.title, answer.logline, *prompts])
    banned = [w for w in channel.avoid if re.search(rf"\b{re.escape(w)}", told, re.IGNORECASE)]
    if banned:
        found.append(f"do not write about {', '.join(banned)}")
    return found


def plan_of(answer: Answer, channel: Channel) -> Plan:
    """The answer as a plan. Each prompt says its camera move, since a Space reads nothing else."""
    return Plan(
        title=_short(answer.title, 90),
        logline=_short(answer.logline, 400),
        continuity=_short(answer.continuity, 1200),
        shots=tuple(_shot(shot, channel) for shot in answer.shots),
        music=_short(answer.music, 400),
    )


def _shot(shot: ShotAnswer, channel: Channel) -> Shot:
    prompt, camera = _short(shot.prompt, 1000), _short(shot.camera, 180)
    if camera and camera.casefold() not in prompt.casefold():
        prompt = f"{prompt.rstrip('. ')}, {camera}"
    return Shot(
        prompt=prompt,
        camera=camera,
        motion=min(10, max(1, shot.motion)),
        seconds=channel.programme.shot_s,
    )


def _on_theme(prompts: list[str], channel: Channel) -> float:
    """The share of prompts with a word of the theme; 1 for a theme that is not in English."""
    if not channel.language.startswith("en"):
        # Prompts stay English while the theme need not be: its words prove nothing then.
        return 1.0
    roots = {word[:_ROOT] for word in content_words(channel.theme)}
    hits = [bool(roots & {word[:_ROOT] for word in content_words(prompt)}) for prompt in prompts]
    return sum(hits) / len(hits)


def _share_of_latin(text: str) -> float:
    letters = [char for char in text if char.isalpha()]
    return sum(char.isascii() for char in letters) / max(1, len(letters))


def _squeezed(text: str) -> str:
    return " ".join(text.casefold().split())


def _short(text: str, limit: int) -> str:
    return " ".join(text.split())[:limit]
