"""A programme to send, and the real RTMP server to send it to."""

from pathlib import Path

import pytest

from tests.clips import make_programme
from tests.rtmp.conftest import server
from webtv.model.house import HouseFormat
from webtv.store.library import Library

__all__ = ["film", "server"]


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = Library(tmp_path_factory.mktemp("library"))
    return library.media(make_programme(library, "a", house=HouseFormat(width=256, height=144)))
