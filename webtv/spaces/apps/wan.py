"""Stands in for Upsampler/wan-2-2-5b-video: text, or an image and text, becomes video."""

from __future__ import annotations

import random
from pathlib import Path

import gradio as gr

from webtv.spaces.apps.engine import Engine, Shot, telling
from webtv.spaces.apps.page import introduce

MAX_SEED = 2**31 - 1
STEP = 32
"""Pixels by which sizes differ."""


def build(engine: Engine, *, calls: int) -> gr.Blocks:
    """The app; `calls` of its jobs may run at once."""

    async def generate_video(
        input_image: str | None,
        prompt: str,
        height: int,
        width: int,
        negative_prompt: str,
        duration_seconds: float,
        guidance_scale: float,
        steps: int,
        seed: int,
        randomize_seed: bool,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> str:
        """Film a prompt, from an image where there is one."""
        if not prompt.strip():
            raise gr.Error("the prompt is empty", print_exception=False)
        shot = Shot(
            prompt=prompt,
            negative=negative_prompt,
            image=Path(input_image) if input_image else None,
            width=int(width) // STEP * STEP,
            height=int(height) // STEP * STEP,
            seconds=duration_seconds,
            guidance=guidance_scale,
            steps=int(steps),
            seed=random.randint(0, MAX_SEED) if randomize_seed else int(seed),
        )
        return str(await engine.film(shot, tell=telling(progress)))

    app = gr.Blocks(title=f"Wan 2.2 5B ({engine.made_by})", analytics_enabled=False)
    with app:
        introduce("Upsampler/wan-2-2-5b-video", engine.made_by)
        image = gr.Image(label="Input Image", type="filepath")
        prompt = gr.Textbox(label="Prompt")
        button = gr.Button("Generate Video", variant="primary")
        height = gr.Slider(label="Height", minimum=256, maximum=1024, step=STEP, value=576)
        width = gr.Slider(label="Width", minimum=256, maximum=1024, step=STEP, value=1024)
        negative = gr.Textbox(label="Negative Prompt", value="")
        seconds = gr.Slider(label="Duration (s)", minimum=1, maximum=8, step=0.1, value=4)
        guidance = gr.Number(label="Guidance", minimum=0, value=0)
        steps = gr.Slider(label="Steps", minimum=1, maximum=8, step=1, value=4)
        seed = gr.Slider(label="Seed", minimum=0, maximum=MAX_SEED, step=1, value=0)
        randomize = gr.Checkbox(label="Randomize seed", value=False)
        result = gr.Video(label="Generated Video", interactive=False)
        button.click(
            generate_video,
            inputs=[
                image,
                prompt,
                height,
                width,
                negative,
                seconds,
                guidance,
                steps,
                seed,
                randomize,
            ],
            outputs=result,
            api_name="generate_video",
            concurrency_limit=calls,
        )
    return app
