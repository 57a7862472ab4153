"""Models as the apps see them: workers have what callers sent, the models all else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any
from zlib import crc32

import gradio as gr

from webtv.errors import BackendError, UnavailableError
from webtv.generators.failure import AWAY
from webtv.generators.gradio import BY_MODELS
from webtv.models.catalogue import MODELS
from webtv.models.process import ModelProcess
from webtv.spaces.apps.engine import Sampling, Shot, Still, Tell
from webtv.spaces.folder import Folder
from webtv.spaces.local_studio import LocalStudio
from webtv.spaces.workers import Workers
from webtv.studio import exchange
from webtv.studio.jobs import LONGEST_UPSCALE_S, NATIVE_FPS
from webtv.studio.later import Later
from webtv.studio.voice import VOICE, pack_speech

_WAN_FPS = 24
_MOST_MADE = 1600
"""Frames that FILM makes of a clip, at most: its process and the disk hold them all."""

_MUSIC = MODELS["musicgen"].repo


class OwnModels(LocalStudio):
    """Works with `models`, which have the GPU, and with `voices`, on the processor."""

    made_by = f"{BY_MODELS} on this machine"
    spoken_by = MODELS["kokoro"].title
    has_models = True

    def __init__(
        self,
        workers: Workers,
        folder: Folder,
        artwork: Path,
        *,
        models: ModelProcess,
        voices: ModelProcess,
    ) -> None:
        super().__init__(workers, folder, artwork)
        self.models = models
        self.voices = voices

    async def draw(self, *, prompt: str, seed: int, frames: int, steps: int, tell: Tell) -> Path:
        """The clip of a prompt, by Zeroscope."""
        asked = {"prompt": prompt, "seed": seed, "frames": frames, "steps": steps}
        target = self._folder.new("video.mp4")
        pack = partial(exchange.pack, fps=NATIVE_FPS)
        await self._make("zeroscope-v2", target, asked, tell, pack)
        return target

    async def enlarge(self, *, prompt: str, source: Path, strength: float, tell: Tell) -> Path:
        """The first 3 s of a clip, by Zeroscope XL."""
        target = self._folder.new("xl_result.mp4")
        unpack = partial(
            exchange.unpack_short, source=source, longest_s=LONGEST_UPSCALE_S, fps=NATIVE_FPS
        )
        asked = {"prompt": prompt, "seed": crc32(prompt.encode()), "strength": strength}
        pack = partial(exchange.pack, fps=NATIVE_FPS)
        await self._make("zeroscope-xl", target, asked, tell, pack, video=unpack)
        return target

    async def smooth(self, *, source: Path, doublings: int, fps: int, tell: Tell) -> Path:
        """A clip with frames between its frames, by FILM."""
        target = self._folder.new("interpolated_result.mp4")
        unpack = partial(exchange.unpack, source=source, most_frames=_MOST_MADE >> doublings)
        pack = partial(exchange.pack, fps=fps)
        await self._make("film", target, {"doublings": doublings}, tell, pack, video=unpack)
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
        sent = {} if melody is None else {"melody": partial(exchange.unpack_sound, source=melody)}
        await self._make("musicgen", target, asked, tell, exchange.pack_music, **sent)
        return target, target.with_suffix(".wav")

    async def speak(self, *, text: str, voice: str, speed: float, tell: Tell) -> Path:
        """The WAV file of a text, spoken by Kokoro; without its weights, by hibari in its voice."""
        if voice == VOICE and not self.voices.has("kokoro"):
            return await super().speak(text=text, voice=voice, speed=speed, tell=tell)
        target = self._folder.new("speech.wav")
        phonemes = Later("webtv.studio.phonemes", "write_phonemes")
        sent = {"phonemes": partial(phonemes, text=text, voice=voice)}
        asked = {"voice": voice, "speed": speed}
        await self._make("kokoro", target, asked, tell, pack_speech, **sent)
        return target

    async def film(self, shot: Shot, *, tell: Tell) -> Path:
        """A clip of a prompt, from an image where there is one, by Wan."""
        target = self._folder.new("video.mp4")
        asked = asdict(shot)
        image = asked.pop("image")
        unpack = partial(exchange.unpack_picture, source=image, size=(shot.width, shot.height))
        sent = {} if image is None else {"image": unpack}
        pack = partial(exchange.pack, fps=_WAN_FPS)
        await self._make("wan-2-2-5b", target, asked, tell, pack, **sent)
        return target

    async def paint(self, still: Still, *, tell: Tell) -> Path:
        """A picture of a prompt and of those it shows, by FLUX."""
        target = self._folder.new("image.png")
        asked = asdict(still)
        sent = {
            f"reference_{number}": partial(exchange.unpack_picture, source=picture)
            for number, picture in enumerate(asked.pop("references"))
        }
        await self._make("flux-2-klein", target, asked, tell, exchange.pack_picture, **sent)
        return target

    def stop(self) -> None:
        """End the workers, and the processes of models."""
        super().stop()
        self.models.stop()
        self.voices.stop()

    async def _make(
        self,
        model: str,
        target: Path,
        asked: Mapping[str, Any],
        tell: Tell,
        pack: Callable[..., None],
        **sent: Callable[..., None],
    ) -> None:
        """Have a model make an array, and a worker make a file of it; before, workers unpack what
        callers `sent`, each into the array of its name.
        """
        made = target.with_suffix(".npy")
        arrays = {name: target.with_name(f"{name}.npy") for name in sent}
        given = {name: str(array) for name, array in arrays.items()}
        try:
            for name, unpack in sent.items():
                await self._do("unpack", partial(unpack, arrays[name]))
            whole = {**asked, "arrays": given, "target": str(made)}
            process = self.voices if MODELS[model].on_processor else self.models
            await process.call(model, whole, tell=tell)
            await self._do("pack", partial(pack, target, source=made))
        except BackendError as error:
            self._log.warning("a model made nothing", model=model, error=str(error))
            title = AWAY if isinstance(error, UnavailableError) else "Error"
            raise gr.Error(str(error), title=title, print_exception=False) from None
        finally:
            for array in (made, *arrays.values()):
                array.unlink(missing_ok=True)
