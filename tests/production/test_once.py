"""`webtv produce --once` and `--dry-run`, as operators type them."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.generators.spaceserver import ROOT, SpaceServer
from tests.production.station import Station
from tests.slack import slack
from webtv.config.settings import Settings
from webtv.generators.local import tell_of_spaces
from webtv.store.playlists import list_playlists


@pytest.fixture
def station(tmp_path: Path, server: SpaceServer) -> Station:
    made = Station(tmp_path, server)
    made.write("llamas")
    return made


def begin(station: Station, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "webtv", "produce", *words],
        cwd=ROOT,
        env=station.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def produce(station: Station, *words: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error."""
    process = begin(station, *words)
    said, complaint = process.communicate(timeout=120 * slack())
    return process.returncode, said, complaint


def test_interrupted_it_goes_on_where_it_was(station: Station, server: SpaceServer) -> None:
    """Spaces that tell of themselves are asked; what is made at last is listed and told."""
    del station.environment["WEBTV_SPACES_URL"]
    tell_of_spaces(Settings(home=station.home, spaces_url=server.url), models=True)
    process = begin(station, "--once", "llamas")
    clips = station.home / "clips"
    assert process.stdout is not None
    assert any("filming" in line for line in process.stdout), process.communicate()
    started = time.monotonic()
    while not any(clips.glob("*/*")):
        assert time.monotonic() - started < 60 * slack()
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    said, complaint = process.communicate(timeout=20 * slack())
    assert process.returncode == 1
    assert complaint == "webtv: stopped; the same command goes on where it was\n"
    code, said, complaint = produce(station, "--once", "llamas")
    assert code == 0, complaint
    assert not any(clips.glob("*/*"))
    assert not (station.home / "spaces").exists(), "others were started"
    (made,) = station.programmes("llamas")
    assert f"'{made.title}' is made: {made.duration_s:.0f} s" in said
    assert f"webtv programmes play {made.id}" in said
    listed = list_playlists(station.playlists / "llamas")
    assert {playlist.programme for playlist in listed} == {made.id}


PRICED = ROOT / "webtv" / "contracts" / "zeroscope-v2.yaml"
SPENT = "webtv: Today's budget of credits is used up"


@pytest.mark.parametrize(("limit", "calls"), [(4, 0), (6, 1)], ids=["at once", "on the way"])
def test_with_a_spent_budget_it_ends_and_says_so(
    station: Station, server: SpaceServer, limit: int, calls: int
) -> None:
    contracts = station.home / "contracts"
    contracts.mkdir(parents=True)
    price = "price: {credits_per_call: 5}\n"
    (contracts / "zeroscope-v2.yaml").write_text(PRICED.read_text() + price)
    file = station.channels / "llamas.yaml"
    file.write_text(file.read_text() + f"budget: {{credits: {limit}}}\n")
    before = len(server.calls())
    code, said, complaint = produce(station, "--once", "llamas")
    assert code == 1
    assert complaint.startswith(SPENT)
    assert "goes on then" in complaint
    assert len(said.splitlines()) < 12
    filmed = [call for call in server.calls()[before:] if call.startswith("Paco")]
    assert len(filmed) <= calls
    assert not station.programmes("llamas")


def test_a_channel_that_is_not_there_is_told_in_one_line(station: Station) -> None:
    code, _, complaint = produce(station, "--once", "llama")
    assert code == 1
    assert complaint.startswith("webtv: there is no channel llama in ")


def test_a_dry_run_prints_prompts_and_price_and_asks_nobody(station: Station) -> None:
    station.environment["WEBTV_SPACES_URL"] = "http://127.0.0.1:9"
    file = station.channels / "llamas.yaml"
    runway = "pipeline: {video: {space: runway-text-to-video}, upscale: null, interpolate: null}\n"
    file.write_text(file.read_text() + runway)
    code, said, complaint = produce(station, "--dry-run", "llamas")
    assert code == 0, complaint
    assert "written by template for llamas" in said
    assert "Shot 2" in said
    assert "red scarf" in said
    bill = next(line for line in said.splitlines() if "runway-text-to-video at" in line)
    assert "credits" in bill
    assert not (station.home / "work.db").exists()
    assert not station.programmes("llamas")
