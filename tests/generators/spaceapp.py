"""A real Gradio server with tiny, fast functions behind the contracts' signatures.

Run as `python -m tests.generators.spaceapp PORT FOLDER`; FOLDER holds clip.mp4 and music.wav.
"""

from __future__ import annotations

import sys
from pathlib import Path

import gradio as gr
import uvicorn

from tests.generators.spaceforms import film_form, mounted, music_form, upscale_form, video_form


def spaces(folder: Path) -> dict[str, gr.Blocks]:
    def run(prompt: str, seed: float, num_frames: float, num_inference_steps: float) -> str:
        with (folder / "calls.log").open("a") as log:
            log.write(f"{prompt}|{seed:.0f}|{num_frames:.0f}|{num_inference_steps:.0f}\n")
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
