"""`webtv probe` as a process, beside a web server that is a stand-in and the real RTMP server."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from structlog.testing import capture_logs

from tests.probe.pieces import make_piece
from tests.probe.site import Site
from tests.probe.site import serving as hls_site
from tests.rtmp.server import ROOT, environment, publishing, until
from tests.rtmp.server import serving as rtmp_server
from tests.slack import slack
from webtv.config.channel import Channel
from webtv.config.channels import Lineup
from webtv.config.settings import Settings
from webtv.model.status import (
    OnAir,
    PlayoutStatus,
    ProbeResult,
    ProbeStatus,
    Suspicion,
    Verdict,
)
from webtv.probe.service import Probe
from webtv.store.status import read_station, read_statuses, write_status


class Station:
    """The folders of a station that consists of its probe."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.statuses = home / "status"

    def channel(self, ident: str, more: str = "") -> Path:
        folder = self.home / "lineup"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{ident}.yaml"
        path.write_text(f"title: {ident}\ntheme: what is shown for tests\n{more}")
        return path

    def result(self, channel: str, destination: str) -> ProbeResult | None:
        found = read_statuses(self.statuses, ProbeStatus, now=datetime.now(UTC)).get(channel)
        results = {r.destination: r for r in found.results} if found else {}
        return results.get(destination)

    def confirmed(self, channel: str, destination: str) -> bool:
        result = self.result(channel, destination)
        return bool(result and result.confirmed)

    def well(self, channel: str, destination: str) -> bool:
        result = self.result(channel, destination)
        return bool(result and not result.fault)

    def suspicion(self, part: str) -> Suspicion | None:
        verdict = read_station(self.statuses, Verdict, now=datetime.now(UTC))
        return next((s for s in verdict.suspicions if s.part == part), None) if verdict else None

    def said(self, event: str) -> list[dict[str, str]]:
        text = (self.home / "logs" / "probe.log").read_text("utf-8")
        lines = [json.loads(line) for line in text.splitlines()]
        return [line for line in lines if line["event"] == event]


@contextmanager
def probing(station: Station, **settings: object) -> Iterator[None]:
    """Run `webtv probe` until the block ends; it must end well."""
    env = environment(station.home, WEBTV_LOG_FORMAT="json", WEBTV_PROBE_S=5, **settings)
    with subprocess.Popen([sys.executable, "-m", "webtv", "probe"], cwd=ROOT, env=env) as process:
        try:
            yield
        finally:
            process.terminate()
            assert process.wait(10 * slack()) == 0


@contextmanager
def airing(act: Callable[[], object]) -> Iterator[None]:
    """Do `act` every second until the block ends."""
    over = threading.Event()

    def work() -> None:
        while not over.wait(1):
            act()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(10)


def play(station: Station) -> None:
    """Say as playout does that the channel is on air."""
    now = datetime.now(UTC)
    on_air = OnAir(kind="programme", title="x", started_at=now, ends_at=now)
    write_status(station.statuses, PlayoutStatus(channel="sea", written_at=now, on_air=on_air))


def test_what_viewers_see_is_told_and_judged(tmp_path: Path) -> None:
    station = Station(tmp_path)
    piece = make_piece(tmp_path / "piece.ts")
    with rtmp_server(tmp_path) as server, hls_site() as site:

        def air() -> None:
            site.live("hls/sea", piece)
            play(station)
            (tmp_path / "hls" / "sea").mkdir(parents=True, exist_ok=True)
            (tmp_path / "hls" / "sea" / "live.m3u8").write_text("as fresh as what is served")

        station.channel("sea", f"destinations: {_also(site)}\n")
        urls = {"WEBTV_RTMP_URL": server.base, "WEBTV_PROBE_HLS_URL": f"{site.url}/hls"}
        with airing(air), probing(station, **urls):
            with publishing(piece, server.signed("sea")):
                for destination in ("hls", "rtmp", "twitch"):
                    until(
                        lambda d=destination: station.well("sea", d),  # type: ignore[misc]
                        within_s=40,
                        what=f"viewers by {destination} are served",
                    )
                assert read_station(tmp_path / "status", Verdict, now=datetime.now(UTC))
            # The RTMP server is gone, and HLS is refused; playout still says that it is on air.
            server.process.kill()
            site.status = 503
            for destination in ("hls", "rtmp"):
                until(
                    lambda d=destination: station.confirmed("sea", d),  # type: ignore[misc]
                    within_s=60,
                    what=f"viewers by {destination} are without",
                )
            for part in ("web", "rtmp"):
                until(
                    lambda p=part: bool(station.suspicion(p)),  # type: ignore[misc]
                    within_s=10,
                    what=f"{part} is suspected",
                )
            site.status = 200
            until(lambda: station.well("sea", "hls"), within_s=30, what="HLS is served again")
            until(lambda: not station.suspicion("web"), within_s=10, what="web is cleared")

            # A channel that comes is watched, one that goes is forgotten.
            station.channel("sea").rename(tmp_path / "lineup" / "reef.yaml")
            until(lambda: station.result("reef", "hls") is not None, within_s=30, what="reef")
            assert not (tmp_path / "status" / "probe" / "sea.json").exists()
        lost = [line for line in station.said("viewers are without") if line["channel"] == "sea"]
        assert [line["destination"] for line in lost if line["destination"] == "hls"] == ["hls"]
        again = station.said("viewers are served again")
        assert "hls" in [line["destination"] for line in again]


def _also(site: Site) -> str:
    """A platform whose public page the probe watches too."""
    watch = f"{site.url}/hls/sea/live.m3u8"
    return f"[{{id: twitch, url: 'rtmp://127.0.0.1:1/app/key', probe_url: '{watch}'}}]"


async def test_a_lineup_that_cannot_be_adopted_is_told_once_and_the_next_one_is(
    tmp_path: Path,
) -> None:
    probe = Probe(Settings(home=tmp_path))
    bad = Lineup({"sea": cast("Channel", None)})

    async def lineups() -> AsyncIterator[Lineup]:
        for lineup in (bad, bad, Lineup(), bad):
            yield lineup

    with capture_logs() as logs:
        await probe.follow(lineups())
    assert [(log["event"], log["log_level"]) for log in logs] == [
        ("channels cannot be adopted", "error"),
        ("channels can be adopted again", "info"),
        ("channels cannot be adopted", "error"),
    ]
