from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.generators.spaceserver import SpaceServer, make_media


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SpaceServer]:
    folder = tmp_path_factory.mktemp("space")
    make_media(folder)
    running = SpaceServer(folder)
    running.start()
    yield running
    running.stop()
