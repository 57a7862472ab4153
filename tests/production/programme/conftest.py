"""A film set."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.clocks import ScaledClock
from tests.generators.spaceserver import make_media
from tests.production.backends import Row
from tests.production.programme.film_set import Set
from webtv.media.process.binary import find_ffmpeg
from webtv.production.calls.budget import Budgets
from webtv.production.calls.calls import Calls
from webtv.production.calls.qc import QualityControl
from webtv.production.calls.scheduler import CallScheduler
from webtv.production.programme.producer import Producer
from webtv.store.library import Library
from webtv.store.rejected import RejectedStills
from webtv.work.book import WorkBook


@pytest.fixture(scope="session")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("media")
    make_media(folder)
    return folder


@pytest.fixture
async def studio(request: pytest.FixtureRequest, tmp_path: Path, media: Path) -> AsyncIterator[Set]:
    """Its clock runs 500 times as fast, or as a test's parameter says."""
    clock = ScaledClock(getattr(request, "param", 500), start=datetime(2026, 5, 1, 12, tzinfo=UTC))
    book = await WorkBook.open(
        f"sqlite:///{tmp_path}/work.db", artifacts=tmp_path / "clips", now=clock.now
    )
    row, budgets = Row(clock.monotonic), Budgets(book, clock=clock)
    scheduler = CallScheduler(budgets=budgets, clock=clock)
    banned: set[int] = set()
    producer = Producer(
        calls=Calls(
            backends=row,
            scheduler=scheduler,
            budgets=budgets,
            book=book,
            scratch=tmp_path / "scratch",
        ),
        scheduler=scheduler,
        qc=QualityControl(book=book, stills=RejectedStills(tmp_path / "rejected"), clock=clock),
        book=book,
        library=Library(tmp_path / "library"),
        ffmpeg=find_ffmpeg(None),
        work_dir=tmp_path / "work",
        assets=tmp_path / "assets",
        banned=lambda: banned,
        clock=clock,
    )
    yield Set(media, row, book, producer, banned)
    scheduler.close()
    await book.close()
