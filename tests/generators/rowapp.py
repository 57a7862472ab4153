"""The Spaces that contracts are shipped for, as their own sources declare them, without models.

Runs under any Gradio from 3.50 to 6, in an environment of its own that has nothing of the
station: `python rowapp.py PORT FOLDER`. FOLDER holds clip.mp4, music.wav and still.png. Each app
lives at the id of its contract. The first word of what it is told chooses what happens; each
call is a line of calls.jsonl.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import gradio as gr
import uvicorn
from fastapi import FastAPI

MAJOR = int(gr.__version__.split(".")[0])
FOLDER = Path(sys.argv[2])

LTX_MODES = ["text-to-video", "image-to-video", "video-to-video"]
VOICES = [("Heart", "af_heart"), ("Emma", "bf_emma")]


def text(**options: Any) -> Any:
    return gr.Textbox(**options)


def seed(low: int = 0) -> Any:
    return gr.Number(label="Seed", value=low, precision=0, minimum=low)


def slider(low: float, high: float, value: float) -> Any:
    return gr.Slider(low, high, value=value)


def ltx(image: Any) -> list[Any]:
    return [
        text(),
        text(value="worst quality"),
        image,
        text(visible=False),
        slider(256, 1280, 512),
        slider(256, 1280, 704),
        gr.Dropdown(LTX_MODES, value=LTX_MODES[1]),
        slider(0.3, 8.5, 2),
        slider(9, 257, 9),
        seed(),
        gr.Checkbox(value=True),
        slider(1, 10, 1),
        gr.Checkbox(value=True),
    ]


def cogvideox() -> list[Any]:
    flags = [gr.Checkbox(), gr.Checkbox()]
    return [text(), gr.Image(), gr.Video(), slider(0.1, 1, 0.8), seed(-1), *flags]


def wan_5b() -> list[Any]:
    sizes = [slider(256, 1024, 896), slider(256, 1024, 896)]
    numbers = [slider(1, 8, 2), slider(0, 10, 0), slider(1, 8, 4), slider(0, 2147483647, 42)]
    return [gr.Image(type="filepath"), text(), *sizes, text(), *numbers, gr.Checkbox(value=True)]


def wan_i2v() -> list[Any]:
    image = gr.Image(type="filepath")
    numbers = [slider(0.5, 5, 3.5), slider(0, 10, 1), slider(0, 10, 1), slider(0, 2147483647, 42)]
    return [image, text(), slider(1, 30, 6), text(), *numbers, gr.Checkbox(value=True)]


def musicgen() -> list[Any]:
    decoder = gr.Radio(["Default", "MultiBand_Diffusion"], value="Default")
    model = gr.Radio(["facebook/musicgen-melody", "facebook/musicgen-large"])
    numbers = [gr.Number(value=250), gr.Number(value=0), gr.Number(value=1.0), gr.Number(value=3.0)]
    melody = gr.Audio(type="filepath")
    return [model, text(), decoder, text(), melody, slider(1, 120, 10), *numbers]


def ltx_2_3() -> list[Any]:
    numbers = [seed(), gr.Checkbox(value=True), gr.Number(value=512), gr.Number(value=768)]
    return [gr.Image(type="filepath"), text(), slider(1, 10, 3), gr.Checkbox(value=True), *numbers]


def mmaudio() -> list[Any]:
    numbers = [seed(-1), gr.Number(value=25), gr.Number(value=4.5), gr.Number(value=8)]
    return [gr.Video(), text(), text(value="music"), *numbers]


def flux() -> list[Any]:
    sizes = [slider(256, 2048, 1024), slider(256, 2048, 1024)]
    return [text(), slider(0, 2147483647, 0), gr.Checkbox(value=True), *sizes, slider(1, 50, 4)]


def flux_2() -> list[Any]:
    modes = gr.Radio(["Distilled (4 steps)", "Base (50 steps)"], value="Distilled (4 steps)")
    sizes = [slider(256, 1024, 1024), slider(256, 1024, 1024)]
    rest = [slider(1, 100, 4), slider(0, 10, 1), gr.Checkbox()]
    random = gr.Checkbox(value=True)
    return [text(), gr.Gallery(), modes, slider(0, 2147483647, 0), random, *sizes, *rest]


VIDEO, SOUND, STILL = "clip.mp4", "music.wav", "still.png"

Row = tuple[str, Callable[[], list[Any]], Callable[[], list[Any]], tuple[object, ...]]

ROWS: dict[str, Row] = {
    "zeroscope-v2": (
        "run",
        lambda: [text(), slider(0, 2147483647, 0), slider(24, 48, 24), slider(10, 50, 25)],
        lambda: [gr.Video()],
        (VIDEO,),
    ),
    "zeroscope-xl": (
        "infer",
        lambda: [text(), gr.Video(), slider(0.1, 1.0, 0.7)],
        lambda: [gr.Video()],
        (VIDEO,),
    ),
    "film": (
        "",
        lambda: [gr.Video(), slider(1, 4, 2), gr.Radio([8, 12, 24], value=8)],
        lambda: [gr.Video(), gr.File()],
        (VIDEO, VIDEO),
    ),
    "musicgen": (
        "predict_full",
        musicgen,
        lambda: [gr.Video(), gr.Audio(), gr.Video(), gr.Audio()],
        (VIDEO, SOUND, None, None),
    ),
    "musicgen-batched": (
        "predict_batched",
        lambda: [text(), gr.Audio(type="filepath")],
        lambda: [gr.Video(), gr.Audio()],
        (VIDEO, SOUND),
    ),
    "ltx-text": (
        "text_to_video",
        lambda: ltx(text(visible=False)),
        lambda: [gr.Video(), seed()],
        (VIDEO, 7),
    ),
    "ltx-image": (
        "image_to_video",
        lambda: ltx(gr.Image(type="filepath")),
        lambda: [gr.Video(), seed()],
        (VIDEO, 7),
    ),
    "ltx-2-3": ("generate_video", ltx_2_3, lambda: [gr.Video(), seed()], (VIDEO, 7)),
    "wan-2-2-5b": ("generate_video", wan_5b, lambda: [gr.Video()], (VIDEO,)),
    "wan-2-2-i2v": ("generate_video", wan_i2v, lambda: [gr.Video(), seed()], (VIDEO, 7)),
    "cogvideox-text": (
        "generate",
        cogvideox,
        lambda: [gr.Video(), gr.File(), gr.File(), gr.Number()],
        (VIDEO, VIDEO, STILL, 7),
    ),
    "mmaudio": ("video_to_audio", mmaudio, lambda: [gr.Video()], (VIDEO,)),
    "kokoro": (
        "predict",
        lambda: [text(), gr.Dropdown(VOICES, value="af_heart"), slider(0.5, 2, 1)],
        lambda: [gr.Audio()],
        (SOUND,),
    ),
    "flux-schnell": ("infer", flux, lambda: [gr.Image(type="filepath"), seed()], (STILL, 7)),
    "flux-2-klein": ("infer", flux_2, lambda: [gr.Image(type="filepath"), seed()], (STILL, 7)),
    "gallery": ("infer", flux, lambda: [gr.Gallery(), seed()], ([STILL, STILL], 7)),
    "json": ("run", lambda: [text()], lambda: [gr.JSON()], ({"status": "done"},)),
    "note": ("run", lambda: [text()], lambda: [gr.File()], ("note.txt",)),
}


def misbehave(words: str) -> None:
    """What an app does when it does not do its work."""
    word = words.split(" ")[0]
    errors = {
        "refuse": "NSFW content was found",
        "quota": "You have exceeded your <b>Pro</b> GPU quota (60s requested vs. 5s left). "
        'Try again in 0:02:05. <a href="https://x?y=z">Join</a>',
        "nogpu": "No GPU was available after 60s. Retry later",
        "limits": "Value 80 is greater than maximum value 50.",
    }
    if word in errors:
        raise gr.Error(errors[word])
    if word == "slow":
        time.sleep(20)
    if word == "crash":
        raise RuntimeError("CUDA error: device-side assert triggered")
    if word == "die":
        os._exit(1)


def is_file(text: str) -> bool:
    """Whether `text` names a file. A prompt may be longer than any name."""
    try:
        return Path(text).is_file()
    except OSError:
        return False


def function(name: str, made: tuple[object, ...]) -> Callable[..., object]:
    def place(value: object) -> object:
        if isinstance(value, list):
            return [place(each) for each in value]
        return str(FOLDER / value) if isinstance(value, str) else value

    def run(*values: object) -> object:
        batched = name == "musicgen-batched"
        seen = [
            value[0] if batched and isinstance(value, (list, tuple)) else value for value in values
        ]
        sizes = [
            f"file of {Path(v).stat().st_size}" if isinstance(v, str) and is_file(v) else v
            for v in seen
        ]
        with (FOLDER / "calls.jsonl").open("a") as log:
            log.write(json.dumps([name, [str(s)[:80] for s in sizes]]) + "\n")
        for value in seen:
            if isinstance(value, str):
                misbehave(value)
        if "empty" in (str(value).split(" ")[0] for value in seen):
            results: list[object] = [None] * len(made)
        else:
            results = [place(value) for value in made]
        if batched:
            results = [[value] for value in results]
        return results[0] if len(results) == 1 else tuple(results)

    return run


@contextmanager
def without_routes() -> Iterator[None]:
    """Apps that are built here get their routes when they are mounted, and not thrice before."""
    create = gr.routes.App.create_app
    gr.routes.App.create_app = staticmethod(lambda *_given, **_named: None)  # type: ignore[assignment, method-assign]
    try:
        yield
    finally:
        gr.routes.App.create_app = staticmethod(create)  # type: ignore[method-assign]


def build(name: str) -> Any:
    api_name, inputs, outputs, made = ROWS[name]
    app = gr.Blocks()
    options: dict[str, Any] = {}
    if name == "musicgen-batched":
        options = {"batch": True, "max_batch_size": 12}
    if MAJOR > 3 and name != "json":
        options["concurrency_limit"] = 4  # one that is slow for a test holds up no other
    work = function(name, made)
    with app:
        takes = inputs()
        gives = outputs()
        hidden: dict[str, Any] = {"api_visibility": "undocumented"} if MAJOR == 6 else {}
        if not api_name:
            # FILM's app has an event before this one, which is why it is number 1.
            takes[0].change(lambda video: "", takes[0], gr.Markdown(), **hidden)
        named: dict[str, Any] = {"api_name": api_name} if api_name else hidden
        gr.Button().click(work, takes, gives, **named, **options)
    # One waits while one is worked on; the third is told that the queue is full.
    app.queue(max_size=1 if name == "json" else None)
    # Gradio 6 looks every ms: with all rows, half a core.
    app._queue.sleep_when_free = app._queue.progress_update_sleep_when_free = 0.1
    return app


def main(port: int) -> None:
    server = FastAPI()
    for name in ROWS:
        options: dict[str, Any] = {} if MAJOR == 3 else {"allowed_paths": [str(FOLDER)]}
        if MAJOR >= 5:
            options["ssr_mode"] = False
        with without_routes():
            app = build(name)
        gr.mount_gradio_app(server, app, path=f"/{name}", **options)
        app.app = server.routes[-1].app  # type: ignore[attr-defined]
    uvicorn.run(server, host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    main(int(sys.argv[1]))
