"""What is wrong, from what the parts say."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from webtv.alarms.conditions import alarms_of, alarms_of_station
from webtv.alarms.kinds import KINDS
from webtv.model.control import ControlState
from webtv.model.status import (
    BackendStatus,
    BudgetStatus,
    DestinationStatus,
    OnAir,
    PlayoutStatus,
    ProbeResult,
    ProbeStatus,
    ProductionStatus,
    ServerStatus,
    Suspicion,
    Verdict,
)
from webtv.web.board import ChannelState
from webtv.web.signal import Signal

NOW = datetime.now(UTC)
WELL: dict[str, Any] = {
    "playout": {"on_air": OnAir(kind="programme", title="Sea", started_at=NOW, ends_at=NOW)},
    "production": {"title": "Sea", "buffer_s": 60.0},
    "probe": {},
    "age_s": 3.0,
    "error": "",
}


def state(**wrong: Any) -> ChannelState:
    said = WELL | wrong
    told: dict[str, Any] = {
        name: said[name]
        if said[name] is None
        else kind(channel="sea", written_at=NOW, **said[name])
        for name, kind in (
            ("playout", PlayoutStatus),
            ("production", ProductionStatus),
            ("probe", ProbeStatus),
        )
    }
    age_s = said["age_s"]
    return ChannelState(
        id="sea",
        number=1,
        channel=None,
        error=said["error"],
        just_aired=None,
        signal=Signal(age_s=age_s, fault="" if age_s < 15 else "old"),
        **told,
    )


def playout(**said: Any) -> dict[str, Any]:
    return {"playout": WELL["playout"] | said}


def production(**said: Any) -> dict[str, Any]:
    return {"production": WELL["production"] | said}


def looked(symptom: str) -> dict[str, Any]:
    result = ProbeResult(
        destination="hls",
        checked_at=NOW,
        fault="it is wrong",
        symptom=symptom,
        failures=2,
    )
    return {"probe": {"results": (result,)}}


SLATE = OnAir(kind="slate", title="Sea", started_at=NOW, ends_at=NOW)
FRIEND = DestinationStatus(
    id="friend", kind="rtmp", url="rtmp://192.0.2.7/app", state="retrying", last_error="refused"
)
AWAY = BackendStatus(id="film at local", stages=("interpolate",), state="away")


@pytest.mark.parametrize(
    ("wrong", "kind", "about"),
    [
        ({"playout": None}, "ChannelDark", "playout"),
        (playout(on_air=None), "ChannelDark", "nothing"),
        ({"age_s": 31.0}, "ChannelDark", "hls"),
        (playout(on_air=SLATE), "ChannelOnSlate", ""),
        (playout(on_air=SLATE, control=ControlState(held=True)), "", ""),
        (playout(note="HLS cannot be written"), "", ""),
        (playout(destinations=(FRIEND,)), "DestinationDown", "friend"),
        (looked("frozen"), "StandingPicture", "hls"),
        (looked("starved"), "ProbeFailing", "hls"),
        ({"probe": None}, "ProbeAway", ""),
        ({"error": "sea.yaml:1:1: no"}, "ChannelFileWrong", ""),
        ({"production": None}, "ProductionAway", ""),
        (production(note="the disk is full"), "ProductionHeldUp", ""),
        (production(writer_note="no model answers"), "", ""),
        (production(buffer_s=0.0), "ProductionBehind", ""),
        (production(backends=(AWAY,)), "BackendAway", "film at local"),
        (
            production(budget=(BudgetStatus(unit="credits", spent=9, limit=10),)),
            "BudgetNearlySpent",
            "credits",
        ),
    ],
)
def test_each_thing_that_is_wrong_with_a_channel(
    wrong: dict[str, Any], kind: str, about: str
) -> None:
    (alarm,) = alarms_of(state(**wrong), production_expected=True)
    assert (alarm.kind, alarm.about) == (kind, about)
    assert not kind or kind in KINDS


def test_nothing_is_wrong_with_a_channel_that_another_machine_airs() -> None:
    assert alarms_of(state(), production_expected=True) == ()
    other = {"playout": None, "production": None}
    assert alarms_of(state(**other), production_expected=True, shared=True) == ()
    (dark,) = alarms_of(state(**other, age_s=40.0), production_expected=True, shared=True)[1:]
    assert dark.about == "hls"


def test_each_thing_that_is_wrong_with_the_station() -> None:
    server = ServerStatus(
        written_at=NOW,
        started_at=NOW,
        memory_bytes=95,
        memory_limit_bytes=100,
        memory_slope_bytes_per_h=0,
    )
    suspicion = Suspicion(part="web", reason="nobody gets HLS", since=NOW)
    verdict = Verdict(written_at=NOW, suspicions=(suspicion,))
    found = alarms_of_station(None, verdict, free_bytes=1_000_000_000)
    found += alarms_of_station(server, None, free_bytes=None)
    assert [(alarm.kind, alarm.about) for alarm in found] == [
        ("RtmpServerDown", ""),
        ("PartSuspected", "web"),
        ("DiskNearlyFull", ""),
        ("RtmpServerMemory", ""),
    ]
