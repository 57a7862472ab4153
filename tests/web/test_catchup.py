"""Catch-up as television apps do it: times are filled into the address that the list names."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import av
import httpx
import pytest

from tests.hls_feed import START, HlsFeed
from tests.hls_media import read_media
from tests.hls_rules import read_playlist
from tests.web.history import LENGTH_S, History, Told
from tests.web.station import Station, wait_until
from webtv.model.control import ControlState
from webtv.playout.mpegts.reader import TICKS_PER_S
from webtv.store.control import write_control

BEHIND_S = 60
LONG_AGO = timedelta(hours=3)


@pytest.fixture(scope="module")
def feed(told: Told) -> Iterator[HlsFeed]:
    """The last minute of the channel `k-2`, and what follows."""
    feed = HlsFeed(told.station.settings.hls_dir / "k-2", behind_s=BEHIND_S)
    feed.start()
    live = feed.folder / "live.m3u8"
    wait_until(
        lambda: live.exists() and len(read_playlist(live.read_text()).segments) > 20,
        what="a minute is listed",
    )
    yield feed
    feed.stop()


def filled(client: httpx.Client, since: float, until: float, *, channel: str = "k-2") -> str:
    """The address that an app asks for."""
    lines = client.get("/iptv/channels.m3u").text.splitlines()
    line = next(line for line in lines if f"/iptv/{channel}.m3u8?" in line)
    assert ' catchup="default"' in line
    assert ' catchup-days="3"' in line
    source = line.split(' catchup-source="')[1].split('"')[0]
    return source.replace("{utc}", f"{int(since)}").replace("{utcend}", f"{int(until)}")


def test_what_aired_lately_is_hls_of_that_time(client: httpx.Client, feed: HlsFeed) -> None:
    begun = feed._begun.timestamp()
    since, until = int(begun) + 20, int(begun) + 35
    address = filled(client, since, until)
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/vnd.apple.mpegurl"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert client.head(address).headers["content-length"]
    listed = read_playlist(answer.text)
    assert listed.faults == []
    assert "#EXT-X-PLAYLIST-TYPE:VOD\n" in answer.text
    assert answer.text.endswith("#EXT-X-ENDLIST\n")

    first, last = listed.segments[0], listed.segments[-1]
    assert first.at is not None
    assert last.at is not None
    assert first.at.timestamp() <= since < first.at.timestamp() + first.duration_s
    assert last.at.timestamp() < until <= last.at.timestamp() + last.duration_s + 0.001
    # The pictures are those of that time: their own clock began with the feed.
    media = read_media(client.get(str(httpx.URL(address).join(first.uri))).content)
    sent_s = first.at.timestamp() - begun
    assert media.shown == pytest.approx(sent_s + START / TICKS_PER_S + 1.4, abs=2)
    with av.open(address) as played:
        shown = [float(frame.time) for frame in played.decode(video=0) if frame.time is not None]
    assert shown[-1] - shown[0] == pytest.approx(
        sum(s.duration_s for s in listed.segments), abs=0.1
    )


def test_of_what_is_on_it_has_what_was_sent_until_now(client: httpx.Client, feed: HlsFeed) -> None:
    now = time.time()
    listed = read_playlist(client.get(filled(client, now - 20, now + 600)).text)
    newest = listed.segments[-1].at
    assert newest is not None
    assert now - 15 < newest.timestamp() <= time.time()


def test_what_aired_before_is_the_film_of_it(
    client: httpx.Client, told: Told, feed: HlsFeed
) -> None:
    history = History(told.station, "k-2")
    films = [history.make(f"Suppe {number}", hue=30 * number) for number in (1, 2, 3)]
    begun = datetime.now(UTC) - LONG_AGO
    for place, film in enumerate(films):
        history.aired(film, begun + timedelta(seconds=place * LENGTH_S))
    since = (begun + timedelta(seconds=LENGTH_S)).timestamp()  # whole seconds, as the guide's are
    address = filled(client, since, since + LENGTH_S + 20 * 60)  # as Kodi asks
    wait_until(lambda: client.get(address).status_code == 302, what="the guide tells of it")
    answer = client.get(address, follow_redirects=True)
    assert hashlib.sha256(answer.content).hexdigest() == films[1].sha256
    with av.open(address) as played:
        assert sum(1 for _ in played.decode(video=0)) == films[1].frames

    # What an operator took off the air for good is shown to nobody again.
    write_control(told.station.settings.control_dir, "k-2", ControlState(pulled=(films[1].id,)))
    wait_until(lambda: client.get(address).status_code == 404, what="it is pulled")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("utc=1000&utcend=2000", 404),
        ("utc={utc}&utcend={utcend}", 422),
        ("utc=-1&utcend=99999999999999999999", 422),
        ("utc=1000", 422),
    ],
)
def test_what_is_not_kept_is_not_there(shared_station: Station, query: str, code: int) -> None:
    for channel in ("tides", "nothing"):
        answer = httpx.get(f"{shared_station.url}/iptv/{channel}.m3u8?{query}", timeout=20)
        assert answer.status_code == code
