"""Stands in for a duplicate of facebook/MusicGen: a description becomes music.

Inputs, their order and the four results (video and sound, then both again from the diffusion
decoder, which are empty unless it was asked for) are those of audiocraft's demos/musicgen_app.py.
"""

from __future__ import annotations

from pathlib import Path

import gradio as gr

from webtv.spaces.apps.engine import Engine, Sampling, telling
from webtv.spaces.apps.page import introduce

MODELS = [
    "facebook/musicgen-melody",
    "facebook/musicgen-medium",
    "facebook/musicgen-small",
    "facebook/musicgen-large",
    "facebook/musicgen-melody-large",
    "facebook/musicgen-stereo-small",
    "facebook/musicgen-stereo-medium",
    "facebook/musicgen-stereo-melody",
    "facebook/musicgen-stereo-large",
    "facebook/musicgen-stereo-melody-large",
]


def build(engine: Engine, *, calls: int) -> gr.Blocks:
    """The app; `calls` of its jobs may run at once."""

    async def predict_full(
        model: str,
        model_path: str,
        decoder: str,
        text: str,
        melody: str | None,
        duration: float,
        topk: float,
        topp: float,
        temperature: float,
        cfg_coef: float,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> tuple[str, str, str | None, str | None]:
        """Compose music for `text`; in the paper theatre, only `duration` matters beside it."""
        if topk < 0 or topp < 0 or temperature < 0:
            raise gr.Error("topk, topp and temperature must be >= 0", print_exception=False)
        picture, sound = await engine.score(
            prompt=text,
            seconds=duration,
            melody=Path(melody) if melody else None,
            sampling=Sampling(model, topk, topp, temperature, cfg_coef),
            tell=telling(progress),
        )
        if decoder == "MultiBand_Diffusion":
            return str(picture), str(sound), str(picture), str(sound)
        return str(picture), str(sound), None, None

    app = gr.Blocks(title=f"MusicGen ({engine.made_by})", analytics_enabled=False)
    with app:
        introduce("facebook/MusicGen", engine.made_by)
        text = gr.Text(label="Input Text")
        melody = gr.Audio(label="File", sources=["upload"], type="filepath")
        submit = gr.Button("Submit", variant="primary")
        model = gr.Radio(MODELS, label="Model", value="facebook/musicgen-stereo-melody")
        model_path = gr.Text(label="Model Path (custom models)")
        decoder = gr.Radio(["Default", "MultiBand_Diffusion"], label="Decoder", value="Default")
        duration = gr.Slider(label="Duration", minimum=1, maximum=120, value=10)
        topk = gr.Number(label="Top-k", value=250)
        topp = gr.Number(label="Top-p", value=0)
        temperature = gr.Number(label="Temperature", value=1.0)
        cfg_coef = gr.Number(label="Classifier Free Guidance", value=3.0)
        output = gr.Video(label="Generated Music", interactive=False)
        audio_output = gr.Audio(label="Generated Music (wav)", type="filepath", interactive=False)
        diffusion_output = gr.Video(label="MultiBand Diffusion Decoder", interactive=False)
        audio_diffusion = gr.Audio(
            label="MultiBand Diffusion Decoder (wav)", type="filepath", interactive=False
        )
        submit.click(
            predict_full,
            inputs=[
                model,
                model_path,
                decoder,
                text,
                melody,
                duration,
                topk,
                topp,
                temperature,
                cfg_coef,
            ],
            outputs=[output, audio_output, diffusion_output, audio_diffusion],
            api_name="predict_full",
            concurrency_limit=calls,
        )
    return app
