"""Which ffmpeg the station uses."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

import imageio_ffmpeg

from webtv.errors import PreflightError


def find_ffmpeg(setting: Path | None) -> Path:
    """The ffmpeg named by the setting, else the one in the imageio-ffmpeg wheel.

    The setting may be a path or a command on PATH. Raises `PreflightError` with the cure.
    """
    if setting is not None:
        found = None
        with suppress(RuntimeError):  # it begins with ~ and nobody's name
            found = shutil.which(str(setting.expanduser()))
        if found is None:
            raise PreflightError(
                f"WEBTV_FFMPEG is {setting}, which is not a program that can be run; "
                "correct it, or unset it to use the ffmpeg that comes with the station"
            )
        return Path(found).absolute()
    try:
        path = Path(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError:
        path = None
    if path is None or not os.access(path, os.X_OK):
        raise PreflightError(
            "the imageio-ffmpeg package has no ffmpeg for this machine; "
            "install ffmpeg and set WEBTV_FFMPEG to its path"
        )
    return path.absolute()
