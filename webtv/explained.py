"""Commands whose failures are a sentence and an exit code, not a traceback."""

from __future__ import annotations

import errno
import sys
from contextlib import suppress
from typing import Any

import typer
from typer.core import TyperGroup

from webtv.config.loading import load_settings
from webtv.config.settings import Settings, variable
from webtv.errors import WebTVError
from webtv.terminal import plain_lines

_FOLDERS = ("channels_dir", "playlists_dir", "node_modules", "ffmpeg", "home")


class Explained(TyperGroup):
    """A group of commands that says deliberate errors, and those of files and folders, in words."""

    def invoke(self, ctx: Any) -> Any:
        """Run what was typed."""
        try:
            return super().invoke(ctx)
        except WebTVError as error:
            fail(error)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # whoever read the output has gone
            sys.stderr.write(f"webtv: {explain(error)}\n")
            raise typer.Exit(1) from None


def fail(error: WebTVError) -> None:
    """Say an error and end with its exit code."""
    sys.stderr.write(f"webtv: {plain_lines(str(error))}\n")
    raise typer.Exit(error.exit_code) from None


def explain(error: OSError) -> str:
    """What the system refused, on which path, and the setting that names it."""
    if error.filename is None:
        return plain_lines(str(error))
    path = str(error.filename)
    said = f"{path}: {error.strerror}"
    with suppress(WebTVError):
        said += _setting_of(path, load_settings())
    return plain_lines(said)


def _setting_of(path: str, settings: Settings) -> str:
    """`; WEBTV_HOME is ...`, if a path lies below a folder of the settings."""
    for field in _FOLDERS:
        value = getattr(settings, field)
        if value is not None and (path == str(value) or path.startswith(f"{value}/")):
            return f"; {variable(field)} is {value}"
    return ""
