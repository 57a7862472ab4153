"""Status files: fresh ones are seen, those of dead parts are not."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.store.values import NOON, names
from webtv.model.status import (
    SPACES_HELD_S,
    STALE_AFTER_S,
    PlayoutStatus,
    ProductionStatus,
    ServerStatus,
    SpacesStatus,
    Suspicion,
    Verdict,
)
from webtv.store.status import (
    read_spaces,
    read_station,
    read_statuses,
    remove_status,
    write_spaces,
    write_status,
    write_verdict,
)


def test_each_part_has_its_own_files(tmp_path: Path) -> None:
    playout = PlayoutStatus(channel="llamas", written_at=NOON, cued=3)
    production = ProductionStatus(channel="llamas", title="Llamas", written_at=NOON)
    write_status(tmp_path, playout)
    write_status(tmp_path, production)
    assert read_statuses(tmp_path, PlayoutStatus, now=NOON) == {"llamas": playout}
    assert read_statuses(tmp_path, ProductionStatus, now=NOON) == {"llamas": production}
    assert names(tmp_path / "playout") == ["llamas.json"]


@pytest.mark.parametrize(
    ("age_s", "seen"),
    [(0, True), (STALE_AFTER_S, True), (STALE_AFTER_S + 0.1, False), (-5, True), (-3600, False)],
)
def test_an_old_status_is_none(tmp_path: Path, age_s: float, seen: bool) -> None:
    write_status(tmp_path, PlayoutStatus(channel="llamas", written_at=NOON))
    found = read_statuses(tmp_path, PlayoutStatus, now=NOON + timedelta(seconds=age_s))
    assert ("llamas" in found) is seen


def test_damage_and_absence_are_left_out(tmp_path: Path) -> None:
    assert read_statuses(tmp_path, PlayoutStatus, now=NOON) == {}
    write_status(tmp_path, PlayoutStatus(channel="llamas", written_at=NOON))
    (tmp_path / "playout" / "sea.json").write_bytes(b"\xff{")
    (tmp_path / "playout" / ".tmp.json").write_text("{}")
    assert set(read_statuses(tmp_path, PlayoutStatus, now=NOON)) == {"llamas"}


def test_a_channel_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    write_status(tmp_path, PlayoutStatus(channel="llamas", written_at=NOON))
    remove_status(tmp_path, PlayoutStatus, "llamas")
    remove_status(tmp_path, PlayoutStatus, "llamas")
    assert read_statuses(tmp_path, PlayoutStatus, now=NOON) == {}


def test_a_status_of_the_whole_station_is_read_while_it_is_fresh(tmp_path: Path) -> None:
    suspicion = Suspicion(part="rtmp", reason="it says nothing", since=NOON)
    verdict = Verdict(written_at=NOON, suspicions=(suspicion,))
    assert read_station(tmp_path, Verdict, now=NOON) is None
    write_verdict(tmp_path, verdict)
    assert read_station(tmp_path, Verdict, now=NOON) == verdict
    assert read_station(tmp_path, Verdict, now=NOON + timedelta(seconds=16)) is None
    assert read_station(tmp_path, ServerStatus, now=NOON) is None
    (tmp_path / "verdict.json").write_text("{")
    assert read_station(tmp_path, Verdict, now=NOON) is None


def spaces(url: str, *, models: bool, age_s: float = 0) -> SpacesStatus:
    return SpacesStatus(written_at=NOON - timedelta(seconds=age_s), url=url, models=models)


def test_models_are_asked_before_the_paper_theatre_while_they_are_held(tmp_path: Path) -> None:
    assert read_spaces(tmp_path, now=NOON) is None
    paper = spaces("http://spaces:7860", models=False)
    models = spaces("http://spaces-gpu:7860", models=True, age_s=60)
    for each in (models, paper):
        write_spaces(tmp_path, each)
    assert read_spaces(tmp_path, now=NOON) == models
    assert read_spaces(tmp_path, now=NOON + timedelta(seconds=SPACES_HELD_S - 60)) == models
    assert read_spaces(tmp_path, now=NOON + timedelta(seconds=SPACES_HELD_S - 59)) == paper
    assert read_spaces(tmp_path, now=NOON + timedelta(seconds=SPACES_HELD_S + 1)) is None


def test_of_the_same_kind_the_last_that_spoke_is_asked(tmp_path: Path) -> None:
    for port, age_s in ((1, 20), (2, 10), (3, 30)):
        write_spaces(tmp_path, spaces(f"http://127.0.0.1:{port}", models=True, age_s=age_s))
    found = read_spaces(tmp_path, now=NOON)
    assert found is not None
    assert found.url == "http://127.0.0.1:2"


def test_one_service_has_one_file_whatever_films_there(tmp_path: Path) -> None:
    write_spaces(tmp_path, spaces("http://127.0.0.1:7860", models=True, age_s=10))
    paper = spaces("http://127.0.0.1:7860", models=False)
    write_spaces(tmp_path, paper)
    (tmp_path / "spaces" / "damaged.json").write_bytes(b"\xff{")
    assert read_spaces(tmp_path, now=NOON) == paper
