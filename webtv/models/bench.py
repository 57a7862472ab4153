"""`webtv spaces bench`: how long each model takes for what channels ask, and with what memory."""

from __future__ import annotations

import json
import platform
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

import torch
from rich.table import Table

from webtv.config.pipeline import PROFILES, PipelineConfig
from webtv.errors import BackendError
from webtv.models.catalogue import MODELS
from webtv.models.device import Device
from webtv.models.pool import Pool
from webtv.models.runners.base import Request
from webtv.models.usual import USUAL, Usual


@dataclass(frozen=True, slots=True)
class Row:
    """A model that makes `batch` results at once. `seconds` are those of one of them, `load_s`
    those of loading and of the first, `peak_gb` the most memory meanwhile; `problem` says why it
    did not.
    """

    model: str
    batch: int
    seconds: float = 0.0
    load_s: float = 0.0
    peak_gb: float | None = None
    problem: str = ""

    @property
    def per_hour(self) -> float:
        """Results in an hour, if it does nothing else."""
        return 3600 / self.seconds if self.seconds else 0.0


@dataclass(frozen=True, slots=True)
class Television:
    """What an hour of the GPU airs by a profile: `gpu_s` for each second, music included."""

    profile: str
    gpu_s: float

    @property
    def minutes(self) -> float:
        """Minutes of television that come of an hour."""
        return 60 / self.gpu_s


def bench(
    pool: Pool,
    device: Device,
    ids: Iterable[str],
    *,
    batches: Sequence[int] = (),
    repeat: int = 3,
    usual: Mapping[str, Usual] = USUAL,
) -> Iterator[Row]:
    """Measure models one after the other, by default alone and in the batch of the catalogue."""
    for each in ids:
        for batch in batches or sorted({1, MODELS[each].batch}):
            requests = [usual[each].request(seed) for seed in range(batch)]
            yield _row(pool, device, each, requests, repeat)


def _row(pool: Pool, device: Device, model: str, requests: Sequence[Request], repeat: int) -> Row:
    batch = len(requests)
    _peak_gb(device)
    took = []
    try:
        for _ in range(repeat + 1):
            started = time.perf_counter()
            pool.run(model, requests, lambda _step, _steps: None)
            took.append(time.perf_counter() - started)
    except BackendError as error:
        return Row(model, batch, problem=str(error))
    first, *others = took
    return Row(model, batch, median(others) / batch, first, _peak_gb(device))


def _peak_gb(device: Device) -> float | None:
    """The most since it was asked last: of the GPU, else of this process, if Linux tells."""
    peak = device.peak_gb()
    with suppress(OSError):
        if peak is None:
            found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
            peak = int(found[1]) / 1e6 if found else None
            Path("/proc/self/clear_refs").write_text("5")
    return peak


def television(rows: Sequence[Row]) -> list[Television]:
    """Reckon it for each profile whose models were all measured, each in its best batch."""
    best: dict[str, float] = {}
    for row in rows:
        if not row.problem:
            seconds = row.seconds / USUAL[row.model].made_s
            best[row.model] = min(seconds, best.get(row.model, seconds))
    found = []
    for profile in PROFILES:
        stages = PipelineConfig.model_validate({"profile": profile}).stages().values()
        used = [stage.space for stage in stages if stage.space in MODELS]
        if profile != "studio" and used and best.keys() >= {*used}:
            found.append(Television(profile, sum(best[each] for each in used)))
    return found


def as_json(device: Device, rows: Sequence[Row]) -> str:
    """Write rows and television as JSON, for programs."""
    told: dict[str, Any] = {
        "device": device_name(device),
        "torch": torch.__version__,
        "rows": [{**asdict(row), "per_hour": row.per_hour} for row in rows],
        "television": [{**asdict(t), "minutes_per_hour": t.minutes} for t in television(rows)],
    }
    return json.dumps(told, indent=2)


def as_table(device: Device, rows: Sequence[Row]) -> Table:
    """Draw rows as a table, for people."""
    table = Table("model", "batch", title=device_name(device), caption=caption(rows))
    for name in ("seconds for one", "in an hour", "first, with loading", "memory"):
        table.add_column(name, justify="right")
    for row in rows:
        title = MODELS[row.model].title
        if row.problem:
            table.add_row(title, str(row.batch), row.problem)
            continue
        memory = "" if row.peak_gb is None else f"{row.peak_gb:.1f} GB"
        numbers = (f"{row.seconds:.2f}", f"{row.per_hour:.0f}", f"{row.load_s:.1f} s", memory)
        table.add_row(title, str(row.batch), *numbers)
    return table


def caption(rows: Sequence[Row]) -> str | None:
    """What comes of an hour, in a sentence for each profile."""
    return (
        "\n".join(
            f"{each.profile}: {each.minutes:.1f} minutes of television from an hour of it"
            for each in television(rows)
        )
        or None
    )


def device_name(device: Device) -> str:
    """The card's name, or the processor's kind."""
    if device.name == "cuda":
        return str(torch.cuda.get_device_name())
    return f"{device.name}, {platform.machine()}"
