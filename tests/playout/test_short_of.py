"""A playout that is short of files, and of disk: it stays on air, says so once, and recovers.

The tests run in order and share one running station, watched over RTMP from first to last.
"""

import json
import resource
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

import psutil
import pytest

from tests.playout.misfits import list_again
from tests.playout.station import Station, Viewer, running, viewing
from tests.rtmp.server import until


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    made = Station(tmp_path_factory.mktemp("home"))
    first = made.programme("show", 1)
    for number in range(2, 5):
        list_again(made.library, made.home / "playlists" / "show", first, number)
    made.channel("show")
    with running(made):
        yield made


@pytest.fixture(scope="module", autouse=True)
def viewer(station: Station) -> Iterator[Viewer]:
    until(lambda: station.on_air("show") is not None, within_s=15, what="the show is on air")
    until(lambda: (station.hls("show") / "live.m3u8").exists(), within_s=15, what="HLS plays")
    with viewing(station, "show") as watching:
        until(lambda: len(watching.times["video"]) > 24, within_s=15, what="pictures come")
        yield watching


@contextmanager
def limited(station: Station, limit: int, value: int) -> Iterator[None]:
    """Hold playout to a resource limit until the block ends."""
    pid = station.processes["playout"].pid
    before = resource.prlimit(pid, limit)
    resource.prlimit(pid, limit, (value, before[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, limit, before)


def unbroken(viewer: Viewer) -> None:
    video, audio = list(viewer.times["video"]), list(viewer.times["audio"])
    assert viewer.is_alive()
    assert 0.040 < min(b - a for a, b in pairwise(video))
    assert max(b - a for a, b in pairwise(video)) < 0.043
    assert 0.020 < min(b - a for a, b in pairwise(audio))
    assert max(b - a for a, b in pairwise(audio)) < 0.044


def said(station: Station) -> Counter[str]:
    """How often each event of at least a warning, or of recovery, was logged."""
    lines = [json.loads(line) for line in station.log().splitlines()]
    assert not any("exception" in line for line in lines)
    return Counter(line["event"] for line in lines)


def test_without_files_the_slate_airs_from_memory(station: Station, viewer: Viewer) -> None:
    process = psutil.Process(station.processes["playout"].pid)
    soft, hard = resource.prlimit(process.pid, resource.RLIMIT_NOFILE)
    assert soft == hard
    with limited(station, resource.RLIMIT_NOFILE, 3):
        pictures = len(viewer.times["video"])
        until(
            lambda: len(viewer.times["video"]) > pictures + 24 * 14,
            within_s=30,
            what="pictures go on",
        )
    until(
        lambda: (now := station.on_air("show")) is not None and now.kind != "slate",
        within_s=10,
        what="programmes are back",
    )
    unbroken(viewer)
    until(
        lambda: said(station)["what is next can be made ready again"] == 1,
        within_s=10,
        what="it is told",
    )
    events = said(station)
    assert events["nothing can be made ready"] == 1
    assert events["playlist skipped"] == 0
    until(
        lambda: (status := station.status("show")) is not None and status.note == "",
        within_s=10,
        what="the alarm is over",
    )
    slates = [entry for entry in station.asrun("show") if entry.kind == "slate"]
    assert slates
    assert all(entry.cause == "nothing" for entry in slates)


def test_on_a_full_disk_the_air_goes_on_and_orders_are_carried_out(
    station: Station, viewer: Viewer
) -> None:
    before = said(station)
    with limited(station, resource.RLIMIT_FSIZE, 0):
        pictures = len(viewer.times["video"])
        answer = station.order("show", "hold")
        assert (answer.status_code, answer.json()["durable"]) == (202, False)
        until(
            lambda: "cannot be written" in station.control("GET", "/channels/show").json()["note"],
            within_s=5,
            what="the alarm",
        )
        until(
            lambda: len(viewer.times["video"]) > pictures + 24 * 5,
            within_s=30,
            what="pictures go on",
        )
        status = station.control("GET", "/channels/show").json()
        assert (status["on_air"]["kind"], status["control"]["held"]) == ("slate", True)
    until(
        lambda: (status := station.status("show")) is not None and status.control.held,
        within_s=10,
        what="status is written again",
    )
    until(lambda: "are on disk again" in station.log(), within_s=10, what="the order is on disk")
    assert station.order("show", "release").json()["durable"]
    time.sleep(1)
    unbroken(viewer)
    events = said(station) - before
    repeated = {e: n for e, n in events.items() if n > 1 and e not in ("take", "order")}
    assert not repeated
