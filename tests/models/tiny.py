"""Makes small random weights of the true classes: `python -m tests.models.tiny FOLDER`.

Runs in the environment of the models.
"""

from __future__ import annotations

import sys
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

from tests.models import voices
from tests.models.repositories import Parts, flux_words, image_vae, music, save, wan_vae

_SEED = 4
"""Not all music of random weights can be aired; that of these can."""


def make(folder: Path) -> None:
    """All of them."""
    for model_id, parts in PARTS.items():
        torch.manual_seed(_SEED)
        save(model_id, {name: build() for name, build in parts.items()}, folder)
    voices.make(folder)


def _unet() -> Any:
    """Attention only where the picture is small: at full size it is what takes the time."""
    return UNet3DConditionModel(
        block_out_channels=(2, 2, 2, 4),
        layers_per_block=1,
        down_block_types=("DownBlock3D",) * 3 + ("CrossAttnDownBlock3D",),
        up_block_types=("CrossAttnUpBlock3D",) + ("UpBlock3D",) * 3,
        cross_attention_dim=32,
        attention_head_dim=1,
        norm_num_groups=2,
    )


def _image_vae() -> Any:
    return image_vae(
        block_out_channels=(2, 2, 2, 2),
        norm_num_groups=2,
        layers_per_block=1,
        mid_block_add_attention=False,
    )


def _text_encoder() -> Any:
    """CLIP's, with its true vocabulary."""
    return CLIPTextModel(
        CLIPTextConfig(
            hidden_size=32, intermediate_size=37, num_hidden_layers=2, num_attention_heads=4
        )
    )


def _wan_vae() -> Any:
    return wan_vae(base_dim=4, decoder_base_dim=4, z_dim=8, dim_mult=[1, 1, 1, 1], num_res_blocks=1)


def _wan_transformer() -> Any:
    return WanTransformer3DModel(
        num_attention_heads=2,
        attention_head_dim=12,
        in_channels=8,
        out_channels=8,
        text_dim=16,
        freq_dim=16,
        ffn_dim=32,
        num_layers=1,
    )


def _helios_vae() -> Any:
    """Wan 2.1's."""
    return AutoencoderKLWan(base_dim=4, dim_mult=[1, 1, 1, 1], num_res_blocks=1)


def _helios_transformer() -> Any:
    return HeliosTransformer3DModel(
        num_attention_heads=2,
        attention_head_dim=12,
        text_dim=16,
        freq_dim=16,
        ffn_dim=32,
        num_layers=1,
        rope_dim=(4, 4, 4),
    )


_FEW_WORDS = {
    "vocab_size": 40,
    "d_model": 16,
    "d_kv": 4,
    "d_ff": 16,
    "num_layers": 1,
    "num_heads": 2,
}
"""Of a text encoder of T5's kind."""


def _wan_words() -> Any:
    return UMT5EncoderModel(UMT5Config(**_FEW_WORDS))


def _language_model() -> Any:
    """FLUX reads its words at the 9th, 18th and 27th layer."""
    return Qwen3ForCausalLM(
        Qwen3Config(
            vocab_size=len(flux_words()),
            hidden_size=8,
            intermediate_size=8,
            num_hidden_layers=28,
            num_attention_heads=1,
            num_key_value_heads=1,
            head_dim=8,
        )
    )


def _stills_vae() -> Any:
    return AutoencoderKLFlux2(
        block_out_channels=(4, 4, 4, 4),
        latent_channels=4,
        norm_num_groups=2,
        layers_per_block=1,
        mid_block_add_attention=False,
    )


def _stills_transformer() -> Any:
    return Flux2Transformer2DModel(
        in_channels=16,
        num_layers=1,
        num_single_layers=1,
        attention_head_dim=16,
        num_attention_heads=1,
        joint_attention_dim=24,
        timestep_guidance_channels=16,
        axes_dims_rope=(4, 4, 4, 4),
        guidance_embeds=False,
    )


class _Film(torch.nn.Module):  # type: ignore[misc]
    """What FILM's own takes and gives, with one convolution between; and its pyramid's demand."""

    def __init__(self) -> None:
        super().__init__()
        self.mix = torch.nn.Conv2d(6, 3, 3, padding=1)

    def forward(self, x0: torch.Tensor, x1: torch.Tensor, batch_dt: torch.Tensor) -> torch.Tensor:
        assert x0.shape[2] % 64 == 0
        assert x0.shape[3] % 64 == 0
        dt = batch_dt.view(-1, 1, 1, 1)
        return (1 - dt) * x0 + dt * x1 + 0.01 * self.mix(torch.cat([x0, x1], dim=1))


def _music() -> Any:
    """A codec and a decoder of few numbers."""
    return music(
        words=_FEW_WORDS,
        codec={
            "num_filters": 2,
            "hidden_size": 8,
            "codebook_dim": 8,
            "codebook_size": 64,
            "target_bandwidths": [1.2],
            "num_lstm_layers": 1,
        },
        decoder={
            "vocab_size": 64,
            "num_hidden_layers": 1,
            "ffn_dim": 32,
            "num_attention_heads": 2,
            "hidden_size": 16,
            "num_codebooks": 4,
            "initializer_factor": 1.0,  # so that words and melodies are heard in what comes of it
            "pad_token_id": 64,
            "bos_token_id": 64,
        },
    )


_ZEROSCOPE: Parts = {"unet": _unet, "vae": _image_vae, "text_encoder": _text_encoder}

PARTS: Mapping[str, Parts] = {
    "zeroscope-v2": _ZEROSCOPE,
    "zeroscope-xl": _ZEROSCOPE,
    "wan-2-2-5b": {
        "vae": _wan_vae,
        "transformer": _wan_transformer,
        "text_encoder": _wan_words,
    },
    "flux-2-klein": {
        "text_encoder": _language_model,
        "vae": _stills_vae,
        "transformer": _stills_transformer,
    },
    "film": {"network": _Film},
    "musicgen": {"music": _music},
    "helios": {
        "vae": _helios_vae,
        "transformer": _helios_transformer,
        "text_encoder": _wan_words,
    },
}
"""What each model is made of."""


if __name__ == "__main__":
    make(Path(sys.argv[1]))
