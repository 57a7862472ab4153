"""Signals that end a command in the middle of its work."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_ENDING = (signal.SIGTERM, signal.SIGHUP)


@contextmanager
def signals_raise() -> Iterator[None]:
    """Raise `SystemExit` where SIGTERM or SIGHUP would end this process, as SIGINT raises.

    What a block has begun is then undone or removed by its own `finally`. Later signals of the
    two are ignored meanwhile. For the main thread alone, as `signal.signal` is.
    """
    before = {number: signal.getsignal(number) for number in _ENDING}

    def leave(number: int, _frame: FrameType | None) -> None:
        for each in _ENDING:
            signal.signal(each, signal.SIG_IGN)
        raise SystemExit(128 + number)  # as a shell tells of who was killed

    for number in _ENDING:
        signal.signal(number, leave)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
