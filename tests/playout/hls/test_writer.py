"""The HLS playlist as a value, and the writer on a real disk."""

import asyncio
import errno
import time
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from tests.rtmp.server import until
from webtv.config.hls import HlsConfig
from webtv.errors import LeaseLostError
from webtv.machines.right import Right
from webtv.media.process.binary import find_ffmpeg
from webtv.model.status import ShotLine
from webtv.playout.hls.dateranges import Ranges, quoted
from webtv.playout.hls.folder import HlsFolder
from webtv.playout.hls.window import HlsWindow, Piece
from webtv.playout.hls.writer import HlsWriter
from webtv.playout.mpegts.reader import TICKS_PER_S, Unit
from webtv.playout.players.item import Item
from webtv.store.hls import MediaPlaylist, Segment, read_media_playlist

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def _segment(number: int, *, fresh: bool = False) -> Segment:
    return Segment(f"{number}.ts", 4.0, NOON + timedelta(seconds=4 * number), fresh)


def _grown(count: int, *, breaks: tuple[int, ...] = (), keep_s: float = 40) -> MediaPlaylist:
    media = MediaPlaylist()
    for number in range(count):
        media = media.add(_segment(number, fresh=number in breaks), keep_s=keep_s)
    return media


def test_the_list_slides_and_counts_what_is_gone() -> None:
    media = _grown(15, breaks=(2, 12))
    assert [s.name for s in media.segments] == [f"{n}.ts" for n in range(5, 15)]
    assert (media.sequence, media.breaks) == (5, 1)


def test_the_text_reads_back_to_the_same_list() -> None:
    media = _grown(15, breaks=(2, 12))
    text = media.text()
    assert read_media_playlist(text) == media
    lines = text.splitlines()
    assert lines[0] == "#EXTM3U"
    assert "#EXT-X-TARGETDURATION:4" in lines
    assert "#EXT-X-INDEPENDENT-SEGMENTS" in lines
    assert lines[lines.index("12.ts") - 3] == "#EXT-X-DISCONTINUITY"
    assert lines[1] == "#EXT-X-VERSION:3"
    assert "#EXT-X-PROGRAM-DATE-TIME:2026-01-01T12:00:48.000Z" in lines


def test_lost_files_end_what_can_be_kept() -> None:
    media = _grown(6, breaks=(1,)).after(lambda name: name != "3.ts")
    assert [s.name for s in media.segments] == ["4.ts", "5.ts"]
    assert (media.sequence, media.breaks) == (4, 1)


def _unit(number: int) -> Unit:
    dts = number * TICKS_PER_S // 2
    return Unit(b"x" * 188, dts, dts + TICKS_PER_S // 2, number % 4 == 0, b"")


async def test_a_full_disk_loses_segments_and_comes_back_with_a_break(tmp_path: Path) -> None:
    folder = tmp_path / "hls" / "any"
    writer = HlsWriter(
        folder,
        ffmpeg=find_ffmpeg(None),
        wall=lambda tick: NOON + timedelta(seconds=tick / TICKS_PER_S),
    )
    task = asyncio.create_task(writer.run())

    async def _send(numbers: range, state: str) -> None:
        for number in numbers:
            writer.send(_unit(number))
        async with asyncio.timeout(5):
            while writer.status().state != state:
                await asyncio.sleep(0.01)

    await _send(range(13), "sending")  # two short ones, then one of 4 s is open
    async with asyncio.timeout(5):
        while len(read_media_playlist((folder / "live.m3u8").read_text()).segments) < 2:
            await asyncio.sleep(0.01)
    away = folder.rename(tmp_path / "away")
    folder.write_text("a file where the folder should be")
    await _send(range(13, 21), "retrying")
    assert writer.status().last_error
    folder.unlink()
    away.rename(folder)
    await _send(range(21, 37), "sending")
    until(
        lambda: len(read_media_playlist((folder / "live.m3u8").read_text()).segments) >= 3,
        within_s=5,
        what="segments again",
    )
    media = read_media_playlist((folder / "live.m3u8").read_text())
    assert [s.duration_s for s in media.segments][:3] == [2, 2, 4]
    assert [s.fresh for s in media.segments][:3] == [False, False, True]
    assert all((folder / s.name).stat().st_size % 188 == 0 for s in media.segments)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert writer.status().state == "stopped"


def _piece(number: int) -> Piece:
    return Piece(
        start=number * 4 * TICKS_PER_S,
        end=(number + 1) * 4 * TICKS_PER_S,
        at=NOON + timedelta(seconds=4 * number),
        fresh=False,
        data=bytes(188 * 50),
        parameters=b"",
        events=(),
    )


class SmallDisk(HlsFolder):
    """A folder on a disk that holds so many bytes."""

    def __init__(self, path: Path, *, holds: int) -> None:
        super().__init__(path)
        self.holds = holds

    def write(self, name: str, data: bytes | str) -> None:
        used = sum(p.stat().st_size for p in self.path.iterdir()) if self.path.exists() else 0
        if used + len(data) > self.holds:
            raise OSError(errno.ENOSPC, "No space left on device")
        super().write(name, data)


def test_a_full_disk_shortens_the_window_and_the_air_goes_on(tmp_path: Path) -> None:
    window, config = HlsWindow(SmallDisk(tmp_path, holds=120_000)), HlsConfig()
    window.resume(config)
    failed = []
    for number in range(60):
        try:
            window.add(_piece(number), config)
        except OSError:
            failed.append(number)
    assert failed
    assert all(later - earlier > 3 for earlier, later in pairwise(failed))
    media = read_media_playlist((tmp_path / "live.m3u8").read_text())
    assert len(media.segments) >= 3
    assert all((tmp_path / s.name).is_file() for s in media.segments)
    listed = {Path(s.name).stem for s in media.segments}
    assert {p.stem for p in tmp_path.glob("*.vtt")} == listed


def test_the_window_is_as_short_as_its_size_demands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All files of the folder, those that have left the list too, stay below the limit."""
    window = HlsWindow(HlsFolder(tmp_path))
    limit = 50 * 188 * 60  # bytes of 60 segments: 120 s listed, as long again until they leave
    config = HlsConfig(max_gb=limit / 1e9, window_s=3600)
    window.resume(config)
    now = 1000.0
    monkeypatch.setattr(time, "time", lambda: now)
    for number in range(200):
        now += 4
        window.add(_piece(number), config)
    media = read_media_playlist((tmp_path / "live.m3u8").read_text())
    assert 25 <= len(media.segments) <= 31
    taken = sum(p.stat().st_size for p in tmp_path.glob("*.ts"))
    assert limit / 2 < taken <= limit * 1.05


def test_a_machine_that_was_replaced_overwrites_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one that believes to have the channel still: its database is away."""
    monkeypatch.setattr(time, "time", lambda: NOON.timestamp() + 8)
    old, new = (HlsWindow(HlsFolder(tmp_path, right=Right(epoch))) for epoch in (3, 4))
    config = HlsConfig()
    old.resume(config)
    old.add(_piece(0), config)
    new.resume(config)
    new.add(_piece(1), config)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(LeaseLostError):
        old.add(_piece(2), config)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    first, second = read_media_playlist((tmp_path / "live.m3u8").read_text()).segments
    assert (first.name[-5:], second.name[-5:]) == ("-3.ts", "-4.ts")


def test_numbers_grow_from_machine_to_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where each has an HLS folder of its own, and what it aired last there is long ago."""
    config, places = HlsConfig(), [tmp_path / "one", tmp_path / "two"]
    seen = []
    for epoch in range(1, 5):
        now = NOON.timestamp() + 1000 * epoch
        monkeypatch.setattr(time, "time", lambda now=now: now)
        window = HlsWindow(HlsFolder(places[epoch % 2], right=Right(epoch)))
        window.resume(config)
        window.add(_piece(epoch), config)
        media = read_media_playlist((places[epoch % 2] / "live.m3u8").read_text())
        seen.append((media.sequence, media.breaks))
    assert seen == sorted(set(seen))


def test_the_window_follows_the_channels_file(tmp_path: Path) -> None:
    window = HlsWindow(HlsFolder(tmp_path))
    window.resume(HlsConfig())
    for number in range(40):
        window.add(_piece(number), HlsConfig())
    assert len(read_media_playlist((tmp_path / "live.m3u8").read_text()).segments) == 40
    window.add(_piece(40), HlsConfig(window_s=30))
    media = read_media_playlist((tmp_path / "live.m3u8").read_text())
    assert (len(media.segments), media.sequence) == (8, 33)
    assert len(read_media_playlist((tmp_path / "captions.m3u8").read_text()).segments) == 8


async def test_dates_follow_lengths_and_give_way_to_a_clock_that_is_set(tmp_path: Path) -> None:
    off_s = 0.0
    writer = HlsWriter(
        tmp_path / "any",
        ffmpeg=find_ffmpeg(None),
        wall=lambda tick: NOON + timedelta(seconds=tick / TICKS_PER_S + off_s),
    )
    task = asyncio.create_task(writer.run())
    for number in range(73):
        off_s = 0.0 if number < 24 else 0.4 if number < 48 else 3600.0
        writer.send(_unit(number))
    await writer.written()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    media = read_media_playlist((tmp_path / "any" / "live.m3u8").read_text())
    off = [
        (two.at - one.at).total_seconds() - one.duration_s for one, two in pairwise(media.segments)
    ]
    assert sum(abs(each) < 0.003 for each in off) == len(off) - 1  # slewed, not stepped
    assert max(off) == pytest.approx(3600, abs=1)
    assert len({s.name for s in media.segments}) == len(media.segments)


def _item(title: str, *, seconds: int = 8) -> Item:
    return Item(
        kind="programme" if seconds else "takeover",
        title=title,
        playlist=Path("none.ffconcat"),
        frames=24 * seconds,
        rate=Fraction(24),
        shots=(ShotLine(start_s=0, prompt="one"), ShotLine(start_s=4, prompt="two")),
    )


def test_ranges_end_where_the_next_begins_and_leave_with_the_window() -> None:
    ranges = Ranges()
    ranges.begin(_item("Cut short"), NOON)
    ranges.reach(NOON + timedelta(seconds=2))
    assert [line.count("X-PROMPT") for line in ranges.lines()] == [0, 1]  # not what may not air
    ranges.begin(_item("Live", seconds=0), NOON + timedelta(seconds=3))
    first, shot, live = ranges.lines()
    assert first.endswith(
        'PLANNED-DURATION=8.000,DURATION=3.000,X-TITLE="Cut short",X-KIND="programme"'
    )
    assert "DURATION=3.000" in shot
    assert "DURATION" not in live

    known = Ranges()
    known.load(["#EXTM3U", *ranges.lines(), '#EXT-X-DATERANGE:ID="9"'])
    assert known.lines() == ranges.lines()
    known.end(NOON + timedelta(minutes=5))
    assert "DURATION=297.000" in known.lines()[-1]
    known.forget(NOON + timedelta(minutes=1))
    assert len(known.lines()) == 1


def test_a_text_cannot_break_out_of_its_quotes() -> None:
    hostile = 'a",X-KIND="slate\r\n#EXT-X-ENDLIST\x00\u2028\x85 \U0001f600' + "x" * 5000
    text = quoted(hostile)
    assert text.count('"') == 2
    assert text[0] == text[-1] == '"'
    assert len(text.splitlines()) == 1
    assert len(text) < 1100
    assert "\U0001f600" in text
