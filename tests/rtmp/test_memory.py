"""How the server judges its memory: growth over hours, and what it does when there is too much."""

import json
from typing import Any

import pytest

from tests.rtmp.server import javascript

HOUR_MS = 3_600_000


def run(script: str) -> Any:
    """What a script that imports memory.mjs prints, as JSON."""
    return json.loads(javascript('import { Memory, slope } from "./memory.mjs";\n' + script))


@pytest.mark.parametrize(
    ("samples", "slope"),
    [
        ([], 0),
        ([(0, 100), (60_000, 900)], 0),  # a minute says nothing
        ([(i * HOUR_MS / 10, 5e7 + i * 2e6) for i in range(20)], 2e7),
        ([(i * HOUR_MS / 10, 5e7 + (i % 2) * 1e6) for i in range(21)], 0),
        ([(i * HOUR_MS, 9e7 - i * 1e6) for i in range(6)], -1e6),
    ],
)
def test_the_slope_is_bytes_an_hour(samples: list[tuple[float, float]], slope: float) -> None:
    given = json.dumps([{"ms": ms, "bytes": count} for ms, count in samples])
    assert run(f"console.log(JSON.stringify(slope({given})))") == pytest.approx(slope, abs=1)


SCENE = """
const said = [], closed = [];
const viewer = (kb) => ({ waiting: kb << 10, close: () => closed.push(kb) });
const viewers = [5, 900, 1, 700, 800].map(viewer);
let ended = 0;
const memory = new Memory({
  limit: LIMIT,
  viewers: () => viewers.filter(({ waiting }) => !closed.includes(waiting >> 10)),
  log: (level, event) => said.push([level, event]),
  end: () => { ended += 1; },
});
for (let second = 0; second < SECONDS; second += 1) memory.watch(Date.now() + second * 1000);
console.log(JSON.stringify({ said, closed, ended, slope: memory.slope }));
"""


def scene(*, limit: int, seconds: int) -> dict[str, Any]:
    found: dict[str, Any] = run(SCENE.replace("LIMIT", str(limit)).replace("SECONDS", str(seconds)))
    return found


def test_the_slowest_viewers_go_first_and_then_the_server() -> None:
    first = scene(limit=1, seconds=1)
    assert first["closed"] == [900, 800]
    assert first["said"] == [["warning", "memory is short, slow viewers dropped"]]
    later = scene(limit=1, seconds=11)
    assert later["closed"] == [900, 800, 700]  # those who keep up stay
    assert later["said"][-1] == [
        "error",
        "memory limit reached, the server ends to be started again",
    ]
    assert later["ended"] == 1


def test_below_the_limit_nobody_is_touched() -> None:
    calm = scene(limit=1 << 40, seconds=30)
    assert (calm["closed"], calm["said"], calm["ended"]) == ([], [], 0)
