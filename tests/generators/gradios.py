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
import time
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.generators.spaceserver import ROOT
from tests.ports import free_port

VERSIONS = ("3.50.2", "4.44.1", "5.49.1", "6.31.0")

_PYTHON = ">=3.11,<3.13"
"""What the oldest of them has wheels for."""

_INSTALL_S = 300
_START_S = 150.0


def environment(version: str) -> Path:
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


@dataclass
class RowServer:
    """One server with all the rows. `url` is the base of its apps."""

    version: str
    folder: Path

    def __post_init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    def start(self) -> None:
        """Begin to start; `wait` says when it is there."""
        python = environment(self.version)
        with (self.folder / "server.log").open("ab") as log:
            script = Path(__file__).parent / "rowapp.py"
            self._process = subprocess.Popen(
                [str(python), "-W", "ignore", str(script), str(self.port), str(self.folder)],
                cwd=self.folder,
                env={
                    "PATH": os.environ["PATH"],
                    "HOME": str(self.folder),
                    "GRADIO_ANALYTICS_ENABLED": "False",
                    "GRADIO_TEMP_DIR": str(self.folder / "tmp"),
                    "HF_HUB_OFFLINE": "1",
                },
                stdout=log,
                stderr=log,
            )

    def wait(self) -> None:
        deadline = time.monotonic() + _START_S
        while time.monotonic() < deadline:
            assert self._process is not None
            if self._process.poll() is not None:
                break
            try:
                if httpx.get(f"{self.url}/note/config", timeout=5).is_success:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        self.stop()
        raise AssertionError((self.folder / "server.log").read_text()[-3000:])

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None

    def calls(self) -> list[tuple[str, list[str]]]:
        """What was asked, as (contract, values); a file is told by its size."""
        path = self.folder / "calls.jsonl"
        lines = path.read_text().splitlines() if path.exists() else []
        return [(name, values) for name, values in map(json.loads, lines)]
