"""A library made by more than one encoder: what is taken from one is taken from the other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import ffmpeg as graph
import pytest
from structlog.testing import capture_logs

from tests.clips import encode
from tests.playout.played import played
from tests.ports import free_port
from webtv.ingest.admit import differences
from webtv.media.encode import house_options, in_house_colours
from webtv.media.probe import probe
from webtv.media.process.binary import find_ffmpeg
from webtv.media.reference import reference
from webtv.model.house import HouseFormat
from webtv.playout.fanout import FanOut
from webtv.playout.mpegts.reader import TICKS_PER_S
from webtv.playout.players.item import Item
from webtv.playout.players.playlist_player import PlaylistPlayer
from webtv.store.playlists import ffconcat

HOUSE = HouseFormat(width=160, height=128, video_kbps=300)


def programme(folder: Path, name: str, *, references: int) -> Item:
    """One grid step; `references` pictures of memory stand in its SPS."""
    media = folder / f"{name}.mp4"
    frames = HOUSE.grid_frames
    options = house_options(HOUSE, frames=frames)
    options["x264-params"] = str(options["x264-params"]).replace("ref=2", f"ref={references}")
    source = f"testsrc2=s=160x128:r={HOUSE.rate}"
    picture = in_house_colours(graph.input(source, f="lavfi"))
    tone = graph.input("sine=r=48000", f="lavfi")
    encode("-t", "9", *graph.output(picture, tone, str(media), **options).get_args())
    playlist = folder / f"{name}.ffconcat"
    playlist.write_text(ffconcat([media]), encoding="utf-8")
    return Item(kind="programme", title=name, playlist=playlist, frames=frames, rate=HOUSE.rate)


def player(item: Item, start: int) -> PlaylistPlayer:
    return PlaylistPlayer(ffmpeg=find_ffmpeg(None), item=item, start=start)


@pytest.fixture(scope="module")
def items(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Item]:
    """`now` is what this station's encoder makes, `before` what another one made."""
    folder = tmp_path_factory.mktemp("library")
    return {
        "now": programme(folder, "now", references=2),
        "before": programme(folder, "before", references=4),
    }


def test_admission_takes_only_what_this_encoder_makes(items: dict[str, Item]) -> None:
    wanted = reference(find_ffmpeg(None), HOUSE)
    wrong = {
        name: differences(
            probe(item.playlist.with_suffix(".mp4")), wanted, HOUSE, frames=item.frames
        )
        for name, item in items.items()
    }
    assert wrong["now"] == []
    assert [difference.split(" is ")[0] for difference in wrong["before"]] == ["video headers"]


async def test_every_keyframe_carries_its_parameter_sets(items: dict[str, Item]) -> None:
    found = {}
    for name, item in items.items():
        units, _ = await played(player(item, TICKS_PER_S), TICKS_PER_S)
        keyframes = [unit for unit in units if unit.keyframe]
        assert len(keyframes) == item.frames / HOUSE.gop_frames
        (found[name],) = {unit.parameters for unit in keyframes}
        assert found[name].startswith(b"\x67")  # an SPS, then a PPS
        assert b"|\x68" in found[name]
    assert found["now"] != found["before"]


async def test_a_change_reconnects_once_and_only_there(
    items: dict[str, Item], tmp_path: Path
) -> None:
    begun = datetime.now(UTC)
    folder = tmp_path / "hls"
    rundown = ["now", "now", "before", "before", "now"]
    with capture_logs() as logs:
        outputs = FanOut(
            ffmpeg=find_ffmpeg(None),
            own_address=lambda: f"rtmp://127.0.0.1:{free_port()}/live/test",
            hls_folder=folder,
            recordings=tmp_path / "recordings",
            wall=lambda tick: begun + timedelta(seconds=tick / TICKS_PER_S),
        )
        start = TICKS_PER_S
        for name in rundown:
            units, end = await played(player(items[name], start), start)
            outputs.take(items[name], start)
            for unit in units:
                outputs.send(unit)
                if unit.keyframe:
                    await outputs._hls.written()
            start = end
        await outputs.close(remove=False)
    assert [log["event"] for log in logs].count("format changes, destinations reconnect") == 2
    playlist = next(folder.glob("live.m3u8")).read_text(encoding="utf-8")
    starts, at_s = [], 0.0
    for line in playlist.splitlines():
        if line.startswith("#EXT-X-DISCONTINUITY") and "SEQUENCE" not in line:
            starts.append(round(at_s))
        elif line.startswith("#EXTINF:"):
            at_s += float(line.removeprefix("#EXTINF:").split(",")[0])
    assert [place for place in starts if place] == [16, 32]
    assert round(at_s) == 40
