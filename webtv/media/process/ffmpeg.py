"""The one way in which ffmpeg is called for files: its head, walls, limits and priority."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from webtv.errors import MediaError
from webtv.media.process.confinement import Confinement
from webtv.media.process.kernel import tell_missing
from webtv.media.process.limits import MEBIBYTE, Limits
from webtv.media.process.process import Finished, run

NICE = 2
"""Encoding yields to playout, which must never miss its turn; but it goes before the filming of the
local Spaces, because a programme that is filmed can air soonest."""

MEMORY_BYTES = 3072 * MEBIBYTE
"""What one ffmpeg may allocate. Joining eight 4K films takes most of it."""

WRITTEN_BYTES = 16_000_000_000
_CORES = 8  # whose seconds of processor count together


def run_ffmpeg(
    ffmpeg_path: Path,
    arguments: Sequence[str],
    *,
    out: Path,
    reads: Sequence[Path] = (),
    what: str,
    deadline_s: float,
    nice: int = NICE,
    stdin: bytes | None = None,
    stop: threading.Event | None = None,
) -> Finished:
    """Run ffmpeg with `arguments`: it may read `reads` and write the file `out`, and no other.

    ffmpeg is quiet but for errors, and replaces `out` if it is there. Raises `MediaError` beginning
    with `what` when it cannot start, fails, takes longer than `deadline_s` seconds or more than it
    may, or when `stop` is set meanwhile; `out` is gone then.
    """
    head = ("-hide_banner", "-v", "error", "-y", *(() if stdin is not None else ("-nostdin",)))
    tell_missing()
    with _made(out, what):
        return run(
            [str(ffmpeg_path), *head, *arguments],
            what=what,
            deadline_s=deadline_s,
            nice=nice,
            limits=Limits(MEMORY_BYTES, deadline_s * _CORES, WRITTEN_BYTES),
            kept=Confinement(reads=reads, writes=(out,), program=ffmpeg_path),
            stdin=stdin,
            stop=stop,
        )


@contextmanager
def _made(out: Path, what: str) -> Iterator[None]:
    """An empty file to write to, because no wall can be built around one that is not there.

    What is left of it goes when ffmpeg fails.
    """
    try:
        out.touch()
    except OSError as error:
        raise MediaError(f"{what} failed: {out} cannot be written: {error.strerror}") from error
    try:
        yield
    except BaseException:
        out.unlink(missing_ok=True)
        raise
