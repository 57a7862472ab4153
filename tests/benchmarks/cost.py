"""What one channel costs: processor time and memory, against plain ffmpeg loops."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks.contestants import CLASSIC, COPY, COPY_HLS, OURS, on_air
from tests.benchmarks.usage import Usage, tree_usage

WARM_UP_S = 15.0
OF_CLASSIC = 1 / 12
"""Goal: at most this share of the classic loop's processor time."""
OF_COPY = 2.0
"""Goal: at most so many times that of one plain copy."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one contestant: a figure for each round, and the memory at the end."""

    cpu_percent: tuple[float, ...]
    """Percent of one core, by round."""
    memory: Usage

    @property
    def cpu(self) -> float:
        """The median round."""
        return median(self.cpu_percent)


def measure(home: Path, *, rounds: int, seconds: float) -> dict[str, Cost]:
    """Run all contestants side by side, so that what else the machine does hits all alike."""
    with on_air(home) as running:
        time.sleep(WARM_UP_S)
        percents: dict[str, list[float]] = {name: [] for name in running}
        before = {name: tree_usage(process) for name, process in running.items()}
        at = time.monotonic()
        for _ in range(rounds):
            time.sleep(max(0.0, at + seconds - time.monotonic()))
            after = {name: tree_usage(process) for name, process in running.items()}
            now = time.monotonic()
            for name, usage in after.items():
                percents[name].append((usage.cpu_s - before[name].cpu_s) / (now - at) * 100)
            before, at = after, now
    return {name: Cost(tuple(percents[name]), before[name]) for name in percents}


def table(costs: dict[str, Cost]) -> str:
    """The figures for people."""
    ours = costs[OURS].cpu
    lines = [
        f"{'':34} {'CPU % of a core':>22} {'ours/it':>8} {'RSS MiB':>8} {'PSS MiB':>8} {'procs':>5}"
    ]
    for name, cost in costs.items():
        spread = f"{cost.cpu:.2f} ({min(cost.cpu_percent):.2f}-{max(cost.cpu_percent):.2f})"
        memory = cost.memory
        lines.append(
            f"{name:34} {spread:>22} {ours / cost.cpu:8.3f} {memory.rss / 2**20:8.1f} "
            f"{memory.pss / 2**20:8.1f} {memory.processes:5}"
        )
    return "\n".join(lines)


def missed(costs: dict[str, Cost]) -> list[str]:
    """Goals that were not reached."""
    ours, found = costs[OURS].cpu, []
    if (share := ours / costs[CLASSIC].cpu) > OF_CLASSIC:
        found.append(f"1/{1 / share:.1f} of the classic loop, wanted 1/{1 / OF_CLASSIC:.0f}")
    for name in (COPY, COPY_HLS):
        if (times := ours / costs[name].cpu) > OF_COPY:
            found.append(f"{times:.2f} times the {name}, wanted {OF_COPY:.0f}")
    return found
