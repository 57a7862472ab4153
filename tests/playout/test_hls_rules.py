"""Segments and playlists made of what real players write, judged by the rules of HLS."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from tests.clips import make_programme
from tests.hls_feed import HlsFeed, make_item
from tests.hls_media import Media, read_media
from tests.hls_rules import (
    Playlist,
    attributes,
    check_captions,
    check_master,
    check_media,
    check_reload,
    read_playlist,
)
from webtv.config.hls import HlsConfig
from webtv.media.process.binary import find_ffmpeg
from webtv.model.house import HouseFormat
from webtv.playout.mpegts.reader import CLOCK_WRAP, MUX_DELAY, TICKS_PER_S
from webtv.playout.players.item import Item
from webtv.playout.players.playlist_player import player_argv
from webtv.store.library import Library
from webtv.store.playlists import write_playlist

SMALL = HouseFormat(width=256, height=144)
LENGTH = 8 * TICKS_PER_S
PLAYERS = 6
HOSTILE = 'Say "hi",\nX-KIND="slate" \u2028 --> <b>\U0001f600&'


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    library = Library(folder)
    made = make_programme(library, "any", house=SMALL)
    media = library.media(made)
    return write_playlist(folder, number=1, programme=made.id, media=media, title="any").path


def _feed(
    folder: Path,
    programme: Path,
    *,
    start: int,
    ago_s: float = 8 * PLAYERS,
    config: HlsConfig | None = None,
) -> None:
    ticks = [start + n * LENGTH for n in range(PLAYERS)]
    ffmpeg = find_ffmpeg(None)
    feed = HlsFeed(
        folder,
        behind_s=ago_s,
        config=config,
        items=lambda number: make_item(number, title=HOSTILE if number == 1 else ""),
        players=[(player_argv(ffmpeg, programme, start=tick), tick) for tick in ticks],
    )
    feed.start()
    feed.finish()


@pytest.fixture(scope="module")
def hls(tmp_path_factory: pytest.TempPathFactory, programme: Path) -> Path:
    """Six players in a row; the clock of the transport stream starts again in the third."""
    folder = tmp_path_factory.mktemp("hls") / "any"
    _feed(folder, programme, start=CLOCK_WRAP - 2 * LENGTH - LENGTH // 2)
    return folder


def test_what_players_write_makes_segments_by_the_rules(hls: Path) -> None:
    playlist = read_playlist((hls / "live.m3u8").read_text())
    assert playlist.faults == []
    assert sum(s.duration_s for s in playlist.segments) == pytest.approx(8 * PLAYERS)
    assert not any(s.fresh for s in playlist.segments)
    assert check_media(playlist.segments, _media(hls, playlist)) == []
    assert check_master((hls / "index.m3u8").read_text()) == []


def _media(folder: Path, playlist: Playlist) -> list[Media]:
    return [
        read_media(
            (folder / s.uri).read_bytes(),
            init=(folder / s.init).read_bytes() if s.init else b"",
        )
        for s in playlist.segments
    ]


def test_fragmented_mp4_is_by_the_rules_and_its_clock_never_wraps(
    tmp_path: Path, programme: Path
) -> None:
    folder = tmp_path / "any"
    start = CLOCK_WRAP - 2 * LENGTH - LENGTH // 2
    _feed(folder, programme, start=start, config=HlsConfig(container="fmp4"))
    playlist = read_playlist((folder / "live.m3u8").read_text())
    assert playlist.faults == []
    assert len({s.init for s in playlist.segments}) == 1
    media = _media(folder, playlist)
    assert check_media(playlist.segments, media) == []
    assert media[0].shown == pytest.approx((start + MUX_DELAY) / TICKS_PER_S, abs=0.001)
    assert media[-1].shown - media[0].shown == pytest.approx(8 * PLAYERS - 4, abs=0.001)
    assert read_playlist((folder / "captions.m3u8").read_text()).faults == []
    assert check_master((folder / "index.m3u8").read_text()) == []


def test_another_container_begins_another_list(tmp_path: Path, programme: Path) -> None:
    folder = tmp_path / "any"
    _feed(folder, programme, start=TICKS_PER_S, ago_s=100)
    before = read_playlist((folder / "live.m3u8").read_text())
    config = HlsConfig(container="fmp4", window_s=40)
    _feed(folder, programme, start=TICKS_PER_S, config=config)
    after = read_playlist((folder / "live.m3u8").read_text())
    assert after.faults == []
    assert after.segments[0].number > before.segments[-1].number
    assert all(s.init for s in after.segments)
    assert check_media(after.segments, _media(folder, after)) == []


def test_the_master_tells_what_is_in_the_segments(hls: Path) -> None:
    line = next(
        line
        for line in (hls / "index.m3u8").read_text().splitlines()
        if line.startswith("#EXT-X-STREAM-INF:")
    )
    found = attributes(line.partition(":")[2])
    assert found["RESOLUTION"] == "256x144"
    assert float(found["FRAME-RATE"]) == 24
    assert re.fullmatch(r"avc1\.6400[0-9a-f]{2},mp4a\.40\.2", found["CODECS"])
    playlist = read_playlist((hls / "live.m3u8").read_text())
    rates = [(hls / s.uri).stat().st_size * 8 / s.duration_s for s in playlist.segments]
    assert max(rates) <= int(found["BANDWIDTH"]) <= 1.1 * max(rates)


def test_captions_go_with_the_pictures_and_survive_any_title(hls: Path) -> None:
    pictures = read_playlist((hls / "live.m3u8").read_text())
    playlist = read_playlist((hls / "captions.m3u8").read_text())
    assert playlist.faults == []
    assert [(s.duration_s, s.at) for s in playlist.segments] == [
        (s.duration_s, s.at) for s in pictures.segments
    ]
    for one, picture in zip(playlist.segments, pictures.segments, strict=True):
        text = (hls / one.uri).read_text("utf-8")
        assert check_captions(text, duration_s=one.duration_s) == []
        mapped = int(re.findall(r"MPEGTS:(\d+)", text)[0]) / TICKS_PER_S
        first = read_media((hls / picture.uri).read_bytes()).first["video"]
        assert 0 <= (mapped - first) % (CLOCK_WRAP / TICKS_PER_S) < 0.1
    second = [
        (hls / s.uri).read_text("utf-8")
        for s in playlist.segments
        if "&lt;b&gt;" in (hls / s.uri).read_text("utf-8")
    ]
    assert second
    assert all(
        text.count("-->") == len(re.findall(r"^\d\d+:.* --> ", text, re.M)) for text in second
    )


def test_ranges_tell_what_was_on_when(hls: Path) -> None:
    playlist = read_playlist((hls / "live.m3u8").read_text())
    programmes = [r for r in playlist.ranges if r["CLASS"] == "webtv.programme"]
    shots = [r for r in playlist.ranges if r["CLASS"] == "webtv.shot"]
    assert len(programmes) == PLAYERS
    assert len(shots) == 2 * PLAYERS
    assert programmes[0]["X-TITLE"] == "Programme 0"
    assert (
        programmes[1]["X-TITLE"]
        == "Say \u201dhi\u201d, X-KIND=\u201dslate\u201d --> <b>\U0001f600&"
    )
    assert {r["X-KIND"] for r in programmes} == {"programme"}
    assert [r.get("DURATION") for r in programmes] == ["8.000"] * (PLAYERS - 1) + [None]
    assert programmes[0]["X-PROGRAMME"] == "20260101T000000-000000"
    assert shots[0]["X-PROMPT"] == "First shot of 0"
    first = playlist.segments[0]
    assert first.at is not None
    assert programmes[0]["START-DATE"] == first.at.isoformat(timespec="milliseconds").replace(
        "+00:00", "Z"
    )


def test_a_run_after_another_goes_on_by_the_rules(tmp_path: Path, programme: Path) -> None:
    folder = tmp_path / "any"
    config = HlsConfig(window_s=60)
    _feed(folder, programme, start=TICKS_PER_S, ago_s=100, config=config)
    before = read_playlist((folder / "live.m3u8").read_text())
    _feed(folder, programme, start=TICKS_PER_S, config=config)
    after = read_playlist((folder / "live.m3u8").read_text())
    assert check_reload(before, after) == []
    assert after.faults == []
    assert sum(s.fresh for s in after.segments) == 1
    assert 60 <= sum(s.duration_s for s in after.segments) < 64
    gone = {s.uri for s in before.segments} - {s.uri for s in after.segments}
    assert gone
    assert all((folder / name).is_file() for name in gone)  # an older copy may still name them
    for one, two in pairwise(after.segments):
        assert two.range - one.range == two.fresh


GOOD = """#EXTM3U
#EXT-X-VERSION:3
#EXT-X-TARGETDURATION:4
#EXT-X-MEDIA-SEQUENCE:7
#EXT-X-DATERANGE:ID="1",CLASS="a",START-DATE="2026-01-01T00:00:00Z",DURATION=4.000,X-TITLE="a"
#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:00.000Z
#EXTINF:4.000000,
7.ts
#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:04.000Z
#EXTINF:4.000000,
8.ts
"""


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("4.000000,\n8", "4.500000,\n8", "target"),
        ("VERSION:3", "VERSION:6", "version"),
        ("8.ts", "7.ts", "twice"),
        ("00:00:04.000", "00:00:04.100", "off"),
        ("00:00:04.000", "00:00:00.000", "before"),
        ("#EXT-X-MEDIA", "#EXT-X-MEDIUM", "unknown"),
        ('X-TITLE="a"', 'X-TITLE="a"b"', "unreadable"),
        ("2026-01-01T00:00:00Z", "2026-01-01T00:00:09Z", "after the last"),
    ],
)
def test_the_rules_find_what_is_wrong(old: str, new: str, fault: str) -> None:
    assert read_playlist(GOOD).faults == []
    assert old in GOOD
    assert any(fault in found for found in read_playlist(GOOD.replace(old, new, 1)).faults)


def test_the_rules_find_what_must_not_change() -> None:
    before = read_playlist(GOOD)
    for old, new, fault in [
        ("SEQUENCE:7", "SEQUENCE:6", "went back"),
        ("8.ts", "9.ts", "changed from"),
        ("TARGETDURATION:4", "TARGETDURATION:5", "target changed"),
        ('X-TITLE="a"', 'X-TITLE="b"', "changed its X-TITLE"),
    ]:
        faults = check_reload(before, read_playlist(GOOD.replace(old, new)))
        assert any(fault in found for found in faults)
    assert check_reload(before, before) == []


def test_the_rules_find_broken_media(hls: Path) -> None:
    listed = read_playlist((hls / "live.m3u8").read_text()).segments[2:4]
    whole = [(hls / s.uri).read_bytes() for s in listed]
    late = whole[0][188 * 6 :]
    holed = whole[0][: 188 * 400] + whole[0][188 * 405 :]
    assert any("begin" in f for f in check_media(listed[:1], [read_media(late)]))
    assert any("counter" in f for f in check_media(listed[:1], [read_media(holed)]))
    swapped = [read_media(data) for data in reversed(whole)]
    assert any("jumps" in f for f in check_media(listed, swapped))


def test_the_item_of_the_feed_is_as_long_as_a_player_makes_it() -> None:
    item: Item = make_item(0)
    assert item.planned_ticks == LENGTH
