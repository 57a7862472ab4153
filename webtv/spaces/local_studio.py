"""The studio as the apps see it: ask for a job, get the finished file or a plain error."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr
import structlog

from webtv.spaces.apps.engine import Sampling, Shot, Still, Tell
from webtv.spaces.folder import Folder
from webtv.spaces.workers import Workers
from webtv.studio.later import Later

_JOBS = "webtv.studio.jobs"


class LocalStudio:
    """Runs jobs in the workers and keeps their results in the folder; `artwork` is the index of
    the pictures they draw with.
    """

    def __init__(self, workers: Workers, folder: Folder, artwork: Path) -> None:
        self._workers = workers
        self._folder = folder
        self._artwork = artwork
        self._log = structlog.stdlib.get_logger()

    made_by = "paper theatre, no neural net"
    spoken_by = "hibari, a small neural net"
    has_models = False

    async def draw(self, *, prompt: str, seed: int, frames: int, steps: int, tell: Tell) -> Path:
        """The clip of a prompt."""
        return await self._film("video.mp4", "draw", prompt=prompt, seed=seed, frames=frames)

    async def enlarge(self, *, prompt: str, source: Path, strength: float, tell: Tell) -> Path:
        """The large version of a clip."""
        told = {"prompt": prompt, "source": source, "strength": strength}
        return await self._film("xl_result.mp4", "enlarge", **told)

    async def smooth(self, *, source: Path, doublings: int, fps: int, tell: Tell) -> Path:
        """The interpolated version of a clip."""
        told = {"source": source, "doublings": doublings, "fps": fps}
        return await self._film("interpolated_result.mp4", "smooth", **told)

    async def _film(self, name: str, job: str, **told: Any) -> Path:
        target = self._folder.new(name)
        told |= {"artwork": self._artwork, "kept": self._folder.places}
        await self._do(job, partial(Later(_JOBS, job), target, **told))
        return target

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
        picture = self._folder.new("music.mp4")
        sound = picture.with_suffix(".wav")
        await self._do(
            "score", partial(Later(_JOBS, "score"), picture, sound, prompt=prompt, seconds=seconds)
        )
        return picture, sound

    async def speak(self, *, text: str, voice: str, speed: float, tell: Tell) -> Path:
        """The WAV file of a text, spoken by hibari."""
        target = self._folder.new("speech.wav")
        await self._do(
            "speak",
            partial(
                Later("webtv.studio.voice", "speak"), target, text=text, voice=voice, speed=speed
            ),
        )
        return target

    async def film(self, shot: Shot, *, tell: Tell) -> Path:
        """Raise gr.Error: paper has no such model."""
        raise gr.Error("the paper theatre has no such model", print_exception=False)

    async def paint(self, still: Still, *, tell: Tell) -> Path:
        """Raise gr.Error: paper has no such model."""
        raise gr.Error("the paper theatre has no such model", print_exception=False)

    def stop(self) -> None:
        """End the workers."""
        self._workers.stop()

    async def _do(self, name: str, job: Callable[[], None]) -> None:
        """Run `job`; an unusable input becomes an error that Gradio shows to the caller."""
        try:
            await self._workers.call(job)
        except (ValueError, MemoryError) as error:
            reason = "it needs too much memory" if isinstance(error, MemoryError) else str(error)
            self._log.warning("studio refused", job=name, error=reason)
            raise gr.Error(f"unusable input: {reason}", print_exception=False) from None
        self._log.debug("studio done", job=name)
