"""Stands in for fffiloni/zeroscope-XL: the first pass and its prompt become 1024x576 video."""

from __future__ import annotations

from pathlib import Path

import gradio as gr

from webtv.spaces.apps.engine import Engine, telling
from webtv.spaces.apps.page import introduce


def build(engine: Engine, *, calls: int) -> gr.Blocks:
    """The app; `calls` of its jobs may run at once."""

    async def infer(
        prompt: str,
        video: str | None,
        denoise_strength: float,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> str:
        """Enlarge the first 3 seconds of a clip."""
        if video is None:
            raise gr.Error("a video is needed", print_exception=False)
        made = await engine.enlarge(
            prompt=prompt, source=Path(video), strength=denoise_strength, tell=telling(progress)
        )
        return str(made)

    app = gr.Blocks(title=f"zeroscope-XL ({engine.made_by})", analytics_enabled=False)
    with app:
        introduce("fffiloni/zeroscope-XL", engine.made_by)
        prompt = gr.Textbox(label="Prompt")
        video_in = gr.Video(label="Video")
        strength = gr.Slider(
            label="Denoise strength", minimum=0.1, maximum=1.0, step=0.01, value=0.7
        )
        button = gr.Button("Submit", variant="primary")
        video_result = gr.Video(label="Result", interactive=False)
        button.click(
            infer,
            inputs=[prompt, video_in, strength],
            outputs=video_result,
            api_name="infer",
            concurrency_limit=calls,
        )
    return app
