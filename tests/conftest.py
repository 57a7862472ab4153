"""What holds for every test: none leaves this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.strays import begin, taken

STRAYS = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Watch from before the first import of a test."""
    config.stash[STRAYS] = begin()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    config.stash[STRAYS].unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def stays_here(request: pytest.FixtureRequest) -> Iterator[Path]:
    """Fails a test during which something connected to another machine, or tried to."""
    notes = request.config.stash[STRAYS]
    yield notes
    assert taken(notes) == [], "connections that leave this machine"
