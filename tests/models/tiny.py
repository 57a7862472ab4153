"""Makes small random weights of the true classes: `python -m tests.models.tiny FOLDER`.

Runs in the environment of the models. Each model lies at OWNER/NAME, as `WEBTV_MODELS` has it.
"""

from __future__ import annotations

import gzip
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import torch
from diffusers import (
    AutoencoderKL,
    AutoencoderKLFlux2,
    AutoencoderKLWan,
    DDIMScheduler,
    FlowMatchEulerDiscreteScheduler,
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
    CLIPTokenizer,
    EncodecConfig,
    MusicgenMelodyConfig,
    MusicgenMelodyForConditionalGeneration,
    Qwen2Tokenizer,
    Qwen3Config,
    Qwen3ForCausalLM,
    T5Config,
    T5Tokenizer,
    UMT5Config,
    UMT5EncoderModel,
)
from transformers.models.musicgen_melody.configuration_musicgen_melody import (
    MusicgenMelodyDecoderConfig,
)

from webtv.models.catalogue import MODELS
from webtv.models.runners.film import FILE
from webtv.prompts.clip_tokens import _letters


def make(folder: Path) -> None:
    """All of them."""
    torch.manual_seed(0)
    for each in ("zeroscope-v2", "zeroscope-xl"):
        _zeroscope().save_pretrained(folder / MODELS[each].repo)
    _wan().save_pretrained(folder / MODELS["wan-2-2-5b"].repo)
    _flux().save_pretrained(folder / MODELS["flux-2-klein"].repo)
    _film(folder / MODELS["film"].repo)
    for part in _musicgen():
        part.save_pretrained(folder / MODELS["musicgen"].repo)


def _zeroscope() -> Any:
    """Attention only where the picture is small: at full size it is what takes the time."""
    unet = UNet3DConditionModel(
        block_out_channels=(4, 4, 8),
        layers_per_block=1,
        down_block_types=("DownBlock3D", "DownBlock3D", "CrossAttnDownBlock3D"),
        up_block_types=("CrossAttnUpBlock3D", "UpBlock3D", "UpBlock3D"),
        cross_attention_dim=32,
        attention_head_dim=1,
        norm_num_groups=2,
    )
    vae = AutoencoderKL(
        block_out_channels=(4, 4, 4, 4),
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        norm_num_groups=2,
        layers_per_block=1,
        mid_block_add_attention=False,
    )
    scheduler = DDIMScheduler(
        beta_start=0.00085,
        beta_end=0.012,
        beta_schedule="scaled_linear",
        clip_sample=False,
        set_alpha_to_one=False,
    )
    encoder, tokenizer = _clip()
    return TextToVideoSDPipeline(
        vae=vae, text_encoder=encoder, tokenizer=tokenizer, unet=unet, scheduler=scheduler
    )


def _wan() -> Any:
    """As Wan 2.2 TI2V: 16 times smaller latents of four frames each, and a mask of the first."""
    vae = AutoencoderKLWan(
        base_dim=4,
        decoder_base_dim=4,
        z_dim=8,
        dim_mult=[1, 1, 1, 1],
        num_res_blocks=1,
        temperal_downsample=[False, True, True],
        latents_mean=[0.0] * 8,
        latents_std=[1.0] * 8,
        is_residual=True,
        in_channels=12,
        out_channels=12,
        patch_size=2,
        scale_factor_spatial=16,
    )
    transformer = WanTransformer3DModel(
        num_attention_heads=2,
        attention_head_dim=12,
        in_channels=8,
        out_channels=8,
        text_dim=16,
        freq_dim=16,
        ffn_dim=32,
        num_layers=1,
    )
    encoder = UMT5EncoderModel(
        UMT5Config(vocab_size=40, d_model=16, d_kv=4, d_ff=16, num_layers=1, num_heads=2)
    )
    return WanPipeline(
        tokenizer=_pieces(),
        text_encoder=encoder,
        vae=vae,
        scheduler=UniPCMultistepScheduler(prediction_type="flow_prediction", use_flow_sigmas=True),
        transformer=transformer,
        expand_timesteps=True,
    )


def _flux() -> Any:
    """Its words are read at the 9th, 18th and 27th layer of a language model."""
    letters = list(_letters().values())
    words = {word: number for number, word in enumerate([*letters, "<|endoftext|>"])}
    tokenizer = Qwen2Tokenizer(vocab=words, merges=[], pad_token="<|endoftext|>")
    tokenizer.chat_template = "{% for each in messages %}{{ each.content }}{% endfor %}"
    encoder = Qwen3ForCausalLM(
        Qwen3Config(
            vocab_size=len(words),
            hidden_size=8,
            intermediate_size=8,
            num_hidden_layers=28,
            num_attention_heads=1,
            num_key_value_heads=1,
            head_dim=8,
        )
    )
    vae = AutoencoderKLFlux2(
        block_out_channels=(4, 4, 4, 4),
        latent_channels=4,
        norm_num_groups=2,
        layers_per_block=1,
        mid_block_add_attention=False,
    )
    transformer = Flux2Transformer2DModel(
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
    return Flux2KleinPipeline(
        scheduler=FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True),
        vae=vae,
        text_encoder=encoder,
        tokenizer=tokenizer,
        transformer=transformer,
        is_distilled=True,
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


def _film(folder: Path) -> None:
    folder.mkdir(parents=True)
    torch.jit.script(_Film()).save(str(folder / FILE))


def _musicgen() -> tuple[Any, Any]:
    """32 kHz and 50 frames a second, as the true one; a codec and a decoder of few numbers."""
    words = T5Config(vocab_size=40, d_model=16, d_kv=4, d_ff=16, num_layers=1, num_heads=2)
    codec = EncodecConfig(
        sampling_rate=32000,
        upsampling_ratios=[8, 5, 4, 4],
        num_filters=2,
        hidden_size=8,
        codebook_dim=8,
        codebook_size=64,
        target_bandwidths=[1.2],
        num_lstm_layers=1,
        use_causal_conv=False,
        norm_type="weight_norm",
    )
    decoder = MusicgenMelodyDecoderConfig(
        vocab_size=64,
        num_hidden_layers=1,
        ffn_dim=32,
        num_attention_heads=2,
        hidden_size=16,
        num_codebooks=4,
        initializer_factor=1.0,  # so that words and melodies are heard in what comes of it
        pad_token_id=64,
        bos_token_id=64,
    )
    config = MusicgenMelodyConfig(text_encoder=words, audio_encoder=codec, decoder=decoder)
    model = MusicgenMelodyForConditionalGeneration(config)
    for layer in model.audio_encoder.quantizer.layers:
        layer.codebook.embed.normal_()  # it begins with nothing, to be filled by training
    model.generation_config.decoder_start_token_id = 64
    model.generation_config.pad_token_id = 64
    return model, _pieces()


def _pieces() -> Any:
    """A tokenizer of T5's kind that knows letters."""
    letters = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -2.0)]
    letters += [(chr(ord("a") + number), -3.0) for number in range(26)]
    return T5Tokenizer(vocab=letters, extra_ids=0)


def _clip() -> tuple[Any, Any]:
    """CLIP's text encoder, and its true tokenizer from the merges in the package."""
    packed = files("webtv.prompts").joinpath("clip-merges.txt.gz").read_bytes()
    listed = gzip.decompress(packed).decode().partition("\n\n")[2].splitlines()
    merges = [tuple(line.split(" ")) for line in listed]
    letters = list(_letters().values())
    words = [*letters, *(f"{letter}</w>" for letter in letters), *map("".join, merges)]
    words += ["<|startoftext|>", "<|endoftext|>"]
    numbers = {word: number for number, word in enumerate(words)}
    tokenizer = CLIPTokenizer(vocab=numbers, merges=merges, model_max_length=77)
    config = CLIPTextConfig(
        vocab_size=len(words),
        hidden_size=32,
        intermediate_size=37,
        num_hidden_layers=2,
        num_attention_heads=4,
        bos_token_id=len(words) - 2,
        eos_token_id=len(words) - 1,
    )
    return CLIPTextModel(config), tokenizer


if __name__ == "__main__":
    make(Path(sys.argv[1]))
