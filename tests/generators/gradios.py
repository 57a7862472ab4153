"""Real Gradio servers of every major version, each in an environment of its own.

An environment is made by uv from wheels, once, in `.tools/gradio-<version>`; its packages are
pinned in `gradio/<version>.txt` to those of the time when that version was new.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
from pathlib import Path

from tests.generators.spaceserver import ROOT, SpaceProcess

VERSIONS = ("3.50.2", "4.44.1", "5.49.1", "6.31.0")

_PYTHON = ">=3.11,<3.13"
"""What the oldest of them has wheels for."""

_INSTALL_S = 300


def python_of(version: str) -> Path:
    """The Python of this version's environment, which is made if it is not there or stale."""
    folder = ROOT / ".tools" / f"gradio-{version}"
    pins = Path(__file__).parent / "gradio" / f"{version}.txt"
    stamp = folder / "installed.txt"
    python = folder / "bin" / "python"
    folder.parent.mkdir(exist_ok=True)
    with (folder.parent / "gradio.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another run of the tests may be making it
        if not (stamp.exists() and stamp.read_text() == pins.read_text() and python.exists()):
            _make(folder, python, pins)
            stamp.write_text(pins.read_text())
    return python


def _make(folder: Path, python: Path, pins: Path) -> None:
    own = ROOT / ".tools" / "bin" / "uv"
    uv = str(own) if own.exists() else shutil.which("uv")
    assert uv, "uv is not here: run scripts/setup --dev"
    for command in (
        ["venv", "--clear", "--python", _PYTHON, str(folder)],
        ["pip", "install", "--python", str(python), "--only-binary", ":all:", "-r", str(pins)],
    ):
        done = subprocess.run(
            [uv, "--quiet", *command],
            capture_output=True,
            text=True,
            timeout=_INSTALL_S,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]


class RowServer(SpaceProcess):
    """One server with all the rows, of one version."""

    probe = "note"

    def __init__(self, version: str, folder: Path) -> None:
        super().__init__(folder)
        self.version = version

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    def command(self) -> list[str]:
        script = str(Path(__file__).parent / "rowapp.py")
        return [
            str(python_of(self.version)),
            "-W",
            "ignore",
            script,
            str(self.port),
            str(self.folder),
        ]

    def environment(self) -> dict[str, str]:
        """Nothing of ours: these servers have an environment of their own."""
        own = ("GRADIO_ANALYTICS_ENABLED", "GRADIO_TEMP_DIR", "HF_HUB_OFFLINE")
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            **{name: value for name, value in super().environment().items() if name in own},
        }

    def calls(self) -> list[tuple[str, list[str]]]:
        """What was asked, as (contract, values); a file is told by its size."""
        path = self.folder / "calls.jsonl"
        lines = path.read_text().splitlines() if path.exists() else []
        return [(name, values) for name, values in map(json.loads, lines)]
