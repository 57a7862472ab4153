"""Files appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
import threading
from pathlib import Path

import pytest

from webtv.files import move_durable, write_atomic


def test_text_and_bytes_and_missing_folders(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a" / "b" / "text", "été\n")
    write_atomic(tmp_path / "bytes", b"\x00\xff", durable=False)
    assert (tmp_path / "a" / "b" / "text").read_bytes() == "été\n".encode()
    assert (tmp_path / "bytes").read_bytes() == b"\x00\xff"


def test_a_private_file_is_for_its_owner(tmp_path: Path) -> None:
    write_atomic(tmp_path / "open", "")
    write_atomic(tmp_path / "private", "", private=True)
    mask = os.umask(0o022)
    os.umask(mask)
    assert (tmp_path / "open").stat().st_mode & 0o777 == 0o666 & ~mask
    assert (tmp_path / "private").stat().st_mode & 0o777 == 0o600


def test_a_path_that_is_not_utf8_is_written_as_it_is(tmp_path: Path) -> None:
    write_atomic(tmp_path / "list", os.fsdecode(b"file '/caf\xe9'"))
    assert (tmp_path / "list").read_bytes() == b"file '/caf\xe9'"


def test_a_failed_write_leaves_the_old_content_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "target"
    write_atomic(target, "old")
    with pytest.raises(TypeError):
        write_atomic(target, 5)  # type: ignore[arg-type]
    with pytest.raises(UnicodeEncodeError):
        write_atomic(target, "\ud800")
    (tmp_path / "folder").mkdir()
    with pytest.raises(IsADirectoryError):
        write_atomic(tmp_path / "folder", "new")
    assert target.read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder", "target"]


def test_readers_never_see_a_part(tmp_path: Path) -> None:
    target = tmp_path / "target"
    contents = {letter * 300_000 for letter in "abc"}
    write_atomic(target, "a" * 300_000, durable=False)
    seen: set[str] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.add(target.read_text())

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for _ in range(30):
            for content in contents:
                write_atomic(target, content, durable=False)
    finally:
        done.set()
        reader.join(10)
    assert seen <= contents


def test_two_writers_do_not_disturb_each_other(tmp_path: Path) -> None:
    target = tmp_path / "target"

    def write(letter: str) -> None:
        for _ in range(50):
            write_atomic(target, letter * 1000, durable=False)

    writers = [threading.Thread(target=write, args=(letter,)) for letter in "xyz"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(10)
    assert target.read_text() in {letter * 1000 for letter in "xyz"}
    assert [p.name for p in tmp_path.iterdir()] == ["target"]


def test_a_finished_file_is_moved_into_place(tmp_path: Path) -> None:
    (tmp_path / "work").write_text("done")
    move_durable(tmp_path / "work", tmp_path / "library" / "llamas" / "a.mp4")
    assert (tmp_path / "library" / "llamas" / "a.mp4").read_text() == "done"
    assert not (tmp_path / "work").exists()
    with pytest.raises(FileNotFoundError):
        move_durable(tmp_path / "work", tmp_path / "elsewhere")


def test_a_finished_file_is_moved_to_another_file_system(tmp_path: Path) -> None:
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is one file system here")
    with tempfile.TemporaryDirectory(dir=memory) as work:
        source, target = Path(work) / "a.mp4", tmp_path / "library" / "a.mp4"
        source.write_text("done")
        move_durable(source, target)
        assert target.read_text() == "done"
        assert [path.name for path in target.parent.iterdir()] == ["a.mp4"]
        assert not source.exists()
