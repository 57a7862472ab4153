"""Which part is at fault, from what viewers get; without a process."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from webtv.model.status import (
    DestinationStatus,
    OnAir,
    PlayoutStatus,
    ProbeResult,
    ServerStatus,
    StreamStatus,
    Symptom,
)
from webtv.probe.verdict import Evidence, carry, judge_parts

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
BOTH = frozenset({"llamas", "sea"})


def result(destination: str, symptom: Symptom = "", *, failures: int = 2) -> ProbeResult:
    return ProbeResult(
        destination=destination,
        checked_at=NOON,
        symptom=symptom,
        fault=f"it is {symptom}" if symptom else "",
        failures=failures if symptom else 0,
    )


def playing(channel: str, *, rtmp: str = "sending", hls: str = "sending") -> PlayoutStatus:
    on_air = OnAir(kind="programme", title="x", started_at=NOON, ends_at=NOON)
    destinations = tuple(
        DestinationStatus.model_validate({"id": id, "kind": id, "url": "x", "state": state})
        for id, state in (("rtmp", rtmp), ("hls", hls))
    )
    return PlayoutStatus(channel=channel, written_at=NOON, on_air=on_air, destinations=destinations)


def server(**kbps: float) -> ServerStatus:
    streams = tuple(
        StreamStatus(path=f"/live/{name}", since=NOON, bytes_in=1, kbps=rate)
        for name, rate in kbps.items()
    )
    return ServerStatus(
        written_at=NOON,
        started_at=NOON,
        memory_bytes=1,
        memory_limit_bytes=2,
        memory_slope_bytes_per_h=0,
        streams=streams,
    )


def evidence(
    *,
    hls: dict[str, Symptom] | None = None,
    rtmp: dict[str, Symptom] | None = None,
    failures: int = 2,
    **more: object,
) -> Evidence:
    """Two channels, all well but for what is given."""
    known: dict[str, object] = {
        "channels": BOTH,
        "probes": {
            c: (
                result("hls", (hls or {}).get(c, ""), failures=failures),
                result("rtmp", (rtmp or {}).get(c, ""), failures=failures),
            )
            for c in BOTH
        },
        "playout": {c: playing(c) for c in BOTH},
        "server": server(llamas=2500, sea=2500),
        "hls_age_s": dict.fromkeys(BOTH, 2.0),
    }
    return Evidence(**(known | more))  # type: ignore[arg-type]


ALL_GONE: dict[str, Symptom] = {"llamas": "starved", "sea": "unreachable"}


def test_nobody_is_at_fault_while_viewers_are_served() -> None:
    assert judge_parts(evidence()) == {}


def test_one_bad_look_accuses_nobody() -> None:
    assert judge_parts(evidence(rtmp=ALL_GONE, hls=ALL_GONE, failures=1)) == {}


@pytest.mark.parametrize("state", ["sending", "stalled", "retrying"])
def test_no_rtmp_viewer_of_any_channel_is_served(state: str) -> None:
    playout = {c: playing(c, rtmp=state) for c in BOTH}
    found = judge_parts(evidence(rtmp=ALL_GONE, playout=playout))
    assert found == {"rtmp": "no viewer gets a picture: it is starved"}


def test_one_channel_of_several_is_no_fault_of_the_server() -> None:
    assert judge_parts(evidence(rtmp={"llamas": "starved"})) == {}


def test_a_channel_that_is_not_on_air_does_not_excuse_the_server() -> None:
    playout = {"llamas": playing("llamas")}
    assert set(judge_parts(evidence(rtmp={"llamas": "starved"}, playout=playout))) == {"rtmp"}


def test_playout_sends_and_the_server_gets_nothing() -> None:
    found = judge_parts(evidence(server=server(llamas=0)))
    assert found == {"rtmp": "playout sends and nothing comes in"}
    assert judge_parts(evidence(server=server(llamas=0, sea=900))) == {}


def test_hls_that_stands_still_is_playouts_fault_and_rtmp_is_not_blamed_for_it() -> None:
    found = judge_parts(
        evidence(hls={"sea": "stale"}, rtmp=ALL_GONE, hls_age_s={"llamas": 2.0, "sea": 45.0})
    )
    assert found == {"playout": "sea stands still: it is stale"}


def test_a_full_disk_is_not_cured_by_a_restart() -> None:
    playout = {c: playing(c, hls="retrying") for c in BOTH}
    old = dict.fromkeys(BOTH, 90.0)
    symptoms: dict[str, Symptom] = {"llamas": "stale", "sea": "stale"}
    assert judge_parts(evidence(hls=symptoms, hls_age_s=old, playout=playout)) == {}


def test_fresh_files_that_are_not_served_are_the_web_servers_fault() -> None:
    found = judge_parts(evidence(hls=ALL_GONE))
    assert found == {"web": "HLS is written but not served: it is starved"}
    assert judge_parts(evidence(hls={"sea": "unreachable"})) == {}


@pytest.mark.parametrize("symptom", ["black", "frozen", "silent"])
def test_what_airs_is_nobodys_fault(symptom: Symptom) -> None:
    bad: dict[str, Symptom] = {"llamas": symptom, "sea": symptom}
    assert judge_parts(evidence(hls=bad, rtmp=bad)) == {}


def test_parts_that_fell_silent() -> None:
    quiet = evidence(rtmp=ALL_GONE, left=frozenset({"playout", "production"}), playout={})
    assert set(judge_parts(quiet)) == {"playout", "production"}
    deaf = evidence(left=frozenset({"rtmp"}), server=None)
    assert judge_parts(deaf) == {"rtmp": "it says nothing any more"}


def test_a_station_without_channels_has_no_fault() -> None:
    assert judge_parts(Evidence(channels=frozenset(), left=frozenset({"playout"}))) == {}


def test_a_suspicion_keeps_its_age_while_it_lasts() -> None:
    first = carry(None, {"rtmp": "a"}, now=NOON)
    later = NOON + timedelta(seconds=4)
    second = carry(first, {"rtmp": "b", "web": "c"}, now=later)
    assert {s.part: s.since for s in second.suspicions} == {"rtmp": NOON, "web": later}
    third = carry(carry(second, {}, now=later), {"rtmp": "a"}, now=later)
    assert third.suspicions[0].since == later
