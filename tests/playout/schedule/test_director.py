"""What one channel takes next, with real players but without destinations."""

import asyncio
import shlex
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.clips import make_programme
from tests.playout.misfits import list_again
from tests.slack import slack, until
from webtv.config.channel import Channel
from webtv.media.process.binary import find_ffmpeg
from webtv.model.house import HouseFormat
from webtv.model.programme import Programme
from webtv.playout.clock import AirClock
from webtv.playout.mpegts.reader import TICKS_PER_S
from webtv.playout.players.cached import CachedMedia
from webtv.playout.players.item import Item
from webtv.playout.players.player import Player
from webtv.playout.players.playlist_player import PlaylistPlayer
from webtv.playout.players.slate_store import SlateStore
from webtv.playout.schedule.director import Director
from webtv.playout.schedule.source import Source
from webtv.playout.schedule.standing_orders import StandingOrders
from webtv.store.asrun import AsRunLog
from webtv.store.library import Library

HOUSE = HouseFormat(width=256, height=144)
CHANNEL = Channel(title="Any", theme="what is shown for tests", house=HOUSE)
FFMPEG = find_ffmpeg(None)
FEED = "a live feed"


class Slates(SlateStore):
    """Tells when it has given one away."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, ffmpeg=FFMPEG)
        self.fetched = asyncio.Event()

    async def fetch(self, channel: Channel) -> CachedMedia:
        reel = await super().fetch(channel)
        self.fetched.set()
        return reel


@dataclass
class Gallery:
    """A director at work, its clock and its slates."""

    director: Director
    clock: AirClock
    slates: Slates

    async def take(self) -> Item:
        """Take what follows, as the channel does at the end of what is on air."""
        on_air = self.director.on_air
        end = on_air.end if on_air else TICKS_PER_S
        async with asyncio.timeout(20 * slack()):
            following = await self.director.following(end)
        following.begin(end)
        self.clock.forgive(following.start)
        if on_air is not None:
            self.director.discard(on_air)
        self.director.took(following)
        self.director.source.take(following.item, self.clock.wall(following.start))
        return following.item

    async def takeover(self) -> None:
        """Take until the feed is on air: a programme may be ready before it."""
        while (await self.take()).kind != "takeover":
            assert await self.left() == "takeover"

    async def left(self) -> str:
        """Wait until what is on air has been told to leave; return why."""
        on_air = self.director.on_air
        assert on_air is not None
        await until(lambda: on_air.shortened)
        return on_air.reason


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, Programme]:
    library = Library(tmp_path_factory.mktemp("stock"))
    return library, make_programme(library, "any", house=HOUSE)


@pytest.fixture(scope="module")
def slates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("slates")


@asynccontextmanager
async def directing(
    home: Path,
    stock: tuple[Library, Programme],
    slates: Path,
    *,
    programmes: int,
    ffmpeg: Path = FFMPEG,
) -> AsyncIterator[Gallery]:
    library = Library(home / "library")
    (library.folder / "any").mkdir(parents=True)
    library.media(stock[1]).hardlink_to(stock[0].media(stock[1]))
    for number in range(1, programmes + 1):
        list_again(library, home / "lists", stock[1], number)
    clock = AirClock(start=TICKS_PER_S)

    def play(item: Item, start: int) -> Player:
        if item.kind != "takeover":
            return PlaylistPlayer(ffmpeg=ffmpeg, item=item, start=start)
        film = Item("takeover", "Live", stock[0].media(stock[1]), 0, item.rate, feed=item.feed)
        return PlaylistPlayer(ffmpeg=FFMPEG, item=film, start=start)

    shelf = Slates(slates)
    director = Director(
        CHANNEL,
        clock=clock,
        play=play,
        source=Source(
            "any",
            playlists=home / "lists",
            library=library,
            asrun=AsRunLog(home / "asrun"),
        ),
        slates=shelf,
        orders=lambda ring: StandingOrders("any", folder=home / "control", changed=ring),
    )
    working = asyncio.create_task(director.run())
    try:
        yield Gallery(director, clock, shelf)
        assert not working.done()
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        if director.on_air is not None:
            director.discard(director.on_air)
        await director.close()


async def test_a_feed_takes_over_is_given_back_and_comes_anew(
    stock: tuple[Library, Programme], slates: Path, tmp_path: Path
) -> None:
    async with directing(tmp_path, stock, slates, programmes=3) as gallery:
        assert (await gallery.take()).title == "Part 1"
        gallery.director.feed(FEED)
        assert await gallery.left() == "takeover"
        assert (await gallery.take()).kind == "takeover"
        gallery.director.give_back()
        assert await gallery.left() == "given back"
        assert (await gallery.take()).title == "Part 2"
        await asyncio.sleep(0.7)  # a look and more
        on_air = gallery.director.on_air
        assert on_air is not None
        assert not on_air.shortened  # the feed is still there, and ignored
        gallery.director.feed(None)
        gallery.director.feed(FEED)
        assert await gallery.left() == "takeover"
        assert (await gallery.take()).kind == "takeover"
        gallery.director.feed(None)
        assert (await gallery.take()).title == "Part 3"


async def test_a_held_slate_comes_before_a_feed_which_comes_back_after_it(
    stock: tuple[Library, Programme], slates: Path, tmp_path: Path
) -> None:
    async with directing(tmp_path, stock, slates, programmes=1) as gallery:
        orders = gallery.director.orders
        gallery.director.feed(FEED)
        await gallery.takeover()
        orders.change(orders.state.hold())
        assert await gallery.left() == "hold"
        held = await gallery.take()
        assert (held.kind, held.cause) == ("slate", "hold")
        assert (await gallery.take()).cause == "hold"  # at its end it comes again
        orders.change(orders.state.release())
        await gallery.left()
        await gallery.takeover()


async def test_what_is_pulled_leaves_even_if_only_the_slate_is_there(
    stock: tuple[Library, Programme], slates: Path, tmp_path: Path
) -> None:
    async with directing(tmp_path, stock, slates, programmes=1) as gallery:
        item = await gallery.take()
        assert item.programme is not None
        orders = gallery.director.orders
        orders.change(orders.state.pull(item.programme))
        assert await gallery.left() == "pulled"
        slate = await gallery.take()
        assert (slate.kind, slate.cause) == ("slate", "nothing")
        orders.change(orders.state.unpull(item.programme))
        await gallery.left()
        assert (await gallery.take()).kind == "rerun"


async def test_while_the_next_hangs_the_slate_is_there_in_time(
    stock: tuple[Library, Programme], slates: Path, tmp_path: Path
) -> None:
    hanging, ffmpeg = tmp_path / "hanging", tmp_path / "ffmpeg"
    real = shlex.quote(str(FFMPEG))
    ffmpeg.write_text(f'#!/bin/sh\n[ -e {hanging} ] && exec sleep 60\nexec {real} "$@"\n')
    ffmpeg.chmod(0o755)
    async with directing(tmp_path, stock, slates, programmes=3, ffmpeg=ffmpeg) as gallery:
        assert (await gallery.take()).title == "Part 1"
        async with asyncio.timeout(20 * slack()):
            await gallery.slates.fetched.wait()
        hanging.touch()
        on_air = gallery.director.on_air
        assert on_air is not None
        on_air.shorten(on_air.sent_end)
        started = asyncio.get_running_loop().time()
        slate = await gallery.take()
        assert (slate.kind, slate.cause) == ("slate", "nothing")
        assert asyncio.get_running_loop().time() - started < 2 * slack()  # 0.4
        hanging.unlink()
        await gallery.left()
        assert (await gallery.take()).kind == "programme"
