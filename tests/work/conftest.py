"""The work book on SQLite, and on a real Postgres where its programs are at hand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.work.server import empty
from tests.work.values import Now
from webtv.work.book import WorkBook


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'work.db'}"
    return empty(request.getfixturevalue("postgres"))


@pytest.fixture
async def book(url: str, tmp_path: Path, now: Now) -> AsyncIterator[WorkBook]:
    book = await WorkBook.open(url, artifacts=tmp_path / "clips", now=now)
    yield book
    await book.close()
