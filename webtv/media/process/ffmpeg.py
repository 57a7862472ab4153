"""The one way in which ffmpeg is called for files: its head, its limits, its priority."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from webtv.media.process.limits import MEBIBYTE, Limits
from webtv.media.process.process import Finished, run

NICE = 5
"""Encoding yields to playout, which must never miss its turn."""

MEMORY_BYTES = 3072 * MEBIBYTE
"""What one ffmpeg may allocate. Joining eight 4K films takes most of it."""

WRITTEN_BYTES = 16_000_000_000
_CORES = 8  # whose seconds of processor count together


def run_ffmpeg(
    ffmpeg_path: Path,
    arguments: Sequence[str],
    *,
    what: str,
    deadline_s: float,
    nice: int = NICE,
    stdin: bytes | None = None,
    stop: threading.Event | None = None,
) -> Finished:
    """Run ffmpeg with `arguments`; it is quiet but for errors, and replaces files that are there.

    Raises `MediaError` beginning with `what` when it cannot start, fails, takes longer than
    `deadline_s` seconds or more than it may, or when `stop` is set meanwhile.
    """
    head = ("-hide_banner", "-v", "error", "-y", *(() if stdin is not None else ("-nostdin",)))
    return run(
        [str(ffmpeg_path), *head, *arguments],
        what=what,
        deadline_s=deadline_s,
        nice=nice,
        limits=Limits(MEMORY_BYTES, deadline_s * _CORES, WRITTEN_BYTES),
        stdin=stdin,
        stop=stop,
    )
