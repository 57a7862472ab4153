"""What a channel asks of each model, as its contract's defaults and the station's have it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_PROMPT = (
    "A red fox with a white tail walks slowly through deep snow at the edge of a forest, soft "
    "morning light, wide shot, the camera follows from the side"
)


_PHONEMES = (
    "ɡˌʊd ˈivnɪŋ, ænd wˈɛlkəm tə ðə lˈɑmə ˈWəɹ. tənˈIt ˌWəɹ hˈiɹOz klˈIm ðə hˈIəst mˈWntᵊn ʌv ðə "
    "vˈæli."
)


@dataclass(frozen=True, slots=True)
class Usual:
    """`request` gives one of a seed; of what comes, `made_s` seconds are aired."""

    made_s: float
    request: Callable[[int], dict[str, Any]]


def _film(width: int, height: int) -> NDArray[np.uint8]:
    """3 s at 8 frames a second of a pattern that moves."""
    y, x = np.mgrid[:height, :width]
    frames = [np.stack([x + 4 * n, y, x + y], axis=-1) for n in range(24)]
    return np.stack(frames).astype(np.uint8)


USUAL: Mapping[str, Usual] = {
    "zeroscope-v2": Usual(
        3, lambda seed: {"prompt": _PROMPT, "seed": seed, "frames": 24, "steps": 25}
    ),
    "zeroscope-xl": Usual(
        3,
        lambda seed: {
            "prompt": _PROMPT,
            "seed": seed,
            "strength": 0.7,
            "video": _film(1024, 576),
        },
    ),
    "film": Usual(3, lambda seed: {"doublings": 2, "video": _film(910, 512)}),
    "musicgen": Usual(
        30,
        lambda seed: {
            "prompt": "calm piano, slow, warm",
            "seed": seed,
            "seconds": 30,
            "top_k": 250,
            "top_p": 0,
            "temperature": 1,
            "guidance": 3,
        },
    ),
    "wan-2-2-5b": Usual(
        4,
        lambda seed: {
            "prompt": _PROMPT,
            "negative": "",
            "seed": seed,
            "seconds": 4,
            "width": 1024,
            "height": 576,
            "steps": 4,
            "guidance": 0,
        },
    ),
    "flux-2-klein": Usual(
        4,
        lambda seed: {
            "prompt": _PROMPT,
            "seed": seed,
            "width": 1024,
            "height": 576,
            "steps": 4,
            "guidance": 1,
        },
    ),
    "kokoro": Usual(
        6,
        lambda seed: {"voice": "af_heart", "speed": 1, "phonemes": np.array([_PHONEMES])},
    ),
    "helios": Usual(
        33 / 24,
        lambda seed: {
            "prompt": _PROMPT,
            "seed": seed,
            "film": "usual",
            "width": 640,
            "height": 384,
        },
    ),
}
"""By the id of the model. One that is not here is not measured."""
