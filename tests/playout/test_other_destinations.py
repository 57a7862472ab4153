"""SRT, recordings and a rate of its own, each with the real thing at the far end."""

import asyncio
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import av
import pytest

from tests.clips import make_programme
from tests.playout.feed import Feed
from tests.playout.played import packet_times
from tests.playout.test_rtmp_destination import command_lines
from tests.ports import free_port
from webtv.config.encode import EncodeConfig
from webtv.media.process.binary import find_ffmpeg
from webtv.model.house import HouseFormat
from webtv.playout.destinations import recording as module
from webtv.playout.destinations.address import SrtRoute
from webtv.playout.destinations.encoder import Encoder
from webtv.playout.destinations.pusher import Pusher
from webtv.playout.destinations.recording import Recording
from webtv.playout.destinations.recording_folder import RecordingFolder
from webtv.playout.mpegts.reader import TICKS_PER_S
from webtv.store.library import Library

FIRST = 1_800_000_000


def wall(tick: int) -> datetime:
    return datetime.fromtimestamp(FIRST, UTC) + timedelta(seconds=tick / TICKS_PER_S)


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory, film: Path) -> dict[str, Path]:
    library = Library(tmp_path_factory.mktemp("library"))
    tall = make_programme(library, "a", nonce="1", house=HouseFormat(width=144, height=192))
    return {"small": film, "tall": library.media(tall)}


async def ended(task: asyncio.Task[None], feed: Feed) -> None:
    task.cancel()
    await feed.stop()
    await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """A real SRT listener that asks for a passphrase and keeps what it gets."""
    port, kept = free_port(), tmp_path / "srt.ts"
    address = f"srt://127.0.0.1:{port}?mode=listener&passphrase=tops3cret-phrase"
    argv = [str(find_ffmpeg(None)), "-v", "error", "-y", "-i", address]
    argv += ["-c", "copy", "-flush_packets", "1", "-f", "mpegts", str(kept)]
    with subprocess.Popen(argv, stdin=subprocess.DEVNULL) as process:
        try:
            yield port, kept
        finally:
            process.kill()


async def test_srt_is_encrypted_joins_do_not_show_and_the_passphrase_is_taken_away(
    listener: tuple[int, Path], films: dict[str, Path]
) -> None:
    port, kept = listener
    route = SrtRoute("127.0.0.1", port, passphrase="tops3cret-phrase", streamid="#!::r=s3cret")
    pusher = Pusher("venue", route=lambda: route, ffmpeg=find_ffmpeg(None), most_wait_s=1)
    task = asyncio.create_task(pusher.run())
    feed = Feed(films["small"], pusher)
    await feed.until(lambda: pusher.status().state == "sending", within_s=15, what="it sends")
    assert pusher.status().kind == "srt"
    assert pusher.status().reconnect_at is None
    with command_lines() as seen:
        await feed.until(lambda: feed.joins == 2, within_s=15, what="a join")
        await asyncio.sleep(1.5)
    await ended(task, feed)
    mine = [line for line in seen if "caller" in line]
    assert mine
    assert not [line for line in mine if "s3cret" in line]
    times = packet_times(kept)
    assert times["video"][-1] - times["video"][0] > 7.5
    for steps in times.values():
        assert max(b - a for a, b in pairwise(steps)) < 0.05


async def test_a_recording_is_cut_at_keyframes_named_by_time_and_loses_nothing(
    tmp_path: Path, films: dict[str, Path]
) -> None:
    folder = RecordingFolder(
        tmp_path / "tapes" / "a", "a-tape", minutes=5 / 60, inside=tmp_path / "tapes"
    )
    tape = Recording("tape", folder=folder, wall=wall)
    task = asyncio.create_task(tape.run())
    feed = Feed(films["small"], tape, speed=3)
    await feed.until(lambda: len(list(folder.path.glob("*"))) == 3, within_s=25, what="3 files")
    await ended(task, feed)
    names = sorted(path.name for path in folder.path.iterdir())
    # 5 s end at the keyframe after 6 s; the first picture is decoded just before second 1.
    assert names[:2] == ["a-tape-20270115T080000Z.ts", "a-tape-20270115T080006Z.ts"]
    first, second = (packet_times(folder.path / name) for name in names[:2])
    for kind in ("video", "audio"):
        steps = [b - a for a, b in pairwise(first[kind] + second[kind])]
        assert 0 < min(steps)
        assert max(steps) < 0.05
    status = tape.status()
    assert (status.state, status.drops, status.reconnects) == ("stopped", 0, 0)
    assert status.bytes_sent > 100_000


async def test_a_disk_that_cannot_be_written_loses_the_recording_until_it_can(
    tmp_path: Path, films: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    blocker = tmp_path / "a"
    blocker.write_text("in the way")
    folder = RecordingFolder(blocker, "a-tape", inside=tmp_path)
    tape = Recording("tape", folder=folder, wall=wall)
    task = asyncio.create_task(tape.run())
    feed = Feed(films["small"], tape)
    await feed.until(lambda: tape.status().state == "retrying", within_s=10, what="it is lost")
    assert "File exists" in tape.status().last_error
    blocker.unlink()
    await feed.until(lambda: tape.status().state == "sending", within_s=15, what="it is back")
    monkeypatch.setattr(module, "RESERVE_BYTES", 1 << 62)
    await feed.until(lambda: tape.status().state == "retrying", within_s=10, what="a full disk")
    assert "MB free" in tape.status().last_error
    assert tape.status().reconnects >= 1
    assert str(tmp_path) not in tape.status().model_dump_json()
    await ended(task, feed)


def test_old_recordings_go_and_nothing_else_does(tmp_path: Path) -> None:
    folder = RecordingFolder(tmp_path, "a-tape", keep_hours=1, keep_bytes=2500)
    now = time.time()
    for number, age_h in enumerate((3, 0.5, 0.4, 0.3, 0.2)):
        path = tmp_path / f"a-tape-2026010{number}T000000Z.ts"
        path.write_bytes(bytes(1000))
        at = now - age_h * 3600
        os.utime(path, (at, at))
    kept = [tmp_path / "a-tape-notes.ts", tmp_path / "b-tape-20260101T000000Z.ts"]
    for path in kept:
        path.write_bytes(bytes(9000))
    link = tmp_path / "a-tape-20250101T000000Z.ts"
    link.symlink_to(kept[0])
    folder.prune(now=now)
    left = sorted(p.name for p in tmp_path.glob("a-tape-2026*"))
    assert left == ["a-tape-20260103T000000Z.ts", "a-tape-20260104T000000Z.ts"]
    assert all(path.exists() for path in (*kept, link))


def test_a_recording_takes_no_more_than_it_leaves_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        path = tmp_path / f"a-tape-2026010{number}T000000Z.ts"
        path.write_bytes(bytes(1000))
        os.utime(path, (number, number))
    disk = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: disk._replace(free=1500))
    RecordingFolder(tmp_path, "a-tape", keep_hours=1e9).prune(now=10)
    left = sorted(path.name[9:15] for path in tmp_path.iterdir())
    assert left == ["260102", "260103", "260104"]


def test_a_recording_does_not_leave_its_folder_by_a_link(tmp_path: Path) -> None:
    inside = tmp_path / "recordings"
    inside.mkdir()
    (inside / "a").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (tmp_path / "elsewhere").mkdir()
    with pytest.raises(OSError, match="leads out of"):
        RecordingFolder(inside / "a", "a-tape", inside=inside).open(wall(0))
    RecordingFolder(inside / "a", "a-tape").open(wall(0)).close()  # a place that the operator chose
    assert list((tmp_path / "elsewhere").iterdir())


async def test_a_rate_of_its_own_survives_joins_and_another_format(
    tmp_path: Path, films: dict[str, Path]
) -> None:
    config = EncodeConfig(
        width=320, height=180, fps=30, video_kbps=400, sample_rate=44100, preset="ultrafast"
    )
    folder = RecordingFolder(tmp_path / "a", "a-tape")
    tape = Recording("tape", folder=folder, wall=wall)
    encoder = Encoder(tape, config=config, ffmpeg=find_ffmpeg(None))
    task = asyncio.create_task(encoder.run())
    feed = Feed(films["small"], encoder, speed=2)
    await feed.until(lambda: feed.joins == 1, within_s=5, what="it begins")
    feed.media = films["tall"]
    await feed.until(lambda: feed.joins == 2, within_s=15, what="the other format airs")
    before = encoder.status().bytes_sent
    await feed.until(
        lambda: encoder.status().bytes_sent > before + 200_000, within_s=20, what="it goes on"
    )
    assert encoder.status().drops == 0
    await ended(task, feed)
    recorded = next(folder.path.iterdir())
    with av.open(str(recorded)) as container:
        picture, sound = container.streams.video[0], container.streams.audio[0]
        assert (picture.width, picture.height, sound.rate) == (320, 180, 44100)
        packets = [p for p in container.demux(picture) if p.dts is not None]
    keys = [float(p.pts * p.time_base) for p in packets if p.is_keyframe and p.pts is not None]
    assert max(b - a for a, b in pairwise(keys)) < 2.1
    times = packet_times(recorded)
    assert max(b - a for a, b in pairwise(times["video"])) < 0.1
    assert max(b - a for a, b in pairwise(times["audio"])) < 0.1
    length_s = times["video"][-1] - times["video"][0]
    assert length_s > 9  # past the join at 8 s, where the format changed
    kbps = sum(p.size for p in packets) * 8 / 1000 / length_s
    assert 0.9 * 400 < kbps < 1.1 * 400  # filler where the picture needs less
