"""A channel's HLS folder: names, and playlists as they are read back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webtv.store.hls import (
    MediaPlaylist,
    Segment,
    init_name,
    newest_segment,
    read_media_playlist,
    rendition_names,
    segment_stem,
    suffix_of,
)

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)

segments = st.builds(
    Segment,
    name=st.from_regex(r"[0-9]{1,6}-[0-9]{13}\.(ts|m4s)", fullmatch=True),
    duration_s=st.integers(1, 60_000_000).map(lambda us: us / 1e6),
    at=st.integers(1, 10**9).map(lambda s: NOON + timedelta(milliseconds=s)),
    fresh=st.booleans(),
    init=st.sampled_from(("init-0a.mp4", "init-1b.mp4")),
    gap=st.booleans(),
)
playlists = st.builds(
    MediaPlaylist,
    st.lists(segments, max_size=5).map(tuple),
    sequence=st.integers(0, 10**12),
    breaks=st.integers(0, 10**9),
    target_s=st.integers(4, 60),
)
VALUES = (
    *("", "0", "-1", "4.0,", "nan", "inf", "1e300", "9" * 5000, "\u0663", 'URI="init-0a.mp4"'),
    *('URI="../x.mp4"', "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"),
    *("2026-01-01T00:00:00", "2026-01-01T00:00:00Z"),
)
TAGS = (
    *("EXTINF", "EXT-X-MAP", "EXT-X-PROGRAM-DATE-TIME", "EXT-X-MEDIA-SEQUENCE", "EXT-X-GAP"),
    *("EXT-X-DISCONTINUITY", "EXT-X-DISCONTINUITY-SEQUENCE", "EXT-X-TARGETDURATION"),
)
values = st.sampled_from(VALUES) | st.text(max_size=8)
tags = st.sampled_from(TAGS)
lines = (
    st.builds("#{}:{}".format, tags, values)
    | tags.map("#{}".format)
    | st.sampled_from(("1.ts", "a.m4s", "../../secret.ts", "/etc/passwd", "http://a/b.ts", ".ts"))
    | st.text(max_size=20)
)
texts = st.lists(lines, max_size=12).map(lambda found: "\n".join(("#EXTM3U", *found)))


@settings(max_examples=50, deadline=None)
@given(playlists)
def test_what_is_written_is_read_back(playlist: MediaPlaylist) -> None:
    text = playlist.text(ranges=['#EXT-X-DATERANGE:ID="a",X-TITLE="b.ts"'])
    assert read_media_playlist(text) == playlist
    newest = newest_segment(text)
    assert newest == (playlist.segments[-1] if playlist.segments else None)


@settings(max_examples=150, deadline=None)
@given(texts | st.text(max_size=200))
def test_whatever_stands_in_the_file_can_be_read_and_worked_with(text: str) -> None:
    playlist = read_media_playlist(text)
    newest = newest_segment(text)
    for segment in (*playlist.segments, *((newest,) if newest else ())):
        assert "/" not in segment.name + segment.init
        assert segment.at + timedelta(seconds=segment.duration_s) > segment.at
    assert read_media_playlist(playlist.text()).sequence == playlist.sequence
    added = Segment("8.ts", 4.0, NOON)
    assert playlist.add(added, keep_s=30).segments[-1].name == added.name


def test_the_newest_segment_and_what_goes_before_it_are_found() -> None:
    def found(text: str) -> tuple[str, str]:
        segment = newest_segment(text)
        assert segment is not None
        return segment.name, segment.init

    text = '#EXTM3U\n#EXT-X-MAP:URI="old.mp4"\n#EXTINF:2,\n7.m4s\n#EXT-X-DISCONTINUITY\n'
    assert found(text) == ("7.m4s", "old.mp4")
    text += '#EXT-X-MAP:URI="new.mp4"\r\n#EXTINF:2,\r\n8.m4s\r\n#EXT-X-PART:URI="9.m4s"\n'
    assert found(text) == ("8.m4s", "new.mp4")
    assert found("#EXTM3U\n#EXTINF:2,\n1.ts") == ("1.ts", "")


@pytest.mark.parametrize("text", ["", "<html>", "\n#EXTM3U", "#EXTM3U\n#EXT-X-VERSION:3\n"])
def test_what_lists_no_segment_has_no_newest(text: str) -> None:
    assert newest_segment(text) is None


def test_rubbish_reads_as_what_makes_sense_of_it() -> None:
    assert read_media_playlist("") == MediaPlaylist()
    rubbish = "#EXTINF:x,\na.ts\n#EXT-X-PROGRAM-DATE-TIME:never\n"
    assert read_media_playlist(rubbish) == MediaPlaylist()


def test_names_are_those_that_a_folder_may_hold() -> None:
    at = NOON.astimezone(timezone(timedelta(hours=2)))
    playlist, prefix = rendition_names(360)
    made = [f"{prefix}{segment_stem(7, at)}.m4s", playlist, init_name(b"any")]
    assert made[:2] == ["360p-7-1767268800000.m4s", "360p.m3u8"]
    assert [suffix_of(name) for name in made] == [".m4s", ".m3u8", ".mp4"]
    for name in ("", ".ts", "a.ts\n", "../a.ts", "a/b.ts", "a.html", "-a.ts", "a" * 90 + ".ts"):
        assert suffix_of(name) is None
