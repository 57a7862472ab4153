"""Zeroscope v2: text to video at 576x320, and the XL pass over it at 1024x576.

Settings are those of the model cards (cerspense/zeroscope_v2_576w, cerspense/zeroscope_v2_XL).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from diffusers import (
    DPMSolverMultistepScheduler,
    TextToVideoSDPipeline,
    VideoToVideoSDPipeline,
)

from webtv.models.catalogue import Model, Offload
from webtv.models.device import Device
from webtv.models.runners.base import Array, Request, Tell
from webtv.models.runners.pipelines import generators, pictures, settle

_NEGATIVE = "text, watermark, copyright, blurry, nsfw"


_XL_STEPS = 30
"""Steps at strength 1; fewer are done of the end of them."""


def load(folder: Path, model: Model, device: Device, offload: Offload) -> TextToVideo | Upscale:
    """The pipeline, with the solver that the card names and a VAE that works frame by frame."""
    large = model.id == "zeroscope-xl"
    kind = VideoToVideoSDPipeline if large else TextToVideoSDPipeline
    pipeline = kind.from_pretrained(folder, dtype=device.dtype(model.half), local_files_only=True)
    pipeline.scheduler = DPMSolverMultistepScheduler.from_config(pipeline.scheduler.config)
    pipeline.vae.enable_slicing()
    if offload != "none":  # as the card has it for 15 GB; it is slower
        pipeline.unet.enable_forward_chunking(chunk_size=1, dim=1)
    settle(pipeline, device, offload)
    return Upscale(pipeline) if large else TextToVideo(pipeline)


class TextToVideo:
    """Takes `prompt`, `seed`, `frames` and `steps`."""

    def __init__(self, pipeline: Any) -> None:
        self._pipeline = pipeline

    def run(self, requests: Sequence[Request], tell: Tell) -> list[Array]:
        """Clips of one length, made together."""
        steps = int(requests[0]["steps"])
        made = self._pipeline(
            prompt=[request["prompt"] for request in requests],
            negative_prompt=[_NEGATIVE] * len(requests),
            width=576,
            height=320,
            num_frames=int(requests[0]["frames"]),
            num_inference_steps=steps,
            generator=generators(requests),
            callback=lambda step, *_: tell(step + 1, steps),
            output_type="np",
        )
        return [pictures(clip) for clip in made.frames]


class Upscale:
    """Takes `prompt`, `seed`, `strength`, and `video` as frames of 1024x576."""

    def __init__(self, pipeline: Any) -> None:
        self._pipeline = pipeline

    def run(self, requests: Sequence[Request], tell: Tell) -> list[Array]:
        """Clips as long as what they are made from, one after the other."""
        return [self._one(request, tell) for request in requests]

    def _one(self, request: Request, tell: Tell) -> Array:
        steps = max(1, int(_XL_STEPS * request["strength"]))
        frames = np.asarray(request["video"], np.float32) / 255.0
        made = self._pipeline(
            prompt=request["prompt"],
            negative_prompt=_NEGATIVE,
            video=list(frames),
            strength=request["strength"],
            num_inference_steps=_XL_STEPS,
            generator=generators([request])[0],
            callback=lambda step, *_: tell(step + 1, steps),
            output_type="np",
        )
        return pictures(made.frames[0])
