"""Takes at every frame rate: programme, slate and programme again, as one stream."""

from __future__ import annotations

import subprocess
from math import ceil, floor
from pathlib import Path

import av
import numpy as np
import pytest

from tests.clips import make_clip, make_music, make_programme
from tests.playout.played import played
from tests.slack import slack
from webtv.config.channel import Channel
from webtv.ingest.admit import admit
from webtv.media.conform import conform
from webtv.media.cutting import cut
from webtv.media.graphics.captions import Captions
from webtv.media.graphics.label import Label
from webtv.media.process.binary import find_ffmpeg
from webtv.model.house import AAC_FRAME_SAMPLES, HouseFormat
from webtv.model.rate import EXACT
from webtv.playout.mpegts.reader import TICKS_PER_S
from webtv.playout.players.cached import CachedPlayer
from webtv.playout.players.item import Item
from webtv.playout.players.player import Player
from webtv.playout.players.playlist_player import PlaylistPlayer
from webtv.playout.players.slate_store import SlateStore
from webtv.store.library import Library
from webtv.store.playlists import ffconcat

CONFORMED = (24, 25, 30)
"""What production makes at these is exact by `tests/media/test_conform.py`."""
START = 7 * TICKS_PER_S + 1
AUDIO_TICKS = AAC_FRAME_SAMPLES * TICKS_PER_S // 48_000


@pytest.fixture(scope="module")
def materials(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two clips at other rates, and music that is too short."""
    folder = tmp_path_factory.mktemp("materials")
    for fps in (8, 24):
        make_clip(folder / f"{fps}.mp4", size=(160, 128), fps=fps)
    make_music(folder / "music.wav", seconds=6)
    return folder


def conformed(materials: Path, folder: Path, house: HouseFormat, ffmpeg: Path) -> Item:
    """A programme made of an odd clip and music, as production makes it."""
    timing = cut([4.0, 4.0], house, crossfade_s=0.5)
    made = conform(
        ffmpeg,
        house,
        clips=[materials / "8.mp4", materials / "24.mp4"],
        timing=timing,
        music=materials / "music.wav",
        captions=Captions(title="Rates", bug="AI"),
        label=Label("Rates"),
        out=folder / "made.mp4",
        work_dir=folder,
    )
    admit(made.path, house, frames=made.frames, ffmpeg=ffmpeg)
    playlist = folder / "made.ffconcat"
    playlist.write_text(ffconcat([made.path]), encoding="utf-8")
    return Item(
        kind="programme", title="Rates", playlist=playlist, frames=made.frames, rate=house.rate
    )


def drawn(folder: Path, house: HouseFormat) -> Item:
    """A programme of the same encoder, without what production does before."""
    library = Library(folder / "library")
    made = make_programme(library, "rates", house=house)
    playlist = folder / "made.ffconcat"
    playlist.write_text(ffconcat([library.media(made)]), encoding="utf-8")
    return Item(
        kind="programme", title="Rates", playlist=playlist, frames=made.frames, rate=house.rate
    )


@pytest.mark.parametrize("fps", EXACT)
async def test_takes_are_exact(fps: float, materials: Path, tmp_path: Path) -> None:
    ffmpeg = find_ffmpeg(None)
    house = HouseFormat(fps=fps, width=160, height=128, video_kbps=300)
    if fps in CONFORMED:
        programme = drawn(tmp_path, house)
    else:
        programme = conformed(materials, tmp_path, house, ffmpeg)
    channel = Channel(title="Rates", theme="what every rate looks like", house=house)
    slate = await SlateStore(tmp_path / "slates", ffmpeg=ffmpeg).fetch(channel)
    rundown: list[Player] = [
        PlaylistPlayer(ffmpeg=ffmpeg, item=programme, start=TICKS_PER_S),
        CachedPlayer(slate, slate.item),
        CachedPlayer(slate, slate.item),
        PlaylistPlayer(ffmpeg=ffmpeg, item=programme, start=TICKS_PER_S),
    ]

    at, units = START, []
    for player in rundown:
        before, item = at, player.item
        read, at = await played(player, before, ready_s=10)
        units += read
        assert at - before == item.planned_ticks == item.frames * TICKS_PER_S / house.rate
    parameters = {unit.parameters for unit in units if unit.keyframe}
    assert len(parameters) == 1
    assert parameters != {b""}

    stream = tmp_path / "air.ts"
    stream.write_bytes(b"".join(unit.data for unit in units))
    times: dict[str, list[int]] = {"video": [], "audio": []}
    with av.open(str(stream)) as container:
        for packet in container.demux():
            if packet.pts is not None:
                times[packet.stream.type].append(packet.pts)
    frame = TICKS_PER_S / house.rate
    assert set(np.diff(sorted(times["video"])).tolist()) <= {floor(frame), ceil(frame)}
    assert set(np.diff(times["audio"]).tolist()) == {AUDIO_TICKS}
    assert len(times["video"]) == sum(player.item.frames for player in rundown)
    assert len(times["audio"]) * AUDIO_TICKS == at - START
    assert decoding_complaints(ffmpeg, stream) == ""


def decoding_complaints(ffmpeg: Path, stream: Path) -> str:
    """What ffmpeg has to say while it decodes all of a file, and while it copies it."""
    argv = [str(ffmpeg), "-hide_banner", "-v", "warning", "-nostdin", "-y", "-i", str(stream)]
    decode = ["-fps_mode", "passthrough", "-enc_time_base:v", "1:90000", "-f", "null", "-"]
    said = [
        subprocess.run(
            [*argv, *rest], capture_output=True, check=True, timeout=60 * slack(), text=True
        )
        for rest in (decode, ["-c", "copy", str(stream.with_suffix(".flv"))])
    ]
    return "".join(done.stderr for done in said)
