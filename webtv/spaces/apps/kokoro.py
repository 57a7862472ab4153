"""Stands in for hexgrad/Kokoro-TTS: English speech, made on the CPU."""

from __future__ import annotations

import gradio as gr

from webtv.spaces.apps.engine import Engine, telling
from webtv.spaces.apps.page import introduce
from webtv.studio.voice import VOICE


def build(engine: Engine, *, calls: int) -> gr.Blocks:
    """The app; `calls` of its jobs may run at once."""

    async def predict(
        text: str,
        voice: str,
        speed: float,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> str:
        """Speak `text`."""
        tell = telling(progress)
        return str(await engine.speak(text=text, voice=voice, speed=speed, tell=tell))

    app = gr.Blocks(title=f"Kokoro-TTS ({engine.spoken_by})", analytics_enabled=False)
    with app:
        introduce("hexgrad/Kokoro-TTS", engine.spoken_by)
        text = gr.Text(label="Input Text", lines=4)
        voice = gr.Text(label="Voice", value=VOICE)
        speed = gr.Slider(label="Speed", minimum=0.5, maximum=2, value=1)
        submit = gr.Button("Generate", variant="primary")
        output = gr.Audio(label="Output Audio", type="filepath", interactive=False)
        submit.click(
            predict,
            inputs=[text, voice, speed],
            outputs=[output],
            api_name="predict",
            concurrency_limit=calls,
        )
    return app
