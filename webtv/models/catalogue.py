"""The models, as data: what each is called, weighs and may be used for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Offload = Literal["none", "parts", "layers"]
"""What is on the device at once: all of a model, the part that works, or the layer that works."""

LEAST_GB = 6.0
"""A smaller card holds none of the models that film: `auto` leaves it alone."""

_PARTS = ("scheduler", "tokenizer", "text_encoder", "vae")
_DIFFUSERS = ("model_index.json", *(f"{part}/*" for part in _PARTS))
"""All of a pipeline but what takes the steps."""


@dataclass(frozen=True, slots=True)
class Model:
    """One set of weights, and the app and contract it stands behind; a `live` one has none.

    `runner` is its module in `webtv.models.runners`, `files` are those of the repository that it
    reads, at `revision`, or else at that which was the newest when they were fetched first. Sizes
    are in gigabytes: `weights_gb` is two bytes for each number (FILM's and Kokoro's: four),
    `largest_gb` the largest part of them (what must fit where parts take turns), and `work_gb`
    about what one request of the usual size takes beside them. `half` is the precision it was
    trained for, `batch` how many requests of one shape are worth making together. A `live` model
    makes frames as they are shown (`webtv/spaces/live/`), on a card that holds all of it. One
    `on_processor` needs no card: it works without torch, in a process beside that of the others.
    """

    id: str
    title: str
    repo: str
    runner: str
    licence: str
    commercial: bool
    files: tuple[str, ...]
    weights_gb: float
    largest_gb: float
    work_gb: float
    half: Literal["fp16", "bf16"] = "bf16"
    revision: str = ""
    batch: int = 1
    live: bool = False
    on_processor: bool = False

    @property
    def whole_gb(self) -> float:
        """What all of it at work takes."""
        return self.weights_gb + self.work_gb

    @property
    def parts_gb(self) -> float:
        """What it takes while its parts take turns."""
        return self.largest_gb + self.work_gb

    def offload(self, room_gb: float) -> Offload:
        """How it works on a device where it may fill `room_gb`."""
        if self.whole_gb <= room_gb:
            return "none"
        return "parts" if self.parts_gb <= room_gb else "layers"


MODELS = {
    model.id: model
    for model in (
        Model(
            id="zeroscope-v2",
            title="Zeroscope v2 576w",
            repo="cerspense/zeroscope_v2_576w",
            runner="zeroscope",
            licence="CC-BY-NC-4.0",
            commercial=False,
            files=(*_DIFFUSERS, "unet/*"),
            weights_gb=3.7,
            largest_gb=2.9,
            work_gb=4.5,
            half="fp16",
            revision="6963642a64dbefa93663d1ecebb4ceda2d9ecb28",
            batch=4,
        ),
        Model(
            id="zeroscope-xl",
            title="Zeroscope v2 XL",
            repo="cerspense/zeroscope_v2_XL",
            runner="zeroscope",
            licence="CC-BY-NC-4.0",
            commercial=False,
            files=(*_DIFFUSERS, "unet/*"),
            weights_gb=3.7,
            largest_gb=2.9,
            work_gb=11,
            half="fp16",
        ),
        Model(
            id="film",
            title="FILM",
            repo="nguu/film-pytorch",
            runner="film",
            licence="Apache-2.0",
            commercial=True,
            files=("film_net_fp32.pt",),
            revision="887b2c42bebcb323baf6c3b6d59304135699b575",
            weights_gb=0.14,
            largest_gb=0.14,
            work_gb=4,
        ),
        Model(
            id="musicgen",
            title="MusicGen melody",
            repo="facebook/musicgen-melody",
            runner="musicgen",
            licence="CC-BY-NC-4.0",
            commercial=False,
            files=("*.json", "*.safetensors", "tokenizer*", "spiece.model"),
            weights_gb=3.1,
            largest_gb=3.1,
            work_gb=2,
            half="fp16",
        ),
        Model(
            id="wan-2-2-5b",
            title="Wan 2.2 TI2V 5B, distilled (FastWan)",
            repo="FastVideo/FastWan2.2-TI2V-5B-FullAttn-Diffusers",
            runner="wan",
            licence="Apache-2.0",
            commercial=True,
            files=(*_DIFFUSERS, "transformer/*"),
            weights_gb=24,
            revision="3e187042a324f6f5fb68fd22110a78725253de8f",
            largest_gb=11.4,
            work_gb=8,
        ),
        Model(
            id="flux-2-klein",
            title="FLUX.2 klein 4B",
            repo="black-forest-labs/FLUX.2-klein-4B",
            runner="flux",
            licence="Apache-2.0",
            commercial=True,
            files=(*_DIFFUSERS, "transformer/*"),
            weights_gb=16,
            largest_gb=8,
            work_gb=3,
            # With the SHA-256 of each file in github.com/Vineet-Vinod/ColorIt,
            # src/pipeline/flux2_klein_mlx.py.
            revision="e7b7dc27f91deacad38e78976d1f2b499d76a294",
            batch=4,
        ),
        Model(
            id="kokoro",
            title="Kokoro 82M v1.0",
            # The weights of hexgrad/Kokoro-82M, as exported for kokoro.js of the same authors.
            repo="onnx-community/Kokoro-82M-v1.0-ONNX",
            runner="kokoro",
            licence="Apache-2.0",
            commercial=True,
            files=("onnx/model.onnx", "tokenizer.json", "voices/a*.bin", "voices/b*.bin"),
            # With the SHA-256 of files in github.com/SukinShetty/mybuildy,
            # scripts/fetch-kokoro-model.mjs.
            revision="1939ad2a8e416c0acfeecc08a694d14ef25f2231",
            weights_gb=0.33,
            largest_gb=0.33,
            work_gb=1,
            on_processor=True,
        ),
        Model(
            id="helios",
            title="Helios 14B, distilled",
            repo="BestWishYsh/Helios-Distilled",
            runner="helios",
            licence="Apache-2.0",
            commercial=True,
            files=(*_DIFFUSERS, "transformer/*"),
            weights_gb=40,
            largest_gb=28.6,
            work_gb=5,
            live=True,
        ),
    )
}
"""By id. A new app begins with a row here."""
