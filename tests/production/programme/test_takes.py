"""Takes of a shot: which is bad, which is the best, and what is filmed anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.clips import encode
from tests.production.programme.film_set import ID, VIDEO, Set, pipeline, refuse
from webtv.errors import MediaError
from webtv.generators.transport import Answer
from webtv.store.rejected import RejectedStills


async def test_what_looks_bad_is_filmed_with_another_seed_and_noted(
    studio: Set, tmp_path: Path
) -> None:
    def gives(number: int) -> Path:
        return studio.media / ("black.mp4" if number == 1 else "clip.mp4")

    video = studio.add("video", gives=gives)
    made = await studio.make(shots=1, **pipeline("video"))
    first, second = (each["seed"] for each in video.inputs)
    assert first != second == made.shots[0].generations[0].seed
    (rejection,) = await studio.book.rejections("llamas", 9)
    assert (rejection.check, rejection.seed, rejection.shot) == ("black", first, 0)
    assert rejection.reason.startswith("it is black")
    still = tmp_path / "rejected" / "llamas" / rejection.thumbnail
    assert still.stat().st_size > 0
    assert RejectedStills.reason(still) == f"video: {rejection.reason}"


async def test_a_stage_without_seeds_that_spoils_a_shot_has_it_filmed_anew(
    studio: Set, tmp_path: Path
) -> None:
    def gives(number: int) -> Path:
        return studio.media / ("black.mp4" if number == 1 else "clip.mp4")

    def films(number: int) -> Path:
        """Each time another film, as a model's would be."""
        film = tmp_path / f"film-{number}.mp4"
        shutil.copyfile(studio.media / "clip.mp4", film)
        with film.open("ab") as file:
            file.write((9).to_bytes(4, "big") + b"free" + bytes([number]))
        return film

    video = studio.add("video", gives=films)
    upscale = studio.add("upscale", "", VIDEO, seeded=False, gives=gives)
    made = await studio.make(shots=1, **pipeline("video", "upscale"))
    assert (video.calls, upscale.calls) == (2, 2)
    assert made.shots[0].generations[0].seed == video.inputs[1]["seed"]


async def test_the_best_take_airs_and_the_next_best_stands_in_for_it(
    studio: Set, tmp_path: Path
) -> None:
    still = tmp_path / "dull.mp4"
    slow = ("-vf", "fps=4,fps=8,gblur=sigma=4", "-c:v", "libx264", "-preset", "ultrafast")
    encode("-i", str(studio.media / "clip.mp4"), *slow, str(still))
    takes = {1: still, 2: studio.media / "black.mp4", 3: studio.media / "clip.mp4"}
    video = studio.add("video", gives=lambda number: takes[number])
    upscale = studio.add("upscale", "", VIDEO, seeded=False)
    films = pipeline("upscale", video={"space": "video", "best_of": 3})
    made = await studio.make(shots=1, **films)
    first, _, best = (each["seed"] for each in video.inputs)
    assert (video.calls, upscale.calls) == (3, 1)
    assert made.shots[0].generations[0].seed == best

    def spoils(number: int) -> Path:
        return studio.media / ("black.mp4" if number == 2 else "clip.mp4")

    video.gives, upscale.gives = lambda number: takes[number - 3], spoils
    made = await studio.make(shots=1, identity=f"{ID[:-1]}c", **films)
    assert (video.calls, upscale.calls) == (6, 3)  # nothing was filmed for a third try
    assert made.shots[0].generations[0].seed == video.inputs[3]["seed"] != first


async def test_nothing_is_filmed_with_a_banned_seed(studio: Set) -> None:
    video = studio.add("video", says=refuse)
    with pytest.raises(MediaError):
        await studio.make(shots=1, **pipeline("video"))
    seed = video.inputs[0]["seed"]
    assert isinstance(seed, int)
    studio.banned.update({seed, seed + 1})
    video.says = lambda number: Answer()
    await studio.film(shots=1, **pipeline("video"))
    assert video.inputs[1]["seed"] == seed + 2
