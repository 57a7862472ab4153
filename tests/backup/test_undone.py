"""What a restore that fails, or is ended from outside, leaves: the station that was there."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.backup.stations import Place
from webtv.backup import moves
from webtv.backup.moves import moving
from webtv.signals import signals_raise


def test_what_cannot_be_put_in_place_leaves_all_as_it_was(old: Place, new: Place) -> None:
    """The folder of channel files is a file, which shows when all else was moved."""
    file = old.folder.parent / "station.tar"
    old.run("backup", file)
    new.write("channels", "no folder")
    new.write("var/library/mine/x.mp4", "x")
    new.write("var/bans.json", "{}")
    before = new.digests()
    refused = new.run("restore", "--replace", file)
    assert refused.exit_code == 1
    assert not isinstance(refused.exception, AssertionError)
    left = {name: s for name, s in new.digests().items() if not name.endswith(".lock")}
    assert left == before


def test_a_rundown_that_cannot_be_written_leaves_all_as_it_was(old: Place, new: Place) -> None:
    """It is written last, and the folder of a channel's playlists is a file."""
    file = old.folder.parent / "station.tar"
    old.run("backup", file)
    new.write("playlists/reef", "no folder")
    new.write("playlists/tide/00000001-20261123T010203-abcdef.ffconcat", "mine")
    new.write("var/bans.json", "{}")
    before = new.digests()
    refused = new.run("restore", "--replace", file)
    assert refused.exit_code == 1
    left = {name: s for name, s in new.digests().items() if not name.endswith(".lock")}
    assert left == before


def test_what_moves_to_another_disk_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    """The last of it holds a pipe, which cannot be copied."""
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no other disk here")
    for name in ("a/x", "b/y"):
        (tmp_path / "here" / name).parent.mkdir(parents=True)
        (tmp_path / "here" / name).write_text(name)
    with TemporaryDirectory(dir=memory) as far:
        with moving() as moves:
            moves.children(tmp_path / "here", Path(far) / "there")
        assert not list((tmp_path / "here").iterdir())
        assert (Path(far) / "there" / "b" / "y").read_text() == "b/y"
        os.mkfifo(Path(far) / "there" / "b" / "z")
        with pytest.raises(OSError, match="named pipe"), moving() as moves:
            moves.children(Path(far) / "there", tmp_path / "here")
        assert not list((tmp_path / "here").iterdir())
        assert (Path(far) / "there" / "a" / "x").read_text() == "a/x"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("after", [1, 4, 7])
def test_what_was_moved_is_moved_back(
    after: int, number: signal.Signals, old: Place, new: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = old.folder.parent / "station.tar"
    assert old.run("backup", file).exit_code == 0
    new.write("channels/dunes.yaml", "title: Dunes\ntheme: Sand that wanders.\n")
    new.write("var/library/dunes/a.txt", "kept")
    before = new.digests()
    move, moved = moves._move, 0

    def killed(source: Path, target: Path) -> None:
        nonlocal moved
        move(source, target)
        moved += 1
        if moved == after:
            os.kill(os.getpid(), number)
            os.kill(os.getpid(), number)  # whoever is impatient

    monkeypatch.setattr(moves, "_move", killed)
    done = new.run("restore", "--replace", file)
    assert done.exit_code == 128 + number
    assert moved > after
    left = {name: s for name, s in new.digests().items() if not name.endswith(".lock")}
    assert left == before


def test_signals_mean_afterwards_what_they_meant_before() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit), signals_raise():
        os.kill(os.getpid(), signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) is before
