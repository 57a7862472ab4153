"""What tests need of the true classes, made by one process, since to load those takes 8 s.

    python -m tests.models.making FOLDER

makes the weights of `tiny.py` there, and writes `reckoned.json`: sizes of the true parts in
gigabytes, by model, without their numbers, what `bench` makes of rows, and what Helios films with
its weights (`endless.py`). Runs in the environment of the models.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import torch

from tests.gpu.true_sizes import PARTS
from tests.models import endless, tiny
from webtv.models import bench

RECKONED = "reckoned.json"

ROWS = [
    bench.Row("zeroscope-v2", 1, 30),
    bench.Row("zeroscope-xl", 1, 60),
    bench.Row("film", 1, 6),
    bench.Row("zeroscope-v2", 4, 15),
    bench.Row("musicgen", 1, 15),
]


def _sizes() -> dict[str, list[float]]:
    with torch.device("meta"):
        made = {model: [build() for build in parts.values()] for model, parts in PARTS.items()}
    return {
        model: [sum(p.numel() for p in part.parameters()) * 2e-9 for part in parts]
        for model, parts in made.items()
    }


def main(folder: Path) -> None:
    """Make all of it."""
    tiny.make(folder)
    reckoned: dict[str, Any] = {
        "sizes": _sizes(),
        "television": [(t.profile, t.gpu_s, t.minutes) for t in bench.television(ROWS)],
        "of one model": bench.television(ROWS[1:2]),
        "helios": endless.filmed(folder),
    }
    (folder / RECKONED).write_text(json.dumps(reckoned), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
