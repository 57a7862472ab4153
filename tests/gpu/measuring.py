"""Measures every model at its true size, and writes the tables of docs/gpu.md; see `measure`."""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
from rich.console import Console

from tests.gpu import plain, true_sizes
from tests.models import tiny as tiny_weights
from webtv.config.loading import load_settings
from webtv.errors import UnavailableError
from webtv.models import bench
from webtv.models.catalogue import MODELS, Model
from webtv.models.device import Device, find_device
from webtv.models.pool import Pool
from webtv.models.processor import is_out_of_memory
from webtv.models.usual import USUAL, Usual
from webtv.models.weights import find

PAGE = Path(__file__).parents[2] / "docs" / "gpu.md"
_FIRST = ("zeroscope-v2", "musicgen", "zeroscope-xl", "film", "wan-2-2-5b")
ORDER = (*_FIRST, *(each for each in USUAL if each not in _FIRST and not MODELS[each].live))
"""A live model is measured by its name: 40 GB take all of the time."""

BUDGET_S = 440.0
LAST_START_S = 300.0
"""Nothing is begun after so long: Wan's 24 GB take two minutes to be made, written and loaded."""

SMALL = {"steps": 1, "strength": 0.05, "doublings": 1, "seconds": 1, "width": 256, "height": 256}
"""What is asked of tiny weights."""


@dataclass(frozen=True)
class Measured:
    """A row, and the seconds and memory of the plain pipeline for one result."""

    row: bench.Row
    plain_s: float | None
    plain_gb: float | None


def main() -> None:
    """Measure, print, write."""
    options = argparse.ArgumentParser()
    options.add_argument("models", nargs="*", choices=[[], *USUAL])
    options.add_argument("--tiny", action="store_true", help="tiny weights, on any machine")
    options.add_argument("--page", type=Path, default=PAGE)
    asked = options.parse_args()
    device = find_device()
    if not asked.tiny and not device.accelerated:
        sys.exit("there is no GPU here that torch can use: see `webtv doctor`")
    with TemporaryDirectory(prefix="webtv-") as name:
        usual = {name: _small(each) if asked.tiny else each for name, each in USUAL.items()}
        found = measure(asked.models or ORDER, Path(name), device, usual, tiny=asked.tiny)
    rows = [each.row for each in found]
    Console(highlight=False).print(bench.as_table(device, rows))
    sys.stdout.write(bench.as_json(device, rows) + "\n")
    if rows:
        text = asked.page.read_text("utf-8")
        asked.page.write_text(written(text, bench.device_name(device), found), "utf-8")
    sys.exit(0 if rows and not any(row.problem for row in rows) else 1)


def _small(usual: Usual) -> Usual:
    """Less of everything: clips of four frames, one step."""

    def request(seed: int) -> dict[str, Any]:
        small = {name: SMALL.get(name, value) for name, value in usual.request(seed).items()}
        if "video" in small:
            small["video"] = small["video"][:4]
        return small

    return replace(usual, request=request)


def measure(
    ids: Sequence[str], folder: Path, device: Device, usual: Mapping[str, Usual], *, tiny: bool
) -> list[Measured]:
    """One model after the other, each beside its plain pipeline, while there is time."""
    started = time.monotonic()
    found: list[Measured] = []
    own = load_settings().models
    for each in ids:
        if time.monotonic() - started > LAST_START_S:
            _say(f"{each}: no time left; measure it by its name")
            continue
        place = folder / MODELS[each].repo
        parts = (tiny_weights.PARTS if tiny else true_sizes.PARTS).get(each)
        if parts is not None:
            true_sizes.make(each, parts, folder, device=device.name)
        else:
            try:
                place = find(MODELS[each], own)
            except UnavailableError as error:
                _say(f"{each}: not measured, {error}")
                continue
        repeat = 1 if tiny or time.monotonic() - started > BUDGET_S / 2 else 2
        try:
            found += _beside_plain(each, place, device, usual[each], repeat)
        except Exception:  # what others gave is not lost by it
            _say(f"{each}: not measured, {traceback.format_exc()}")
        device.tidy()
        shutil.rmtree(folder / MODELS[each].repo, ignore_errors=True)
        _say(f"{each}: after {time.monotonic() - started:.0f} s")
    return found


def _beside_plain(
    model_id: str, place: Path, device: Device, usual: Usual, repeat: int
) -> list[Measured]:
    pool = Pool(device, partial(_given, place))
    asked = {model_id: usual}
    rows = list(bench.bench(pool, device, [model_id], repeat=repeat, usual=asked))
    del pool
    device.tidy()
    alone = _plain(usual.request, model_id, place, device)
    return [Measured(row, *(alone if row is rows[0] else (None, None))) for row in rows]


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def _given(place: Path, _model: Model) -> Path:
    return place


def _plain(
    request: Callable[[int], dict[str, Any]], model_id: str, place: Path, device: Device
) -> tuple[float | None, float | None]:
    """Seconds and memory of one result of the plain pipeline, its second."""
    device.peak_gb()
    try:
        with torch.inference_mode():
            make = plain.load(model_id, place, device.name)
            if make is None:
                return None, None
            for seed in range(2):
                started = time.perf_counter()
                make(request(seed))
                if device.name == "cuda":
                    torch.cuda.synchronize()
                took = time.perf_counter() - started
    except Exception as error:
        if not is_out_of_memory(error):
            raise
        return float("inf"), device.peak_gb()
    return took, device.peak_gb()


def written(page: str, card: str, found: list[Measured]) -> str:
    """The page with this card's rows in its tables, in place of those it had of it."""
    rows = [f"| {card} | {_cells(each)} |" for each in found if not each.row.problem]
    page = _filled(page, "measured", card, rows)
    television = bench.television([each.row for each in found])
    hours = [f"| {card} | {t.profile} | {t.gpu_s:.2f} | {t.minutes:.1f} |" for t in television]
    return _filled(page, "television", card, hours)


def _cells(each: Measured) -> str:
    row = each.row
    if each.plain_s is None:
        ratio = "-"
    elif each.plain_s == float("inf"):
        ratio = "no room"
    else:
        memory = "" if each.plain_gb is None else f", {each.plain_gb:.1f} GB"
        ratio = f"{each.plain_s:.2f} s{memory} ({each.plain_s / row.seconds:.2f} times ours)"
    memory = "-" if row.peak_gb is None else f"{row.peak_gb:.1f} GB"
    title = MODELS[row.model].title
    return f"{title} | {row.batch} | {row.seconds:.2f} | {row.per_hour:.0f} | {memory} | {ratio}"


def _filled(page: str, name: str, card: str, rows: list[str]) -> str:
    """The page with rows between two marks; those of other cards stay."""
    if not rows:
        return page
    found = re.search(rf"(<!-- {name} -->\n)(.*?)(<!-- end -->)", page, re.DOTALL)
    assert found, f"the page has no place for {name}"
    head, rule, *others = found[2].splitlines()
    kept = [each for each in others if not each.startswith((f"| {card} |", "| not measured"))]
    table = "\n".join([head, rule, *kept, *rows, ""])
    return page[: found.start(2)] + table + page[found.end(2) :]


if __name__ == "__main__":
    main()
