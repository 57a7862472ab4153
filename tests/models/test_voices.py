"""Kokoro in a process of its own, by a Python without torch."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest

from tests.models.environment import ROOT
from tests.models.voices import LENGTH
from tests.strays import python_path
from webtv.errors import RefusedError, UnavailableError
from webtv.models.process import ModelProcess


@pytest.fixture
async def voices(
    voice_weights: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[ModelProcess]:
    monkeypatch.setenv("PYTHONPATH", python_path(ROOT))
    process = ModelProcess(folder=voice_weights, on_processor=True, python=sys.executable)
    yield process
    await process.end()


async def test_a_voice_killed_in_a_call_speaks_on_and_the_same_words_alike(
    voices: ModelProcess, tmp_path: Path
) -> None:
    words = tmp_path / "words.npy"
    np.save(words, np.array(["roza selz", "hot sup."]))
    killed: list[int] = []

    def kill_once(step: int, steps: int) -> None:
        assert (step, steps) in ((1, 2), (2, 2))
        if voices.pid is not None and not killed:
            killed.append(voices.pid)
            os.kill(voices.pid, signal.SIGKILL)

    async def speak(name: str, voice: str = "am_adam") -> np.ndarray:
        asked = {"voice": voice, "speed": 1, "arrays": {"phonemes": str(words)}}
        target = tmp_path / name
        await voices.call("kokoro", {**asked, "target": str(target)}, tell=kill_once)
        sound: np.ndarray = np.load(target)
        return sound

    first = await speak("a.npy")
    assert killed
    assert voices.pid not in killed
    assert first.shape == (21 * LENGTH, 1), "17 phonemes, and an end on both sides of two pieces"
    assert np.array_equal(first, await speak("b.npy")), "its noise begins anew"
    assert not np.array_equal(first, await speak("c.npy", "bm_george"))
    with pytest.raises(RefusedError, match=r"no voice 'nobody' here, .*: af_bella, af_heart, am_"):
        await speak("d.npy", "nobody")
    with pytest.raises(UnavailableError, match="weights of facebook/musicgen-melody are not in"):
        await voices.call("musicgen", {"target": str(words)}, tell=kill_once)
    assert voices.has("kokoro")
    assert not voices.has("musicgen")
    assert (voices.report["device"], voices.report["loaded"]) == ("cpu", ["kokoro"])
