"""Whatever is wrong on disk: passed over at once with a line, and the next is ready."""

import asyncio
import os
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from tests.clips import make_programme
from tests.playout.misfits import MISFITS, ODD_NAMES, Listed, list_again
from tests.slack import slack
from webtv.config.channel import Channel
from webtv.media.process.binary import find_ffmpeg
from webtv.model.house import HouseFormat
from webtv.model.programme import Programme
from webtv.playout.mpegts.reader import TICKS_PER_S
from webtv.playout.players.item import Item
from webtv.playout.players.player import Player
from webtv.playout.players.playlist_player import PlaylistPlayer
from webtv.playout.schedule.finder import ProgrammeFinder
from webtv.playout.schedule.next_item import NextItem
from webtv.playout.schedule.source import Source
from webtv.playout.schedule.standby import Standby
from webtv.playout.schedule.standing_orders import StandingOrders
from webtv.store.asrun import AsRunLog
from webtv.store.library import Library

HOUSE = HouseFormat(width=256, height=144)
CHANNEL = Channel(title="Any", theme="what is shown for tests", house=HOUSE)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, Programme]:
    library = Library(tmp_path_factory.mktemp("library"))
    return library, make_programme(library, "any", house=HOUSE)


def listed_in(home: Path, made: tuple[Library, Programme], number: int) -> Listed:
    """A copy of the programme in another home."""
    library = Library(home / "library")
    (library.folder / "any").mkdir(parents=True, exist_ok=True)
    shutil.copy(made[0].media(made[1]), library.media(made[1]))
    return list_again(library, home / "lists", made[1], number)


@asynccontextmanager
async def standby_in(home: Path) -> AsyncIterator[Standby]:
    source = Source(
        "any",
        playlists=home / "lists",
        library=Library(home / "library"),
        asrun=AsRunLog(home / "asrun"),
    )
    orders = StandingOrders("any", folder=home / "control", changed=lambda: None)

    def play(item: Item) -> Player:
        return PlaylistPlayer(ffmpeg=find_ffmpeg(None), item=item, start=TICKS_PER_S)

    finder = ProgrammeFinder(source, orders, channel=lambda: CHANNEL, previous=lambda: None)
    standby = Standby(finder, play=play, changed=lambda: None)
    try:
        yield standby
    finally:
        await standby.close()


async def ready(standby: Standby) -> Player:
    standby.prepare(NextItem("rundown"))
    async with asyncio.timeout(60):
        while standby.ready is None:
            await asyncio.sleep(0.01)
    return standby.ready


async def test_misfits_are_passed_over_with_a_line_each(
    made: tuple[Library, Programme], tmp_path: Path
) -> None:
    expected = {}
    for number, (spoil, reason) in enumerate(MISFITS.values(), start=1):
        listed = listed_in(tmp_path, made, number)
        spoil(listed)
        expected[listed.playlist.name] = reason
    good = listed_in(tmp_path, made, len(MISFITS) + 1)
    with capture_logs() as lines:
        async with standby_in(tmp_path) as standby:
            following = await ready(standby)
            assert following.item.programme == good.programme.id
    said = {line["playlist"]: line["error"] for line in lines}
    assert len(said) == len(lines) == len(MISFITS)
    assert {line["event"] for line in lines} == {"playlist skipped"}
    for name, reason in expected.items():
        assert reason in said[name]
        assert len(said[name]) > 10


@pytest.mark.parametrize("misfit", ["list names a pipe", "list is noise"])
async def test_a_misfit_costs_a_second_at_most(
    misfit: str, made: tuple[Library, Programme], tmp_path: Path
) -> None:
    MISFITS[misfit][0](listed_in(tmp_path, made, 1))
    listed_in(tmp_path, made, 2)
    async with standby_in(tmp_path) as standby:
        started = time.monotonic()
        await ready(standby)
        assert time.monotonic() - started < 5 * slack()  # 1.2 at most where nothing else runs


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
async def test_what_may_not_be_read_is_passed_over(
    made: tuple[Library, Programme], tmp_path: Path
) -> None:
    listed_in(tmp_path, made, 1).media.chmod(0)
    good = listed_in(tmp_path, made, 2)
    async with standby_in(tmp_path) as standby:
        assert (await ready(standby)).item.programme == good.programme.id


@pytest.mark.parametrize("name", ODD_NAMES)
async def test_folders_with_odd_names_play(
    name: str, made: tuple[Library, Programme], tmp_path: Path
) -> None:
    (tmp_path / name).mkdir()
    listed = listed_in(tmp_path / name, made, 1)
    async with standby_in(tmp_path / name) as standby:
        assert (await ready(standby)).item.programme == listed.programme.id
