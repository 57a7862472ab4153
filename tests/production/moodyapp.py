"""A real Gradio server whose Spaces take a set time, fail at random and note how busy they were.

Run as `python -m tests.production.moodyapp PORT FOLDER`; FOLDER holds clip.mp4, music.wav and
`moods.json`: seconds by stage, the share of calls that fail, and how long a hanging one hangs.
`busy.jsonl` gets two lines for each call: from when to when the Space worked on it, and for how
much of that its model did.
"""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

import gradio as gr
import uvicorn
from gradio.queueing import Queue

from tests.generators.spaceforms import film_form, mounted, music_form, upscale_form, video_form

Message = MutableMapping[str, Any]
App = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]],
    Awaitable[None],
]

INSIDE = ("refusal", "quota", "hang", "shape", "crash")
"""What goes wrong in the Space itself."""

OUTSIDE = ("500", "drop")
"""What goes wrong on the way to it."""


class Moods:
    """When a call fails, and how."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        moods = json.loads((folder / "moods.json").read_text())
        self.seconds: dict[str, float] = moods["seconds"]
        self._share: float = moods.get("failing", 0.0)
        self._hang_s: float = moods.get("hang_s", 5.0)
        self._random = random.Random(moods.get("seed", 0))
        self._lock = threading.Lock()

    def fails(self, kinds: tuple[str, ...]) -> str:
        """How this call fails, of some kinds; empty if it does not."""
        share = self._share * len(kinds) / len(INSIDE + OUTSIDE)
        with self._lock:
            return self._random.choice(kinds) if self._random.random() < share else ""

    def work(self, stage: str, result: Path) -> str | None:
        mood = self.fails(INSIDE)
        began = time.time()
        time.sleep(self._hang_s if mood == "hang" else self.seconds[stage])
        self.note(f"{stage} model", began)
        if mood == "refusal":
            raise gr.Error("NSFW content was found", print_exception=False)
        if mood == "quota":
            raise gr.Error(
                "You have exceeded your GPU quota (60s requested vs. 10s left). "
                "Try again in 0:05:00",
                print_exception=False,
            )
        if mood == "crash":
            raise gr.Error("CUDA error: out of memory", print_exception=False)
        return None if mood == "shape" else str(result)

    def note(self, stage: str, began: float) -> None:
        line = json.dumps({"stage": stage, "began": began, "ended": time.time()})
        with self._lock, (self.folder / "busy.jsonl").open("a") as log:
            log.write(line + "\n")


def fail_outside(app: App, moods: Moods) -> App:
    """The app behind a network that answers 500 or breaks off, for calls that would be queued."""

    async def failing(scope: Message, receive: Any, send: Any) -> None:
        joins = scope["type"] == "http" and scope["path"].endswith("/queue/join")
        mood = moods.fails(OUTSIDE) if joins else ""
        if not mood:
            await app(scope, receive, send)
            return
        status = 500 if mood == "500" else 200
        length = b"0" if mood == "500" else b"1000"  # of which nothing will come
        await send(
            {
                "type": "http.response.start",
                "status": status,
                "headers": [(b"content-length", length), (b"content-type", b"application/json")],
            }
        )
        if mood == "500":
            await send({"type": "http.response.body", "body": b""})

    return failing


def note_busy(app: gr.Blocks, stage: str, moods: Moods) -> gr.Blocks:
    """A Space is busy from when it takes a call out of its queue until the result is there."""
    queue: Queue = app._queue
    process = queue.process_events

    async def noted(*arguments: Any, **named: Any) -> None:
        began = time.time()
        try:
            await process(*arguments, **named)
        finally:
            moods.note(stage, began)

    queue.process_events = noted  # type: ignore[method-assign]
    return app


def spaces(moods: Moods) -> dict[str, gr.Blocks]:
    def run(prompt: str, seed: float, num_frames: float, num_inference_steps: float) -> str | None:
        return moods.work("video", moods.folder / "clip.mp4")

    def upscale(prompt: str, video: str, denoise_strength: float) -> str | None:
        return moods.work("upscale", Path(video))

    def interpolate(
        video: str, interpolation: float, fps_output: int
    ) -> tuple[str | None, str | None]:
        result = moods.work("interpolate", Path(video))
        return result, result

    def compose(*inputs: str | float | None) -> tuple[None, str | None]:
        return None, moods.work("music", moods.folder / "music.wav")

    return {
        "zeroscope-v2": note_busy(video_form(run), "video", moods),
        "zeroscope-xl": note_busy(upscale_form(upscale), "upscale", moods),
        "film": note_busy(film_form(interpolate), "interpolate", moods),
        "musicgen": note_busy(music_form(compose), "music", moods),
    }


def main(port: int, folder: Path) -> None:
    moods = Moods(folder)
    app = fail_outside(mounted(spaces(moods), folder), moods)
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="error")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
