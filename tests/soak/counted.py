"""A real Gradio server that writes down every call it gets: three Spaces, made for being counted.

Run as `python -m tests.soak.counted PORT FOLDER`; FOLDER holds clip.mp4 and music.wav, and a file
`seconds` that says how long a call takes. Each result is another file, as a model's would be.
"""

from __future__ import annotations

import hashlib
import json
import sys
import threading
import time
from pathlib import Path
from uuid import uuid4

import gradio as gr
import uvicorn

from tests.generators.spaceforms import mounted, music_form, upscale_form, video_form


class Counter:
    """The Spaces' common work: note the call, take some time, give a file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()

    def work(self, stage: str, source: Path, **inputs: str | int) -> str:
        line = json.dumps({"at": time.time(), "stage": stage, **inputs})
        with self._lock, (self.folder / "calls.jsonl").open("a") as log:
            log.write(line + "\n")
        time.sleep(float((self.folder / "seconds").read_text()))
        result = self.folder / f"{uuid4().hex}{source.suffix}"
        result.write_bytes(source.read_bytes() + _padding(line.encode(), source.suffix))
        return str(result)


def spaces(counter: Counter) -> dict[str, gr.Blocks]:
    def run(prompt: str, seed: float, num_frames: float, num_inference_steps: float) -> str:
        return counter.work("video", counter.folder / "clip.mp4", prompt=prompt, seed=int(seed))

    def upscale(prompt: str, video: str, denoise_strength: float) -> str:
        sha256 = hashlib.sha256(Path(video).read_bytes()).hexdigest()
        return counter.work("upscale", Path(video), prompt=prompt, video=sha256)

    def compose(*inputs: str | float | None) -> tuple[None, str]:
        return None, counter.work("music", counter.folder / "music.wav", text=str(inputs[3]))

    return {
        "zeroscope-v2": video_form(run, at_once=2),
        "zeroscope-xl": upscale_form(upscale, at_once=2),
        "musicgen": music_form(compose, at_once=2),
    }


def _padding(content: bytes, suffix: str) -> bytes:
    """What a reader of the format skips: a `free` box of ISO media, a `JUNK` chunk of RIFF."""
    if suffix == ".mp4":
        return (len(content) + 8).to_bytes(4, "big") + b"free" + content
    return b"JUNK" + len(content).to_bytes(4, "little") + content


def main(port: int, folder: Path) -> None:
    app = mounted(spaces(Counter(folder)), folder)
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
