"""What somebody deletes from a channel's HLS folder is made good with the next segment."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import av
import pytest

from tests.hls_feed import RATE, START, transport_argv
from tests.slack import slack
from webtv.config.hls import HlsConfig
from webtv.playout.hls.folder import HlsFolder
from webtv.playout.hls.window import HlsWindow, Piece
from webtv.playout.mpegts.reader import TICKS_PER_S, TransportReader, shown_after
from webtv.store.hls import MediaPlaylist, read_media_playlist

SECONDS = 16
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def pieces() -> list[Piece]:
    """Eight segments of 2 s, as playout cuts them from what a player sends."""
    done = subprocess.run(
        transport_argv(SECONDS, burst_s=SECONDS),
        capture_output=True,
        timeout=60 * slack(),
        check=True,
    )
    reader = TransportReader(start=START, frame_ticks=TICKS_PER_S // RATE)
    units = [*reader.feed(done.stdout), *filter(None, [reader.flush()])]
    starts = [place for place, unit in enumerate(units) if unit.keyframe]
    made = []
    for first, last in zip(starts, [*starts[1:], len(units)], strict=True):
        start = units[first].dts + shown_after(units[first].data)
        made.append(
            Piece(
                start=start,
                end=start + 2 * TICKS_PER_S,
                at=NOON + timedelta(seconds=(start - START) / TICKS_PER_S),
                fresh=False,
                data=b"".join(unit.data for unit in units[first:last]),
                parameters=units[first].parameters,
                events=(),
            )
        )
    return made


def listed(folder: Path, name: str = "live.m3u8") -> MediaPlaylist:
    return read_media_playlist((folder / name).read_text())


def assert_whole(folder: Path) -> None:
    """Everything that is listed as being there is there, and the newest segment has pictures."""
    segments = listed(folder).segments
    for segment in segments:
        if not segment.gap:
            assert (folder / segment.name).is_file()
            assert (folder / segment.name).with_suffix(".vtt").is_file()
            assert not segment.init or (folder / segment.init).is_file()
    captions = [Path(segment.name).stem for segment in listed(folder, "captions.m3u8").segments]
    assert captions == [Path(segment.name).stem for segment in segments]
    newest = segments[-1]
    media = folder / "whole"
    init = (folder / newest.init).read_bytes() if newest.init else b""
    media.write_bytes(init + (folder / newest.name).read_bytes())
    with av.open(str(media)) as container:
        assert sum(1 for _ in container.decode(video=0)) == 2 * RATE
    media.unlink()
    assert (folder / "index.m3u8").is_file()


def delete(pattern: str) -> Callable[[Path], None]:
    def act(folder: Path) -> None:
        found = list(folder.glob(pattern))
        assert found
        for path in found:
            path.unlink()

    return act


@pytest.mark.parametrize("container", ["ts", "fmp4"])
@pytest.mark.parametrize(
    "harm",
    [
        delete("init-*.mp4"),
        delete("[1-3]-*.vtt"),
        delete("[1-3]-*.[mt]*"),
        delete("*.m3u8"),
        delete("*"),
        shutil.rmtree,
    ],
    ids=["init", "captions", "segments", "playlists", "everything", "folder"],
)
def test_what_is_deleted_is_made_good_with_the_next_segment(
    tmp_path: Path, pieces: list[Piece], harm: Callable[[Path], None], container: str
) -> None:
    folder, config = tmp_path / "sea", HlsConfig.model_validate({"container": container})
    window = HlsWindow(HlsFolder(folder))
    window.resume(config)
    for piece in pieces[:6]:
        window.add(piece, config)
    if container == "ts":
        (folder / "init-0.mp4").write_bytes(b"")  # so that there is something to delete
    before = listed(folder)
    harm(folder)
    window.add(pieces[6], config)
    assert_whole(folder)
    after = listed(folder)
    numbers = [after.sequence + place for place in range(len(after.segments))]
    assert numbers[-1] == before.sequence + 6  # numbers go on, as viewers who stay need it
    window.add(pieces[7], config)
    assert_whole(folder)


def test_a_lost_segment_between_others_is_a_gap(tmp_path: Path, pieces: list[Piece]) -> None:
    window = HlsWindow(HlsFolder(tmp_path))
    window.resume(HlsConfig())
    for piece in pieces[:5]:
        window.add(piece, HlsConfig())
    (tmp_path / listed(tmp_path).segments[2].name).unlink()
    window.add(pieces[5], HlsConfig())
    assert [segment.gap for segment in listed(tmp_path).segments] == [
        number == 2 for number in range(6)
    ]


def test_a_restart_after_the_loss_of_the_init_heals_as_well(
    tmp_path: Path, pieces: list[Piece]
) -> None:
    config = HlsConfig.model_validate({"container": "fmp4"})
    window = HlsWindow(HlsFolder(tmp_path))
    window.resume(config)
    for piece in pieces[:4]:
        window.add(piece, config)
    delete("init-*.mp4")(tmp_path)
    again = HlsWindow(HlsFolder(tmp_path))
    again.resume(config)
    again.add(pieces[4], config)
    assert_whole(tmp_path)
