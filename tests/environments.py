"""Python environments for servers that tests start: made by uv from wheels, once, in `.tools`."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
from pathlib import Path

from tests.strays import outside

ROOT = Path(__file__).parents[1]

_INSTALL_S = 300


def python_of(name: str, pins: Path, *, python: str, alone: bool = False) -> Path:
    """The Python of an environment, which is made if it is not there or stale.

    `pins` has its packages, `python` the version it needs. With `alone`, nothing is installed that
    these packages want beside them.
    """
    folder = ROOT / ".tools" / name
    stamp = folder / "installed.txt"
    found = folder / "bin" / "python"
    folder.parent.mkdir(exist_ok=True)
    with (folder.parent / f"{name.split('-')[0]}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another run of the tests may be making it
        if not (stamp.exists() and stamp.read_text() == pins.read_text() and found.exists()):
            _make(folder, found, pins, python, ["--no-deps"] if alone else [])
            stamp.write_text(pins.read_text())
    return found


def _make(folder: Path, python: Path, pins: Path, version: str, options: list[str]) -> None:
    own = ROOT / ".tools" / "bin" / "uv"
    uv = str(own) if own.exists() else shutil.which("uv")
    assert uv, "uv is not here: run scripts/setup --dev"
    install = ["pip", "install", "--python", str(python), "--only-binary", ":all:", *options]
    for command in (
        ["venv", "--clear", "--python", version, str(folder)],
        [*install, "-r", str(pins)],
    ):
        done = subprocess.run(
            [uv, "--quiet", *command],
            capture_output=True,
            text=True,
            timeout=_INSTALL_S,
            check=False,
            env=outside(),
        )
        assert done.returncode == 0, done.stderr[-2000:]
