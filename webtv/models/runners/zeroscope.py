"""Zeroscope v2: text to video at 576x320, and the XL pass over it at 1024x576.

Settings are those of the model cards (cerspense/zeroscope_v2_576w, cerspense/zeroscope_v2_XL).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from diffusers import DPMSolverMultistepScheduler, TextToVideoSDPipeline

from webtv.models.catalogue import Model
from webtv.models.device import Device
from webtv.models.runners.base import (
    Array,
    Offload,
    Request,
    Tell,
    generators,
    pictures,
    settle,
)

_NEGATIVE = "text, watermark, copyright, blurry, nsfw"


def load(folder: Path, model: Model, device: Device, offload: Offload) -> TextToVideo:
    """The pipeline, with the solver that the card names and a VAE that decodes frame by frame."""
    pipeline = TextToVideoSDPipeline.from_pretrained(
        folder, torch_dtype=device.dtype(model.half), local_files_only=True
    )
    pipeline.scheduler = DPMSolverMultistepScheduler.from_config(pipeline.scheduler.config)
    pipeline.vae.enable_slicing()
    return TextToVideo(settle(pipeline, device, offload))


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
