from __future__ import annotations

import os
import time
from pathlib import Path

from webtv.spaces.folder import Folder


def test_sweep_removes_what_is_old_and_keeps_the_rest(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "spaces")
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


def test_results_of_one_name_do_not_meet(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.create()
    assert folder.new("video.mp4") != folder.new("video.mp4")
