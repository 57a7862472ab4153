from __future__ import annotations

import os
import time
from pathlib import Path

from webtv.spaces.folder import Folder


def test_sweep_removes_what_is_old_and_keeps_the_rest(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "spaces", limit_bytes=10**9)
    folder.create()
    old, young = folder.new("old.mp4"), folder.new("young.mp4")
    upload = folder.cache / "abc" / "upload.mp4"
    upload.parent.mkdir()
    for path in (old, young, upload):
        path.write_bytes(b"x")
    long_ago = time.time() - 7200
    for path in (old, upload, upload.parent):
        os.utime(path, (long_ago, long_ago))
    assert folder.sweep() == 2
    assert young.exists()
    assert not old.exists()
    assert not upload.exists()
    assert folder.made.is_dir()
    assert folder.cache.is_dir()


def test_too_much_goes_before_it_is_old_but_never_what_is_in_use(tmp_path: Path) -> None:
    folder = Folder(tmp_path, limit_bytes=100_000)
    folder.create()
    older, old, young = (folder.new("video.mp4") for _ in range(3))
    for path, age_s in ((older, 1200), (old, 900), (young, 30)):
        path.write_bytes(bytes(80_000))
        at = time.time() - age_s
        os.utime(path, (at, at))
    assert folder.sweep() == 2
    assert [p.exists() for p in (older, old, young)] == [False, False, True]
    folder.new("video.mp4").write_bytes(bytes(80_000))
    assert folder.sweep() == 0


def test_results_of_one_name_do_not_meet(tmp_path: Path) -> None:
    folder = Folder(tmp_path, limit_bytes=10**9)
    folder.create()
    assert folder.new("video.mp4") != folder.new("video.mp4")
