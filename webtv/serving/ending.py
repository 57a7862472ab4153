"""How a server ends that is told to by a signal."""

from __future__ import annotations

import signal
import sys
from types import FrameType


def end_on_signals() -> None:
    """Make SIGTERM an orderly end, and SIGINT heard whoever started this process.

    uvicorn raises the signal again after its clean stop; that is an orderly end here. A shell that
    starts this in the background has SIGINT ignored, which would lose it.
    """
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _leave(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)
