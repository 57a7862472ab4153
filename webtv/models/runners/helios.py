"""Helios, distilled: text to film without an end, 33 frames after the other at 24 fps.

The pipeline of diffusers makes a film in chunks of 33 frames, each from noise and from the latents
before it, and gives it when all of it is there. Here it is called for each chunk, with the latents
before it as its video: the same numbers come of it, and the words may change in between.
Settings: the model card's example for text to video.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from diffusers import AutoencoderKLWan, HeliosPyramidPipeline

from webtv.models.catalogue import Model, Offload
from webtv.models.device import Device
from webtv.models.runners.base import Array, Request, Tell
from webtv.models.runners.pipelines import generators, pictures, settle

CHUNK_FRAMES = 33

_STEPS = [2, 2, 2]
"""At a quarter, at half and at full size."""

_HISTORY = (16, 2, 1)
"""Latent frames before a chunk that it sees: far ones in little detail, the last one in full."""


def load(folder: Path, model: Model, device: Device, offload: Offload) -> Helios:
    """Load the pipeline; the VAE in full precision, as its card says."""
    vae = AutoencoderKLWan.from_pretrained(
        folder, subfolder="vae", dtype=torch.float32, local_files_only=True
    )
    pipeline = _Pipeline.from_pretrained(
        folder, vae=vae, dtype=device.dtype(model.half), local_files_only=True, is_distilled=True
    )
    return Helios(settle(pipeline, device, offload))


@dataclass(slots=True)
class _Film:
    """A film in the making: what its next chunk begins from."""

    name: str
    source: torch.Generator
    history: torch.Tensor | None = None
    opening: torch.Tensor | None = None


class Helios:
    """Takes `film` (its name), `prompt`, `seed`, `width` and `height` (multiples of 64), and makes
    the next chunk of that film. One is in the making at a time; another name begins another.
    """

    def __init__(self, pipeline: Any) -> None:
        self._pipeline = pipeline
        self._film: _Film | None = None
        self._words: tuple[str, Any] | None = None

    def run(self, requests: Sequence[Request], tell: Tell) -> list[Array]:
        """Chunks of 33 frames."""
        return [self._chunk(request, tell) for request in requests]

    def _chunk(self, request: Request, tell: Tell) -> Array:
        film, self._film = self._film, None  # a chunk that fails ends its film
        if film is None or film.name != request["film"]:
            film = _Film(request["film"], generators([request])[0])
        done = 0
        latents: torch.Tensor | None = None

        def keep(_pipe: Any, _step: int, _time: Any, now: dict[str, Any]) -> dict[str, Any]:
            nonlocal done, latents
            done, latents = done + 1, now["latents"]
            tell(done, 2 * sum(_STEPS) if begins else sum(_STEPS))
            return now

        begins = film.history is None
        before = {} if begins else {"image_latents": film.opening, "video_latents": film.history}
        made = self._pipeline(
            prompt_embeds=self._read(request["prompt"]),
            width=int(request["width"]),
            height=int(request["height"]),
            num_frames=CHUNK_FRAMES,
            guidance_scale=1.0,
            pyramid_num_inference_steps_list=_STEPS,
            history_sizes=list(_HISTORY),
            is_amplify_first_chunk=begins,
            add_noise_to_image_latents=False,
            add_noise_to_video_latents=False,
            generator=film.source,
            callback_on_step_end=keep,
            output_type="np",
            **before,
        )
        assert latents is not None
        latents = latents.float()
        if film.history is None:
            shape = (*latents.shape[:2], sum(_HISTORY), *latents.shape[3:])
            film.history, film.opening = latents.new_zeros(shape), latents[:, :, :1]
        film.history = torch.cat([film.history, latents], dim=2)[:, :, -sum(_HISTORY) :]
        self._film = film
        return pictures(made.frames[0])

    def _read(self, prompt: str) -> Any:
        """The words as the network gets them; those of the last chunk are kept."""
        if self._words is None or self._words[0] != prompt:
            read, _ = self._pipeline.encode_prompt(
                prompt, do_classifier_free_guidance=False, max_sequence_length=512
            )
            self._words = prompt, read
        return self._words[1]


class _Pipeline(HeliosPyramidPipeline):  # type: ignore[misc]
    def sample_block_noise(
        self,
        batch_size: int,
        channel: int,
        num_frames: int,
        height: int,
        width: int,
        patch_size: tuple[int, int, int] = (1, 2, 2),
        device: Any = None,
        generator: Any = None,
    ) -> torch.Tensor:
        """Noise whose blocks of n pixels have the covariance (1 + g) I - g J.

        The library's own has it by Cholesky, which fails on processors and some cards: at Helios'
        g of 1/3 the smallest eigenvalue is 0. The symmetric root is known: the mean of a block is
        an eigenvector with 1 + g - n g, all that differs from it has 1 + g.
        """
        g = self.scheduler.config.gamma
        _, tall, wide = patch_size
        blocks = (batch_size, channel, num_frames, height // tall, tall, width // wide, wide)
        noise = torch.randn(blocks, generator=generator, device=generator.device).to(device)
        mean = noise.mean((4, 6), keepdim=True)
        least = math.sqrt(max(0.0, 1 + g - tall * wide * g))
        noise = math.sqrt(1 + g) * (noise - mean) + least * mean
        return noise.reshape(batch_size, channel, num_frames, height, width)
