"""How a programme is scored among those of its channel."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from webtv.ingest.rate import scored
from webtv.media.quality.measures import Found, Measures, SoundMeasures
from webtv.model.programme import FilmedShot, Programme

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MEASURED = Measures(sound=SoundMeasures(48_000, 1.0, Found(), 0.0, Found()))


def programme(second: int, line: str = "Rosa sells soup at dawn", **fields: object) -> Programme:
    looks = sha256(line.encode()).hexdigest()[:48]
    shot = FilmedShot(prompt="any", line=line, start_s=0, duration_s=8, fingerprint=looks)
    known = {
        "id": f"20260301T1200{second:02d}-0123ab",
        "channel": "llamas",
        "title": line[:20],
        "shots": (shot,),
        "file": "a.mp4",
        "sha256": "0" * 64,
        "size_bytes": 1,
        "frames": 192,
        "fps": 24,
        "width": 256,
        "height": 144,
        "created_at": NOW,
    }
    return Programme.model_validate({**known, **fields})


def new(made: Programme, *earlier: Programme) -> float | None:
    score = scored(made, MEASURED, earlier).score
    return None if score is None else score.parts.get("new")


def test_a_repeat_is_told_from_something_new() -> None:
    made, again = programme(2), programme(1)
    other = programme(0, "Don Ernesto lights the last lantern")
    assert new(made) is None
    assert new(made, made) is None  # it is in the library itself
    assert (new(made, other) or 0) > 0.5
    assert new(made, other, again) == 0
    long_ago = programme(1, created_at=NOW - timedelta(days=9))
    assert (new(made, other, long_ago) or 0) > 0.5


def test_what_people_gave_is_not_scored() -> None:
    assert scored(programme(1, kind="footage"), MEASURED, ()).score is None
    assert scored(programme(1), MEASURED, ()).score is not None
