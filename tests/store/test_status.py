"""Status files: fresh ones are seen, those of dead parts are not."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.store.values import NOON, names
from webtv.model.status import (
    STALE_AFTER_S,
    PlayoutStatus,
    ProductionStatus,
    ServerStatus,
    Suspicion,
    Verdict,
)
from webtv.store.status import (
    read_station,
    read_statuses,
    remove_status,
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
