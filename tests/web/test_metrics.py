"""`/metrics` as Prometheus reads it, of a real web server over real status files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from prometheus_client.core import Metric
from prometheus_client.openmetrics.parser import (
    text_string_to_metric_families as parse_open_metrics,
)
from prometheus_client.parser import text_string_to_metric_families

from tests.web.station import Station, on_air, wait_until
from webtv import __version__
from webtv.model.audience import AudienceStatus
from webtv.model.status import (
    BackendStatus,
    BudgetStatus,
    DestinationStatus,
    ProbeResult,
    ServerStatus,
    StreamStatus,
    Suspicion,
    Verdict,
)
from webtv.store.status import write_status, write_verdict
from webtv.web.meters import METRICS
from webtv.web.metrics import is_private

OTHER_UNITS = (
    r"(milli|micro)seconds|minutes?|hours?|days?|(kilo|mega)bytes|[km]i?b|bits?|percent|ms"
)
"""Base units only: https://prometheus.io/docs/practices/naming/#base-units"""


def write_everything(station: Station) -> None:
    """Every kind of status, with every field in use."""
    now = datetime.now(UTC)
    folder = station.settings.status_dir
    station.air("tides", on_air())
    station.playout["tides"] = station.playout["tides"].model_copy(
        update={
            "destinations": (
                DestinationStatus(
                    id="twitch",
                    kind="rtmp",
                    url="rtmp://live.twitch.tv/app/live_SECRET",
                    state="sending",
                    connected_since=now - timedelta(seconds=60),
                    bytes_sent=1_000_000,
                    kbps=2400,
                    lag_s=0.5,
                    drops=7,
                    reconnects=2,
                    last_error="rtmp://live.twitch.tv/app/live_SECRET: broken pipe",
                ),
            )
        }
    )
    write_status(folder, station.playout["tides"])
    station.produce(
        "tides",
        buffer_s=48,
        score=81.5,
        programmes=3,
        note="Space film unavailable",
        audience=AudienceStatus(first_s=600, each_s=300, aired=3, error_s=125),
        done=0.25,
        backends=(
            BackendStatus(id="film at local", stages=("video",), state="busy"),
            BackendStatus(id="film at reef/film", stages=("video",), state="away", error="asleep"),
        ),
        budget=(
            BudgetStatus(unit="credits", spent=50, limit=200),
            BudgetStatus(unit="money", spent=0, limit=0),
            BudgetStatus(unit="tokens", spent=3, limit=None),
        ),
    )
    seen = ProbeResult(
        destination="hls",
        checked_at=now,
        tune_in_s=0.2,
        media_s=4,
        pictures=1,
        loudness_db=-20.5,
    )
    lost = ProbeResult(
        destination="rtmp", checked_at=now, fault="nothing", symptom="unreachable", failures=3
    )
    station.probe("tides", seen, lost)
    server = ServerStatus(
        written_at=now,
        started_at=now - timedelta(hours=1),
        memory_bytes=80 << 20,
        memory_limit_bytes=400 << 20,
        memory_slope_bytes_per_h=7200,
        streams=(StreamStatus(path="/live/tides", since=now, bytes_in=5000, kbps=80, viewers=2),),
    )
    (folder / "rtmp.json").write_text(server.model_dump_json())
    suspicion = Suspicion(part="rtmp", reason="no viewer gets a picture", since=now)
    write_verdict(folder, Verdict(written_at=now, suspicions=(suspicion,)))


@dataclass(frozen=True)
class Scrapes:
    """What one web server told: while nothing else ran, then of everything, in both formats."""

    away: str
    everything: str
    open_metrics: str


@pytest.fixture(scope="module")
def scrapes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scrapes]:
    station = Station(tmp_path_factory.mktemp("metrics"))
    try:
        station.add_channel("tides", "Tides")
        station.start()
        away = scrape(station, "text/plain; version=")
        write_everything(station)
        wait_until(
            lambda: "webtv_rtmp_viewers" in scrape(station, "text/plain"), what="the board's turn"
        )
        everything = scrape(station, "text/plain; version=")
        open_metrics = scrape(
            station,
            "application/openmetrics-text; version=",
            accept="application/openmetrics-text; version=1.0.0",
        )
        yield Scrapes(away, everything, open_metrics)
    finally:
        station.close()


def scrape(station: Station, media_type: str, *, accept: str = "*/*") -> str:
    answer = httpx.get(f"{station.url}/metrics", headers={"accept": accept}, timeout=10)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media_type)
    assert answer.headers["cache-control"] == "no-store"
    return answer.text


def values(families: list[Metric]) -> dict[str, dict[tuple[str, ...], float]]:
    found: dict[str, dict[tuple[str, ...], float]] = {}
    for family in families:
        for sample in family.samples:
            found.setdefault(sample.name, {})[tuple(sample.labels.values())] = sample.value
    return found


def test_everything_known_is_told_in_base_units_and_no_key_is(scrapes: Scrapes) -> None:
    told = values(list(text_string_to_metric_families(scrapes.everything)))
    assert set(METRICS) - set(told) == {"webtv_hls_edge_age_seconds"}, "there is no HLS here"
    assert set(told) <= set(METRICS)
    assert told["webtv_build_info"] == {(__version__,): 1}
    assert told["webtv_channel_on_air"][("tides", "programme")] == 1
    assert told["webtv_channel_on_air"][("tides", "slate")] == 0
    assert told["webtv_channel_buffer_seconds"] == {("tides",): 48}
    assert told["webtv_production_held_up"] == {("tides",): 1}
    twitch = ("tides", "twitch", "rtmp")
    assert told["webtv_destination_up"] == {twitch: 1}
    assert told["webtv_destination_sent_bytes_total"] == {twitch: 1_000_000}
    assert told["webtv_destination_bytes_per_second"] == {twitch: 300_000}
    assert told["webtv_destination_dropped_pictures_total"] == {twitch: 7}
    assert told["webtv_destination_connected_seconds"][twitch] == pytest.approx(60, abs=30)
    assert told["webtv_probe_success"] == {("tides", "hls"): 1, ("tides", "rtmp"): 0}
    assert told["webtv_probe_symptom"] == {("tides", "rtmp", "unreachable"): 1}
    assert told["webtv_backend_available"] == {
        ("film at local", "tides"): 1,
        ("film at reef/film", "tides"): 0,
    }
    assert told["webtv_budget_spent_ratio"] == {("tides", "credits"): 0.25, ("tides", "money"): 1}
    assert told["webtv_probe_loudness_decibels"] == {("tides", "hls"): -20.5}
    assert told["webtv_rtmp_memory_slope_bytes_per_second"] == {(): 2}
    assert told["webtv_rtmp_viewers"] == {("/live/tides",): 2}
    assert told["webtv_part_suspected"] == {("rtmp",): 1}
    assert "SECRET" not in scrapes.everything


def test_names_follow_the_conventions(scrapes: Scrapes) -> None:
    for family in text_string_to_metric_families(scrapes.everything):
        assert re.fullmatch(r"webtv(_[a-z]+)+", family.name), family.name
        assert family.documentation.endswith("."), family.name
        words = family.name.split("_")
        assert not any(re.fullmatch(OTHER_UNITS, word) for word in words), words
        names = {sample.name for sample in family.samples}
        if family.type == "counter":
            assert names == {f"{family.name}_total"}
        else:
            assert family.type == "gauge"
            assert names == {family.name}
            assert not family.name.endswith(("_total", "_count", "_sum", "_bucket"))
        for sample in family.samples:
            assert not set(sample.labels) & {"le", "quantile", "instance", "job"}


def test_a_scraper_may_ask_for_open_metrics(scrapes: Scrapes) -> None:
    assert scrapes.open_metrics.endswith("# EOF\n")
    families = list(parse_open_metrics(scrapes.open_metrics))  # type: ignore[no-untyped-call]
    assert "webtv_rtmp_received_bytes_total" in values(families)


def test_what_is_away_is_told_as_down(scrapes: Scrapes) -> None:
    found = values(list(text_string_to_metric_families(scrapes.away)))
    for part in ("playout", "production", "probe"):
        assert found[f"webtv_{part}_up"] == {("tides",): 0}
    assert found["webtv_rtmp_up"] == {(): 0}
    assert "webtv_rtmp_memory_bytes" not in found


@pytest.mark.parametrize(
    ("client", "headers", "private"),
    [
        ("127.0.0.1", {}, True),
        ("::1", {}, True),
        ("192.168.1.7", {}, True),
        ("172.18.0.5", {}, True),
        ("::ffff:10.0.0.3", {}, True),
        ("fd00::12", {}, True),
        ("8.8.8.8", {}, False),
        ("::ffff:8.8.8.8", {}, False),
        ("2001:4860:4860::8888", {}, False),
        ("", {}, False),
        ("127.0.0.1", {"x-forwarded-for": "8.8.8.8"}, False),
        ("172.18.0.5", {"forwarded": "for=8.8.8.8"}, False),
    ],
)
def test_who_is_private(client: str, headers: dict[str, str], private: bool) -> None:
    assert is_private(client, headers) is private


def test_a_format_that_nobody_knows_is_answered_in_the_usual_one(shared_station: Station) -> None:
    odd = "application/openmetrics-text; version=new"
    answer = httpx.get(f"{shared_station.url}/metrics", headers={"accept": odd}, timeout=10)
    assert (answer.status_code, answer.headers["content-type"][:10]) == (200, "text/plain")


def test_a_request_that_was_forwarded_is_refused(shared_station: Station) -> None:
    forwarded = {"X-Forwarded-For": "203.0.113.9"}
    answer = httpx.get(f"{shared_station.url}/metrics", headers=forwarded, timeout=10)
    assert answer.status_code == 403
    assert "webtv_" not in answer.text
