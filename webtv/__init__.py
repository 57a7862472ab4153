"""WebTV: a 24/7 AI television station that anyone can run."""

import os

__version__ = "0.1.0"

# What libraries would tell their makers, each when it is imported: gradio and its client of their
# starts, huggingface_hub of what calls it, onnxruntime of each network that it loads.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

# OpenBLAS ends its threads before a fork. Another thread that numpy multiplies in at that moment
# waits for them for ever: a programme that is encoded while FFmpeg is started for another one.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
