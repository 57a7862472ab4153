"""What is next on a machine that cannot start it, or that is slow."""

import asyncio
import shlex
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from tests.clips import make_programme
from tests.slack import until
from webtv.errors import LateError, MediaError
from webtv.media.process.binary import find_ffmpeg
from webtv.model.house import HouseFormat
from webtv.playout.mpegts.reader import TICKS_PER_S
from webtv.playout.players.item import Item
from webtv.playout.players.playlist_player import PlaylistPlayer
from webtv.playout.schedule.next_item import NextItem
from webtv.playout.schedule.standby import Standby
from webtv.store.library import Library

RUNDOWN = NextItem("rundown")


class Shelf:
    """Finds one item again and again, and notes what failed."""

    def __init__(self, item: Item | None) -> None:
        self.item = item
        self.failed: list[MediaError] = []

    async def find(self, _wanted: NextItem) -> Item | None:
        return self.item

    async def fail(self, _wanted: NextItem, _item: Item, error: MediaError) -> None:
        self.failed.append(error)


@pytest.fixture(scope="module")
def item(tmp_path_factory: pytest.TempPathFactory) -> Item:
    library = Library(tmp_path_factory.mktemp("library"))
    made = make_programme(library, "any", house=HouseFormat(width=256, height=144))
    media = library.media(made)
    return Item("programme", made.title, media, made.frames, made.rate, programme=made.id)


def standby_of(shelf: Shelf, ffmpeg: Path) -> Standby:
    return Standby(
        shelf,
        play=lambda item: PlaylistPlayer(ffmpeg=ffmpeg, item=item, start=TICKS_PER_S),
        changed=lambda: None,
    )


async def test_what_cannot_be_started_is_not_the_items_fault(item: Item, tmp_path: Path) -> None:
    shelf, ffmpeg = Shelf(item), tmp_path / "ffmpeg"
    standby = standby_of(shelf, ffmpeg)
    with capture_logs() as lines:
        standby.prepare(RUNDOWN)
        await until(lambda: standby.note)
        assert standby.nothing
        assert "cannot be run" in standby.note
        await asyncio.sleep(0.5)  # it tries again, and says nothing more
        ffmpeg.symlink_to(find_ffmpeg(None))
        await until(lambda: standby.ready)
        await standby.close()
    assert standby.note == ""
    assert shelf.failed == []
    assert [line["event"] for line in lines] == [
        "nothing can be made ready",
        "what is next can be made ready again",
    ]


async def test_a_machine_that_is_slow_gets_more_time(item: Item, tmp_path: Path) -> None:
    slow = tmp_path / "ffmpeg"
    real = shlex.quote(str(find_ffmpeg(None)))
    slow.write_text(f'#!/bin/sh\nsleep 1.2\nexec {real} "$@"\n')
    slow.chmod(0o755)
    shelf = Shelf(item)
    standby = standby_of(shelf, slow)
    standby.prepare(RUNDOWN)
    await until(lambda: standby.ready)
    await standby.close()
    assert shelf.failed
    assert all(isinstance(error, LateError) for error in shelf.failed)


async def test_what_dies_before_its_turn_is_replaced(item: Item) -> None:
    shelf = Shelf(item)
    standby = standby_of(shelf, find_ffmpeg(None))
    standby.prepare(RUNDOWN)
    await until(lambda: standby.ready)
    first = standby.ready
    assert first is not None
    first.failure = "killed"
    standby.prepare(RUNDOWN)
    await until(lambda: standby.ready)
    assert standby.ready is not first
    assert [str(error) for error in shelf.failed] == ["killed"]
    await standby.close()


async def test_aimed_at_the_same_it_stays_and_at_something_else_it_goes(item: Item) -> None:
    standby = standby_of(Shelf(item), find_ffmpeg(None))
    standby.prepare(RUNDOWN)
    await until(lambda: standby.ready)
    first = standby.ready
    standby.prepare(NextItem("rundown", leave="ready"))
    assert standby.ready is first
    standby.prepare(NextItem("next", item.programme))
    assert standby.ready is None
    standby.prepare(None)
    await standby.close()
    assert first is not None
    assert first.ended.is_set()


async def test_with_nothing_to_take_it_goes_on_looking(item: Item) -> None:
    shelf = Shelf(None)
    standby = standby_of(shelf, find_ffmpeg(None))
    standby.prepare(RUNDOWN)
    await until(lambda: standby.nothing)
    shelf.item = item
    await until(lambda: standby.ready)
    await standby.close()
