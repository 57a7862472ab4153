from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.ingest.test_prune import SHELF, stored
from webtv.config.settings import Settings
from webtv.production.housekeeping import Housekeeping
from webtv.store.library import Library
from webtv.store.retired import RetiredProgrammes

MB = 1_000_000


def _file(path: Path, size: int, *, written_at: int = 1) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(os.urandom(size))
    os.utime(path, (written_at, written_at))
    return path


def test_old_films_go_first_and_then_nothing_is_begun(tmp_path: Path) -> None:
    home = tmp_path / "home"
    done = _file(home / "inbox/tides/done/old.mp4", MB)
    waiting = _file(home / "inbox/tides/new.mp4", MB)
    clip = _file(home / "clips/aa/clip.mp4", 3 * MB)
    tape = _file(home / "recordings/tides/tape.ts", 5 * MB)  # has bounds of its own
    keeping = Housekeeping(Settings(home=home, home_gb=0.0045), Library(home / "library"))
    keeping.look(airings={}, protected=())
    assert keeping.room
    assert not done.exists()
    more = _file(home / "clips/bb/clip.mp4", MB)
    keeping.look(airings={}, protected=())
    assert not keeping.room
    assert all(path.exists() for path in (waiting, clip, tape, more))
    more.unlink()
    keeping.look(airings={}, protected=())
    assert keeping.room


def test_films_that_are_put_away_have_a_size_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = tmp_path / "inbox"
    films = ("tides/refused/oldest.mp4", "reef/done/old.mp4", "tides/done/new.mp4")
    oldest, old, new = (_file(inbox / n, MB, written_at=i) for i, n in enumerate(films, 2))
    waiting = [_file(inbox / n, MB) for n in ("tides/next.mp4", "tides/drafts/next.mp4")]
    monkeypatch.setenv("WEBTV_INBOX_GB", "0.0015")
    keeping = Housekeeping(Settings(home=tmp_path), Library(tmp_path / "library"))
    keeping.look(airings={}, protected=())
    assert [path.exists() for path in (oldest, old, new)] == [False, False, True]
    assert all(path.exists() for path in waiting)


@pytest.mark.parametrize(("free", "room"), [(MB // 2, True), (MB // 10, False)])
def test_a_tenth_stays_free_by_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, room: bool
) -> None:
    _file(tmp_path / "clips/aa/clip.mp4", 2 * MB)
    disk = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: disk._replace(free=free))
    keeping = Housekeeping(Settings(home=tmp_path), Library(tmp_path / "library"))
    keeping.look(airings={}, protected=())
    assert keeping.room is room


def test_what_aired_is_kept_before_its_film_is_deleted(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, home=tmp_path, library_gb=300 / 1e9)
    library = Library(settings.library_dir)
    for programme in SHELF:
        stored(library, programme)
    aired, unseen = SHELF[3], SHELF[0]
    Housekeeping(settings, library).look(airings={aired.id: 5}, protected=())
    assert {p.id for p in library.programmes("a")} == {p.id for p in SHELF} - {aired.id, unseen.id}
    kept = RetiredProgrammes(settings.retired_dir)
    found = kept.get("a", aired.id)
    assert found is not None
    assert (found.programme, found.airings) == (aired, 5)
    assert not kept.has("a", unseen.id)


def test_a_page_that_cannot_be_kept_holds_nothing_up(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, home=tmp_path, library_gb=400 / 1e9)
    library = Library(settings.library_dir)
    for programme in SHELF:
        stored(library, programme)
    settings.retired_dir.write_text("no folder")
    Housekeeping(settings, library).look(airings={SHELF[3].id: 5}, protected=())
    assert len(library.programmes("a")) == 4
