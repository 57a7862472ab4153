"""The models' true architectures, with random weights in half precision.

Sizes are those of the repositories' `config.json`; a test holds them against the catalogue's.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from diffusers import (
    AutoencoderKLFlux2,
    AutoencoderKLWan,
    Flux2Transformer2DModel,
    HeliosTransformer3DModel,
    UNet3DConditionModel,
    WanTransformer3DModel,
)
from transformers import (
    CLIPTextConfig,
    CLIPTextModel,
    Qwen3Config,
    Qwen3ForCausalLM,
    UMT5Config,
    UMT5EncoderModel,
)

from tests.models.repositories import Parts, image_vae, music, save, wan_vae


def _text_encoder() -> Any:
    """OpenCLIP's ViT-H, but for its last layer."""
    return CLIPTextModel(
        CLIPTextConfig(
            hidden_size=1024,
            intermediate_size=4096,
            num_hidden_layers=23,
            num_attention_heads=16,
            hidden_act="gelu",
            projection_dim=512,
            vocab_size=49408,
        )
    )


def _image_vae() -> Any:
    return image_vae(block_out_channels=(128, 256, 512, 512), layers_per_block=2, sample_size=512)


def _music() -> Any:
    return music(
        words={
            "vocab_size": 32128,
            "d_model": 768,
            "d_kv": 64,
            "d_ff": 3072,
            "num_layers": 12,
            "num_heads": 12,
        },
        codec={
            "num_filters": 64,
            "hidden_size": 128,
            "codebook_dim": 128,
            "codebook_size": 2048,
            "target_bandwidths": [2.2],
        },
        decoder={
            "hidden_size": 1536,
            "num_hidden_layers": 48,
            "num_attention_heads": 24,
            "ffn_dim": 6144,
        },
    )


def _wan_vae() -> Any:
    return wan_vae(
        base_dim=160, decoder_base_dim=256, z_dim=48, dim_mult=[1, 2, 4, 4], num_res_blocks=2
    )


def _wan_transformer() -> Any:
    return WanTransformer3DModel(
        num_attention_heads=24,
        attention_head_dim=128,
        in_channels=48,
        out_channels=48,
        text_dim=4096,
        freq_dim=256,
        ffn_dim=14336,
        num_layers=30,
    )


def _many_words() -> Any:
    """UMT5-XXL."""
    config = UMT5Config(
        vocab_size=256384, d_model=4096, d_kv=64, d_ff=10240, num_layers=24, num_heads=64
    )
    return UMT5EncoderModel(config)


def _stills_transformer() -> Any:
    return Flux2Transformer2DModel(
        in_channels=128,
        num_layers=5,
        num_single_layers=20,
        num_attention_heads=24,
        attention_head_dim=128,
        joint_attention_dim=7680,
        guidance_embeds=False,
    )


def _language_model() -> Any:
    """Qwen3 4B."""
    config = Qwen3Config(
        vocab_size=151936,
        hidden_size=2560,
        intermediate_size=9728,
        num_hidden_layers=36,
        num_attention_heads=32,
        num_key_value_heads=8,
        head_dim=128,
        tie_word_embeddings=True,
    )
    return Qwen3ForCausalLM(config)


_ZEROSCOPE = {"unet": UNet3DConditionModel, "vae": _image_vae, "text_encoder": _text_encoder}

PARTS: Mapping[str, Parts] = {
    "zeroscope-v2": _ZEROSCOPE,
    "zeroscope-xl": _ZEROSCOPE,
    "musicgen": {"music": _music},
    "wan-2-2-5b": {
        "transformer": _wan_transformer,
        "vae": _wan_vae,
        "text_encoder": _many_words,
    },
    "flux-2-klein": {
        "transformer": _stills_transformer,
        "vae": AutoencoderKLFlux2,
        "text_encoder": _language_model,
    },
    "helios": {
        "transformer": HeliosTransformer3DModel,
        "vae": AutoencoderKLWan,
        "text_encoder": _many_words,
    },
}
"""What each model is made of."""


def make(model_id: str, parts_of: Parts, folder: Path, *, device: str) -> None:
    """Write the weights of a model below `folder`, as `WEBTV_MODELS` has them."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float16)
    try:
        with torch.device(device), torch.no_grad():
            parts = {}
            for name, build in parts_of.items():
                parts[name] = build().to("cpu")  # so that only one is on the card
    finally:
        torch.set_default_dtype(before)
    save(model_id, parts, folder)
