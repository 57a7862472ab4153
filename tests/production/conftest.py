from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.generators.spaceserver import SpaceServer


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SpaceServer]:
    with SpaceServer(tmp_path_factory.mktemp("space")) as running:
        yield running
