from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from webtv.ingest.prune import choose, prune, sweep
from webtv.model.programme import FilmedShot, Programme, programme_id
from webtv.store.library import Library

START = datetime(2026, 3, 1, tzinfo=UTC)


def programme(channel: str, index: int, *, size: int = 100) -> Programme:
    created_at = START + timedelta(minutes=index)
    ident = programme_id(channel, created_at, str(index))
    return Programme(
        id=ident,
        channel=channel,
        title=f"{channel} {index}",
        shots=(FilmedShot(prompt="a", start_s=0, duration_s=8),),
        file=f"{ident}.mp4",
        sha256="0" * 64,
        size_bytes=size,
        frames=192,
        fps=24,
        width=320,
        height=180,
        created_at=created_at,
    )


def titles(chosen: list[Programme]) -> list[str]:
    return [p.title for p in chosen]


SHELF = [programme("a", i) for i in range(5)]


def test_below_the_limit_nothing_goes() -> None:
    assert choose(SHELF, limit_bytes=500, airings={}, protected=()) == []


def test_most_aired_first_then_oldest() -> None:
    airings = {SHELF[3].id: 7, SHELF[1].id: 2, SHELF[0].id: 2}
    chosen = choose(SHELF, limit_bytes=200, airings=airings, protected=())
    assert titles(chosen) == ["a 3", "a 0", "a 1"]


def test_no_more_than_needed() -> None:
    assert titles(choose(SHELF, limit_bytes=450, airings={}, protected=())) == ["a 0"]


def test_protected_ones_stay_whatever_the_size() -> None:
    protected = {SHELF[0].id, SHELF[1].id}
    chosen = choose(SHELF, limit_bytes=1, airings={SHELF[0].id: 99}, protected=protected)
    assert titles(chosen) == ["a 2", "a 3", "a 4"]


def test_a_channel_keeps_two() -> None:
    shelf = [*SHELF, programme("b", 9), programme("b", 10)]
    chosen = choose(shelf, limit_bytes=1, airings={}, protected=())
    assert titles(chosen) == ["a 0", "a 1", "a 2"]


def stored(library: Library, value: Programme) -> None:
    media = library.media(value)
    media.parent.mkdir(parents=True, exist_ok=True)
    media.write_bytes(b"x" * value.size_bytes)
    library.sidecar(value.channel, value.id).write_text(value.model_dump_json(), encoding="utf-8")


def test_pruning_removes_file_and_sidecar(tmp_path: Path) -> None:
    library = Library(tmp_path)
    for value in SHELF:
        stored(library, value)
    removed = prune(library, limit_bytes=300, airings={}, protected=())
    assert titles(removed) == ["a 0", "a 1"]
    assert titles(library.programmes("a")) == ["a 2", "a 3", "a 4"]
    assert len(list((tmp_path / "a").iterdir())) == 6


def test_an_empty_library(tmp_path: Path) -> None:
    assert prune(Library(tmp_path / "none"), limit_bytes=1, airings={}, protected=()) == []


def test_sweeping_takes_only_what_a_crash_left(tmp_path: Path) -> None:
    library = Library(tmp_path)
    stored(library, SHELF[0])
    orphan = tmp_path / "a" / "20260101T000000-abcdef.mp4"
    partial = tmp_path / "a" / ".x.mp4.part"
    young = tmp_path / "a" / ".y.mp4.part"
    for path in (orphan, partial, young):
        path.write_bytes(b"x")
    for path in (orphan, partial, library.media(SHELF[0])):
        os.utime(path, (1000, 1000))
    os.utime(young, (9000, 9000))
    assert sweep(library, now_s=10_000) == [partial, orphan]
    assert len(library.programmes("a")) == 1
    assert young.exists()
