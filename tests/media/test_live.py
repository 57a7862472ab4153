"""A feed of any kind comes out in house format, to the parameter set."""

import re
import subprocess
from itertools import pairwise
from pathlib import Path

import av
import pytest

from tests.clips import encode, make_programme
from tests.slack import slack
from webtv.media.live import live_argv
from webtv.media.process.binary import find_ffmpeg
from webtv.model.house import HouseFormat
from webtv.playout.mpegts.reader import TICKS_PER_S, TransportReader, Unit
from webtv.playout.players.playlist_player import player_argv
from webtv.store.library import Library

START_S = 100.0
SECONDS = 12

HOUSES = {
    "24": HouseFormat(width=256, height=144),
    "29.97": HouseFormat(width=320, height=180, fps=29.97),
    "25 cbr": HouseFormat(width=256, height=144, fps=25, cbr=True, video_kbps=600),
}
FEEDS = {
    "24": ("testsrc2=s=640x480:r=30", "sine=f=440:r=44100", "volume=-30dB"),
    "29.97": ("testsrc2=s=90x160:r=15", "anoisesrc=r=22050:c=pink", "volume=6dB"),
    "25 cbr": ("testsrc2=s=720x576:r=50,setsar=16/15", "", ""),
}


def units(argv: list[str], house: HouseFormat, *, start_s: float) -> list[Unit]:
    done = subprocess.run(argv, capture_output=True, check=True, timeout=60 * slack())
    frame_ticks = round(TICKS_PER_S / house.rate)
    reader = TransportReader(start=round(start_s * TICKS_PER_S), frame_ticks=frame_ticks)
    return reader.feed(done.stdout)


@pytest.mark.parametrize("name", HOUSES)
def test_any_feed_becomes_house_format(name: str, tmp_path: Path) -> None:
    house, (picture, sound, change) = HOUSES[name], FEEDS[name]
    feed = tmp_path / "feed.flv"
    inputs = ["-f", "lavfi", "-i", picture]
    if sound:
        inputs += ["-f", "lavfi", "-i", sound, "-af", change, "-c:a", "aac", "-ac", "1"]
    coding = ["-c:v", "libx264", "-preset", "ultrafast", "-g", "300", "-pix_fmt", "yuv420p"]
    encode(*inputs, *coding, "-t", str(SECONDS), str(feed))
    argv = live_argv(find_ffmpeg(None), house, feed=str(feed), sound=bool(sound), start_s=START_S)
    live = units(argv, house, start_s=START_S)

    library = Library(tmp_path / "library")
    programme = library.media(make_programme(library, "any", house=house))
    own = units(player_argv(find_ffmpeg(None), programme, start=0), house, start_s=0)
    assert own[0].parameters
    assert {unit.parameters for unit in live if unit.keyframe} == {own[0].parameters}
    assert [unit.keyframe for unit in live[: house.gop_frames + 1]] == [
        True,
        *[False] * (house.gop_frames - 1),
        True,
    ]

    path = tmp_path / "live.ts"
    path.write_bytes(b"".join(unit.data for unit in live))
    times: dict[str, list[float]] = {"video": [], "audio": []}
    with av.open(str(path)) as container:
        shown = container.streams.video[0]
        assert (shown.width, shown.height) == (house.width, house.height)
        assert container.streams.audio[0].channels == 2
        for packet in container.demux(video=0, audio=0):
            if packet.dts is not None and packet.pts is not None and packet.time_base is not None:
                times[packet.stream.type].append(float(packet.pts * packet.time_base))
    times["video"].sort()
    assert abs(times["video"][0] - times["audio"][0]) < 0.025
    frame_s = float(1 / house.rate)
    assert all(abs(b - a - frame_s) < 0.0001 for a, b in pairwise(times["video"]))
    assert all(abs(b - a - 1024 / 48000) < 0.025 for a, b in pairwise(times["audio"]))
    heard = loudness(path)
    if sound:
        assert abs(heard - house.loudness_lufs) < 1
    else:
        assert -66 < heard < -50  # a room, neither silence nor sound


def loudness(path: Path) -> float:
    said = subprocess.run(
        [
            *(str(find_ffmpeg(None)), "-hide_banner", "-nostats", "-i", str(path)),
            *("-vn", "-af", "ebur128=framelog=quiet", "-f", "null", "-"),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=30 * slack(),
    ).stderr
    return float(re.findall(r"I:\s+(-?[0-9.]+) LUFS", said)[-1])


def test_a_feed_that_is_too_large_is_refused(tmp_path: Path) -> None:
    feed = tmp_path / "feed.flv"
    encode(
        *("-f", "lavfi", "-i", "color=s=8192x4320:r=2", "-t", "1", "-c:v", "libx264"),
        *("-preset", "ultrafast", "-pix_fmt", "yuv420p", str(feed)),
    )
    house = HOUSES["24"]
    argv = live_argv(find_ffmpeg(None), house, feed=str(feed), sound=False, start_s=0)
    done = subprocess.run(argv, capture_output=True, timeout=60 * slack(), check=False)
    assert done.returncode != 0
    assert not done.stdout
    assert b"8192x4320" in done.stderr
