from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.models.environment import ROOT, python
from tests.spaces.conftest import Server, serving

KEY = "the key of these Spaces"
"""Given by production, which has another home than they."""


@pytest.fixture(scope="session")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Small random weights of every model."""
    folder = tmp_path_factory.mktemp("weights")
    command = [str(python()), "-W", "ignore", "-m", "tests.models.tiny", str(folder)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
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
