"""The forms of the Spaces that the contracts know, and how several are served by one process.

What happens behind a form is up to whoever fills it: a function of the form's inputs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import gradio as gr
from fastapi import FastAPI

Made = str | None
"""The path of a result, or none."""


def video_form(run: Callable[[str, float, float, float], Made], *, at_once: int = 1) -> gr.Blocks:
    """zeroscope-v2: prompt, seed, num_frames, num_inference_steps."""
    inputs = [
        gr.Textbox(label="prompt"),
        gr.Number(label="seed", precision=0),
        gr.Slider(24, 48, value=24, step=1, label="num_frames"),
        gr.Slider(10, 50, value=25, step=1, label="num_inference_steps"),
    ]
    form: gr.Blocks = gr.Interface(
        run, inputs, gr.Video(label="video"), api_name="run", concurrency_limit=at_once
    )
    return form


def upscale_form(infer: Callable[[str, str, float], Made], *, at_once: int = 1) -> gr.Blocks:
    """zeroscope-xl: prompt, video, denoise_strength."""
    inputs = [gr.Textbox(), gr.Video(), gr.Slider(0.1, 1.0, value=0.7)]
    form: gr.Blocks = gr.Interface(
        infer, inputs, gr.Video(), api_name="infer", concurrency_limit=at_once
    )
    return form


def film_form(infer: Callable[[str, float, int], tuple[Made, Made]]) -> gr.Blocks:
    """film: video, interpolation, fps_output; an endpoint without a name, as the real one's."""
    form = gr.Blocks()
    with form:
        video = gr.Video()
        steps = gr.Slider(1, 4, value=2, step=1)
        fps = gr.Radio([8, 12, 24], value=24)
        note = gr.Markdown()
        video.change(lambda v: "", video, note, api_visibility="private")
        gr.Button().click(
            infer, [video, steps, fps], [gr.Video(), gr.File()], api_visibility="undocumented"
        )
    return form


def music_form(predict: Callable[..., tuple[None, Made]], *, at_once: int = 1) -> gr.Blocks:
    """musicgen: model, path, decoder, text, melody and five numbers."""
    form = gr.Blocks()
    with form:
        texts = [gr.Textbox(), gr.Textbox(), gr.Radio(["Default", "MultiBand_Diffusion"])]
        gr.Button().click(
            predict,
            [*texts, gr.Textbox(), gr.Audio(type="filepath"), *(gr.Number() for _ in range(5))],
            [gr.Video(), gr.Audio()],
            api_name="predict_full",
            concurrency_limit=at_once,
        )
    return form


def mounted(forms: Mapping[str, gr.Blocks], folder: Path) -> FastAPI:
    """One app with each form at a path of its own; results may lie in `folder`."""
    app = FastAPI()
    for name, form in forms.items():
        # Looking every millisecond, as Gradio does, costs 5 % of a core each.
        form._queue.sleep_when_free = form._queue.progress_update_sleep_when_free = 0.05
        gr.mount_gradio_app(app, form, path=f"/{name}", allowed_paths=[str(folder)])
    return app
