"""A machine that is well, for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.doctor.machines import Machine
from webtv.config.settings import Settings


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.fixture
def settings(machine: Machine) -> Settings:
    """Those of a machine that is looked at from inside this process."""
    return Settings(
        _env_file=None,
        channels_dir=machine.folder,
        playlists_dir=machine.folder / "playlists",
        home=machine.folder / "var",
        spaces_engine="studio",
    )
