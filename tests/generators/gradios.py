"""Real Gradio servers of every major version, each in an environment of its own.

An environment is made by uv from wheels, once, in `.tools/gradio-<version>`; its packages are
pinned in `gradio/<version>.txt` to those of the time when that version was new.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from tests import environments
from tests.generators.spaceserver import SpaceProcess

VERSIONS = ("3.50.2", "4.44.1", "5.49.1", "6.31.0")

_PYTHON = ">=3.11,<3.13"
"""What the oldest of them has wheels for."""


def python_of(version: str) -> Path:
    """The Python of this version's environment."""
    pins = Path(__file__).parent / "gradio" / f"{version}.txt"
    return environments.python_of(f"gradio-{version}", pins, python=_PYTHON)


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
        own = ("GRADIO_ANALYTICS_ENABLED", "GRADIO_TEMP_DIR", "HF_HUB_OFFLINE", "SSL_CERT_FILE")
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
