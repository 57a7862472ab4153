"""Takes that nobody could foresee: shortened, begun at any tick, from a process or from memory."""

import asyncio
from itertools import pairwise
from pathlib import Path

import av
import pytest

from tests.clips import make_programme
from webtv.media.process.binary import find_ffmpeg
from webtv.model.house import HouseFormat
from webtv.playout.mpegts.reader import CLOCK_WRAP, TICKS_PER_S
from webtv.playout.players.cached import CachedPlayer, read_cached
from webtv.playout.players.item import Item
from webtv.playout.players.player import Player
from webtv.playout.players.playlist_player import PlaylistPlayer
from webtv.store.library import Library

HOUSE = HouseFormat(width=256, height=144)
FFMPEG = find_ffmpeg(None)
FRAME = TICKS_PER_S // 24


@pytest.fixture(scope="module")
def item(tmp_path_factory: pytest.TempPathFactory) -> Item:
    library = Library(tmp_path_factory.mktemp("library"))
    made = make_programme(library, "any", house=HOUSE)
    return Item(
        kind="programme",
        title=made.title,
        playlist=library.media(made),
        frames=made.frames,
        rate=made.rate,
        size=(made.width, made.height),
    )


async def first(reading: Player, pictures: int) -> bytes:
    """Send so many pictures of it; it has read ahead some more when this returns."""
    units = [await reading.next() for _ in range(pictures)]
    async with asyncio.timeout(10):
        while reading.end - reading.sent_end < TICKS_PER_S:
            await asyncio.sleep(0.01)
    return b"".join(unit.data for unit in units if unit is not None)


async def rest(reading: Player) -> bytes:
    data = b""
    while (unit := await reading.next()) is not None:
        data += unit.data
    return data


def stamps(path: Path) -> tuple[list[float], list[float], list[float]]:
    """Presentation times of pictures and sound, decoding times of pictures, in order."""
    times: dict[str, list[float]] = {"video": [], "audio": []}
    decoding = []
    with av.open(str(path)) as container:
        for packet in container.demux(video=0, audio=0):
            if packet.pts is None or packet.dts is None or packet.time_base is None:
                continue
            times[packet.stream.type].append(float(packet.pts * packet.time_base))
            if packet.stream.type == "video":
                decoding.append(float(packet.dts * packet.time_base))
    return sorted(times["video"]), times["audio"], decoding


@pytest.mark.parametrize("start", [TICKS_PER_S, CLOCK_WRAP - 3 * TICKS_PER_S, 3 * CLOCK_WRAP])
@pytest.mark.parametrize("sent", [1, 7, 30, 31, 32, 47, 48])
async def test_a_cut_at_any_picture_leaves_no_hole_and_no_overlap(
    item: Item, sent: int, start: int, tmp_path: Path
) -> None:
    before, after = (
        PlaylistPlayer(ffmpeg=FFMPEG, item=item, start=s) for s in (start, start + 12345)
    )
    try:
        await before.cue(10)
        await after.cue(10)
        data = await first(before, sent)
        before.shorten(before.sent_end)
        data += await rest(before)
        assert before.shortened
        assert before.sent_end == before.end
        after.begin(before.end)
        data += await first(after, 60)
        after.shorten(after.sent_end)
        data += await rest(after)
    finally:
        await before.close()
        await after.close()
    path = tmp_path / "taken.ts"
    path.write_bytes(data)
    video, audio, decoding = stamps(path)
    assert sent + 60 < len(video) <= sent + 70
    assert all(abs(b - a - 1 / 24) < 0.002 for a, b in pairwise(video))
    assert all(b > a for a, b in pairwise(decoding))
    # Where sound is cut there is less than one more frame of silence, and never an overlap.
    assert all(0.0213 < b - a < 0.043 for a, b in pairwise(audio))


async def test_a_reel_is_what_was_read_and_may_begin_anywhere(item: Item, tmp_path: Path) -> None:
    reel = await read_cached(item, ffmpeg=FFMPEG)
    data, end = b"", 26 * 3600 * TICKS_PER_S
    for _ in range(3):
        player = CachedPlayer(reel, item)
        await player.cue()
        player.begin(end)
        data += await rest(player)
        assert player.end == end + 8 * TICKS_PER_S
        end = player.end
    path = tmp_path / "reel.ts"
    path.write_bytes(data)
    video, audio, _ = stamps(path)
    assert len(video) == 3 * 192
    assert all(abs(b - a - 1 / 24) < 0.002 for a, b in pairwise(video))
    assert all(0.020 < b - a < 0.023 for a, b in pairwise(audio))


async def test_a_reel_leaves_nearest_to_the_time_that_is_wanted(item: Item) -> None:
    player = CachedPlayer(await read_cached(item, ffmpeg=FFMPEG), item)
    player.begin(TICKS_PER_S)
    await first(player, 10)
    wanted = TICKS_PER_S + 4 * TICKS_PER_S
    player.shorten(wanted)
    assert abs(player.end - wanted) <= 1.5 * FRAME
    player.shorten(player.sent_end)  # an order that comes meanwhile
    assert player.end - player.sent_end <= 4 * FRAME
