"""A folder of channel files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.lineups import write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "channels"
    folder.mkdir()
    write(folder / "llamas.yaml", "Llamas")
    return folder
