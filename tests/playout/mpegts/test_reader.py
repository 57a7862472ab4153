"""Units cut from what a real player writes."""

import subprocess
from itertools import pairwise
from pathlib import Path

import av
import pytest

from tests.clips import make_programme
from tests.playout.played import packet_times
from tests.slack import slack
from webtv.media.process.binary import find_ffmpeg
from webtv.model.house import HouseFormat
from webtv.playout.mpegts.reader import TICKS_PER_S, TransportReader, Unit
from webtv.playout.players.playlist_player import player_argv
from webtv.store.library import Library
from webtv.store.playlists import write_playlist

SMALL = HouseFormat(width=256, height=144)
FRAME = TICKS_PER_S // 24
SECOND = TICKS_PER_S
LENGTH = 8 * TICKS_PER_S
WRAP = 1 << 33
"""Ticks after which the stream's clock starts again, 26.5 hours."""


@pytest.fixture(scope="module")
def playlist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _playlist(tmp_path_factory.mktemp("library"), SMALL)


def _playlist(folder: Path, house: HouseFormat) -> Path:
    library = Library(folder)
    made = make_programme(library, "any", house=house)
    media = library.media(made)
    return write_playlist(folder, number=1, programme=made.id, media=media, title="It's").path


def _play(playlist: Path, start: int) -> bytes:
    argv = player_argv(find_ffmpeg(None), playlist, start=start)
    return subprocess.run(argv, capture_output=True, check=True, timeout=20).stdout


def _cut(data: bytes, start: int, *, step: int = 65536) -> list[Unit]:
    reader = TransportReader(start=start, frame_ticks=FRAME)
    units = [u for i in range(0, len(data), step) for u in reader.feed(data[i : i + step])]
    last = reader.flush()
    assert last is not None
    return [*units, last]


@pytest.mark.parametrize("start", [90_000, 13 * LENGTH, WRAP - LENGTH // 2, 3 * WRAP + LENGTH])
def test_units_are_pictures_and_end_on_the_grid(playlist: Path, start: int) -> None:
    data = _play(playlist, start)
    units = _cut(data, start)
    assert b"".join(unit.data for unit in units) == data
    assert len(units) == 8 * 24
    assert {two.dts - one.dts for one, two in pairwise(units)} == {FRAME}
    assert [i for i, unit in enumerate(units) if unit.keyframe] == [0, 48, 96, 144]
    assert units[0].dts in (start, start - FRAME)
    assert units[-1].end == start + LENGTH


@pytest.mark.parametrize("step", [1, 187, 188, 1000])
def test_chunks_of_any_length_give_the_same_units(playlist: Path, step: int) -> None:
    data = _play(playlist, SECOND)[: 188 * 600]
    assert _cut(data, SECOND, step=step) == _cut(data, SECOND)


def test_every_keyframe_can_be_played_from(playlist: Path, tmp_path: Path) -> None:
    units = _cut(_play(playlist, SECOND), SECOND)
    path = tmp_path / "from.ts"
    path.write_bytes(b"".join(unit.data for unit in units[48:]))
    with av.open(str(path)) as container:
        frames = list(container.decode(video=0))
    assert len(frames) == 3 * 48
    assert frames[0].key_frame


def test_parameter_sets_tell_formats_apart(playlist: Path, tmp_path: Path) -> None:
    same = [u.parameters for u in _cut(_play(playlist, SECOND), SECOND) if u.keyframe]
    other = _cut(_play(_playlist(tmp_path, HouseFormat(width=320, height=180)), SECOND), SECOND)
    assert len(set(same)) == 1
    assert same[0]
    assert other[0].parameters not in (b"", same[0])


def test_players_in_a_row_join_without_a_seam_even_where_the_clock_wraps(
    playlist: Path, tmp_path: Path
) -> None:
    starts = [WRAP - 2 * LENGTH + n * LENGTH for n in range(4)]
    flv = tmp_path / "joined.flv"
    done = subprocess.run(
        [
            *(str(find_ffmpeg(None)), "-hide_banner", "-v", "warning", "-f", "mpegts"),
            *("-i", "pipe:0", "-c", "copy", "-f", "flv", str(flv)),
        ],
        input=b"".join(_play(playlist, start) for start in starts),
        capture_output=True,
        check=True,
        timeout=20 * slack(),
    )
    assert b"monoton" not in done.stderr
    assert b"corrupt" not in done.stderr
    times = packet_times(flv)
    assert len(times["video"]) == 4 * 8 * 24
    assert all(0.040 < b - a < 0.043 for a, b in pairwise(times["video"]))
    assert all(0.020 < b - a < 0.023 for a, b in pairwise(times["audio"]))
