"""Wan 2.2 TI2V 5B, distilled to a few steps: text, or an image and text, to video at 24 fps.

The schedule is that of FastWan's distillation (FastVideo, `dmd_denoising_steps`): from the noise of
a step to the picture at once, and noise again for the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from diffusers import (
    AutoencoderKLWan,
    FlowMatchEulerDiscreteScheduler,
    WanImageToVideoPipeline,
    WanPipeline,
)

from webtv.models.catalogue import Model, Offload
from webtv.models.device import Device
from webtv.models.runners.base import Array, Request, Tell
from webtv.models.runners.pipelines import after_steps, generators, pictures, settle

_TAUGHT = (1.0, 0.757, 0.522, 0.0)
"""Shares of noise at the steps it was distilled for, and at the end."""

_FPS = 24


def load(folder: Path, model: Model, device: Device, offload: Offload) -> Wan:
    """Both pipelines over one set of weights; the VAE in full precision, as its card says."""
    vae = AutoencoderKLWan.from_pretrained(
        folder, subfolder="vae", dtype=torch.float32, local_files_only=True
    )
    if offload != "none":
        vae.enable_tiling()
    text = WanPipeline.from_pretrained(
        folder,
        vae=vae,
        dtype=device.dtype(model.half),
        local_files_only=True,
        expand_timesteps=True,
    )
    text.scheduler = _Distilled(stochastic_sampling=True)
    parts = ("tokenizer", "text_encoder", "vae", "scheduler", "transformer")
    image = WanImageToVideoPipeline(
        **{name: text.components[name] for name in parts}, expand_timesteps=True
    )
    return Wan(text, image, device, offload)


class Wan:
    """Takes `prompt`, `negative`, `seed`, `seconds`, `width`, `height`, `steps`, `guidance`, and an
    `image` of that size if there is one, (height, width, 3) of uint8.
    """

    def __init__(self, text: Any, image: Any, device: Device, offload: Offload) -> None:
        self._text, self._image = text, image
        self._device, self._offload = device, offload
        self._settled: Any = None

    def run(self, requests: Sequence[Request], tell: Tell) -> list[Array]:
        """Clips of 4k + 1 frames, one after the other: one fills a GPU."""
        return [self._one(request, tell) for request in requests]

    def _one(self, request: Request, tell: Tell) -> Array:
        image = request.get("image")
        pipeline = self._text if image is None else self._image
        if pipeline is not self._settled:  # they share their parts, and who moves these
            self._settled = settle(pipeline, self._device, self._offload)
        first = {} if image is None else {"image": _tensor(image)}
        steps = int(request["steps"])
        torch.manual_seed(request["seed"])  # of the noise between steps
        made = pipeline(
            **first,
            prompt=request["prompt"],
            negative_prompt=request["negative"],
            width=int(request["width"]),
            height=int(request["height"]),
            num_frames=frames_of(request["seconds"]),
            num_inference_steps=steps,
            guidance_scale=float(request["guidance"]),
            generator=generators([request])[0],
            callback_on_step_end=after_steps(tell, steps),
            output_type="np",
        )
        return pictures(made.frames[0])


def _tensor(image: Array) -> Any:
    """(1, 3, height, width), 0 to 1, as diffusers wants it."""
    return torch.from_numpy(image).permute(2, 0, 1)[None].float() / 255


def frames_of(seconds: float) -> int:
    """Frames of a clip of about so many seconds: its VAE packs four into one, after the first."""
    return round(seconds * _FPS / 4) * 4 + 1


class _Distilled(FlowMatchEulerDiscreteScheduler):  # type: ignore[misc]
    """Steps at the noise that was taught; more or fewer are spread over the same course."""

    def set_timesteps(self, num_inference_steps: int, device: Any = None, **_: Any) -> None:
        """The noise of each step."""
        places = np.linspace(0, len(_TAUGHT) - 1, num_inference_steps, endpoint=False)
        noise = np.interp(places, range(len(_TAUGHT)), _TAUGHT)
        super().set_timesteps(sigmas=noise.tolist(), device=device)
