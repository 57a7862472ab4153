"""The process of models as the Spaces use it: batches, deaths, and requests that are too much."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.models.environment import ROOT, python
from tests.strays import python_path
from webtv.errors import RefusedError, UnavailableError
from webtv.models.catalogue import MODELS
from webtv.models.process import ModelProcess

Start = Callable[..., ModelProcess]


@pytest.fixture
async def start(weights: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Start]:
    monkeypatch.setenv("PYTHONPATH", python_path(ROOT))
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    started: list[ModelProcess] = []

    def begin(folder: Path = weights, limit_gb: float | None = None) -> ModelProcess:
        started.append(ModelProcess(folder=folder, limit_gb=limit_gb, python=str(python())))
        return started[-1]

    yield begin
    for each in started:
        await each.end()


def shot(target: Path, *, seed: int = 3, prompt: str = "a fox", **more: Any) -> dict[str, Any]:
    asked = {"prompt": prompt, "seed": seed, "frames": 8, "steps": 2}
    return {**asked, **more, "target": str(target)}


def pairs(target: Path, *, frames: int = 2, **more: Any) -> dict[str, Any]:
    """For FILM, which needs torch alone: its process is there soonest."""
    video = target.with_name(f"{frames}.npy")
    np.save(video, np.zeros((frames, 64, 64, 3), np.uint8))
    return {"doublings": 1, "arrays": {"video": str(video)}, **more, "target": str(target)}


def ignore(_step: int, _steps: int) -> None:
    """Nothing is done with progress."""


def fail(step: int, _steps: int) -> None:
    """Be a caller's fault."""
    raise ZeroDivisionError(step)


async def test_batches_faults_and_what_is_too_much_in_one_process(
    start: Start, weights: Path, tmp_path: Path
) -> None:
    """What waits goes together and is what it is alone; and no fault of a call is another's."""
    folder = tmp_path / "weights"
    for model in ("zeroscope-v2", "film"):
        own = folder / MODELS[model].repo
        own.parent.mkdir(parents=True)
        own.symlink_to(weights / MODELS[model].repo)
    models = start(folder=folder, limit_gb=2)

    # Who called has gone while torch was loaded, with what it sent.
    gone = asyncio.create_task(models.call("film", pairs(tmp_path / "gone.npy"), tell=ignore))
    while models.pid is None:
        await asyncio.sleep(0.01)
    gone.cancel()
    (tmp_path / "2.npy").unlink()
    first = models.pid

    names = [tmp_path / f"{number}.npy" for number in ("a", "b")]
    told: list[list[tuple[int, int]]] = [[] for _ in names]
    calls = [
        models.call(
            "zeroscope-v2",
            shot(name, seed=number, prompt="a fox" if number else "x" * 5000),
            tell=lambda *step, number=number: told[number].append(step),
        )
        for number, name in enumerate(names)
    ]
    await asyncio.gather(*calls)
    # Two together take as many steps as one.
    assert told == [[(1, 2), (2, 2)]] * 2
    alone = tmp_path / "alone.npy"
    await models.call("zeroscope-v2", shot(alone, seed=1), tell=ignore)
    apart = np.abs(np.load(alone).astype(int) - np.load(names[1]))
    assert apart.max() <= 1  # sums are rounded in another order
    assert np.abs(np.load(names[0]).astype(int) - np.load(names[1])).mean() > 5

    clip = tmp_path / "clip.npy"
    with pytest.raises(RefusedError, match="has no room here for 3000 frames: ask for fewer"):
        await models.call("zeroscope-v2", shot(clip, frames=3000), tell=ignore)
    with pytest.raises(UnavailableError, match="weights of facebook/musicgen-melody are not in"):
        await models.call("musicgen", pairs(clip), tell=ignore)
    with pytest.raises(UnavailableError, match="the model failed: TypeError"):
        await models.call("film", pairs(clip, doublings="x"), tell=ignore)
    lost = {"video": str(tmp_path / "swept.npy")}
    with pytest.raises(UnavailableError, match="the model failed: FileNotFoundError"):
        await models.call("film", pairs(clip, arrays=lost), tell=ignore)
    with pytest.raises(ZeroDivisionError):
        await models.call("film", pairs(clip), tell=fail)
    await models.call("film", pairs(clip), tell=ignore)
    assert np.load(clip).shape == (3, 64, 64, 3)
    assert models.pid == first
    assert models.report["loaded"] == ["film"], "the table leaves no room for another"


async def test_a_process_killed_in_a_call_is_started_again(start: Start, tmp_path: Path) -> None:
    models = start()
    killed: list[int] = []

    def kill(_step: int, _steps: int) -> None:
        if models.pid is not None and models.pid not in killed:
            killed.append(models.pid)
            os.kill(models.pid, signal.SIGKILL)

    def kill_once(step: int, steps: int) -> None:
        if not killed:
            kill(step, steps)

    clip = tmp_path / "clip.npy"
    long = {"frames": 200, "doublings": 3}
    await models.call("film", pairs(clip, **long), tell=kill_once)
    assert np.load(clip).shape == (199 * 8 + 1, 64, 64, 3)
    assert models.pid not in killed
    # At rest, too.
    kill(0, 0)
    await models.call("film", pairs(clip), tell=ignore)
    with pytest.raises(UnavailableError, match="server stopped twice"):
        await models.call("film", pairs(clip, **long), tell=kill)
    assert len(killed) == 4
    # Whoever waits at the end does not wait for ever, nor who comes after it.
    waiting = [asyncio.create_task(models.call("film", pairs(clip), tell=ignore)) for _ in "ab"]
    await asyncio.sleep(0)
    await models.end()
    waiting.append(asyncio.create_task(models.call("film", pairs(clip), tell=ignore)))
    ended = await asyncio.wait_for(asyncio.gather(*waiting, return_exceptions=True), 10)
    assert [type(each) for each in ended] == [asyncio.CancelledError] * 3
