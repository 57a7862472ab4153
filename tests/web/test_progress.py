from __future__ import annotations

from datetime import UTC, datetime

import pytest

from webtv.config.channel import Channel
from webtv.config.pipeline import PipelineConfig
from webtv.model.status import ProductionStatus, ShotProgress
from webtv.web.progress import describe_production, overall


def status(**values: object) -> ProductionStatus:
    known: dict[str, object] = {
        "channel": "tides",
        "title": "Tides",
        "written_at": datetime.now(UTC),
    }
    return ProductionStatus.model_validate(known | values)


def shots(*states: str) -> list[dict[str, object]]:
    """Shots such as `video running`."""
    return [
        {"index": index, "stage": state.split()[0], "state": state.split()[1]}
        for index, state in enumerate(states)
    ]


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({"stage": "writing"}, "Writing the next programme"),
        (
            {
                "stage": "filming",
                "making": "Kelp",
                "shots": shots("upscale running", "video running", "video waiting"),
            },
            "Filming shot 2 of 3",
        ),
        (
            {"stage": "filming", "making": "Kelp", "shots": shots("interpolate running")},
            "Smoothing shot 1 of 1",
        ),
        (
            {"stage": "filming", "making": "Kelp", "shots": shots("interpolate done")},
            "Composing the music",
        ),
        (
            {"stage": "filming", "making": "Kelp", "shots": shots("video waiting")},
            "Waiting for the studio",
        ),
        (
            {"stage": "conforming", "making": "Kelp", "shots": shots("interpolate done")},
            "Editing",
        ),
        ({"note": "the Space sleeps; next try in 20 s"}, "the Space sleeps; next try in 20 s"),
        ({}, "Getting ready for the first programme"),
        ({"programmes": 1}, "Resting, with 1 programme in the library"),
        ({"programmes": 12}, "Resting, with 12 programmes in the library"),
    ],
)
def test_production_is_told_in_a_sentence(values: dict[str, object], line: str) -> None:
    assert describe_production(status(**values)) == line


def test_a_shot_between_two_stages_is_in_work() -> None:
    channel = Channel(title="Tides", theme="The sea and its moods")
    made = status(
        shots=shots(
            "interpolate done", "video done", "upscale waiting", "video waiting", "video dropped"
        )
    )
    states = [shot.state for shot in overall(made.shots, channel)]
    assert states == ["done", "running", "running", "waiting", "dropped"]


def test_the_last_stage_is_the_pipelines_own() -> None:
    pipeline = PipelineConfig(upscale=None, interpolate=None)
    channel = Channel(title="Tides", theme="The sea and its moods", pipeline=pipeline)
    done = (ShotProgress(index=0, stage="video", state="done"),)
    assert overall(done, channel) == done
