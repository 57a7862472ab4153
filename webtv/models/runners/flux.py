"""FLUX.2 klein: a still from words, and from pictures of whom it shows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from diffusers import Flux2KleinPipeline
from PIL import Image

from webtv.models.catalogue import Model, Offload
from webtv.models.device import Device
from webtv.models.runners.base import Array, Request, Tell
from webtv.models.runners.pipelines import after_steps, generators, pictures, settle


def load(folder: Path, model: Model, device: Device, offload: Offload) -> Stills:
    """The pipeline."""
    pipeline = Flux2KleinPipeline.from_pretrained(
        folder, dtype=device.dtype(model.half), local_files_only=True
    )
    return Stills(settle(pipeline, device, offload))


class Stills:
    """Takes `prompt`, `seed`, `width`, `height`, `steps`, `guidance`, and up to four pictures
    `reference_0` and so on, (height, width, 3) of uint8.
    """

    def __init__(self, pipeline: Any) -> None:
        self._pipeline = pipeline

    def run(self, requests: Sequence[Request], tell: Tell) -> list[Array]:
        """Pictures of one size, made together where they have no references."""
        if any("reference_0" in request for request in requests):
            return [self._made([request], tell)[0] for request in requests]
        return self._made(requests, tell)

    def _made(self, requests: Sequence[Request], tell: Tell) -> list[Array]:
        first = requests[0]
        steps = int(first["steps"])
        names = sorted(name for name in first if name.startswith("reference_"))
        made = self._pipeline(
            image=[Image.fromarray(first[name]) for name in names] or None,
            prompt=[request["prompt"] for request in requests],
            width=int(first["width"]),
            height=int(first["height"]),
            num_inference_steps=steps,
            guidance_scale=float(first["guidance"]),
            generator=generators(requests),
            callback_on_step_end=after_steps(tell, steps),
            output_type="np",
        )
        return [pictures(picture)[None] for picture in made.images]
