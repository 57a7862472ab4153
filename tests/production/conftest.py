from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.generators.spaceserver import SpaceServer
from webtv.config.settings import Settings


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SpaceServer]:
    with SpaceServer(tmp_path_factory.mktemp("space")) as running:
        yield running


@pytest.fixture(scope="module")
def server(started: SpaceServer) -> Iterator[SpaceServer]:
    """It rests while other files of tests run."""
    started.resume()
    yield started
    started.pause()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Of a station whose Spaces and model are not there."""
    (tmp_path / "channels").mkdir()
    return Settings(
        home=tmp_path / "home",
        channels_dir=tmp_path / "channels",
        playlists_dir=tmp_path / "playlists",
        spaces_url="http://127.0.0.1:9",
        openai_api_key=None,
        openai_base_url=None,
    )
