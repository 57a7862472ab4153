"""A real Gradio server with tiny, fast functions behind the contracts' signatures.

Run as `python -m tests.generators.spaceapp PORT FOLDER`; FOLDER holds clip.mp4 and music.wav.
A prompt's first word chooses what happens: refuse, quota, slow, black, else a clip.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import gradio as gr
import uvicorn

from tests.generators.spaceforms import film_form, mounted, music_form, upscale_form, video_form


def spaces(folder: Path) -> dict[str, gr.Blocks]:
    def run(prompt: str, seed: float, num_frames: float, num_inference_steps: float) -> str:
        with (folder / "calls.log").open("a") as log:
            log.write(f"{prompt}|{seed:.0f}|{num_frames:.0f}|{num_inference_steps:.0f}\n")
        word = prompt.split()[0]
        if word == "refuse":
            raise gr.Error("NSFW content was found", print_exception=False)
        if word == "quota":
            raise gr.Error(
                "You have exceeded your free GPU quota. Try again in 0:02:05", print_exception=False
            )
        if word == "slow":
            time.sleep(30)
        if word == "black":
            return str(folder / "black.mp4")
        return str(folder / "clip.mp4")

    def upscale(prompt: str, video: str, denoise_strength: float) -> str:
        return video

    def interpolate(video: str, interpolation: float, fps_output: int) -> tuple[str, str]:
        return video, video

    def compose(*inputs: str | float | None) -> tuple[None, str]:
        return None, str(folder / "music.wav")

    return {
        "zeroscope-v2": video_form(run, at_once=4),
        "zeroscope-xl": upscale_form(upscale, at_once=4),
        "film": film_form(interpolate),
        "musicgen": music_form(compose),
    }


def main(port: int, folder: Path) -> None:
    app = mounted(spaces(folder), folder)
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
