"""Models as the apps see them: what callers sent goes through the workers, the rest to the GPU."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any
from zlib import crc32

import gradio as gr

from webtv.errors import BackendError
from webtv.generators.gradio import BY_MODELS
from webtv.models.process import ModelProcess
from webtv.spaces.apps.engine import Sampling, Shot, Still, Tell
from webtv.spaces.folder import Folder
from webtv.spaces.local_studio import LocalStudio
from webtv.spaces.workers import Workers
from webtv.studio import exchange
from webtv.studio.jobs import LONGEST_UPSCALE_S, NATIVE_FPS

_WAN_FPS = 24
_MOST_MADE = 1600
"""Frames that FILM makes of a clip, at most: its process and the disk hold them all."""

_MUSIC = "facebook/musicgen-melody"


class OwnModels(LocalStudio):
    """Works with models; what has none is left to the paper theatre."""

    made_by = f"{BY_MODELS} on this machine"
    has_models = True

    def __init__(
        self, workers: Workers, folder: Folder, artwork: Path, models: ModelProcess
    ) -> None:
        super().__init__(workers, folder, artwork)
        self._models = models

    async def draw(self, *, prompt: str, seed: int, frames: int, steps: int, tell: Tell) -> Path:
        """The clip of a prompt, by Zeroscope."""
        asked = {"prompt": prompt, "seed": seed, "frames": frames, "steps": steps}
        target = self._folder.new("video.mp4")
        await self._make(
            "zeroscope-v2", target, asked, tell, partial(exchange.pack, fps=NATIVE_FPS)
        )
        return target

    async def enlarge(self, *, prompt: str, source: Path, strength: float, tell: Tell) -> Path:
        """The first 3 s of a clip, by Zeroscope XL."""
        target = self._folder.new("xl_result.mp4")
        unpack = partial(
            exchange.unpack_short, source=source, longest_s=LONGEST_UPSCALE_S, fps=NATIVE_FPS
        )
        asked = {"prompt": prompt, "seed": crc32(prompt.encode()), "strength": strength}
        async with self._unpacked(target, "video", unpack, asked) as whole:
            pack = partial(exchange.pack, fps=NATIVE_FPS)
            await self._make("zeroscope-xl", target, whole, tell, pack)
        return target

    async def smooth(self, *, source: Path, doublings: int, fps: int, tell: Tell) -> Path:
        """A clip with frames between its frames, by FILM."""
        target = self._folder.new("interpolated_result.mp4")
        unpack = partial(exchange.unpack, source=source, most_frames=_MOST_MADE >> doublings)
        async with self._unpacked(target, "video", unpack, {"doublings": doublings}) as whole:
            await self._make("film", target, whole, tell, partial(exchange.pack, fps=fps))
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
        """Music for a prompt, by MusicGen."""
        target = self._folder.new("music.mp4")
        asked = {
            "prompt": prompt,
            "seed": crc32(prompt.encode()),
            "seconds": seconds,
            "top_k": sampling.top_k,
            "top_p": sampling.top_p,
            "temperature": sampling.temperature,
            "guidance": sampling.guidance,
        }
        if sampling.model != _MUSIC:
            raise gr.Error(f"this Space has {_MUSIC}, not {sampling.model}", print_exception=False)
        if melody is None:
            await self._make("musicgen", target, asked, tell, exchange.pack_music)
        else:
            unpack = partial(exchange.unpack_sound, source=melody)
            async with self._unpacked(target, "melody", unpack, asked) as whole:
                await self._make("musicgen", target, whole, tell, exchange.pack_music)
        return target, target.with_suffix(".wav")

    async def film(self, shot: Shot, *, tell: Tell) -> Path:
        """A clip of a prompt, from an image where there is one, by Wan."""
        target = self._folder.new("video.mp4")
        pack = partial(exchange.pack, fps=_WAN_FPS)
        asked = asdict(shot)
        image = asked.pop("image")
        if image is None:
            await self._make("wan-2-2-5b", target, asked, tell, pack)
        else:
            size = (shot.width, shot.height)
            unpack = partial(exchange.unpack_picture, source=image, size=size)
            async with self._unpacked(target, "image", unpack, asked) as whole:
                await self._make("wan-2-2-5b", target, whole, tell, pack)
        return target

    async def paint(self, still: Still, *, tell: Tell) -> Path:
        """A picture of a prompt and of those it shows, by FLUX."""
        target = self._folder.new("image.png")
        asked = asdict(still)
        arrays: dict[str, str] = {}
        async with AsyncExitStack() as stack:
            for number, picture in enumerate(asked.pop("references")):
                name = f"reference_{number}"
                unpack = partial(exchange.unpack_picture, source=picture)
                part = await stack.enter_async_context(self._unpacked(target, name, unpack, {}))
                arrays |= part["arrays"]
            whole = {**asked, "arrays": arrays} if arrays else asked
            await self._make("flux-2-klein", target, whole, tell, exchange.pack_picture)
        return target

    def stop(self) -> None:
        """End the workers, and the process of models."""
        super().stop()
        self._models.stop()

    @asynccontextmanager
    async def _unpacked(
        self, target: Path, name: str, unpack: Callable[..., None], asked: Mapping[str, Any]
    ) -> AsyncIterator[dict[str, Any]]:
        """`asked` with an array, which a worker makes of what a caller sent."""
        array = target.with_name(f"{name}.npy")
        try:
            await self._do("unpack", partial(unpack, array))
            yield {**asked, "arrays": {name: str(array)}}
        finally:
            array.unlink(missing_ok=True)

    async def _make(
        self,
        model: str,
        target: Path,
        asked: Mapping[str, Any],
        tell: Tell,
        pack: Callable[..., None],
    ) -> None:
        """Have a model make an array, and a worker make a file of it."""
        array = target.with_suffix(".npy")
        try:
            await self._models.call(model, {**asked, "target": str(array)}, tell=tell)
            await self._do("pack", partial(pack, target, source=array))
        except BackendError as error:
            self._log.warning("a model made nothing", model=model, error=str(error))
            raise gr.Error(str(error), print_exception=False) from None
        finally:
            array.unlink(missing_ok=True)
