"""The models, as data: what each is called, weighs and may be used for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

_DIFFUSERS = ("model_index.json", *(f"{part}/*" for part in ("scheduler", "tokenizer")))


@dataclass(frozen=True, slots=True)
class Model:
    """One set of weights, and the app and contract it stands behind.

    `runner` is its module in `webtv.models.runners`. Sizes are in gigabytes, from the files of the
    repository: `download_gb` of the files that match `files`, `weights_gb` on the device in half
    precision, `largest_gb` the largest part of them (what must fit where parts take turns), and
    `work_gb` what one request of the usual size takes beside them. `half` is the precision it was
    trained for, `batch` how many requests of one shape are worth making together.
    """

    id: str
    title: str
    repo: str
    runner: str
    licence: str
    commercial: bool
    files: tuple[str, ...]
    download_gb: float
    weights_gb: float
    largest_gb: float
    work_gb: float
    half: Literal["fp16", "bf16"] = "bf16"
    batch: int = 1


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
            files=(*_DIFFUSERS, "text_encoder/*", "unet/*", "vae/*"),
            download_gb=3.7,
            weights_gb=3.7,
            largest_gb=2.9,
            work_gb=4.5,
            half="fp16",
            batch=4,
        ),
    )
}
"""By id. A new app begins with a row here."""
