"""Backends that turn a shot into media: Spaces, called through their contracts."""

import os

# gradio_client reports each start to its makers, and huggingface_hub, which it uses, asks the Hub
# at each start what may be calling it, unless these say no. Both read them when they are imported.
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
