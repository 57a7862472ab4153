"""Stands in for black-forest-labs/FLUX.2-klein-4B: words, and pictures of whom they name, become a
still.
"""

from __future__ import annotations

import random
from pathlib import Path

import gradio as gr

from webtv.spaces.apps.engine import Engine, Still, telling
from webtv.spaces.apps.page import introduce

MAX_SEED = 2**31 - 1
STEP = 16
"""Pixels by which sizes differ."""

MOST_REFERENCES = 4
MODES = ["Distilled (4 steps)", "Base (50 steps)"]


def build(engine: Engine, *, calls: int) -> gr.Blocks:
    """The app; `calls` of its jobs may run at once."""

    async def infer(
        prompt: str,
        input_images: list[tuple[str, str | None]] | None,
        mode_choice: str,
        seed: int,
        randomize_seed: bool,
        width: int,
        height: int,
        num_inference_steps: int,
        guidance_scale: float,
        prompt_upsampling: bool,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> tuple[str, int]:
        """Paint a prompt; prompts are taken as they are."""
        if not prompt.strip():
            raise gr.Error("the prompt is empty", print_exception=False)
        if mode_choice != MODES[0]:
            raise gr.Error("this Space has the distilled model alone", print_exception=False)
        references = tuple(Path(path) for path, _ in input_images or ())
        if len(references) > MOST_REFERENCES:
            raise gr.Error(f"at most {MOST_REFERENCES} input images", print_exception=False)
        still = Still(
            prompt=prompt,
            references=references,
            width=int(width) // STEP * STEP,
            height=int(height) // STEP * STEP,
            guidance=guidance_scale,
            steps=int(num_inference_steps),
            seed=random.randint(0, MAX_SEED) if randomize_seed else int(seed),
        )
        return str(await engine.paint(still, tell=telling(progress))), still.seed

    app = gr.Blocks(title=f"FLUX.2 klein ({engine.made_by})", analytics_enabled=False)
    with app:
        introduce("black-forest-labs/FLUX.2-klein-4B", engine.made_by)
        prompt = gr.Text(label="Prompt", lines=2)
        images = gr.Gallery(label="Input Images", type="filepath")
        button = gr.Button("Run", variant="primary")
        mode = gr.Radio(MODES, label="Mode", value=MODES[0])
        seed = gr.Slider(label="Seed", minimum=0, maximum=MAX_SEED, step=1, value=0)
        randomize = gr.Checkbox(label="Randomize seed", value=False)
        width = gr.Slider(label="Width", minimum=256, maximum=1024, step=STEP, value=1024)
        height = gr.Slider(label="Height", minimum=256, maximum=1024, step=STEP, value=576)
        steps = gr.Slider(label="Steps", minimum=1, maximum=100, step=1, value=4)
        guidance = gr.Slider(label="Guidance", minimum=0, maximum=10, step=0.1, value=1)
        upsampling = gr.Checkbox(label="Prompt upsampling", value=False)
        result = gr.Image(label="Result", interactive=False)
        button.click(
            infer,
            inputs=[
                prompt,
                images,
                mode,
                seed,
                randomize,
                width,
                height,
                steps,
                guidance,
                upsampling,
            ],
            outputs=[result, seed],
            api_name="infer",
            concurrency_limit=calls,
        )
    return app
