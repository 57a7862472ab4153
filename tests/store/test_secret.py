"""Secrets the station makes for itself."""

import threading
from pathlib import Path

import pytest

from webtv.errors import ConfigError
from webtv.store.secret import read_secret


def test_it_is_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "rtmp.secret"
    first = read_secret(path)
    assert len(first) == 64
    assert read_secret(path) == first
    assert path.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in path.parent.iterdir()] == ["rtmp.secret"]


def test_those_who_ask_at_once_agree(tmp_path: Path) -> None:
    found: list[str] = []
    askers = [
        threading.Thread(target=lambda: found.append(read_secret(tmp_path / "secret")))
        for _ in range(8)
    ]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_an_empty_one_names_the_cure(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("\n")
    with pytest.raises(ConfigError, match="delete it"):
        read_secret(path)
