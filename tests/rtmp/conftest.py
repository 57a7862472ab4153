"""A server with its default settings, and something to publish."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clips import make_programme
from tests.rtmp.server import Server, serving
from webtv.store.library import Library


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = Library(tmp_path_factory.mktemp("library"))
    return library.media(make_programme(library, "any"))
