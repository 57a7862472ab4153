from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.generators.gradios import VERSIONS, RowServer


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, RowServer]]:
    """A server of each version; all of them start at once, since starting takes longest."""
    servers = {v: RowServer(v, tmp_path_factory.mktemp(f"gradio-{v}-")) for v in VERSIONS}
    try:
        for running in servers.values():
            running.launch()
        for running in servers.values():
            running.wait()
        yield servers
    finally:
        for running in servers.values():
            running.stop()


@pytest.fixture(scope="module")
def gradios(started: dict[str, RowServer]) -> Iterator[dict[str, RowServer]]:
    """The same, which rest while other files of tests run."""
    for running in started.values():
        running.resume()
    yield started
    for running in started.values():
        running.pause()


@pytest.fixture(params=VERSIONS)
def gradio(request: pytest.FixtureRequest, gradios: dict[str, RowServer]) -> RowServer:
    """Each version in turn."""
    return gradios[request.param]


@pytest.fixture
def server(gradios: dict[str, RowServer]) -> RowServer:
    """The newest, where its version is not what matters."""
    return gradios[VERSIONS[-1]]
