from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.generators.gradios import VERSIONS, RowServer
from tests.generators.spaceserver import SpaceServer, make_media


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SpaceServer]:
    folder = tmp_path_factory.mktemp("space")
    make_media(folder)
    running = SpaceServer(folder)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def gradios(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, RowServer]]:
    """A server of each version; all of them start at once, since starting takes longest."""
    servers = {}
    for version in VERSIONS:
        folder = tmp_path_factory.mktemp(f"gradio-{version}-")
        make_media(folder)
        servers[version] = RowServer(version, folder)
    try:
        for running in servers.values():
            running.start()
        for running in servers.values():
            running.wait()
        yield servers
    finally:
        for running in servers.values():
            running.stop()


@pytest.fixture(params=VERSIONS)
def gradio(request: pytest.FixtureRequest, gradios: dict[str, RowServer]) -> RowServer:
    """Each version in turn."""
    return gradios[request.param]
