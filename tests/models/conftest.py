from __future__ import annotations

import fcntl
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.clips import KEPT
from tests.models import voices
from tests.models.environment import ROOT, python
from tests.slack import slack
from tests.spaces.conftest import Server, serving
from webtv.models.catalogue import MODELS

KEY = "the key of these Spaces"
"""Given by production, which has another home than they."""


@pytest.fixture(scope="session")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Small random weights of every model, made once in a run of the tests; links to them."""
    made = Path(os.environ[KEPT]) / "weights"
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            _make_weights(making := made.with_suffix(".making"))
            making.rename(made)
    folder = tmp_path_factory.mktemp("weights")
    for model in MODELS.values():
        own = folder / model.repo
        own.parent.mkdir(parents=True, exist_ok=True)
        own.symlink_to(made / model.repo)
    return folder


@pytest.fixture(scope="session")
def reckoned(weights: Path) -> dict[str, Any]:
    """What was reckoned of the true classes when those weights were made: see `making.py`."""
    made = Path(os.environ[KEPT]) / "weights" / "reckoned.json"
    found: dict[str, Any] = json.loads(made.read_text("utf-8"))
    return found


def _make_weights(folder: Path) -> None:
    command = [str(python()), "-W", "ignore", "-m", "tests.models.making", str(folder)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=300 * slack(), check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.fixture(scope="session")
def voice_weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Small random weights of Kokoro alone, for which no torch is needed."""
    folder = tmp_path_factory.mktemp("voices")
    voices.make(folder)
    return folder


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, weights: Path) -> Iterator[Server]:
    """`webtv spaces --engine models` with them, on the processor."""
    with serving(
        tmp_path_factory.mktemp("models"),
        engine="models",
        python=str(python()),
        settings={
            "WEBTV_MODELS": str(weights),
            "WEBTV_SPACES_KEY": KEY,
            # More would wait for each other, spinning, on cores that other tests have.
            "OMP_NUM_THREADS": "1",
        },
    ) as running:
        yield running
