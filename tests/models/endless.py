"""Films a few chunks with small weights of Helios, and tells what is seen in them.

Runs in the environment of the models, in the process of `making.py`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch

from webtv.models.catalogue import MODELS
from webtv.models.device import find_device
from webtv.models.runners import helios
from webtv.models.runners.pipelines import pictures


def filmed(weights: Path) -> dict[str, Any]:
    """Chunks of two films, and one long call of the pipeline, compared."""
    torch.set_num_threads(1)  # more would wait for each other, spinning
    model = MODELS["helios"]
    runner = helios.load(weights / model.repo, model, find_device(), "none")
    told: list[tuple[int, int]] = []

    def ask(prompt: str, film: str = "a", seed: int = 5) -> Any:
        asked = {"film": film, "prompt": prompt, "seed": seed, "width": 64, "height": 64}
        with torch.inference_mode():
            return runner.run([asked], lambda step, steps: told.append((step, steps)))[0]

    chunks = [ask("a fox") for _ in range(3)]
    changed = ask("a red lantern at night")
    source = torch.Generator("cpu").manual_seed(5)
    with torch.inference_mode():
        whole = runner._pipeline(
            prompt="a fox",
            width=64,
            height=64,
            num_frames=99,
            guidance_scale=1.0,
            generator=source,
            pyramid_num_inference_steps_list=[2, 2, 2],
            is_amplify_first_chunk=True,
        ).frames[0]
    whole = pictures(whole)
    made = np.concatenate(chunks)[: len(whole)]
    anew = ask("a fox", film="b")
    for _ in range(2):
        ask("a fox", film="b")
    same = ask("a fox", film="b")
    noise = runner._pipeline.sample_block_noise(
        1, 4000, 1, 2, 2, device="cpu", generator=torch.Generator("cpu").manual_seed(0)
    )
    return {
        "shapes": [list(each.shape) for each in chunks],
        "apart": int(np.abs(made.astype(int) - whole).max()),
        "varies": float(made.std()),
        "anew": bool(np.array_equal(anew, chunks[0])),
        "words": float(np.abs(changed.astype(int) - same).max()),
        "told": [list(each) for each in told[:12] + told[-1:]],
        "covariance": np.cov(noise.reshape(4000, 4).numpy().T).round(1).tolist(),
    }
