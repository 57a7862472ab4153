"""What a second of programme costs in the four local Spaces: processor time, and memory.

    python -m tests.benchmarks.spaces               32 shots of three written programmes
    python -m tests.benchmarks.spaces --shots 8     fewer

`webtv spaces` runs as the station runs it, with an empty home; a loop films each shot, brings it
to the size of Zeroscope XL, doubles its frames twice, and has music made for every 16 shots. What
is counted is the whole process with its workers, from the first call to the last answer: the time
that `cpu_times` tells, and the pages of all, shared ones in equal parts. Ends with exit code 1 when
a goal is missed.
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil

from tests.benchmarks.usage import Usage, tree_usage
from tests.generators.spaceserver import ROOT
from tests.ports import free_port
from tests.production.station import environment_in
from tests.writers.offline.made import channel, write
from webtv.config.contracts import load_contracts
from webtv.config.pipeline import BackendConfig
from webtv.generators.backends import Backends
from webtv.generators.call import Request
from webtv.generators.transport import Unrecorded
from webtv.media.probe import probe

THEMES = (
    "Three llamas run a small train across the high Andes. Rosa cooks soup at the station.",
    "A baker in a village kneads dough and sells bread. A cat sleeps in the shop.",
    "An old fisherman mends nets in the rain, gulls steal fish, a lighthouse blinks at night.",
)
STAGES = {"video": "zeroscope-v2", "upscale": "zeroscope-xl", "interpolate": "film"}
SONG_SHOTS = 16
KEY = "a key for nobody but us"
CPU, MEMORY = 0.4, 400 * 2**20
"""Goals: processor seconds for a second of programme, and bytes."""


def prompts() -> list[str]:
    """The shots of programmes as the offline writer writes them."""
    return [shot.prompt for theme in THEMES for shot in write(channel(theme)).shots]


async def film(url: str, folder: Path, shots: list[str]) -> float:
    """Make everything; the seconds of programme."""
    backends = Backends(load_contracts(), local_url=lambda: url, local_key=KEY, local_concurrency=2)
    seconds = 0.0
    try:
        for number, prompt in enumerate(shots):
            video: Path | None = None
            for stage, space in STAGES.items():
                target = folder / f"{stage}.mp4"
                request = Request(prompt, seed=number, video=video, seconds=4)
                await _call(backends, space, request, target)
                video = target
            assert video is not None
            seconds += probe(video).duration_s
            if number % SONG_SHOTS == 0:
                request = Request("slow pan pipes, soft hand drum", seconds=4.0 * SONG_SHOTS)
                await _call(backends, "musicgen", request, folder / "song.wav")
    finally:
        backends.close()
    return seconds


async def _call(backends: Backends, space: str, request: Request, target: Path) -> None:
    (backend,) = backends.serving(BackendConfig(space=space))
    await backend.run({}, request, target, ticket=Unrecorded())


def measure(folder: Path, shots: int) -> tuple[Usage, float]:
    """What all of it used (memory: the most that was seen), and the seconds of programme."""
    told = list(islice(cycle(prompts()), shots))
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = environment_in(folder) | {"WEBTV_SPACES_PORT": str(port), "WEBTV_SPACES_KEY": KEY}
    command = [sys.executable, "-m", "webtv", "spaces"]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as spaces:
        try:
            _await(url, spaces)
            process = psutil.Process(spaces.pid)
            before = tree_usage(process)
            seconds = asyncio.run(film(url, folder, told))
            after = tree_usage(process)
        finally:
            spaces.terminate()
            spaces.wait(30)
    return Usage(after.cpu_s - before.cpu_s, after.rss, after.pss), seconds


def _await(url: str, spaces: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while spaces.poll() is None:
        try:
            with urlopen(url, timeout=5):
                return
        except (URLError, OSError) as error:
            if getattr(error, "code", None) is not None:
                return  # it answers, whatever
            if time.monotonic() > deadline:
                raise TimeoutError("the local Spaces did not start in 60 s") from error
            time.sleep(0.2)
    raise ChildProcessError("the local Spaces ended")


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shots", type=int, default=32)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="webtv-benchmark-") as name:
        usage, seconds = measure(Path(name), chosen.shots)
    cpu = usage.cpu_s / seconds
    print(f"{seconds:.0f} s of programme: {cpu:.3f} CPU-s each, {usage.pss / 2**20:.0f} MiB PSS")
    missed = [goal for goal, bad in (("CPU", cpu > CPU), ("memory", usage.pss > MEMORY)) if bad]
    if missed:
        print(f"MISSED: {', '.join(missed)} (wanted {CPU} and {MEMORY >> 20} MiB)")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
