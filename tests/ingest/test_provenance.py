"""What a programme's file says of how it was made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from webtv.ingest.job import FilmedClip, IngestJob
from webtv.ingest.provenance import label
from webtv.model.programme import Generation

MODEL = Generation(stage="video", backend="zeroscope-v2 at me/zeroscope")
STUDIO = Generation(stage="video", backend="zeroscope-v2 at local", trained=False)


@pytest.mark.parametrize(
    ("generations", "kind", "source_type", "drawn"),
    [
        ((MODEL,), "programme", "trainedAlgorithmicMedia", False),
        ((STUDIO, MODEL), "programme", "trainedAlgorithmicMedia", False),
        ((STUDIO,), "programme", "algorithmicMedia", True),
        ((MODEL,), "footage", "trainedAlgorithmicMedia", False),
        ((), "footage", None, False),
    ],
)
def test_models_rules_and_people_are_told_apart(
    job: Callable[..., IngestJob],
    generations: tuple[Generation, ...],
    kind: Any,
    source_type: str | None,
    drawn: bool,
) -> None:
    made = job(music=False)
    clips = tuple(FilmedClip(clip.shot, clip.path, generations) for clip in made.clips)
    made = replace(made, clips=clips, music_generations=(), kind=kind)
    assert label(made).source_type == source_type
    assert made.drawn == drawn


def test_a_voice_of_a_model_over_drawn_pictures_is_a_composite(
    job: Callable[..., IngestJob],
) -> None:
    made = job(music=False)
    clips = tuple(FilmedClip(clip.shot, clip.path, (STUDIO,)) for clip in made.clips)
    voice = Generation(stage="narration", backend="kokoro at local")
    made = replace(
        made, clips=clips, music_generations=(), narration_generations=(voice,), kind="programme"
    )
    assert label(made).source_type == "compositeWithTrainedAlgorithmicMedia"
