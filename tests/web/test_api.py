from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.slack import slack
from tests.web.station import Station
from webtv.model.status import DestinationStatus, OnAir, ProbeResult, ShotLine
from webtv.store.secret import read_secret
from webtv.store.status import write_status
from webtv.web.description import CONFIG_ERROR, FAULT


def item(started_at: datetime, title: str = "The Lamp") -> OnAir:
    return OnAir(
        kind="programme",
        programme="20261123T010203-abcdef",
        title=title,
        logline="It must burn.",
        started_at=started_at,
        ends_at=started_at + timedelta(hours=1),
        shots=(
            ShotLine(start_s=0, prompt="the first prompt"),
            ShotLine(start_s=8, prompt="the second prompt"),
            ShotLine(start_s=3000, prompt="the third prompt"),
        ),
    )


def get(station: Station, path: str, **headers: str) -> httpx.Response:
    return httpx.get(station.url + path, headers=headers, timeout=10)


def as_operator(station: Station) -> dict[str, str]:
    token = read_secret(station.settings.home / "control.token")
    return {"authorization": f"Bearer {token}"}


def until(station: Station, path: str, wanted: Any) -> Any:
    """The API's answer once `wanted(answer)` holds; the board is refreshed each second."""
    started = time.monotonic()
    while True:
        answer = get(station, path).json()
        if wanted(answer):
            return answer
        if time.monotonic() - started > 10 * slack():
            pytest.fail(f"{path} stays {answer}")
        time.sleep(0.1)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    station = Station(tmp_path_factory.mktemp("station"))
    station.start()
    yield station
    station.close()


@pytest.fixture
def station(running: Station) -> Iterator[Station]:
    """The same web server for every test, each time without a channel."""
    yield running
    running.clear()
    until(running, "/api/channels", lambda channels: not channels)


def test_a_channel_on_air(station: Station) -> None:
    station.add_channel("tides", "Tides")
    now = datetime.now(UTC)
    station.air("tides", item(now - timedelta(seconds=10)), next="Kelp")
    station.produce("tides", writer="template", buffer_s=48, programmes=3)
    known = until(station, "/api/channels", lambda c: c and c[0]["on_air"] and c[0]["buffer_s"])
    (channel,) = known
    assert get(station, "/api/channels/tides").json().keys() == channel.keys()
    assert channel["id"] == "tides"
    assert channel["title"] == "Tides"
    air = channel["on_air"]
    assert air["kind"] == "programme"
    assert air["programme"] == "20261123T010203-abcdef"
    assert air["prompt"] == "the second prompt"
    assert datetime.fromisoformat(air["ends_at"]) > now
    assert channel["next"]["title"] == "Kelp"
    assert channel["buffer_s"] == 48
    assert channel["config_error"] is None
    assert channel["writer"]["name"] == "offline template writer"
    assert "paper theatre" in channel["pictures"]
    assert channel["signal"] == {"live": False, "edge": None, "age_s": None, "low_latency": False}
    assert channel["urls"]["hls"] == f"{station.url}/hls/tides/live.m3u8"
    assert channel["urls"]["rtmp"] == "rtmp://127.0.0.1:1935/live/tides"
    assert channel["urls"]["flv"] == "http://127.0.0.1:8000/live/tides.flv"
    assert channel["urls"]["thumbnail"] is None

    # A viewer is some seconds behind, so what just left the air is told as well.
    station.air("tides", item(datetime.now(UTC), "The Storm"))
    later = until(station, "/api/channels/tides", lambda c: c["on_air"]["title"] == "The Storm")
    assert later["just_aired"]["title"] == "The Lamp"

    # What playout said long ago is no longer true.
    stale = station.playout.pop("tides").model_copy(update={"written_at": now.replace(year=2020)})
    write_status(station.settings.status_dir, stale)
    gone = until(station, "/api/channels/tides", lambda c: c["on_air"] is None)
    assert gone["just_aired"] is None
    assert gone["destinations"] == []

    missing = get(station, "/api/channels/nothing")
    assert missing.status_code == 404
    assert missing.json() == {"error": "there is no such channel"}


def test_channel_files_are_followed(station: Station) -> None:
    station.add_channel("tides", "Tides")
    (station.settings.channels_dir / "alpha.yaml").write_text("title: Alpha\ntheme: 3\n")
    tides, alpha = until(station, "/api/channels", lambda c: len(c) == 2)
    assert (tides["id"], alpha["id"]) == ("tides", "alpha")
    assert alpha["on_air"] is None
    assert alpha["config_error"] == CONFIG_ERROR
    told = get(station, "/api/channels/alpha", **as_operator(station)).json()["config_error"]
    assert "alpha.yaml:2:1: theme: must be a text" in told

    station.add_channel("alpha", "Alpha")
    (station.settings.channels_dir / "tides.yaml").write_text("title: [\n")
    both = until(station, "/api/channels", lambda c: c[0]["id"] == "alpha")
    assert both[0]["config_error"] is None
    assert both[1]["config_error"] == CONFIG_ERROR
    assert both[1]["title"] == "Tides"

    (station.settings.channels_dir / "tides.yaml").unlink()
    until(station, "/api/channels", lambda c: [each["id"] for each in c] == ["alpha"])


def test_keys_never_appear(station: Station) -> None:
    station.add_channel("tides", "Tides")
    now = datetime.now(UTC)
    station.air("tides", item(now))
    station.playout["tides"] = station.playout["tides"].model_copy(
        update={
            "destinations": (
                DestinationStatus(
                    id="twitch",
                    kind="rtmp",
                    url="rtmp://live.twitch.tv/app/live_123_SECRET",
                    state="retrying",
                    last_error="rtmp://live.twitch.tv/app/live_123_SECRET: broken pipe",
                ),
            )
        }
    )
    write_status(station.settings.status_dir, station.playout["tides"])
    until(station, "/api/channels", lambda c: c and c[0]["destinations"])
    answer = get(station, "/api/channels/tides")
    assert "SECRET" not in answer.text
    assert answer.json()["destinations"][0]["url"] == "rtmp://live.twitch.tv/app/***"
    assert "SECRET" not in get(station, "/watch/tides", accept="text/html").text


def test_addresses_follow_the_request_and_distrust_it(shared_station: Station) -> None:
    station = shared_station
    good = get(station, "/api/channels/tides", host="tv.example.org").json()["urls"]
    assert good["hls"] == "http://tv.example.org/hls/tides/live.m3u8"
    assert good["rtmp"] == "rtmp://tv.example.org:1935/live/tides"
    bad = get(station, "/api/channels/tides", host='x"><script>').json()["urls"]
    assert bad["hls"] == f"{station.url}/hls/tides/live.m3u8"


def test_ready_means_every_channel_advances(station: Station) -> None:
    until(station, "/readyz", lambda r: r["reason"] == "the station has no channel")
    assert get(station, "/healthz").json()["status"] == "alive"
    station.add_channel("tides", "Tides")
    station.broadcast("tides").start()
    until(station, "/readyz", lambda r: r["ready"])
    station.add_channel("dark", "Dark")
    unready = until(station, "/readyz", lambda r: "dark" in r["channels"])
    assert unready["ready"] is False
    assert unready["reason"] == "not on air: dark"
    assert unready["channels"]["dark"]["reason"] == "no HLS playlist yet"
    assert unready["channels"]["tides"]["ready"] is True
    assert get(station, "/readyz").status_code == 503
    assert unready["probe"] == "away; judged by the files alone"

    # What viewers see counts for more than files.
    (station.settings.channels_dir / "dark.yaml").unlink()
    until(station, "/readyz", lambda r: r["ready"])
    fault = "the picture does not move"
    seen = ProbeResult(destination="hls", checked_at=datetime.now(UTC), fault=fault, failures=2)
    station.probe("tides", seen)
    frozen = until(station, "/readyz", lambda r: not r["ready"])
    assert frozen["channels"]["tides"]["reason"] == f"viewers by HLS are without: {fault}"
    (channel,) = get(station, "/api/channels").json()
    assert channel["probes"][0]["fault"] == fault


def test_who_makes_a_channel_and_what_it_has_spent_today(station: Station) -> None:
    station.add_channel("tides", "Tides")
    lost = "zeroscope-v2 at me/zeroscope is busy: quota, token hf_abcdefghijklmnopqrstuvwxyz0123"
    station.produce(
        "tides",
        stage="filming",
        making="Kelp",
        makings=[
            {"title": "Kelp", "stage": "filming", "programme": "20261123T010203-abcdef"},
            {"title": "", "stage": "writing"},
        ],
        backends=[
            {
                "id": "zeroscope-v2 at me/zeroscope",
                "stages": ["video"],
                "state": "away",
                "error": lost,
                "retry_at": datetime.now(UTC) + timedelta(minutes=2),
            },
            {"id": "zeroscope-v2 at local", "stages": ["video"], "link": 1, "state": "busy"},
        ],
        budget=[{"unit": "credits", "spent": 40, "limit": 100}],
    )
    until(station, "/api/channels", lambda c: c and c[0]["production"])
    made = get(station, "/api/channels/tides").json()["production"]
    assert [making["stage"] for making in made["makings"]] == ["filming", "writing"]
    first, second = made["backends"]
    assert (first["state"], first["link"], second["state"], second["link"]) == (
        "away",
        0,
        "busy",
        1,
    )
    assert first["error"] == FAULT
    told = get(station, "/api/channels/tides", **as_operator(station)).json()
    error = told["production"]["backends"][0]["error"]
    assert "busy: quota" in error
    assert "hf_abc" not in error
    assert made["budget"] == [{"unit": "credits", "spent": 40, "limit": 100}]


def test_strangers_learn_that_something_is_wrong_and_operators_what(station: Station) -> None:
    path = "/home/me/tv/channels/tides.yaml"
    station.add_channel("tides", "Tides")
    now = datetime.now(UTC)
    lost = DestinationStatus(
        id="twitch", kind="rtmp", url="rtmp://x/app", state="retrying", last_error=f"{path}: gone"
    )
    station.air("tides", item(now))
    station.playout["tides"] = station.playout["tides"].model_copy(update={"destinations": (lost,)})
    write_status(station.settings.status_dir, station.playout["tides"])
    station.produce(
        "tides",
        note=f"the work book is away: {path} is read-only",
        writer="gpt",
        writer_note=f"401: {path}",
        backends=[{"id": "a", "stages": ["video"], "state": "away", "error": f"{path}: 403"}],
    )
    seen = ProbeResult(destination="hls", checked_at=now, fault=f"no list: {path}", failures=2)
    station.probe("tides", seen)
    until(station, "/api/channels", lambda c: c and c[0]["probes"] and c[0]["production"])
    (station.settings.channels_dir / "tides.yaml").write_text("title: [TOKEN-IN-A-FILE\n")
    until(station, "/api/channels/tides", lambda c: c["config_error"])
    for asked in ("/api/channels", "/api/channels/tides", "/", "/watch/tides", "/readyz"):
        for headers in ({}, {"authorization": "Bearer wrong"}, {"authorization": "Bearer"}):
            answer = get(station, asked, **headers).text
            assert path not in answer
            assert str(station.settings.home.parent) not in answer
            assert "TOKEN-IN" not in answer
    stranger = get(station, "/api/channels/tides").json()
    assert stranger["config_error"] == CONFIG_ERROR
    assert stranger["destinations"][0]["last_error"] == FAULT
    assert stranger["production"]["backends"][0]["error"] == FAULT
    assert stranger["production"]["note"] == "the work book is away"
    assert stranger["probes"][0]["fault"] == "no list"
    operator = get(station, "/api/channels/tides", **as_operator(station)).json()
    assert "tides.yaml:" in operator["config_error"]
    assert path in operator["destinations"][0]["last_error"]
    assert path in operator["production"]["backends"][0]["error"]


def test_no_title_steers_a_screen(station: Station) -> None:
    bad = "Sea\x1b]52;c;eA==\x07 \x9b31m\u202egnol\u2066\u200b"
    (station.settings.channels_dir / "tides.yaml").write_text(
        json.dumps({"title": "Tides", "theme": "The sea and its lights, \u202e all day long."})
    )
    station.air("tides", item(datetime.now(UTC), bad), next=bad)
    station.produce("tides", making=bad, makings=[{"title": bad, "stage": "filming"}])
    until(station, "/api/channels", lambda c: c and c[0]["on_air"])
    for path in ("/api/channels", "/watch/tides", "/"):
        text = get(station, path).text
        assert not {"\x1b", "\x07", "\x9b", "\u202e", "\u2066"} & set(text)
        assert not any(f"\\u{code}" in text for code in ("001b", "0007", "009b", "202e", "2066"))
    assert get(station, "/api/channels").json()[0]["on_air"]["title"].startswith("Sea]52;c;eA== ")
