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
from webtv.errors import RefusedError, UnavailableError
from webtv.models.process import ModelProcess

pytestmark = pytest.mark.timeout(400)

Start = Callable[..., ModelProcess]


@pytest.fixture
async def start(weights: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Start]:
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}{os.pathsep}{os.environ['PYTHONPATH']}")
    monkeypatch.setenv("OMP_WAIT_POLICY", "passive")
    started: list[ModelProcess] = []

    def begin(folder: Path = weights, limit_gb: float | None = None) -> ModelProcess:
        started.append(ModelProcess(folder=folder, limit_gb=limit_gb, python=str(python())))
        return started[-1]

    yield begin
    for each in started:
        await each.end()


def shot(target: Path, *, seed: int = 3, prompt: str = "a fox", **more: Any) -> dict[str, Any]:
    asked = {"prompt": prompt, "seed": seed, "frames": 24, "steps": 2}
    return {**asked, **more, "target": str(target)}


def music(target: Path, **more: Any) -> dict[str, Any]:
    asked = {"prompt": "calm", "seed": 3, "seconds": 1.0, "top_k": 250, "top_p": 0}
    return {**asked, "temperature": 1, "guidance": 3, **more, "target": str(target)}


def ignore(_step: int, _steps: int) -> None:
    """Nothing is done with progress."""


async def test_what_waits_goes_together_and_is_what_it_is_alone(
    start: Start, tmp_path: Path
) -> None:
    models = start()
    names = [tmp_path / f"{number}.npy" for number in range(2)]
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


async def test_a_process_killed_in_a_call_is_started_again(start: Start, tmp_path: Path) -> None:
    models = start()
    killed: list[int] = []

    def kill_once(step: int, _steps: int) -> None:
        if not killed:
            assert models.pid is not None
            killed.append(models.pid)
            os.kill(models.pid, signal.SIGKILL)

    clip = tmp_path / "clip.npy"
    await models.call("musicgen", music(clip), tell=kill_once)
    assert np.load(clip).shape == (32000, 1)
    assert [models.pid] != killed
    # At rest, too.
    assert models.pid is not None
    os.kill(models.pid, signal.SIGKILL)
    await models.call("musicgen", music(clip), tell=ignore)

    def kill(_step: int, _steps: int) -> None:
        assert models.pid is not None
        os.kill(models.pid, signal.SIGKILL)

    with pytest.raises(UnavailableError, match="server stopped twice"):
        await models.call("musicgen", music(clip, seconds=20.0), tell=kill)
    await models.call("musicgen", music(clip), tell=ignore)


async def test_too_much_for_the_memory_is_refused_and_the_rest_goes_on(
    start: Start, tmp_path: Path
) -> None:
    models = start(limit_gb=1.5)
    clip = tmp_path / "clip.npy"
    with pytest.raises(RefusedError, match="has no room here for 400 frames: ask for fewer"):
        await models.call("zeroscope-v2", shot(clip, frames=400), tell=ignore)
    first = models.pid
    await models.call("zeroscope-v2", shot(clip, frames=24), tell=ignore)
    assert models.pid == first


async def test_models_go_to_make_room_for_another(start: Start, tmp_path: Path) -> None:
    models = start(limit_gb=7)  # the table says: room for the small ones, or for Zeroscope alone
    clip = tmp_path / "clip.npy"
    frames = tmp_path / "frames.npy"
    np.save(frames, np.zeros((2, 64, 64, 3), np.uint8))
    film = {"doublings": 1, "arrays": {"video": str(frames)}, "target": str(clip)}
    await models.call("film", film, tell=ignore)
    await models.call("musicgen", music(clip), tell=ignore)
    await models.call("film", film, tell=ignore)
    assert models.report["loaded"] == ["musicgen", "film"]
    await models.call("zeroscope-v2", shot(clip), tell=ignore)
    assert models.report["loaded"] == ["zeroscope-v2"]


async def test_weights_that_are_not_there_are_told(start: Start, tmp_path: Path) -> None:
    models = start(folder=tmp_path)
    with pytest.raises(UnavailableError, match="weights of facebook/musicgen-melody are not in"):
        await models.call("musicgen", music(tmp_path / "a.npy"), tell=ignore)


async def test_a_fault_of_a_model_is_unavailable_with_its_reason(
    start: Start, tmp_path: Path
) -> None:
    models = start()
    with pytest.raises(UnavailableError, match="the model failed: ValueError"):
        await models.call("musicgen", music(tmp_path / "a.npy", temperature=-1), tell=ignore)
