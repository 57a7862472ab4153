from __future__ import annotations

from pathlib import Path

import pytest

from webtv.errors import PreflightError
from webtv.media.process.binary import find_ffmpeg
from webtv.media.process.process import run


def test_without_a_setting_the_wheels_ffmpeg_is_used() -> None:
    path = find_ffmpeg(None)
    assert path.is_absolute()
    run([str(path), "-version"], what="asking ffmpeg its version", deadline_s=20)


def test_a_setting_may_be_a_path_or_a_command(tmp_path: Path) -> None:
    link = tmp_path / "my ffmpeg"
    link.symlink_to(find_ffmpeg(None))
    assert find_ffmpeg(link) == link
    assert find_ffmpeg(Path("sh")).name == "sh"


def test_a_setting_that_is_no_program_names_the_cure(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    for wrong in (tmp_path / "missing", tmp_path / "notes.txt", Path("~no-such-user/ffmpeg")):
        with pytest.raises(PreflightError, match=r"WEBTV_FFMPEG .* unset it"):
            find_ffmpeg(wrong)
