"""Random weights as the repositories of the models have them: OWNER/NAME, as in `WEBTV_MODELS`.

What does not differ between small parts (`tiny.py`) and those of the true sizes
(`tests/gpu/true_sizes.py`). Runs in the environment of the models.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import torch
from diffusers import (
    AutoencoderKL,
    AutoencoderKLWan,
    DDIMScheduler,
    FlowMatchEulerDiscreteScheduler,
    Flux2KleinPipeline,
    HeliosDMDScheduler,
    HeliosPyramidPipeline,
    TextToVideoSDPipeline,
    UniPCMultistepScheduler,
    WanPipeline,
)
from transformers import (
    CLIPTokenizer,
    EncodecConfig,
    MusicgenMelodyConfig,
    MusicgenMelodyForConditionalGeneration,
    Qwen2Tokenizer,
    T5Config,
    T5Tokenizer,
)
from transformers.models.musicgen_melody.configuration_musicgen_melody import (
    MusicgenMelodyDecoderConfig,
)

from webtv.models.catalogue import MODELS
from webtv.models.runners.film import FILE
from webtv.prompts.clip_tokens import _letters

Parts = Mapping[str, Callable[[], Any]]
"""Builds each part of a model."""


def save(model_id: str, parts: Mapping[str, Any], folder: Path) -> None:
    """Write a model of these parts, with tokenizer and scheduler, to its place below `folder`."""
    target = folder / MODELS[model_id].repo
    if model_id == "film":
        target.mkdir(parents=True)
        torch.jit.script(parts["network"].float()).save(str(target / FILE))
    elif model_id == "musicgen":
        parts["music"].save_pretrained(target)
        _pieces().save_pretrained(target)
    else:
        _PIPELINES[model_id](parts).save_pretrained(target)


def _zeroscope(parts: Mapping[str, Any]) -> Any:
    scheduler = DDIMScheduler(
        beta_start=0.00085,
        beta_end=0.012,
        beta_schedule="scaled_linear",
        clip_sample=False,
        set_alpha_to_one=False,
    )
    return TextToVideoSDPipeline(tokenizer=_clip_tokenizer(), scheduler=scheduler, **parts)


def _wan(parts: Mapping[str, Any]) -> Any:
    scheduler = UniPCMultistepScheduler(prediction_type="flow_prediction", use_flow_sigmas=True)
    return WanPipeline(tokenizer=_pieces(), scheduler=scheduler, expand_timesteps=True, **parts)


def _helios(parts: Mapping[str, Any]) -> Any:
    scheduler = HeliosDMDScheduler()
    return HeliosPyramidPipeline(
        tokenizer=_pieces(), scheduler=scheduler, is_distilled=True, **parts
    )


def _flux(parts: Mapping[str, Any]) -> Any:
    tokenizer = Qwen2Tokenizer(vocab=flux_words(), merges=[], pad_token="<|endoftext|>")
    tokenizer.chat_template = "{% for each in messages %}{{ each.content }}{% endfor %}"
    scheduler = FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True)
    return Flux2KleinPipeline(tokenizer=tokenizer, scheduler=scheduler, is_distilled=True, **parts)


_PIPELINES: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "zeroscope-v2": _zeroscope,
    "zeroscope-xl": _zeroscope,
    "wan-2-2-5b": _wan,
    "flux-2-klein": _flux,
    "helios": _helios,
}


def image_vae(**sizes: Any) -> Any:
    """Stable Diffusion's, with Zeroscope."""
    return AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        **sizes,
    )


def wan_vae(*, z_dim: int, **sizes: Any) -> Any:
    """As Wan 2.2 TI2V's: 16 times smaller latents of four frames each, and a mask of the first."""
    return AutoencoderKLWan(
        z_dim=z_dim,
        temperal_downsample=[False, True, True],
        latents_mean=[0.0] * z_dim,
        latents_std=[1.0] * z_dim,
        is_residual=True,
        in_channels=12,
        out_channels=12,
        patch_size=2,
        scale_factor_spatial=16,
        **sizes,
    )


def music(*, words: Mapping[str, Any], codec: Mapping[str, Any], decoder: Mapping[str, Any]) -> Any:
    """MusicGen, at 32 kHz and 50 frames a second."""
    sound = EncodecConfig(
        sampling_rate=32000,
        upsampling_ratios=[8, 5, 4, 4],
        use_causal_conv=False,
        norm_type="weight_norm",
        **codec,
    )
    made = MusicgenMelodyDecoderConfig(**decoder)
    model = MusicgenMelodyForConditionalGeneration(
        MusicgenMelodyConfig(text_encoder=T5Config(**words), audio_encoder=sound, decoder=made)
    )
    for layer in model.audio_encoder.quantizer.layers:
        layer.codebook.embed.normal_()  # it begins with nothing, to be filled by training
    model.generation_config.decoder_start_token_id = made.pad_token_id
    model.generation_config.pad_token_id = made.pad_token_id
    return model


def flux_words() -> dict[str, int]:
    """The letters that FLUX's tokenizer knows here."""
    letters = list(_letters().values())
    return {word: number for number, word in enumerate([*letters, "<|endoftext|>"])}


def _pieces() -> Any:
    """A tokenizer of T5's kind that knows letters."""
    letters = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -2.0)]
    letters += [(chr(ord("a") + number), -3.0) for number in range(26)]
    return T5Tokenizer(vocab=letters, extra_ids=0)


def _clip_tokenizer() -> Any:
    """CLIP's own, from the merges in the package."""
    packed = files("webtv.prompts").joinpath("clip-merges.txt.gz").read_bytes()
    listed = gzip.decompress(packed).decode().partition("\n\n")[2].splitlines()
    merges = [tuple(line.split(" ")) for line in listed]
    letters = list(_letters().values())
    words = [*letters, *(f"{letter}</w>" for letter in letters), *map("".join, merges)]
    words += ["<|startoftext|>", "<|endoftext|>"]
    numbers = {word: number for number, word in enumerate(words)}
    return CLIPTokenizer(vocab=numbers, merges=merges, model_max_length=77)
