"""The id of a machine: made once, and the same from then on."""

from pathlib import Path

import pytest

from webtv.errors import ConfigError
from webtv.store.machine import machine_id
from webtv.store.production_lock import production_lock, production_runs


def test_it_is_made_once(tmp_path: Path) -> None:
    first = machine_id(tmp_path / "machine.id")
    assert len(first) == 8
    assert machine_id(tmp_path / "machine.id") == first
    assert machine_id(tmp_path / "another") != first


@pytest.mark.parametrize("text", ["", "ABCDEF01\n", "../../..", "1234567"])
def test_one_that_is_none_names_the_cure(text: str, tmp_path: Path) -> None:
    (tmp_path / "machine.id").write_text(text)
    with pytest.raises(ConfigError, match="delete it to have a new one"):
        machine_id(tmp_path / "machine.id")


def test_whether_production_runs_is_seen_from_outside(tmp_path: Path) -> None:
    assert not production_runs(tmp_path)
    with production_lock(tmp_path):
        assert production_runs(tmp_path)
    assert not production_runs(tmp_path)
