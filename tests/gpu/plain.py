"""The libraries' own pipelines, as the model cards have them used: what the runners are held to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from diffusers import (
    DPMSolverMultistepScheduler,
    TextToVideoSDPipeline,
    VideoToVideoSDPipeline,
    WanPipeline,
)
from transformers import AutoTokenizer, MusicgenMelodyForConditionalGeneration

Ask = Callable[[Mapping[str, Any]], object]


def load(model_id: str, folder: Path, device: str) -> Ask | None:
    """A function that makes one result of a request; None where no library has the model."""
    build = _BUILD.get(model_id)
    return None if build is None else build(folder, device)


def _dtype(device: str, half: torch.dtype) -> torch.dtype:
    return torch.float32 if device == "cpu" else half


def _solved(kind: Any, folder: Path, device: str) -> Any:
    """A pipeline of Zeroscope with the solver of its card."""
    pipeline = kind.from_pretrained(folder, dtype=_dtype(device, torch.float16))
    pipeline.scheduler = DPMSolverMultistepScheduler.from_config(pipeline.scheduler.config)
    pipeline.to(device).set_progress_bar_config(disable=True)
    return pipeline


def _zeroscope(folder: Path, device: str) -> Ask:
    pipeline = _solved(TextToVideoSDPipeline, folder, device)
    return lambda asked: pipeline(
        asked["prompt"],
        width=576,
        height=320,
        num_frames=asked["frames"],
        num_inference_steps=asked["steps"],
    )


def _xl(folder: Path, device: str) -> Ask:
    pipeline = _solved(VideoToVideoSDPipeline, folder, device)
    return lambda asked: pipeline(
        asked["prompt"],
        video=list(np.asarray(asked["video"], np.float32) / 255),
        strength=asked["strength"],
        num_inference_steps=30,
    )


def _musicgen(folder: Path, device: str) -> Ask:
    music = MusicgenMelodyForConditionalGeneration.from_pretrained(folder).to(device)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    return lambda asked: music.generate(
        **tokenizer([asked["prompt"]], return_tensors="pt").to(device),
        do_sample=True,
        guidance_scale=3,
        max_new_tokens=int(asked["seconds"] * 50) + 4,
    )


def _wan(folder: Path, device: str) -> Ask:
    pipeline = WanPipeline.from_pretrained(folder, dtype=_dtype(device, torch.bfloat16))
    pipeline.vae.to(torch.float32)
    pipeline.to(device).set_progress_bar_config(disable=True)
    return lambda asked: pipeline(
        asked["prompt"],
        width=asked["width"],
        height=asked["height"],
        num_frames=int(asked["seconds"] * 24) // 4 * 4 + 1,
        num_inference_steps=asked["steps"],
        guidance_scale=1.0,
    )


_BUILD: Mapping[str, Callable[[Path, str], Ask]] = {
    "zeroscope-v2": _zeroscope,
    "zeroscope-xl": _xl,
    "musicgen": _musicgen,
    "wan-2-2-5b": _wan,
}
