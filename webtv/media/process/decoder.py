"""The one door to media that came from outside: they are read in a child that can do no harm.

The child has no keys, no network, no files but those it is to read, and limits on memory and time
(`zygote`, `confinement`, `limits`). What it answers is plain data, never objects.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from time import monotonic

from webtv.environment import plain
from webtv.errors import MediaError, RejectedError
from webtv.media.process.kernel import tell_missing
from webtv.media.process.limits import MEBIBYTE, Limits
from webtv.media.process.zygote import LENGTH, Job

MEMORY_BYTES = 1024 * MEBIBYTE
"""What a look into a file may allocate: 4K films need up to 600 MB for their reference pictures."""

ANSWER_BYTES = 64 * MEBIBYTE
"""The longest answer, unless more is expected."""

DEADLINE_S = 120.0

_CORES = 4  # decoders use threads, whose seconds of processor count together
_CHUNK = 1 << 18
_POLL_S = 0.1
_STARTS = 2  # the zygote may have been killed since the last job; then there is a new one


def confined(
    function: Callable[[], bytes | bytearray | memoryview],
    *,
    reads: Sequence[Path],
    name: str,
    deadline_s: float = DEADLINE_S,
    memory_bytes: int = MEMORY_BYTES,
    answer_bytes: int = ANSWER_BYTES,
    stop: threading.Event | None = None,
) -> bytearray:
    """Run `function` in a child that may read the files `reads` and nothing else; return its bytes.

    `function` is a function of a module, or a partial of one. `name` is what people call the file.
    Raises what it raises of `MediaError`, and `RejectedError` (check `decodable`) when it needs
    more memory or time than it may, or dies.
    """
    limits = Limits(memory_bytes, deadline_s * _CORES)
    job = Job(function, tuple(path.absolute() for path in reads), limits, deadline_s + 1)
    child, station = _zygote().fork(_module(function))
    until = monotonic() + deadline_s  # the first child of all waits for libraries to be loaded
    with station:
        try:
            request = pickle.dumps(job)
            with suppress(BrokenPipeError, ConnectionResetError):
                station.sendall(LENGTH.pack(len(request)) + request)
            answer = _answer(station, name, until=until, most=answer_bytes + 1, stop=stop)
        except BaseException:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            raise
    kind, answer = answer[:1], answer[1:]
    if kind == b"+":
        return answer
    if kind == b"-":
        raise _error(bytes(answer), name, memory_bytes)
    raise RejectedError(
        f"{name} cannot be decoded: the decoder died, or had used all the time it may",
        check="decodable",
    )


def _answer(
    station: socket.socket,
    name: str,
    *,
    until: float,
    most: int,
    stop: threading.Event | None,
) -> bytearray:
    """All that comes from the child until it is gone."""
    answer = bytearray()
    while True:
        left_s = until - monotonic()
        if left_s <= 0:
            raise RejectedError(f"looking into {name} took too long", check="decodable")
        if stop is not None and stop.is_set():
            raise MediaError(f"looking into {name} was stopped")
        # Not select: a busy production has more open files than that can tell apart.
        station.settimeout(min(left_s, _POLL_S) if stop else left_s)
        try:
            chunk = station.recv(_CHUNK)
        except TimeoutError:
            continue
        except ConnectionResetError:
            return bytearray()
        if not chunk:
            return answer
        answer += chunk
        if len(answer) > most:
            raise RejectedError(f"{name} holds more than is wanted of it", check="decodable")


def _error(told: bytes, name: str, memory_bytes: int) -> MediaError:
    """The error that the child tells of; its words are not trusted to be of any form."""
    with suppress(ValueError, TypeError, AttributeError):
        error = json.loads(told)
        if error.get("memory"):
            most_mb = memory_bytes // MEBIBYTE
            return RejectedError(
                f"{name} cannot be decoded: it needs more than {most_mb} MB", check="decodable"
            )
        message = str(error["message"])[:1000]
        if "check" not in error:
            return MediaError(message)
        at_s = error.get("at_s")
        return RejectedError(
            message, check=str(error["check"]), at_s=None if at_s is None else float(at_s)
        )
    return RejectedError(f"{name} cannot be decoded", check="decodable")


def _module(function: Callable[..., object]) -> str:
    while isinstance(function, partial):
        function = function.func
    return function.__module__


class Zygote:
    """The process from which the children are forked; it starts with the first of them.

    It ends when this process does, whose end of the control socket is closed then.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def fork(self, module: str) -> tuple[int, socket.socket]:
        """A child that waits for a job of `module`: its process id, and the socket to it."""
        with self._lock:
            for _ in range(_STARTS):
                control = self._control or self._start()
                ours, theirs = socket.socketpair()
                try:
                    with theirs:
                        socket.send_fds(control, [module.encode()], [theirs.fileno()])
                    told = control.recv(LENGTH.size, socket.MSG_WAITALL)
                    if len(told) == LENGTH.size:
                        return LENGTH.unpack(told)[0], ours
                except OSError:
                    pass
                ours.close()
                self._end()
        raise MediaError("the process that reads media cannot be started")

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-P", "-m", "webtv.media.process.zygote"),
                    json.dumps(sys.path),
                ],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                # Libraries that start threads of their own cannot be forked.
                env={**plain(), "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
                start_new_session=True,
            )
        self._control = ours
        return ours

    def _end(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@cache
def _zygote() -> Zygote:
    """One for this process, as multiprocessing has one fork server."""
    tell_missing()
    return Zygote()
