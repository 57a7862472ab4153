"""Stations of real files, and the commands that look after them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner, Result

from tests.clips import make_programme
from webtv.cli import app
from webtv.config.settings import Settings
from webtv.model.programme import Programme
from webtv.store.library import Library

KEY = "live_999_planted"

CHANNEL = f"""\
title: Reef
theme: >
  Life on a coral reef: parrotfish, octopuses, turtles and the light in the waves.
destinations:
  - {{id: tape, kind: file}}
  - {{id: far, url: "rtmp://127.0.0.1/app", key: {KEY}}}
"""


@dataclass
class Place:
    """The folders of one station, which commands are run for."""

    folder: Path

    @property
    def settings(self) -> Settings:
        return Settings(
            _env_file=None,
            home=self.folder / "var",
            channels_dir=self.folder / "channels",
            playlists_dir=self.folder / "playlists",
        )

    def run(self, *words: str | Path) -> Result:
        env = {
            "WEBTV_HOME": str(self.folder / "var"),
            "WEBTV_CHANNELS_DIR": str(self.folder / "channels"),
            "WEBTV_PLAYLISTS_DIR": str(self.folder / "playlists"),
        }
        with _in(self.folder):
            return CliRunner().invoke(app, [str(word) for word in words], env=env)

    def write(self, name: str, data: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def programme(self, channel: str = "reef", nonce: str = "0") -> Programme:
        library = Library(self.settings.library_dir)
        return make_programme(library, channel, nonce=nonce, title=f"Tide {nonce}")

    def digests(self) -> dict[str, str]:
        """Every file, by its name in the station."""
        found = (path for path in self.folder.rglob("*") if path.is_file())
        return {
            str(path.relative_to(self.folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in found
        }


@contextmanager
def _in(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
