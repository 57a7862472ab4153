"""One app as a Space of its own: what an exported folder's `app.py` runs."""

from __future__ import annotations

import os
import sys

from webtv.config.loading import load_settings
from webtv.errors import WebTVError
from webtv.log import configure_logging
from webtv.spaces.service import run


def main(name: str) -> None:
    """Serve the app of a contract until SIGTERM, where Gradio's own variables say.

    On Hugging Face, and wherever it listens for others, it is for whoever reaches it; on this
    machine for its own user, or who has the key, as `webtv spaces`.
    """
    hosted = "SPACE_ID" in os.environ
    host = os.environ.get("GRADIO_SERVER_NAME", "0.0.0.0" if hosted else "127.0.0.1")
    defaults = {
        "WEBTV_SPACES_HOST": host,
        "WEBTV_SPACES_PORT": os.environ.get("GRADIO_SERVER_PORT", "7860"),
        "WEBTV_SPACES_ENGINE": "models",
    }
    for variable, value in defaults.items():
        os.environ.setdefault(variable, value)
    try:
        settings = load_settings()
        configure_logging("spaces", level=settings.log_level, style=settings.log_format)
        run(settings, alone=name)
    except WebTVError as error:
        sys.exit(str(error))
