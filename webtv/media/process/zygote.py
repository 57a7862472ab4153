"""The process from which children that read strangers' media are forked.

It has the libraries loaded, so that a child costs milliseconds, no secrets in its environment or
memory, and it never looks into a file itself. Each child does one job, shut in, and ends.

The control socket is its standard input, its one argument the station's `sys.path`. A request is
the name of the module of the job, with one end of a socket; the answer is the child's process id.
Through the socket come the length of the job and the job, pickled, from the station, whom it
trusts; back go one byte, `+` or `-`, and bytes that the station does not trust: they are plain
data, see `webtv.media.process.decoder`.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pickle
import signal
import socket
import struct
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from webtv.errors import MediaError, RejectedError
from webtv.media.process.confinement import Confinement, confinement
from webtv.media.process.limits import Limits, allocated_bytes, limiter

LENGTH = struct.Struct("=Q")
"""How the length of a job and the id of a process are written."""

MOST_NAME_BYTES = 4096
_EXITED_BADLY = 1
_LATE = ("av.subtitles.stream", "numpy.ma")
"""Modules that their packages import when they need them: else that would be in every child."""


@dataclass(frozen=True, slots=True)
class Job:
    """`function` gives the bytes that are wanted; it may read `readable`, for `alarm_s` seconds."""

    function: Callable[[], bytes | bytearray | memoryview]
    readable: Sequence[Path]
    limits: Limits
    alarm_s: float


def serve(control: socket.socket) -> None:
    """Fork a child for every request, until the station closes its end."""
    signal.signal(signal.SIGCHLD, _reap)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the station
    for late in _LATE:
        importlib.import_module(late)
    while True:
        name, sockets, _, _ = socket.recv_fds(control, MOST_NAME_BYTES, 1)
        if not name:
            return
        importlib.import_module(name.decode())
        gc.freeze()  # a child that looks for garbage there would copy every page
        child = os.fork()
        if child == 0:
            control.close()
            _work(socket.socket(fileno=sockets[0]))
        for each in sockets:
            os.close(each)
        control.sendall(LENGTH.pack(child))


def _reap(*_: object) -> None:
    """Wait for the children that have ended, so that their processor time counts as ours."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _work(station: socket.socket) -> None:
    """Do the one job that comes through the socket, and end."""
    ending = _EXITED_BADLY
    try:
        job = pickle.loads(_read(station))
        signal.setitimer(signal.ITIMER_REAL, job.alarm_s)
        extra = allocated_bytes()
        limits = Limits(job.limits.memory_bytes + extra, job.limits.cpu_s)
        try:
            with confinement(Confinement(job.readable)) as shut_in:
                limiter(limits)()
                shut_in()
            answer = b"+", job.function()
        except Exception as error:
            answer = b"-", _told(error)
        station.sendall(answer[0])
        station.sendall(answer[1])
        ending = 0
    finally:
        os._exit(ending)


def _told(error: Exception) -> bytes:
    """An error as JSON. What nobody foresaw is the file's doing: such are found by odd files."""
    if isinstance(error, MemoryError):
        return json.dumps({"memory": True}).encode()
    if not isinstance(error, MediaError):
        said = {"message": f"it cannot be decoded: {type(error).__name__}: {error}"}
        return json.dumps({**said, "check": "decodable"}).encode()
    told: dict[str, object] = {"message": str(error)}
    if isinstance(error, RejectedError):
        told |= {"check": error.check, "at_s": error.at_s}
    return json.dumps(told).encode()


def _read(station: socket.socket) -> bytes:
    file = station.makefile("rb")
    (length,) = LENGTH.unpack(file.read(LENGTH.size))
    return file.read(length)


if __name__ == "__main__":
    sys.path[:] = json.loads(sys.argv[1])
    with socket.socket(fileno=sys.stdin.fileno()) as control:
        serve(control)
