"""What viewers take part with, on SQLite, and on a real Postgres where its programs are at hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.work.server import empty
from webtv.audience.ledger import Ledger


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'audience.db'}"
    return empty(request.getfixturevalue("postgres"))


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    """The database as production and the console have it."""
    ledger = Ledger(url)
    yield ledger
    ledger.close()
