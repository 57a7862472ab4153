"""Whole programmes with the true model classes, by the command that operators type."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.models.conftest import KEY
from tests.production.station import environment_in
from tests.slack import slack
from webtv.store.library import Library

pytestmark = pytest.mark.timeout(600)

CHANNEL = """\
title: Foxes
theme: A red fox walks through deep snow.
programme: {{shots: 2, shot_s: 4}}
narration: off
clock: {{ident_every: 0, trails: false}}
house: {{width: 320, height: 180}}
# Of random weights come random pictures.
qc: {{similar: null, {qc}}}
pipeline: {pipeline}
"""
SMALL = "{params: {width: 256, height: 256, steps: 1}, space: wan-2-2-5b}"


@pytest.mark.parametrize(
    ("profile", "pipeline", "stages"),
    [
        (
            "zeroscope",
            "{profile: zeroscope, "
            "video: {space: zeroscope-v2, params: {num_inference_steps: 10}}, "
            "upscale: {space: zeroscope-xl, params: {denoise_strength: 0.1}}}",
            ["video", "video", "upscale", "upscale", "interpolate", "interpolate", "music"],
        ),
        ("wan", f"{{profile: wan, video: {SMALL}}}", ["video", "video", "music"]),
    ],
)
def test_a_programme_is_made(
    profile: str, pipeline: str, stages: list[str], server: Any, tmp_path: Path
) -> None:
    channels = tmp_path / "channels"
    channels.mkdir()
    (channels / "foxes.yaml").write_text(CHANNEL.format(pipeline=pipeline, qc=""))
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
