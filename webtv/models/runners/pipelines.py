"""What runners that work with pipelines of diffusers have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch

from webtv.models.catalogue import Offload
from webtv.models.device import Device
from webtv.models.runners.base import Array, Request, Tell


def settle(pipeline: Any, device: Device, offload: Offload) -> Any:
    """Bring a pipeline of diffusers to where it is to work, quietly."""
    pipeline.set_progress_bar_config(disable=True)
    if not device.accelerated or offload == "none":
        return pipeline.to(device.name)
    if offload == "parts":
        pipeline.enable_model_cpu_offload(device=device.name)
    else:
        pipeline.enable_sequential_cpu_offload(device=device.name)
    return pipeline


def after_steps(tell: Tell, steps: int) -> Callable[..., dict[str, Any]]:
    """What a pipeline of diffusers calls after each step (`callback_on_step_end`), to tell it."""

    def told(_pipeline: Any, step: int, _time: Any, kept: dict[str, Any]) -> dict[str, Any]:
        tell(step + 1, steps)
        return kept

    return told


def generators(requests: Sequence[Request]) -> list[torch.Generator]:
    """One source of noise a request, on the processor: a seed gives the same noise everywhere, in
    whatever batch.
    """
    return [torch.Generator("cpu").manual_seed(int(request["seed"])) for request in requests]


def pictures(frames: Array) -> Array:
    """Frames of 0 to 1 as bytes."""
    array: Array = (frames * 255.0).round().clip(0, 255).astype("uint8")
    return array
