"""Starts and stops the tests' own Gradio servers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

import ffmpeg
import httpx

from tests.ports import free_port
from tests.slack import slack
from tests.strays import python_path
from webtv.media.process.binary import find_ffmpeg

ROOT = Path(__file__).parents[2]

_START_S = 120.0


def make_media(folder: Path) -> None:
    """clip.mp4 (3 s that move), black.mp4, still.png, music.wav, and note.txt that is no media."""
    folder.mkdir(parents=True, exist_ok=True)
    program = str(find_ffmpeg(None))
    size = "s=320x180:r=8:d=3"
    for source, name in (
        (f"testsrc2={size}", "clip.mp4"),
        (f"color=black:{size}", "black.mp4"),
        ("testsrc2=s=320x180:r=8:d=0.1", "still.png"),
        ("aevalsrc=0.3*sin(2*PI*(220+40*sin(t))*t)|0.3*sin(330*2*PI*t):s=48000:d=20", "music.wav"),
    ):
        extra: dict[str, object] = {"pix_fmt": "yuv420p"} if name.endswith("mp4") else {}
        extra |= {"frames:v": 1} if name.endswith("png") else {}
        (
            ffmpeg.input(source, f="lavfi")
            .output(str(folder / name), **extra)
            .global_args("-v", "error", "-nostdin")
            .run(cmd=program, overwrite_output=True)
        )
    (folder / "note.txt").write_text("Sorry, there is no video today.")


class SpaceProcess:
    """A process that serves Spaces out of `folder`, with media in it; `url` is their base.

    `module` is run as `python -m MODULE PORT FOLDER`. Start it in two steps, to wait for several
    at once; or in a `with` block, at whose end it is gone.
    """

    module: str
    probe = "musicgen"
    """The Space that answers once all of them do."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None
        make_media(folder)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.launch()
        self.wait()

    def launch(self) -> None:
        """Begin to start; `wait` says when it is there."""
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                self.command(), cwd=self.folder, env=self.environment(), stdout=log, stderr=log
            )

    def command(self) -> list[str]:
        return [sys.executable, "-m", self.module, str(self.port), str(self.folder)]

    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "GRADIO_ANALYTICS_ENABLED": "False",
            "GRADIO_TEMP_DIR": str(self.folder / "gradio"),
            "HF_HUB_OFFLINE": "1",
            "PYTHONPATH": python_path(ROOT),
        }

    def wait(self) -> None:
        assert self._process is not None
        started = time.monotonic()
        while time.monotonic() - started < _START_S * slack() and self._process.poll() is None:
            try:
                if httpx.get(f"{self.url}/{self.probe}/config", timeout=5).is_success:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        self.stop()
        raise RuntimeError((self.folder / "server.log").read_text()[-3000:])

    def pause(self) -> None:
        """Let it do nothing at all: an idle Gradio looks at its queues for ever."""
        if self._process is not None:
            self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None


class SpaceServer(SpaceProcess):
    """Four Spaces that answer at once."""

    module = "tests.generators.spaceapp"

    def calls(self) -> list[str]:
        path = self.folder / "calls.log"
        return path.read_text().splitlines() if path.exists() else []
