"""Stands in for hysts/zeroscope-v2: a prompt becomes 576x320 video at 8 frames per second."""

from __future__ import annotations

import gradio as gr

from webtv.spaces.apps.engine import Engine, telling
from webtv.spaces.apps.page import introduce

MAX_SEED = 2**31 - 1


def build(engine: Engine, *, calls: int) -> gr.Blocks:
    """The app; `calls` of its jobs may run at once."""

    async def run(
        prompt: str,
        seed: int,
        num_frames: int,
        num_inference_steps: int,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> str:
        """Film a prompt; in the paper theatre, inference steps change nothing."""
        if not prompt.strip():
            raise gr.Error("the prompt is empty", print_exception=False)
        made = await engine.draw(
            prompt=prompt,
            seed=int(seed),
            frames=int(num_frames),
            steps=int(num_inference_steps),
            tell=telling(progress),
        )
        return str(made)

    app = gr.Blocks(title=f"zeroscope-v2 ({engine.made_by})", analytics_enabled=False)
    with app:
        introduce("hysts/zeroscope-v2", engine.made_by)
        prompt = gr.Textbox(label="Prompt", max_lines=1)
        button = gr.Button("Generate video", variant="primary")
        result = gr.Video(label="Result", interactive=False)
        with gr.Accordion("Advanced options", open=False):
            seed = gr.Slider(label="Seed", minimum=0, maximum=MAX_SEED, step=1, value=0)
            num_frames = gr.Slider(
                label="Number of frames", minimum=24, maximum=48, step=1, value=24
            )
            steps = gr.Slider(
                label="Number of inference steps", minimum=10, maximum=50, step=1, value=25
            )
        gr.on(
            [button.click, prompt.submit],
            run,
            inputs=[prompt, seed, num_frames, steps],
            outputs=result,
            api_name="run",
            concurrency_limit=calls,
        )
    return app
