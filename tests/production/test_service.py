"""`webtv produce` against a real Gradio server, as operators run it."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.generators.spaceserver import ROOT, SpaceServer
from tests.ports import free_port
from tests.production.station import Station
from tests.slack import slack
from tests.soak.proxy import SlowProxy
from webtv.store.playlists import list_playlists


@pytest.fixture
def station(tmp_path: Path, server: SpaceServer) -> Iterator[Station]:
    made = Station(tmp_path, server)
    yield made
    if made.process is not None:
        made.process.kill()
        made.process.wait(10)


def test_from_a_theme_to_playlists_and_an_edit_to_the_next_programme(station: Station) -> None:
    station.write("llamas")
    station.start()
    station.until(lambda: station.programmes("llamas"))
    first = station.programmes("llamas")[0]
    assert first.writer == "template"
    assert any("llama" in shot.prompt for shot in first.shots)
    generations = {generation.stage: generation for generation in first.shots[0].generations}
    assert set(generations) == {"video", "upscale", "interpolate"}
    assert generations["video"].seed is not None
    assert first.music_generations[0].stage == "music"
    folder = station.playlists / "llamas"
    station.until(lambda: len(list_playlists(folder)) == 4, within_s=15)
    station.until(lambda: (s := station.status("llamas")) and s.programmes == 1, within_s=10)
    status = station.status("llamas")
    assert status is not None
    assert status.note == ""
    assert "OPENAI_API_KEY" in status.writer_note

    station.write("llamas", "A hundred jellyfish drift beneath a wooden pier", first=2)
    station.until(lambda: len(station.programmes("llamas")) == 2)
    second = station.programmes("llamas")[1]
    assert any("jellyfish" in shot.prompt for shot in second.shots)
    station.until(lambda: second.id in [p.programme for p in list_playlists(folder)], within_s=15)

    check_that_no_other_works_here(station)
    (station.channels / "llamas.yaml").write_text("title: [broken")
    station.until(lambda: (s := station.status("llamas")) and s.config_error, within_s=8)
    (station.channels / "llamas.yaml").unlink()
    station.until(lambda: station.status("llamas") is None, within_s=8)
    assert station.stop() < 5 * slack()
    assert not any((station.home / "work").rglob("*.mp4"))
    assert not any((station.home / "clips").rglob("*.mp4"))


def check_that_no_other_works_here(station: Station) -> None:
    """A second production of one home, of either kind, ends with a line."""
    commands = [[], ["--once", "llamas"]]
    others = [
        subprocess.Popen(
            [sys.executable, "-m", "webtv", "produce", *words],
            cwd=ROOT,
            env=station.environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        for words in commands
    ]
    for other in others:
        _, complaint = other.communicate(timeout=30 * slack())
        assert other.returncode == 1
        assert complaint.startswith("webtv: another `webtv produce` works in ")


def test_spaces_away_and_back(station: Station, server: SpaceServer) -> None:
    port = free_port()
    station.environment["WEBTV_SPACES_URL"] = f"http://127.0.0.1:{port}"
    station.write("llamas")
    station.start()
    station.until(
        lambda: (s := station.status("llamas")) and "unavailable, trying again in" in s.note
    )
    with closing(SlowProxy(server.port, port=port)):
        station.until(lambda: station.programmes("llamas"))
    assert station.events().count("backend not there yet") <= 4  # once for each Space
    assert station.stop(signal.SIGINT) < 5 * slack()
