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
from diffusers import AutoencoderKL, DDIMScheduler, TextToVideoSDPipeline, UNet3DConditionModel
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

from webtv.models.catalogue import MODELS
from webtv.prompts.clip_tokens import _letters


def make(folder: Path) -> None:
    """All of them."""
    torch.manual_seed(0)
    _zeroscope().save_pretrained(folder / MODELS["zeroscope-v2"].repo)


def _zeroscope() -> Any:
    """Attention only where the picture is small: at full size it is what takes the time."""
    unet = UNet3DConditionModel(
        block_out_channels=(4, 4, 8),
        layers_per_block=1,
        down_block_types=("DownBlock3D", "DownBlock3D", "CrossAttnDownBlock3D"),
        up_block_types=("CrossAttnUpBlock3D", "UpBlock3D", "UpBlock3D"),
        cross_attention_dim=32,
        attention_head_dim=4,
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
