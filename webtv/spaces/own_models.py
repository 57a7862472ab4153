"""Models as the apps see them: what callers sent goes through the workers, the rest to the GPU."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr

from webtv.errors import BackendError
from webtv.models.process import ModelProcess
from webtv.spaces.apps.engine import Tell
from webtv.spaces.folder import Folder
from webtv.spaces.local_studio import LocalStudio
from webtv.spaces.workers import Workers
from webtv.studio import exchange
from webtv.studio.jobs import NATIVE_FPS


class OwnModels(LocalStudio):
    """Works with models; what has none is left to the paper theatre."""

    made_by = "real models on this machine"

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

    def stop(self) -> None:
        """End the workers, and the process of models."""
        super().stop()
        self._models.stop()

    async def _make(
        self,
        model: str,
        target: Path,
        asked: dict[str, Any],
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
