"""How prompts are written for each family of models: order, length, and words that harm.

A contract names its family (`profile:`). The writer is told how that family likes its prompts, and
production fits every prompt again for the backend that really gets it, since another of the chain
may belong to another family.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from webtv.prompts.clip_tokens import MOST_TOKENS

Camera = Literal["first", "last", "none"]


@dataclass(frozen=True, slots=True)
class Profile:
    """One family. A limit of None is none."""

    told: str
    """What a language model is told about prompts for it."""

    words: tuple[int, int] = (25, 60)
    """The length that reads best, in words."""

    camera: Camera = "last"
    """Where the camera move stands; "none" for what does not move or has no picture."""

    most_words: int | None = None

    tokens: int | None = None
    """Most tokens of CLIP's text encoder; what is beyond is not read."""

    letters: int | None = None
    """Most characters that the service accepts."""

    negative: str = ""
    """What must not be seen, said with every shot."""

    takes_negative: bool = True
    """Whether it knows negative prompts; others draw what they are told to leave out."""


PROFILES: dict[str, Profile] = {
    "plain": Profile(
        "The model reads one prompt per shot: kind of shot, who or what does what and where, look "
        "and style, light. Say it in plain words.",
        most_words=120,
    ),
    "zeroscope": Profile(
        "The model is Zeroscope: short silent clips from at most 77 tokens. Order: kind of shot, "
        "who or what does what and where, look and style, composition and light. Keywords and "
        "short clauses between commas, no stories.",
        words=(30, 50),
        tokens=MOST_TOKENS,
        negative="text, watermark, copyright, blurry, nsfw",
    ),
    "ltx": Profile(
        "The model is LTX Video. Write each prompt as one flowing paragraph in the order in which "
        "things happen: begin with the main action, then movements and gestures, looks, "
        "background, light and colours, and any change. Literal and precise, like a "
        "cinematographer's shot list.",
        words=(60, 160),
        most_words=200,
        negative="worst quality, inconsistent motion, blurry, jittery, distorted",
    ),
    "wan": Profile(
        "The model is Wan. Write each prompt as 80 to 120 words: subject with looks, scene, what "
        "moves and how, light, atmosphere, style. One camera move, one action per shot.",
        words=(80, 120),
        most_words=160,
        negative="overexposed, static, blurred details, subtitles, watermark, worst quality, "
        "deformed, extra fingers, messy background",
    ),
    "cogvideox": Profile(
        "The model is CogVideoX. Write each prompt as full sentences: subject and action first, "
        "then looks, surroundings, light and mood.",
        words=(50, 120),
        most_words=150,
        takes_negative=False,
    ),
    "runway": Profile(
        "The model is Runway's. Each prompt is the establishing scene in one sentence, then "
        "details in short sentences: action, looks, light, style. Say only what is there, never "
        "what is not.",
        words=(25, 90),
        camera="first",
        letters=1000,
        takes_negative=False,
    ),
    "still": Profile(
        "Each shot begins as a still picture: subject, pose, surroundings, light, style.",
        words=(25, 80),
        most_words=120,
        camera="none",
        negative="text, watermark, blurry, deformed",
    ),
    "sdxl": Profile(
        "Each shot begins as a still picture from at most 77 tokens: subject, pose, "
        "surroundings, light, style, between commas.",
        words=(25, 50),
        camera="none",
        tokens=MOST_TOKENS,
        negative="text, watermark, blurry, deformed",
    ),
    "musicgen": Profile(
        "Music is described by genre, instruments, mood, tempo in bpm and use; instrumental.",
        words=(8, 40),
        most_words=60,
        camera="none",
        takes_negative=False,
    ),
    "mmaudio": Profile(
        "Sound effects are named in a few words: what makes which sound.",
        words=(2, 20),
        most_words=30,
        camera="none",
        negative="music, speech",
    ),
    "speech": Profile(
        "Narration is read out as it is written: whole sentences, numbers in words, no signs.",
        words=(5, 250),
        camera="none",
        takes_negative=False,
    ),
}
"""Families by name. What is not here is written for as `plain`."""


def profile_of(name: str) -> Profile:
    """The family called `name`, else `plain`."""
    return PROFILES.get(name, PROFILES["plain"])
