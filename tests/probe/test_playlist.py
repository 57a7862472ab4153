"""Playlists from outside: whatever they say is read, or refused in words."""

from __future__ import annotations

from contextlib import suppress

import httpx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from webtv.probe import hls
from webtv.probe.hls import pull_hls
from webtv.probe.playlist import MOST_ENTRIES, Playlist, read_playlist
from webtv.probe.pulled import PullError

HERE = "http://127.0.0.1/sea/live.m3u8"
ADDRESSES = (
    *("1.ts", "../1.ts", "//[::1", "http://127.0.0.1:99999/", "http://\0/", "file:///etc/passwd"),
    *("http://", "http:///a", "http://[v1.a]/", "http://127.0.0.1:x/", "data:,a", "?", "\ufffd"),
    *(
        "http://xn--\u00fc/",
        "http://" + "a" * 300 + "/",
        "a" * 70_000,
        "http://a\u2100b/",
        "http://%",
    ),
)
TAGS = (
    *("EXTINF", "EXT-X-STREAM-INF", "EXT-X-MAP", "EXT-X-KEY", "EXT-X-MEDIA", "EXT-X-BYTERANGE"),
    *("EXT-X-PROGRAM-DATE-TIME", "EXT-X-DATERANGE", "EXT-X-PART", "EXT-X-SKIP", "EXT-X-START"),
    *("EXT-X-CUE-OUT", "EXT-X-I-FRAME-STREAM-INF", "EXT-X-SERVER-CONTROL", "EXT-X-SESSION-DATA"),
    *("EXT-X-MEDIA-SEQUENCE", "EXT-X-TILES", "EXT-X-IMAGE-STREAM-INF", "EXT-X-VERSION"),
)
VALUES = (
    *("", "4,", "inf", "nan", "1e300", "-1", "x", "9" * 5000, "BANDWIDTH=inf", "BANDWIDTH=x", "="),
    *("BANDWIDTH=1", 'URI="i.mp4"', "URI=", ',,"', "RESOLUTION=1", 'BYTERANGE="x@y"', "A" * 5000),
    *("2026-01-01T00:00:00Z", "9999-12-31T23:59:59Z"),
)
tags = st.builds("#{}:{}".format, st.sampled_from(TAGS), st.sampled_from(VALUES) | st.text())
maps = st.builds('#EXT-X-MAP:URI="{}"'.format, st.sampled_from(ADDRESSES))
lines = st.sampled_from(("#EXTINF:4,", "#EXT-X-STREAM-INF:BANDWIDTH=1")) | tags | maps
texts = st.lists(lines | st.sampled_from(ADDRESSES) | st.text(), max_size=12).map("\n".join)
often = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@often
@given(texts | st.text())
@example("#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:00Z\n#EXTINF:1e300,\na")
@example("#EXT-X-STREAM-INF:BANDWIDTH=inf\na")
@example("#EXTINF:4,")
@example("#EXTINF:4,\n//[::1")
async def test_any_playlist_is_read_or_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """By itself, and by a viewer who follows where it leads."""
    whole = f"#EXTM3U\n{text}"

    def never_asked(*_limits: object, **_options: object) -> httpx.AsyncClient:
        transport = httpx.MockTransport(lambda _request: httpx.Response(200, text=whole))
        return httpx.AsyncClient(transport=transport)

    monkeypatch.setattr(hls, "async_client", never_asked)
    with suppress(PullError):
        read_playlist(whole, HERE)
    with suppress(PullError):
        await pull_hls(HERE)


def test_where_playlists_lead() -> None:
    media = '#EXTM3U\n#EXT-X-MAP:URI="i.mp4"\n#EXT-X-KEY:METHOD=NONE\n#EXTINF:4,\na.m4s\n'
    assert read_playlist(media, HERE) == Playlist(
        newest="http://127.0.0.1/sea/a.m4s", init="http://127.0.0.1/sea/i.mp4"
    )
    master = "#EXTM3U\n" + "".join(f"#EXT-X-STREAM-INF:BANDWIDTH=1\n/{n}.m3u8\n" for n in "bc")
    assert read_playlist(master, HERE) == Playlist(rendition="http://127.0.0.1/b.m3u8")
    assert read_playlist("#EXTM3U\n", HERE) == Playlist()


def test_a_playlist_has_so_many_entries_at_most() -> None:
    entry = "#EXTINF:4,\na\n"
    with pytest.raises(PullError, match="more than 50000 entries"):
        read_playlist("#EXTM3U\n" + entry * (MOST_ENTRIES + 1), HERE)


def test_tags_that_lead_nowhere_cost_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library compares each key with all before it: 10,000 of them take it 15 s."""
    keys = "".join(f'#EXT-X-KEY:METHOD=AES-128,URI="{i}"\n' for i in range(40_000))
    monkeypatch.setattr("m3u8.parser._parse_key", None)  # it would raise if it were called
    assert read_playlist(f"#EXTM3U\n{keys}#EXTINF:4,\na.ts\n", HERE).newest.endswith("/a.ts")
