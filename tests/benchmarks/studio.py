"""How well production keeps a studio busy, against one shot at a time; measured by hand.

    python -m tests.benchmarks.studio                 60 calls of the slowest Space each way
    python -m tests.benchmarks.studio --scale 5       slower Spaces, for a machine with other work

Four real Gradio Spaces of fixed delays (12, 20, 8 and 15 s, divided by the scale) serve three
channels of `webtv produce`, and then a loop that does what the first AI WebTV did: one shot after
the other, each stage after the one before. A Space counts as busy from when it takes a call out
of its queue until the result is there, by its own clock. Ends with exit code 1 when a goal is
missed.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.generators.spaceserver import ROOT
from tests.production.moody import Busy, MoodySpaces, use
from tests.production.station import environment_in
from webtv.config.contracts import load_contracts
from webtv.config.pipeline import BackendConfig
from webtv.generators.backends import Backends
from webtv.generators.call import Request
from webtv.generators.transport import Unrecorded

DELAYS_S = {"video": 12.0, "upscale": 20.0, "interpolate": 8.0, "music": 15.0}
SPACES = {"video": "zeroscope-v2", "upscale": "zeroscope-xl", "interpolate": "film"}
BOTTLENECK = "upscale"
SHOTS = 6
GOAL = 0.97
SETTLED_AFTER = 6
"""Calls of the bottleneck before the studio is in a steady state."""

CHANNEL = """\
title: {name}
theme: Paco, a tall white llama, drives a small train across the high Andes
programme: {{shots: {shots}, shot_s: 4, transition: cut}}
narration: off
clock: {{ident_every: 0, trails: false}}
house: {{width: 320, height: 180}}
qc: {{similar: null}}
production: {{first: 50, buffer_s: 86400}}
pipeline:
  video: {{space: zeroscope-v2, source: "{url}/zeroscope-v2"}}
  upscale: {{space: zeroscope-xl, source: "{url}/zeroscope-xl"}}
  interpolate: {{space: film, source: "{url}/film"}}
  music: {{space: musicgen, source: "{url}/musicgen"}}
"""


def uses(spaces: MoodySpaces, *, since: float, until: float) -> tuple[float, float]:
    """The bottleneck's use, and that of its model."""
    calls = spaces.busy()
    return (
        use(calls, BOTTLENECK, since=since, until=until),
        use(calls, f"{BOTTLENECK} model", since=since, until=until),
    )


def floor(folder: Path, spaces: MoodySpaces, calls: int) -> tuple[float, float]:
    """What `webtv produce` makes of the bottleneck, in steady state."""
    channels = folder / "channels"
    channels.mkdir()
    for name in ("llamas", "tides", "nightline"):
        text = CHANNEL.format(name=name, shots=SHOTS, url=spaces.url)
        (channels / f"{name}.yaml").write_text(text)
    environment = {
        **environment_in(folder),
        "WEBTV_LOG_TARGET": "file",
    }
    produce = subprocess.Popen(
        [sys.executable, "-m", "webtv", "produce"], cwd=ROOT, env=environment
    )
    try:
        done = _await(spaces, SETTLED_AFTER + calls, after=0.0)
    finally:
        produce.send_signal(signal.SIGTERM)
        produce.wait(30)
    made = len(list((folder / "home" / "library").rglob("*.mp4")))
    print(f"  programmes finished meanwhile: {made}")
    return uses(spaces, since=done[SETTLED_AFTER - 1].ended, until=done[-1].ended)


async def one_at_a_time(folder: Path, spaces: MoodySpaces, shots: int) -> tuple[float, float]:
    """What a loop that makes one shot after the other makes of the bottleneck."""
    backends = Backends(
        load_contracts(), local_url=lambda: "http://127.0.0.1:9", local_concurrency=1
    )
    began = time.time()
    try:
        for shot in range(shots):
            video: Path | None = None
            for stage, name in SPACES.items():
                config = BackendConfig(space=name, source=f"{spaces.url}/{name}")
                target = folder / f"{shot}-{stage}.mp4"
                request = Request("a llama", seed=shot, video=video, seconds=4)
                (backend,) = backends.serving(config)
                await backend.run({}, request, target, ticket=Unrecorded())
                video = target
            if (shot + 1) % SHOTS == 0:
                config = BackendConfig(space="musicgen", source=f"{spaces.url}/musicgen")
                (backend,) = backends.serving(config)
                request = Request("slow pan pipes", seconds=24)
                await backend.run({}, request, folder / f"{shot}.wav", ticket=Unrecorded())
    finally:
        backends.close()
    return uses(spaces, since=began, until=time.time())


def _await(spaces: MoodySpaces, calls: int, *, after: float) -> list[Busy]:
    """The bottleneck's calls that began after a time, once there are so many."""
    deadline = time.monotonic() + 600
    while True:
        done = [c for c in spaces.busy() if c.stage == BOTTLENECK and c.began > after]
        if len(done) >= calls:
            return done[:calls]
        if time.monotonic() > deadline:
            raise TimeoutError(f"only {len(done)} calls of {BOTTLENECK} in 600 s")
        time.sleep(0.2)


def main() -> int:
    """Measure both ways, print, judge."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scale", type=float, default=20.0, help="delays are divided by this")
    parser.add_argument("--calls", type=int, default=60, help="of the bottleneck")
    chosen = parser.parse_args()
    seconds = {stage: delay / chosen.scale for stage, delay in DELAYS_S.items()}
    with tempfile.TemporaryDirectory(prefix="webtv-benchmark-") as name:
        folder = Path(name)
        with MoodySpaces(folder / "spaces", seconds) as spaces:
            print(f"delays: {', '.join(f'{s} {d:g} s' for s, d in seconds.items())}")
            ours = floor(folder, spaces, chosen.calls)
            (folder / "loop").mkdir()
            theirs = asyncio.run(one_at_a_time(folder / "loop", spaces, 2 * SHOTS))
    for who, (space, model) in (("one shot at a time", theirs), ("webtv produce", ours)):
        print(f"  {who:<19} {BOTTLENECK} in use {space:6.1%} of the time, its model {model:6.1%}")
    if ours[0] < GOAL:
        print(f"MISSED: {BOTTLENECK} in use {ours[0]:.1%}, not {GOAL:.0%}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
