"""What can happen to a station, done to it on purpose."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.playout.station import kill
from tests.rtmp.server import listens, until
from tests.soak.stage import CHANNEL, Stage
from webtv.model.status import PlayoutStatus

DOWN_S = 20.0
STOPPED_S = 30.0
STALL_GOAL_S = 14.0
"""A pusher that stands still is noticed after 10 s, and is back like one that was killed."""
HOUR_S = 3600


@dataclass(frozen=True, slots=True)
class Told:
    """What was done. `away_s` is how long the RTMP server was away: nobody can do better."""

    note: str = ""
    away_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to do, and the longest holes it may make; None where anything may happen.

    What `prepare` and `repair` do to viewers does not count.
    """

    name: str
    do: Callable[[Stage], Told]
    watch_s: float = 12.0
    rtmp: float | None = 0.0
    hls: float | None = 0.0
    second: float | None = 0.0
    prepare: Callable[[Stage], None] | None = None
    repair: Callable[[Stage], None] | None = None


def _kill_player(stage: Stage) -> Told:
    kill(stage.player())
    return Told()


def _kill_own_pusher(stage: Stage) -> Told:
    kill(stage.pusher(f"/live/{CHANNEL}", str(stage.station.rtmp_port)))
    return Told()


def _kill_second_pusher(stage: Stage) -> Told:
    kill(stage.pusher(str(stage.proxy.port)))
    return Told()


def _kill_playout(stage: Stage) -> Told:
    before = stage.rtmp.connections
    stage.restart("playout")
    time.sleep(8)
    kept = stage.rtmp.connections == before
    return Told("RTMP viewer kept" if kept else "RTMP viewer had to connect again")


def _kill_web(stage: Stage) -> Told:
    stage.restart("web")
    return Told()


def _kill_production(stage: Stage) -> Told:
    stage.restart("produce")
    time.sleep(8)
    return Told()


def _begin_production(stage: Stage) -> None:
    stage.station.start("produce")
    time.sleep(8)


def _end_production(stage: Stage) -> None:
    stage.station.kill("produce")
    del stage.station.processes["produce"]


def _kill_server(stage: Stage) -> Told:
    began = time.monotonic()
    stage.station.kill("rtmp")
    time.sleep(DOWN_S)
    stage.station.start("rtmp")
    until(lambda: listens(stage.station.rtmp_port), within_s=20, what="the RTMP server listens")
    away_s = time.monotonic() - began
    return Told(f"away for {away_s:.1f} s", away_s)


def _stop_server(stage: Stage) -> Told:
    process = stage.stop("rtmp")
    time.sleep(STOPPED_S)
    process.send_signal(signal.SIGCONT)
    return Told(f"stood still for {STOPPED_S:.0f} s", STOPPED_S)


def _stop_second_pusher(stage: Stage) -> Told:
    process = stage.pusher(str(stage.proxy.port))
    process.send_signal(signal.SIGSTOP)
    time.sleep(STOPPED_S)
    if process.is_running():
        process.send_signal(signal.SIGCONT)
    return Told()


def _bad_destination(stage: Stage, url: str) -> Told:
    stage.destinations(f"{{id: bad, url: '{url}'}}")
    time.sleep(35)
    status = stage.station.status(CHANNEL)
    known = {d.id: d for d in status.destinations} if status else {}
    return Told(known["bad"].last_error[:60] if "bad" in known else "")


def _end_bad_destination(stage: Stage) -> None:
    stage.destinations()


def _slow_line(stage: Stage) -> Told:
    stage.proxy.limit = stage.proxy.rate(8) / 10
    time.sleep(STOPPED_S)
    stage.proxy.limit = None
    began = time.monotonic()
    stage.calm(within_s=60)
    return Told(f"moving again {time.monotonic() - began:.0f} s after the line is good")


def _fake_clock(stage: Stage) -> None:
    """Only playout's clock: a library between it and the system adds what a file says."""
    library = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
    assert library is not None, "libfaketime is needed: apt-get install faketime"
    _offset(stage).write_text("+0")
    stage.station.kill("playout")
    stage.station.start(
        "playout",
        LD_PRELOAD=library,
        FAKETIME_TIMESTAMP_FILE=_offset(stage),
        FAKETIME_NO_CACHE=1,
        FAKETIME_DONT_FAKE_MONOTONIC=1,
        FAKETIME_DONT_RESET=1,
    )
    time.sleep(15)


def _step_clock(stage: Stage, step_s: int) -> Told:
    _offset(stage).write_text(f"{step_s:+d}")
    time.sleep(30)
    written = stage.station.home / "status" / "playout" / f"{CHANNEL}.json"
    at = PlayoutStatus.model_validate_json(written.read_bytes()).written_at
    return Told(f"its clock is {(at - datetime.now(UTC)).total_seconds():+.0f} s off")


def _true_clock(stage: Stage) -> None:
    stage.restart("playout")


def _offset(stage: Stage) -> Path:
    return stage.station.home / "clock"


FAULTS = (
    Fault("player killed", _kill_player),
    Fault("own pusher killed", _kill_own_pusher, rtmp=3.0),
    Fault("second pusher killed", _kill_second_pusher, second=3.0),
    Fault("playout killed", _kill_playout, rtmp=None, hls=6.0, second=None),
    Fault("web killed", _kill_web),
    Fault("production killed", _kill_production, prepare=_begin_production, repair=_end_production),
    Fault("RTMP server killed, down 20 s", _kill_server, rtmp=3.0),
    Fault("RTMP server stopped for 30 s", _stop_server, watch_s=20, rtmp=3.0),
    Fault("second pusher stopped for 30 s", _stop_second_pusher, second=STALL_GOAL_S),
    Fault(
        "destination never reads",
        lambda stage: _bad_destination(stage, "${HUNG_RTMP_URL}"),
        repair=_end_bad_destination,
    ),
    Fault(
        "destination has no address",
        lambda stage: _bad_destination(stage, "rtmp://no-such-host.invalid/app/key"),
        repair=_end_bad_destination,
    ),
    Fault("second's line at a tenth, 30 s", _slow_line, second=None),
    Fault(
        "clock one hour forward",
        lambda stage: _step_clock(stage, HOUR_S),
        prepare=_fake_clock,
        repair=_true_clock,
    ),
    Fault(
        "clock one hour back",
        lambda stage: _step_clock(stage, -HOUR_S),
        prepare=_fake_clock,
        repair=_true_clock,
    ),
)
