"""Low latency as players have it: a running playout, the draft's rules, and hls.js in Chromium."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser

from tests.playout.station import Station, running
from tests.rtmp.server import listens, until
from tests.slack import slack
from webtv.store.parts import TARGET_S

_PART = re.compile(r'#EXT-X-PART:DURATION=([\d.]+),URI="([^"]+)"(,INDEPENDENT=YES)?')
_HINT = re.compile(r'#EXT-X-PRELOAD-HINT:TYPE=PART,URI="([^"]+)"')

PLAY = """(names) => {
  window.played = names.map((name) => {
    const video = document.createElement("video");
    video.muted = true;
    document.body.append(video);
    const hls = new Hls({ maxLiveSyncPlaybackRate: 1.1 });
    hls.loadSource(`/hls/show/${name}`);
    hls.attachMedia(video);
    hls.once(Hls.Events.MANIFEST_PARSED, () => video.play());
    return { hls, video };
  });
}"""
"""Plays lists beside each other, as hls.js plays unless it is told otherwise."""

PLAY_TOLD = """() => {
  const video = document.createElement("video");
  video.muted = true;
  document.body.append(video);
  const hls = new Hls({ renderTextTracksNatively: false });
  const cues = [];
  window.told = { hls, video, cues };
  hls.on(Hls.Events.CUES_PARSED, (_event, data) => cues.push(...data.cues));
  hls.on(Hls.Events.SUBTITLE_TRACKS_UPDATED, () => queueMicrotask(() => {
    hls.subtitleDisplay = true;
    hls.subtitleTrack = 0;
  }));
  hls.loadSource("/hls/show/low-index.m3u8");
  hls.attachMedia(video);
  hls.once(Hls.Events.MANIFEST_PARSED, () => video.play());
}"""
"""Plays parts with their captions."""

TOLD = """() => {
  const { hls, video, cues } = window.told;
  const now = video.currentTime, date = hls.playingDate?.getTime();
  const shots = Object.values(hls.latestLevelDetails?.dateRanges ?? {}).filter(
    (range) => range.class === "webtv.shot" && range.startDate.getTime() <= date);
  const shot = shots.sort((a, b) => b.startDate - a.startDate)[0];
  return {
    now, latency: hls.latency,
    wanted: shot ? shot.attr["X-LINE"] || shot.attr["X-PROMPT"] : "",
    shown: cues.filter((cue) => cue.startTime <= now && now < cue.endTime).map((cue) => cue.text),
  };
}"""
"""What is told of the shot that is seen, by the playlist and by the captions."""

LATENCIES = "() => window.played.map(({ hls, video }) => [video.currentTime, hls.latency])"


@pytest.fixture(scope="module")
def show(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Station, str]]:
    """A station that airs, with its web server, and the address of its channel's HLS."""
    station = Station(tmp_path_factory.mktemp("home"))
    for number in (1, 2, 3):
        station.programme("show", number, seconds=24)
    station.channel("show")
    with running(station):
        station.start("web")
        until(lambda: listens(station.web_port), within_s=30, what="the web server listens")
        live = station.hls("show") / "live.m3u8"
        until(lambda: _segments(live) >= 3, within_s=60, what="there are three segments")
        yield station, f"http://127.0.0.1:{station.web_port}/hls/show"


def test_parts_keep_the_rules_of_the_draft(show: tuple[Station, str]) -> None:
    """Source: draft-pantos-hls-rfc8216bis, 4.4.3.7, 4.4.3.8, 4.4.4.9, 4.4.5.3 and 6.2.5.2."""
    station, address = show
    with httpx.Client(timeout=30) as client:

        def several() -> str:
            text = client.get(f"{address}/low.m3u8").text
            return text if len(_PART.findall(text)) > 12 else ""

        until(lambda: bool(several()), within_s=60, what="more than a segment has parts")
        text = several()
        target_s = float(text.split("PART-TARGET=")[1].splitlines()[0])
        control = text.split("#EXT-X-SERVER-CONTROL:")[1].splitlines()[0]
        values = dict(pair.split("=") for pair in control.split(","))
        segment_s = float(text.split("TARGETDURATION:")[1].splitlines()[0])
        assert target_s == TARGET_S
        assert values["CAN-BLOCK-RELOAD"] == "YES"
        assert float(values["PART-HOLD-BACK"]) >= 3 * target_s - 1e-6
        assert float(values["CAN-SKIP-UNTIL"]) >= 6 * segment_s
        assert len(_HINT.findall(text)) == 1

        # Each part is as long as it may be; only the last of a segment may be short.
        whole = [each for each in _parted(text) if each[1]]
        assert whole
        for parts, name, length_s in whole:
            lengths = [float(length) for length, _, _ in parts]
            assert all(length <= target_s + 1e-6 for length in lengths)
            assert all(length >= 0.85 * target_s for length in lengths[:-1])
            assert sum(lengths) == pytest.approx(length_s, abs=0.05)
            assert parts[0][2]  # a player can begin here
            joined = b"".join(client.get(f"{address}/{uri}").content for _, uri, _ in parts)
            assert joined == client.get(f"{address}/{name}").content

        # A reload waits for the part that it names; the hint is that part, and comes with it.
        text = client.get(f"{address}/low.m3u8").text
        number, part = _next_part(text)
        (hint,) = _HINT.findall(text)
        asked = time.monotonic()
        reloaded = client.get(f"{address}/low.m3u8?_HLS_msn={number}&_HLS_part={part}").text
        assert time.monotonic() - asked < 3 * target_s * slack()
        assert hint in [uri for _, uri, _ in _PART.findall(reloaded)]
        assert (station.hls("show") / hint).read_bytes() == client.get(f"{address}/{hint}").content


@pytest.mark.browser
def test_a_player_of_parts_is_nearer_to_live(show: tuple[Station, str], browser: Browser) -> None:
    station, _ = show
    page = browser.new_page()
    try:
        page.goto(f"http://127.0.0.1:{station.web_port}/guide")
        page.add_script_tag(url="/static/vendor/hls.js")
        page.evaluate(PLAY, ["live.m3u8", "low.m3u8"])

        def both_play() -> bool:
            return all(at > 5 for at, _ in page.evaluate(LATENCIES))

        until(both_play, within_s=60, what="both play")
        page.wait_for_timeout(8000)  # the one by parts catches up
        seen = []
        for _ in range(20):
            seen.append([latency for _, latency in page.evaluate(LATENCIES)])
            page.wait_for_timeout(250)
        usual, low = (statistics.median(each) for each in zip(*seen, strict=True))
        assert low < usual - 4, f"{usual:.2f} s behind by segments, {low:.2f} s by parts"
    finally:
        page.close()


@pytest.mark.browser
def test_captions_are_there_with_the_parts(show: tuple[Station, str], browser: Browser) -> None:
    station, _ = show
    page = browser.new_page()
    try:
        page.goto(f"http://127.0.0.1:{station.web_port}/guide")
        page.add_script_tag(url="/static/vendor/hls.js")
        page.evaluate(PLAY_TOLD)
        until(lambda: page.evaluate(TOLD)["now"] > 5, within_s=60, what="it plays")
        page.wait_for_timeout(4000)
        seen = []
        for _ in range(40):
            seen.append(page.evaluate(TOLD))
            page.wait_for_timeout(250)
        told = [each for each in seen if each["wanted"] in each["shown"]]
        latency = statistics.median(each["latency"] for each in seen)
        assert all(each["wanted"] for each in seen)
        assert len(told) >= 0.8 * len(seen), f"{len(told)} of {len(seen)}, {latency:.1f} s behind"
        assert latency < 6  # whole segments are told of 8 s behind at the earliest
    finally:
        page.close()


def _segments(live: Path) -> int:
    return live.read_text().count("#EXTINF") if live.exists() else 0


def _parted(text: str) -> list[tuple[list[tuple[str, str, str]], str, float]]:
    """Parts, name and length of each segment that has parts; the one in the making has no name."""
    found, parts, length_s = [], [], 0.0
    for line in text.splitlines():
        if match := _PART.fullmatch(line):
            parts.append((match[1], match[2], match[3] or ""))
        elif line.startswith("#EXTINF:"):
            length_s = float(line[8:].rstrip(","))
        elif line and not line.startswith("#"):
            if parts:
                found.append((parts, line, length_s))
            parts = []
    return [*found, (parts, "", 0.0)]


def _next_part(text: str) -> tuple[int, int]:
    """Number of the segment in the making, and of the part of it that comes next."""
    sequence = int(text.split("#EXT-X-MEDIA-SEQUENCE:")[1].splitlines()[0])
    return sequence + text.count("#EXTINF"), len(_parted(text)[-1][0])
