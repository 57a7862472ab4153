"""What a channel may take from its playlists: approval and announcements."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.store.values import NOON, make_programme, shelve
from webtv.model.house import HouseFormat
from webtv.model.programme import Programme, SpokenLine
from webtv.playout.schedule.source import Source
from webtv.store.asrun import AsRunLog
from webtv.store.library import Library
from webtv.store.playlists import write_playlist

HOUSE = HouseFormat()


class Desk:
    """A source of one channel at noon; the clock can be moved."""

    def __init__(self, home: Path) -> None:
        self.now = NOON
        self.home = home
        self.library = Library(home / "library")
        self.source = Source(
            "llamas",
            playlists=home / "lists",
            library=self.library,
            asrun=AsRunLog(home / "asrun"),
            now=lambda: self.now,
        )

    def list(self, number: int, **changes: object) -> Programme:
        """Put a programme into the library and the rundown."""
        programme = make_programme(number).model_copy(update=changes)
        shelve(self.library, programme)
        write_playlist(
            self.home / "lists",
            number=number,
            programme=programme.id,
            media=self.library.media(programme),
            title=programme.title,
        )
        return programme

    def next(self, at: datetime | None = None) -> str | None:
        """The id of what is taken next, taken at once."""
        self.now = at or self.now
        item = self.source.next_item(None, house=HOUSE)
        if item is None:
            return None
        self.source.take(item, self.now)
        return item.programme


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_an_announcement_airs_at_its_time_and_never_again(desk: Desk) -> None:
    played = desk.list(1)
    said = desk.list(2, kind="announcement", airs_at=NOON + timedelta(minutes=5))
    assert desk.next() == played.id
    assert desk.next(NOON + timedelta(minutes=4)) == played.id
    assert desk.next(NOON + timedelta(minutes=5)) == said.id
    assert desk.next(NOON + timedelta(minutes=6)) == played.id
    assert desk.next(NOON + timedelta(minutes=7)) == played.id


def test_a_late_announcement_is_passed_over(desk: Desk) -> None:
    desk.list(1, kind="announcement", airs_at=NOON)
    assert desk.next(NOON + timedelta(hours=2)) is None


def test_what_waits_for_approval_is_not_taken_and_cannot_be_ordered(desk: Desk) -> None:
    waiting = desk.list(1, approval="waiting")
    assert desk.next() is None
    assert "waits for approval" in desk.source.fault(waiting.id, whole=True)
    assert desk.source.programme(waiting.id, cause="next") is None


def test_narration_comes_with_the_programme_as_lines_to_read(desk: Desk) -> None:
    desk.list(1, narration="Ships leave. Ships come.", spoken=(4.0, 8.0))
    item = desk.source.next_item(None, house=HOUSE)
    assert item is not None
    assert [line.text for line in item.spoken] == ["Ships leave.", "Ships come."]


def test_lines_laid_with_their_pictures_are_read_when_they_are_heard(desk: Desk) -> None:
    heard = ((4.0, 5.0, "Ships leave."), (9.5, 11.0, "Ships come."))
    lines = tuple(SpokenLine(start_s=a, end_s=b, text=text) for a, b, text in heard)
    desk.list(1, narration="Ships leave. Ships come.", spoken=(4.0, 11.0), lines=lines)
    item = desk.source.next_item(None, house=HOUSE)
    assert item is not None
    assert [(line.start_s, line.end_s, line.text) for line in item.spoken] == list(heard)
