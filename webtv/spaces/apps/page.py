"""Parts of all local Spaces' pages: the honest line, and a theme without web fonts."""

from __future__ import annotations

import gradio as gr


def introduce(space: str, made_by: str) -> None:
    """The heading of a page; call it inside the page's `gr.Blocks`."""
    gr.Markdown(
        f"## {space.partition('/')[2]}\n"
        f"This is WebTV's own Space: {made_by}, the same API as the Space `{space}`."
    )


def theme() -> gr.themes.Base:
    """System fonts only: nothing is fetched from outside."""
    return gr.themes.Default(
        font=[gr.themes.Font("system-ui"), gr.themes.Font("sans-serif")],
        font_mono=[gr.themes.Font("ui-monospace"), gr.themes.Font("monospace")],
    )
