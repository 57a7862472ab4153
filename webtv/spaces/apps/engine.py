"""What stands behind the apps: the paper theatre, or models."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import gradio as gr

Tell = Callable[[int, int], None]
"""Is told how many steps are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Sampling:
    """How MusicGen chooses the next token, and which of its models is asked."""

    model: str
    top_k: float
    top_p: float
    temperature: float
    guidance: float


@dataclass(frozen=True, slots=True)
class Shot:
    """What Wan is asked to film; from `image`, where there is one."""

    prompt: str
    negative: str
    image: Path | None
    width: int
    height: int
    seconds: float
    guidance: float
    steps: int
    seed: int


@dataclass(frozen=True, slots=True)
class Still:
    """What FLUX is asked to paint, with pictures of whom it shows."""

    prompt: str
    references: tuple[Path, ...]
    width: int
    height: int
    guidance: float
    steps: int
    seed: int


class Engine(Protocol):
    """Makes files, each in a folder of its own. What cannot be made is a `gr.Error`."""

    made_by: str
    """The name of it on the apps' pages."""

    spoken_by: str
    """The name of its voice there."""

    has_models: bool
    """Whether the apps of models are served too."""

    async def draw(self, *, prompt: str, seed: int, frames: int, steps: int, tell: Tell) -> Path:
        """The clip of a prompt, 576x320 at 8 frames per second."""

    async def enlarge(self, *, prompt: str, source: Path, strength: float, tell: Tell) -> Path:
        """The first 3 s of a clip at 1024x576."""

    async def smooth(self, *, source: Path, doublings: int, fps: int, tell: Tell) -> Path:
        """A clip of 512 lines with frames between its frames, played at `fps`."""

    async def score(
        self,
        *,
        prompt: str,
        seconds: float,
        melody: Path | None,
        sampling: Sampling,
        tell: Tell,
    ) -> tuple[Path, Path]:
        """The waveform video and the WAV file of the music for a prompt."""

    async def speak(self, *, text: str, voice: str, speed: float, tell: Tell) -> Path:
        """The WAV file of a text, spoken."""

    async def film(self, shot: Shot, *, tell: Tell) -> Path:
        """A clip at 24 frames per second. Only models do this."""

    async def paint(self, still: Still, *, tell: Tell) -> Path:
        """A picture. Only models do this."""

    def stop(self) -> None:
        """End all processes that work for it, now and for good."""


def telling(progress: gr.Progress) -> Tell:
    """Shows steps on the page, and to callers who ask how long it will take."""
    return lambda done, of: progress((done, of), unit="steps")
