"""Stands in for fffiloni/video_frame_interpolation (FILM): new frames between the frames.

The real Space is older than named endpoints: its call is function 1, function 0 belonging to
the page. Here too: function 0 describes an uploaded clip on the page, and function 1 is left
out of the API's listing, so only its index reaches it.
"""

from __future__ import annotations

from pathlib import Path

import gradio as gr

from webtv.errors import MediaError
from webtv.media.probe import probe
from webtv.spaces.apps.engine import Engine, telling
from webtv.spaces.apps.page import introduce


def build(engine: Engine, *, calls: int) -> gr.Blocks:
    """The app; `calls` of its jobs may run at once."""

    async def infer(
        video: str | None,
        interpolation: int,
        fps_output: int,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> tuple[str, str]:
        """Double the frames `interpolation` times and play them at `fps_output`."""
        if video is None:
            raise gr.Error("a video is needed", print_exception=False)
        made = await engine.smooth(
            source=Path(video),
            doublings=int(interpolation),
            fps=int(fps_output),
            tell=telling(progress),
        )
        return str(made), str(made)

    app = gr.Blocks(title=f"FILM ({engine.made_by})", analytics_enabled=False)
    with app:
        introduce("fffiloni/video_frame_interpolation", engine.made_by)
        video_input = gr.Video(label="Video")
        facts = gr.Markdown()
        interpolation = gr.Slider(
            label="Interpolation Steps", minimum=1, maximum=4, step=1, value=1
        )
        fps_output = gr.Radio(label="FPS output", choices=[8, 12, 24], value=8)
        button = gr.Button("Submit", variant="primary")
        video_output = gr.Video(label="Result", interactive=False)
        file_output = gr.File(label="File", interactive=False)
        video_input.change(describe, video_input, facts, api_visibility="private")
        button.click(
            infer,
            inputs=[video_input, interpolation, fps_output],
            outputs=[video_output, file_output],
            api_visibility="undocumented",
            concurrency_limit=calls,
        )
    return app


def describe(path: str | None) -> str:
    """Size, rate and frames of an uploaded clip, as one line; empty without a clip."""
    if path is None:
        return ""
    try:
        video = probe(Path(path)).video
    except MediaError:
        video = None
    if video is None:
        return "This file has no video."
    return f"{video.width}x{video.height}, {video.fps:g} fps, {video.frames} frames"
