"""Consoles to ask things of."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.console.desk import Desk


@pytest.fixture
def bare(tmp_path: Path) -> Desk:
    """A console that nobody has an account at."""
    return Desk(tmp_path)


@pytest.fixture
def desk(bare: Desk) -> Desk:
    """A console with somebody of each role."""
    bare.people()
    return bare


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The same, for tests that change nothing that others look at."""
    desk = Desk(tmp_path_factory.mktemp("console"))
    desk.people()
    return desk
