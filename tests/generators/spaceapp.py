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
from fastapi import FastAPI


def video_app(folder: Path) -> gr.Blocks:
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

    app: gr.Blocks = gr.Interface(
        run,
        [
            gr.Textbox(label="prompt"),
            gr.Number(label="seed", precision=0),
            gr.Slider(24, 48, value=24, step=1, label="num_frames"),
            gr.Slider(10, 50, value=25, step=1, label="num_inference_steps"),
        ],
        gr.Video(label="video"),
        api_name="run",
        concurrency_limit=4,
    )
    return app


def upscale_app(folder: Path) -> gr.Blocks:
    def infer(prompt: str, video: str, denoise_strength: float) -> str:
        return video

    inputs = [gr.Textbox(), gr.Video(), gr.Slider(0.1, 1.0, value=0.7)]
    app: gr.Blocks = gr.Interface(infer, inputs, gr.Video(), api_name="infer", concurrency_limit=4)
    return app


def film_app(folder: Path) -> gr.Blocks:
    def infer(video: str, interpolation: float, fps_output: int) -> tuple[str, str]:
        return video, video

    app = gr.Blocks()
    with app:
        video = gr.Video()
        steps = gr.Slider(1, 4, value=2, step=1)
        fps = gr.Radio([8, 12, 24], value=24)
        note = gr.Markdown()
        video.change(lambda v: "", video, note, api_visibility="private")
        gr.Button().click(
            infer, [video, steps, fps], [gr.Video(), gr.File()], api_visibility="undocumented"
        )
    return app


def music_app(folder: Path) -> gr.Blocks:
    def predict(
        model: str,
        path: str,
        decoder: str,
        text: str,
        melody: str | None,
        duration: float,
        topk: float,
        topp: float,
        temperature: float,
        cfg: float,
    ) -> tuple[None, str]:
        return None, str(folder / "music.wav")

    app = gr.Blocks()
    with app:
        texts = [gr.Textbox(), gr.Textbox(), gr.Radio(["Default", "MultiBand_Diffusion"])]
        gr.Button().click(
            predict,
            [*texts, gr.Textbox(), gr.Audio(type="filepath"), *(gr.Number() for _ in range(5))],
            [gr.Video(), gr.Audio()],
            api_name="predict_full",
        )
    return app


def main(port: int, folder: Path) -> None:
    server = FastAPI()
    apps = {
        "zeroscope-v2": video_app,
        "zeroscope-xl": upscale_app,
        "film": film_app,
        "musicgen": music_app,
    }
    for name, build in apps.items():
        gr.mount_gradio_app(server, build(folder), path=f"/{name}", allowed_paths=[str(folder)])
    uvicorn.run(server, host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
