"""Jobs as somebody would run them who has taken over a decoder."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path


def environment() -> bytes:
    return json.dumps({**os.environ}).encode()


def first_environment() -> bytes:
    """As the kernel keeps it for whoever may look, if files can be opened."""
    return Path("/proc/self/environ").read_bytes()


def read(path: Path) -> bytes:
    return path.read_bytes()


def attempts(path: Path) -> bytes:
    """By name, the number of the error that each attempt ended with, or 0."""
    tries: dict[str, Callable[[], object]] = {
        "read": path.read_bytes,
        "write": lambda: path.with_name("mine").write_bytes(b"x"),
        "list": lambda: [*Path("/").iterdir()],
        "connect": lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
        "run": lambda: subprocess.run(["/bin/true"], check=True),
        "fork": _fork,
        "kill": lambda: os.kill(os.getppid(), 0),
        "listen": _listen,
    }
    found = {}
    for name, attempt in tries.items():
        try:
            attempt()
            found[name] = 0
        except OSError as error:
            found[name] = error.errno or -1
    thread = threading.Thread(target=lambda: found.update(thread=0))
    thread.start()
    thread.join()
    return json.dumps(found).encode()


def _listen() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as here:
        here.bind(("127.0.0.1", 0))


def connections(*ports: str) -> bytes:
    """As `attempts`: one to each port of this machine, and one to a socket that is a file."""
    found = {}
    for name in (*ports, "/nowhere"):
        family = socket.AF_UNIX if name.startswith("/") else socket.AF_INET
        try:
            with socket.socket(family, socket.SOCK_STREAM) as there:
                there.connect(name if name.startswith("/") else ("127.0.0.1", int(name)))
            found[name] = 0
        except OSError as error:
            found[name] = error.errno or -1
    return json.dumps(found).encode()


def _fork() -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def eat() -> bytes:
    eaten = []
    while True:
        eaten.append(bytearray(16 << 20))


def eat_and_tell() -> bytes:
    """The peak of its memory when it gets no more, in KiB."""
    eaten = []
    try:
        while True:
            eaten.append(bytearray(16 << 20))
    except MemoryError:
        eaten.clear()
        return str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss).encode()


def spin() -> bytes:
    while True:
        pass


def sleep() -> bytes:
    while True:
        time.sleep(1)


def die() -> bytes:
    ctypes.string_at(0)
    return b""


def flood() -> bytes:
    return bytes(8 << 20)


def fine() -> bytes:
    return b"fine"


if __name__ == "__main__":
    names = sys.argv[2:]
    told = attempts(Path(names[0])) if sys.argv[1] == "attempts" else connections(*names)
    sys.stdout.buffer.write(told)
