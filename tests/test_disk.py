from __future__ import annotations

import os
import time
from pathlib import Path

from webtv.disk import trim, used_bytes
from webtv.web.diskuse import DiskUse

KIB = 1024


def aged(path: Path, age_s: float, size: int = 64 * KIB) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(os.urandom(size))
    at = time.time() - age_s
    os.utime(path, (at, at))
    os.utime(path.parent, (at, at))
    return path


def test_the_oldest_files_go_until_there_is_room(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    files = [aged((one if i % 2 else two) / f"{i}" / "a.mp4", 1000 - i) for i in range(10)]
    assert used_bytes(one) + used_bytes(two) == 640 * KIB
    removed = trim((one, two), limit_bytes=400 * KIB, newer_than=time.time())
    assert removed == 4
    assert [path.exists() for path in files] == [False] * 4 + [True] * 6
    assert not files[0].parent.exists()
    assert one.is_dir()


def test_what_may_be_in_use_stays_however_much_it_is(tmp_path: Path) -> None:
    old, young = aged(tmp_path / "old", 900), aged(tmp_path / "young", 10)
    assert trim([tmp_path], limit_bytes=1, newer_than=time.time() - 600) == 1
    assert (old.exists(), young.exists()) == (False, True)


def test_links_are_neither_counted_nor_followed(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", aged(tmp_path / "outside" / "film.mp4", 900)
    inside.mkdir()
    (inside / "link").symlink_to(outside)
    (inside / "folder").symlink_to(outside.parent)
    assert used_bytes(inside) == 0
    assert trim([inside], limit_bytes=0, newer_than=time.time()) == 0
    assert outside.exists()
    assert trim([tmp_path / "nowhere"], limit_bytes=0, newer_than=time.time()) == 0


def test_use_is_looked_at_once_a_minute(tmp_path: Path) -> None:
    now = 0.0
    use = DiskUse(tmp_path, clock=lambda: now)
    aged(tmp_path / "library" / "a.mp4", 0)
    aged(tmp_path / "rtmp.secret", 0)
    assert use.look() == {"library": 64 * KIB}
    aged(tmp_path / "library" / "b.mp4", 0)
    now = 59.0
    assert use.look() == {"library": 64 * KIB}
    now = 60.0
    assert use.look() == {"library": 128 * KIB}
    assert use.free_bytes()
    assert DiskUse(tmp_path / "nowhere").look() == {}
    assert DiskUse(tmp_path / "nowhere").free_bytes() is None
