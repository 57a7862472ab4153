"""Whole programmes with the true model classes, by the commands that operators type."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.models.conftest import KEY
from tests.processes import words
from tests.production.station import Station, environment_in
from tests.slack import slack
from tests.spaces.test_service import shape
from webtv.store.library import Library

CHANNEL = """\
title: Foxes
theme: A red fox walks through deep snow.
programme: {{shots: 1, shot_s: 3, slow_motion: 2.7}}
narration: off
clock: {{ident_every: 0, trails: false}}
house: {{width: 320, height: 180}}
# Of random weights come random pictures.
qc: {{similar: null}}
pipeline: {pipeline}
"""
SMALL = "{params: {width: 256, height: 256, steps: 1}, space: wan-2-2-5b}"

PIPELINES = {
    "studio": "{profile: studio, video: {space: zeroscope-v2, params: {num_inference_steps: 10}}, "
    "upscale: null, interpolate: null}",
    "wan": f"{{profile: wan, video: {SMALL}}}",
}
"""By channel: as little as the models can be asked for."""

ONE = "production: {first: 1, fresh_per_hour: 0, buffer_s: 3600}\n"


@pytest.mark.parametrize(
    ("profile", "pipeline", "stages"),
    [
        (
            "zeroscope",
            "{profile: zeroscope, "
            "video: {space: zeroscope-v2, params: {num_inference_steps: 10}}, "
            "upscale: {space: zeroscope-xl, params: {denoise_strength: 0.1}}}",
            ["video", "upscale", "interpolate", "music"],
        ),
        ("wan", f"{{profile: wan, video: {SMALL}}}", ["video", "music"]),
    ],
)
def test_a_programme_is_made(
    profile: str, pipeline: str, stages: list[str], server: Any, tmp_path: Path
) -> None:
    channels = tmp_path / "channels"
    channels.mkdir()
    (channels / "foxes.yaml").write_text(CHANNEL.format(pipeline=pipeline))
    done = subprocess.run(
        [sys.executable, "-m", "webtv", "produce", "--once", "foxes"],
        env={
            **environment_in(tmp_path),
            "WEBTV_SPACES_URL": server.url,
            "WEBTV_SPACES_KEY": KEY,
        },
        capture_output=True,
        text=True,
        timeout=300 * slack(),
        check=False,
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    (made,) = Library(tmp_path / "home" / "library").programmes("foxes")
    used = [each.stage for each in made.generations]
    assert sorted(used) == sorted(stages)
    assert all(each.trained for each in made.generations)
    if "upscale" in stages:
        results = (server.home / "spaces" / "made").glob("*/xl_result.mp4")
        newest = max(results, key=lambda path: path.stat().st_mtime)
        assert shape(str(newest)) == (1024, 576, 8.0, 24)


@pytest.fixture
def station(tmp_path: Path, server: Any) -> Iterator[Station]:
    made = Station(tmp_path, server)
    made.environment["WEBTV_SPACES_KEY"] = KEY
    yield made
    if made.process is not None:
        made.process.kill()
        made.process.wait(10)


def test_both_are_made_though_the_process_of_models_is_killed(
    station: Station, server: Any
) -> None:
    """Profiles are told by what answers: behind the studio's stages there is Zeroscope here."""
    for channel, pipeline in PIPELINES.items():
        text = CHANNEL.format(pipeline=pipeline) + ONE
        (station.channels / f"{channel}.yaml").write_text(text)
    station.start()
    notes: set[str] = set()

    def away() -> bool:
        """A call whose process is killed twice is given back; production says so."""
        for child in models(server):
            child.kill()
        statuses = [station.status(channel) for channel in PIPELINES]
        notes.update(s.note for s in statuses if s and s.note)
        return any("unavailable, trying again in" in note for note in notes)

    station.until(away)
    station.until(lambda: all(map(station.programmes, PIPELINES)), within_s=300)
    for channel in PIPELINES:
        (made,) = station.programmes(channel)
        assert sorted(each.stage for each in made.generations) == ["music", "video"]
        assert all(each.trained for each in made.generations)
    told = station.log.read_text()
    assert "the model server stopped twice while it made this with" in told
    assert "Traceback" not in told
    assert station.stop() < 5 * slack()


def models(server: Any) -> list[psutil.Process]:
    """The process that owns them, if it runs."""
    children = server.process.children(recursive=True)
    return [child for child in children if "webtv.models.child" in words(child)]
