"""The models' true architectures, with random weights in half precision.

Sizes are those of the repositories' `config.json`; a test holds them against the catalogue's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import torch
from diffusers import (
    AutoencoderKL,
    AutoencoderKLFlux2,
    AutoencoderKLWan,
    DDIMScheduler,
    Flux2KleinPipeline,
    Flux2Transformer2DModel,
    TextToVideoSDPipeline,
    UNet3DConditionModel,
    UniPCMultistepScheduler,
    WanPipeline,
    WanTransformer3DModel,
)
from transformers import (
    CLIPTextConfig,
    CLIPTextModel,
    EncodecConfig,
    MusicgenMelodyConfig,
    MusicgenMelodyForConditionalGeneration,
    Qwen3Config,
    Qwen3ForCausalLM,
    T5Config,
    UMT5Config,
    UMT5EncoderModel,
)
from transformers.models.musicgen_melody.configuration_musicgen_melody import (
    MusicgenMelodyDecoderConfig,
)

from tests.models import tiny
from webtv.models.catalogue import MODELS


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
    """Stable Diffusion's."""
    return AutoencoderKL(
        block_out_channels=(128, 256, 512, 512),
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        layers_per_block=2,
        sample_size=512,
    )


def _music() -> Any:
    words = T5Config(vocab_size=32128, d_model=768, d_kv=64, d_ff=3072, num_layers=12, num_heads=12)
    codec = EncodecConfig(
        sampling_rate=32000,
        upsampling_ratios=[8, 5, 4, 4],
        num_filters=64,
        hidden_size=128,
        codebook_dim=128,
        codebook_size=2048,
        target_bandwidths=[2.2],
        use_causal_conv=False,
        norm_type="weight_norm",
    )
    decoder = MusicgenMelodyDecoderConfig(
        hidden_size=1536, num_hidden_layers=48, num_attention_heads=24, ffn_dim=6144
    )
    config = MusicgenMelodyConfig(text_encoder=words, audio_encoder=codec, decoder=decoder)
    music = MusicgenMelodyForConditionalGeneration(config)
    for layer in music.audio_encoder.quantizer.layers:
        layer.codebook.embed.normal_()
    music.generation_config.decoder_start_token_id = decoder.pad_token_id
    music.generation_config.pad_token_id = decoder.pad_token_id
    return music


def _wan_vae() -> Any:
    return AutoencoderKLWan(
        base_dim=160,
        decoder_base_dim=256,
        z_dim=48,
        dim_mult=[1, 2, 4, 4],
        num_res_blocks=2,
        temperal_downsample=[False, True, True],
        latents_mean=[0.0] * 48,
        latents_std=[1.0] * 48,
        is_residual=True,
        in_channels=12,
        out_channels=12,
        patch_size=2,
        scale_factor_spatial=16,
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

Parts = Mapping[str, Callable[[], Any]]

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
}
"""What each model is made of."""

_TINY_ZEROSCOPE = {
    "unet": lambda: tiny._zeroscope().unet,
    "vae": lambda: tiny._zeroscope().vae,
    "text_encoder": lambda: tiny._clip()[0],
}

TINY_PARTS: Mapping[str, Parts] = {
    "zeroscope-v2": _TINY_ZEROSCOPE,
    "zeroscope-xl": _TINY_ZEROSCOPE,
    "musicgen": {"music": lambda: tiny._musicgen()[0]},
    "wan-2-2-5b": {
        "transformer": lambda: tiny._wan().transformer,
        "vae": lambda: tiny._wan().vae,
        "text_encoder": lambda: tiny._wan().text_encoder,
    },
    "flux-2-klein": {
        "transformer": lambda: tiny._flux().transformer,
        "vae": lambda: tiny._flux().vae,
        "text_encoder": lambda: tiny._flux().text_encoder,
    },
}
"""The same in small, to see on any machine that all this works."""


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
    target = folder / MODELS[model_id].repo
    if model_id == "musicgen":
        parts["music"].save_pretrained(target)
        tiny._pieces().save_pretrained(target)
    elif model_id == "wan-2-2-5b":
        scheduler = UniPCMultistepScheduler(prediction_type="flow_prediction", use_flow_sigmas=True)
        WanPipeline(
            tokenizer=tiny._pieces(), scheduler=scheduler, expand_timesteps=True, **parts
        ).save_pretrained(target)
    elif model_id == "flux-2-klein":
        small = tiny._flux()
        rest = {"tokenizer": small.tokenizer, "scheduler": small.scheduler, "is_distilled": True}
        Flux2KleinPipeline(**rest, **parts).save_pretrained(target)
    else:
        scheduler = DDIMScheduler(
            beta_start=0.00085,
            beta_end=0.012,
            beta_schedule="scaled_linear",
            clip_sample=False,
            set_alpha_to_one=False,
        )
        TextToVideoSDPipeline(
            tokenizer=tiny._clip()[1], scheduler=scheduler, **parts
        ).save_pretrained(target)
