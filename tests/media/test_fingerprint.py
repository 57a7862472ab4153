from __future__ import annotations

from pathlib import Path

import pytest

from tests.clips import encode
from tests.studio.artwork import artwork
from webtv.config.limits import QcConfig
from webtv.media.fingerprint import distance, similar
from webtv.media.quality.measure import measure
from webtv.studio import video
from webtv.studio.theatre.film import Stage

BITS = QcConfig().similar or 0
SMALL = ("-c:v", "libx264", "-preset", "ultrafast", "-an")


def fingerprint_of(clip: Path) -> int:
    seen = measure(clip).picture
    assert seen is not None
    return seen.fingerprint


@pytest.mark.parametrize(
    "coding",
    [
        ("-crf", "38"),
        ("-vf", "scale=1024:576", "-crf", "20"),
        ("-vf", "scale=320:-2", "-crf", "28"),
        ("-vf", "minterpolate=fps=24:mi_mode=blend", "-crf", "24"),
        ("-vf", "eq=brightness=0.05:contrast=1.1:saturation=0.7", "-crf", "24"),
    ],
)
def test_a_clip_is_known_again(studio_clip: Path, tmp_path: Path, coding: tuple[str, ...]) -> None:
    again = tmp_path / "again.mp4"
    encode("-i", str(studio_clip), *SMALL, *coding, str(again))
    recent = [("other", 1, ~fingerprint_of(studio_clip) & (2**192 - 1))]
    assert similar(fingerprint_of(again), recent, BITS) is None
    recent.append(("llamas-1", 3, fingerprint_of(studio_clip)))
    assert similar(fingerprint_of(again), recent, BITS) == ("llamas-1", 3)


def test_other_prompts_and_seeds_are_other_clips(studio_clip: Path, tmp_path: Path) -> None:
    llama = "A white llama walks through a mountain village at noon, camera pans slowly right"
    prints = [fingerprint_of(studio_clip)]
    for prompt, seed in (
        (llama, 6),
        ("A brown llama in the mountains at dusk", 5),
        ("Fish over a coral reef", 5),
    ):
        stage = Stage(prompt, seed=seed, seconds=2.5, size=(288, 160), artwork=artwork())
        video.write(tmp_path / "clip.mp4", (stage.drawn(n / 2).planes for n in range(6)), fps=2)
        prints.append(fingerprint_of(tmp_path / "clip.mp4"))
    for index, one in enumerate(prints):
        others = [("programme", i, other) for i, other in enumerate(prints) if i != index]
        assert similar(one, others, 2 * BITS) is None


def test_the_nearest_of_several_is_named() -> None:
    recent = [("far", 1, 0b111111), ("near", 2, 0b111), ("away", 3, 2**190 - 1)]
    assert distance(0, 0b111) == 1
    assert similar(0, recent, 6) == ("near", 2)
    assert similar(0, [], 6) is None
