"""Starts and stops the test's own Gradio server."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import ffmpeg
import httpx

from tests.ports import free_port
from webtv.media.binary import find_ffmpeg

ROOT = Path(__file__).parents[2]


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


class SpaceServer:
    """One server process; `url` is the base of its four Spaces."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = {**os.environ, "GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_OFFLINE": "1"}
        with (self.folder / "server.log").open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.generators.spaceapp", str(self.port), self.folder],
                cwd=ROOT,
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"{self.url}/musicgen/config", timeout=2).is_success:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise RuntimeError((self.folder / "server.log").read_text()[-2000:])

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None

    def calls(self) -> list[str]:
        path = self.folder / "calls.log"
        return path.read_text().splitlines() if path.exists() else []
