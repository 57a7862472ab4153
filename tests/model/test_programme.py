"""Programmes: ids, lengths, what a sidecar keeps, and the limits of plans."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from pydantic import ValidationError

from webtv.model.house import HouseFormat
from webtv.model.programme import (
    PROGRAMME_ID,
    FilmedShot,
    Generation,
    Plan,
    Programme,
    Shot,
    programme_id,
)

NOON = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)


def programme(**changes: object) -> Programme:
    values: dict[str, object] = {
        "id": programme_id("llamas", NOON, "a"),
        "channel": "llamas",
        "title": "Dawn",
        "shots": [
            FilmedShot(prompt=f"shot {i}", start_s=4.0 * i, duration_s=4.0) for i in range(6)
        ],
        "file": "dawn.mp4",
        "sha256": "0" * 64,
        "size_bytes": 1,
        "frames": 576,
        "fps": 24,
        "width": 1024,
        "height": 576,
        "created_at": NOON,
    }
    return Programme.model_validate({**values, **changes})


def test_its_length_is_exact_by_frames() -> None:
    assert programme().duration_s == 24.0
    assert programme(fps=29.97, frames=640).duration_s == 640 * 1001 / 30000


def test_a_sidecar_keeps_the_rate_as_it_was_written() -> None:
    for fps in (24, 23.976):
        stored = programme(fps=fps).model_dump_json()
        assert f'"fps":{fps},' in stored
        assert Programme.model_validate_json(stored) == programme(fps=fps)


def test_a_programme_has_at_least_one_shot() -> None:
    with pytest.raises(ValidationError):
        programme(shots=[])


def test_a_sidecar_of_a_newer_version_is_read() -> None:
    text = programme().model_dump_json()
    assert Programme.model_validate_json(text[:-1] + ', "mood": "calm"}') == programme()


def test_a_sidecar_that_calls_generations_takes_keeps_them() -> None:
    made = Generation(stage="music", backend="public", model="musicgen", seed=7)
    written = programme(music_generations=[made]).model_dump_json()
    old = written.replace("generations", "takes")
    assert '"music_takes":[{' in old
    assert Programme.model_validate_json(old).music_generations == (made,)


def test_ids_are_utc_and_apart() -> None:
    tokyo = NOON.astimezone(timezone(timedelta(hours=9)))
    ids = {programme_id(c, NOON, n) for c in ("a", "b") for n in ("1", "2", "3")}
    assert len(ids) == 6
    assert all(PROGRAMME_ID.match(i) and i.startswith("20260301T120000-") for i in ids)
    assert programme_id("a", tokyo, "1").startswith("20260301T120000-")
    assert programme_id("a", NOON, "1") == programme_id("a", NOON, "1")


@pytest.mark.parametrize("wrong", [{"motion": 0}, {"motion": 11}, {"seconds": 1}, {"prompt": ""}])
def test_limits_of_a_shot(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Shot.model_validate({"prompt": "a llama walks", **wrong})


def test_a_plan_refuses_what_it_does_not_know() -> None:
    plan = {"title": "Dawn", "shots": [{"prompt": "a llama walks"}], "music": "calm harp"}
    assert Plan.model_validate(plan).shots[0].seconds == 4.0
    with pytest.raises(ValidationError):
        Plan.model_validate({**plan, "mood": "x"})


@pytest.mark.parametrize(
    ("fps", "seconds", "lasts_s"),
    [
        (24, [4.0] * 6, 24.0),
        (24, [5.0, 3.0, 5.0], 16.0),
        (29.97, [4.0] * 6, 640 * 1001 / 30000),
        (23.976, [4.0] * 9, 2 * 512 * 1001 / 24000),
    ],
)
def test_a_plan_is_fitted_to_the_splice_grid(
    fps: float, seconds: list[float], lasts_s: float
) -> None:
    shots = tuple(Shot(prompt="a llama", seconds=each) for each in seconds)
    plan = Plan(title="Dawn", shots=shots, music="calm").fitted(HouseFormat(fps=fps))
    fitted = [shot.seconds for shot in plan.shots]
    assert sum(fitted) == pytest.approx(lasts_s)
    assert [s / fitted[0] for s in fitted] == pytest.approx([s / seconds[0] for s in seconds])


def test_a_fitted_shot_stays_within_its_limits() -> None:
    plan = Plan(title="Dawn", shots=(Shot(prompt="a llama", seconds=4),), music="calm")
    assert plan.fitted(HouseFormat(fps=23.976)).shots[0].seconds == 10.0


def test_what_waits_for_approval_may_not_air() -> None:
    assert programme().may_air(NOON, aired=True)
    assert not programme(approval="waiting").may_air(NOON, aired=False)
    assert programme(approval="given").may_air(NOON, aired=False)


@pytest.mark.parametrize(
    ("minutes", "aired", "may"),
    [
        (-1, False, False),
        (0, False, True),
        (29, False, True),
        (29, True, False),
        (30, False, False),
    ],
)
def test_an_announcement_airs_once_and_at_its_time(minutes: int, aired: bool, may: bool) -> None:
    announced = programme(kind="announcement", airs_at=NOON)
    assert announced.may_air(NOON + timedelta(minutes=minutes), aired=aired) is may


def test_its_seeds_are_those_of_all_generations() -> None:
    shot = FilmedShot(
        prompt="shot",
        start_s=0,
        duration_s=4,
        generations=(
            Generation(stage="video", backend="a", seed=7),
            Generation(stage="upscale", backend="b"),
        ),
    )
    music = Generation(stage="music", backend="c", seed=9)
    assert programme(shots=[shot], music_generations=[music]).seeds == {7, 9}
