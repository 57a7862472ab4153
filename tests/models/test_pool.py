"""What is done where a model has no room on a GPU: shown with one that only says so."""

from __future__ import annotations

import json
import subprocess

from tests.models.environment import ROOT, python
from tests.slack import slack

CODE = """
import json, sys, weakref
from pathlib import Path
from types import SimpleNamespace
from webtv.errors import RefusedError
from webtv.models.catalogue import MODELS
from webtv.models.device import Device
from webtv.models.pool import Pool

class Card(Device):
    accelerated = True
    def total_gb(self): return 80.0
    def free_gb(self): return 80.0
    def tidy(self): pass

class Runner:
    def __init__(self, way): self.way = way
    def run(self, requests, tell):
        if requests[0]["frames"] > dict(none=24, parts=36, layers=48)[self.way]:
            raise MemoryError
        return [self.way]

made, loads = [], []
def load(folder, model, device, way):
    # What went before must be gone by now: both together are what there is no room for.
    loads.append([way, sum(each() is not None for each in made)])
    runner = Runner(way)
    made.append(weakref.ref(runner))
    return runner

for name in ("zeroscope", "film", "musicgen"):
    sys.modules[f"webtv.models.runners.{name}"] = SimpleNamespace(load=load)
pool = Pool(Card(), lambda model: Path())
def ask(frames):
    try:
        return pool.run("zeroscope-v2", [{"frames": frames}], None)[0]
    except RefusedError:
        return "refused"
turns = [[ask(24), ask(36), ask(99), ask(24)], list(loads)]

# The table says: 7 GB have room for the small ones, or for Zeroscope alone.
pool = Pool(Device(limit_gb=7), lambda model: Path())
loaded = []
for model in ("film", "musicgen", "film", "zeroscope-v2"):
    pool.run(model, [{"frames": 24}], None)
    loaded.append(pool.loaded)
print(json.dumps([*turns, loaded]))
print(Device().works(), Device("meta").works())
"""


def test_models_make_room_and_one_that_was_too_much_leaves_no_trace() -> None:
    command = [str(python()), "-W", "ignore", "-c", CODE]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120 * slack(), check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told, works = done.stdout.splitlines()
    answers, loads, loaded = json.loads(told)
    assert answers == ["none", "parts", "refused", "none"]
    assert loads == [["none", 0], ["parts", 0], ["layers", 0], ["none", 0]]
    assert loaded[2:] == [["musicgen", "film"], ["zeroscope-v2"]]
    assert works == "True False"
