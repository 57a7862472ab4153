"""Child processes that never outlive their owner and never run past their deadline."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from time import monotonic
from typing import IO

from webtv.environment import plain
from webtv.errors import MediaError
from webtv.log import redact
from webtv.media.process.confinement import Confinement, confinement
from webtv.media.process.limits import Limits, limiter

KEPT_LINES = 100
"""Lines of stderr kept of every child."""

_PR_SET_PDEATHSIG = 1
_POLL_S = 0.1


@dataclass(frozen=True, slots=True)
class Finished:
    """The output of a child that ended well."""

    stdout: bytes
    stderr: str


def tied_to_parent(
    *, nice: int = 0, limits: Limits | None = None, shut_in: Callable[[], None] | None = None
) -> Callable[[], None]:
    """A `preexec_fn`: on Linux the child is killed when the thread that started it ends.

    `nice` lowers its priority by so many steps; `shut_in` comes last, and confines it. Source:
    prctl(2), PR_SET_PDEATHSIG. Everything is looked up before the fork, because a forked child of
    a threaded process may not take locks.
    """
    parent = os.getpid()
    put_in_force = limiter(limits) if limits else None
    prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None

    def prepare() -> None:
        if nice:
            os.nice(nice)
        if put_in_force is not None:
            put_in_force()
        if prctl is not None:
            prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
            if os.getppid() != parent:  # it died between fork and prctl
                os._exit(1)
        if shut_in is not None:
            shut_in()

    return prepare


def run(
    argv: Sequence[str],
    *,
    what: str,
    deadline_s: float,
    nice: int = 0,
    limits: Limits | None = None,
    kept: Confinement | None = None,
    stdin: bytes | None = None,
    stop: threading.Event | None = None,
) -> Finished:
    """Run a program to its end, without the station's secrets, and return what it said.

    With `kept`, the program is confined to that.
    Raises `MediaError` beginning with `what` when it cannot start, fails, takes longer than
    `deadline_s` seconds, or when `stop` is set meanwhile. The child is gone when this returns.
    """
    until = monotonic() + deadline_s
    try:
        with ExitStack() as until_started:
            shut_in = until_started.enter_context(confinement(kept)) if kept else None
            process = subprocess.Popen(
                list(argv),
                stdin=subprocess.PIPE if stdin is not None else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=plain(),
                preexec_fn=tied_to_parent(nice=nice, limits=limits, shut_in=shut_in),
            )
    except OSError as error:
        place = error.filename or argv[0]
        verb = "run" if place == argv[0] else "used"
        raise MediaError(f"{what} failed: {place} cannot be {verb}: {error.strerror}") from error
    output: list[bytes] = []
    lines: deque[str] = deque(maxlen=KEPT_LINES)
    pumps = [
        threading.Thread(target=_collect, args=(process.stdout, output), daemon=True),
        threading.Thread(target=_keep_lines, args=(process.stderr, lines), daemon=True),
    ]
    if stdin is not None:
        pumps.append(threading.Thread(target=_feed, args=(process.stdin, stdin), daemon=True))
    for pump in pumps:
        pump.start()
    try:
        _wait(process, what=what, until=until, deadline_s=deadline_s, stop=stop)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        for pump in pumps:
            pump.join()
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()
    if process.returncode != 0:
        raise MediaError(f"{what} failed ({_ending(process.returncode)}): {last_words(lines)}")
    return Finished(b"".join(output), "\n".join(lines))


def last_words(lines: Sequence[str] | deque[str], *, count: int = 4) -> str:
    """The last few lines of a child's stderr as one line, without secrets."""
    said = [line for line in lines if line.strip()]
    return redact(" | ".join(said[-count:])) or "it said nothing"


def _wait(
    process: subprocess.Popen[bytes],
    *,
    what: str,
    until: float,
    deadline_s: float,
    stop: threading.Event | None,
) -> None:
    while True:
        left = until - monotonic()
        if left <= 0:
            raise MediaError(f"{what} took longer than {deadline_s:.0f} s and was stopped")
        try:
            process.wait(timeout=left if stop is None else min(left, _POLL_S))
        except subprocess.TimeoutExpired:
            if stop is not None and stop.is_set():
                raise MediaError(f"{what} was stopped") from None
        else:
            return


def _ending(code: int) -> str:
    return f"killed by signal {-code}" if code < 0 else f"exit code {code}"


def _collect(pipe: IO[bytes], into: list[bytes]) -> None:
    while chunk := pipe.read(1 << 16):
        into.append(chunk)


def _keep_lines(pipe: IO[bytes], into: deque[str]) -> None:
    while line := pipe.readline(4096):
        into.append(line.decode(errors="replace").rstrip())


def _feed(pipe: IO[bytes], data: bytes) -> None:
    try:
        with pipe:
            pipe.write(data)
    except BrokenPipeError:
        pass  # the child ended first; its exit code says why
