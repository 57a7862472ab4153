"""Shuts a process in: it reads and writes the files it was given, and reaches nothing else.

Landlock (Linux 5.13) takes away the file system, and since Linux 6.7 the ports of others; seccomp
takes away the network, the starting of processes and the ways around all this. Where the kernel
lacks one of them, the other, the limits and the empty environment remain; `missing` names it.

Sources: landlock(7) and linux/landlock.h; seccomp(2), linux/seccomp.h and linux/bpf_common.h; the
numbers of system calls are those of asm/unistd_64.h and asm-generic/unistd.h.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import stat
import struct
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2

_LANDLOCK_CREATE_RULESET, _LANDLOCK_ADD_RULE, _LANDLOCK_RESTRICT_SELF = 444, 445, 446
_BENEATH_PATH, _NETWORK_PORT = 1, 2
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_FOLDER = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REMOVE_FILE, _MAKE_FOLDER, _MAKE_FILE, _TRUNCATE = 1 << 5, 1 << 7, 1 << 8, 1 << 14
_BIND_TCP, _CONNECT_TCP = 1 << 0, 1 << 1
_NETWORK_VERSION = 4
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}  # by Landlock's version; 16 since version 5
_NEWEST_FILE_RIGHTS = 16

_LOAD_WORD, _RETURN = 0x20, 0x06
_JUMP_IF_EQUAL, _JUMP_IF_AT_LEAST, _JUMP_IF_BIT = 0x15, 0x35, 0x45
_ALLOW, _NOT_PERMITTED, _NOT_KNOWN = 0x7FFF0000, 0x00050000 | 1, 0x00050000 | 38
_X32_CALLS = 0x40000000
_CALL_AT, _MACHINE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16
_CLONE_THREAD = 0x00010000
_INTERNET = (2, 10)  # AF_INET and AF_INET6

_SYSTEM = (
    *("/usr", "/lib", "/lib64", "/opt", "/nix/store", "/etc/ld.so.cache", "/etc/alternatives"),
    *("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random"),
    *("/etc/fonts", "/var/cache/fontconfig", "~/.config/fontconfig", "~/.cache/fontconfig"),
    *("~/.fonts", "~/.local/share/fonts"),
)
"""The libraries of programs, and the fonts of the system and of its user."""

_NAMES = (
    *("/etc/hosts", "/etc/resolv.conf", "/etc/nsswitch.conf", "/etc/host.conf", "/etc/gai.conf"),
    *("/etc/ssl", "/etc/pki", "/etc/ca-certificates"),
)
"""What the looking up of names and TLS read."""


@dataclass(frozen=True, slots=True)
class Confinement:
    """The little that a process keeps.

    It reads `reads` and writes `writes`, which are files that exist, or folders with all that is
    in them, besides the libraries and fonts of the system. It may import Python's libraries, or,
    with `program`, become that program, which stays as shut in. It connects to `ports`, if any.
    """

    reads: Sequence[Path] = ()
    writes: Sequence[Path] = ()
    program: Path | None = None
    ports: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class _Calls:
    """System calls of one kind of machine: its AUDIT_ARCH, and their numbers.

    `forbidden` fork (fork, vfork), look into other processes (ptrace, process_vm_readv and
    _writev), signal them (kill, tkill, tgkill), listen (bind, listen), or lead around all this
    (bpf, io_uring_setup). `run` are execve and execveat, `connections` socketpair and connect.
    `clone` may start threads. Of `clone3`, whose flags lie where a filter cannot look, it is said
    that there is none.
    """

    machine: int
    forbidden: tuple[int, ...]
    run: tuple[int, ...]
    socket: int
    connections: tuple[int, ...]
    clone: int
    clone3: int = 435


_CALLS = {
    "x86_64": _Calls(
        0xC000003E,
        (57, 58, 101, 310, 311, 62, 200, 234, 49, 50, 321, 425),
        (59, 322),
        41,
        (53, 42),
        56,
    ),
    "aarch64": _Calls(
        0xC00000B7,
        (117, 270, 271, 129, 130, 131, 200, 201, 280, 425),
        (221, 281),
        198,
        (199, 203),
        220,
    ),
}


@contextmanager
def confinement(kept: Confinement) -> Iterator[Callable[[], None]]:
    """A function that shuts the process that calls it in, for good; valid inside the `with`.

    All is looked up now, so the function may run between fork and exec. Raises `OSError` when a
    file that is to be kept does not exist.
    """
    if sys.platform != "linux":
        yield lambda: None
        return
    libc = ctypes.CDLL(None, use_errno=True)
    system_call, control = libc.syscall, libc.prctl
    rules = _rules(libc, kept)
    program = _program(kept)

    def shut_in() -> None:
        control(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        if rules is not None:
            system_call(_LANDLOCK_RESTRICT_SELF, rules, 0)
        if program is not None:
            control(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)

    try:
        yield shut_in
    finally:
        if rules is not None:
            os.close(rules)


def missing() -> list[str]:
    """The names of the walls that this system cannot build."""
    if sys.platform != "linux":
        return ["Landlock", "seccomp"]
    libc = ctypes.CDLL(None, use_errno=True)
    lacking = [] if _landlock(libc) >= 1 else ["Landlock"]
    # Without a filter this fails: of a kernel that knows filters, because there is none to read.
    libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, None, 0, 0)
    known = ctypes.get_errno() == errno.EFAULT and platform.machine() in _CALLS
    return lacking if known else [*lacking, "seccomp"]


def _landlock(libc: ctypes.CDLL) -> int:
    """Landlock's version; -1 where there is none."""
    version: int = libc.syscall(_LANDLOCK_CREATE_RULESET, None, 0, 1)
    return version


def _rules(libc: ctypes.CDLL, kept: Confinement) -> int | None:
    """A set of Landlock's rules, as an open file; None where there is no Landlock."""
    kept_open = [_opened(*each) for each in _allowed(kept)]
    try:
        version = _landlock(libc)
        if version < 1:
            return None
        rights = (1 << _FILE_RIGHTS.get(version, _NEWEST_FILE_RIGHTS)) - 1
        if kept.program is not None:
            rights &= ~_EXECUTE
        handled = struct.pack("=Q", rights)
        if version >= _NETWORK_VERSION:
            handled += struct.pack("=Q", _BIND_TCP | _CONNECT_TCP)
        rules: int = libc.syscall(_LANDLOCK_CREATE_RULESET, handled, len(handled), 0)
        if rules < 0:
            return None
        for file, allowed in kept_open:
            rule = struct.pack("=Qi", rights & allowed, file)
            libc.syscall(_LANDLOCK_ADD_RULE, rules, _BENEATH_PATH, rule, 0)
        if version >= _NETWORK_VERSION:
            for port in kept.ports:
                rule = struct.pack("=QQ", _CONNECT_TCP, port)
                libc.syscall(_LANDLOCK_ADD_RULE, rules, _NETWORK_PORT, rule, 0)
        return rules
    finally:
        for file, _ in kept_open:
            os.close(file)


def _allowed(kept: Confinement) -> Iterator[tuple[Path, int, int]]:
    """Each path that stays reachable, with Landlock's rights on a file there, and on a folder."""
    for path in kept.reads:
        yield path, _READ_FILE, _READ_FOLDER
    for path in kept.writes:
        made = _READ_FOLDER | _REMOVE_FILE | _MAKE_FOLDER | _MAKE_FILE
        yield path, _READ_FILE | _WRITE_FILE | _TRUNCATE, made
    for path in map(Path, _surroundings(kept)):
        if path.exists():
            yield path, _READ_FILE, _READ_FOLDER


def _opened(path: Path, of_file: int, of_folder: int) -> tuple[int, int]:
    file = os.open(path, os.O_PATH | os.O_CLOEXEC)
    folder = stat.S_ISDIR(os.fstat(file).st_mode)
    return file, of_file | (of_folder if folder else 0)


def _surroundings(kept: Confinement) -> Iterable[str]:
    """What programs, or else Python's libraries, are made of, whenever they are loaded."""
    if kept.program is None:
        libraries = "stdlib", "platstdlib", "purelib", "platlib"
        # Environments may be laid over each other, by a `.pth` file.
        layers = (each for each in sys.path if each.endswith(("site-packages", "dist-packages")))
        own = sorted({*map(sysconfig.get_path, libraries), *layers})
    else:
        program = kept.program.resolve()
        own = [str(program), *(str(program.parent.parent / name) for name in ("lib", "lib64"))]
    return [*own, *map(os.path.expanduser, _SYSTEM), *(_NAMES if kept.ports else ())]


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def _program(kept: Confinement) -> _Program | None:
    """A filter for seccomp; None for machines whose system calls are not known here."""
    calls = _CALLS.get(platform.machine())
    if calls is None:
        return None
    instructions = _filter(calls, runs=kept.program is not None, connects=bool(kept.ports))
    return _Program(len(instructions) // 8, instructions)


def _filter(calls: _Calls, *, runs: bool, connects: bool) -> bytes:
    """Instructions of 8 bytes; a jump is so many steps beyond the next one, if true, and if not."""
    forbidden = [*calls.forbidden, *(() if runs else calls.run)]
    if not connects:
        forbidden += [calls.socket, *calls.connections]
    steps = [
        (_LOAD_WORD, 0, 0, _MACHINE_AT),
        (_JUMP_IF_EQUAL, 1, 0, calls.machine),
        (_RETURN, 0, 0, _NOT_PERMITTED),
        (_LOAD_WORD, 0, 0, _CALL_AT),
        (_JUMP_IF_AT_LEAST, 0, 1, _X32_CALLS),
        (_RETURN, 0, 0, _NOT_PERMITTED),
        *_answered(calls.clone3, _NOT_KNOWN),
    ]
    for call in forbidden:
        steps += _answered(call, _NOT_PERMITTED)
    steps += [
        (_JUMP_IF_EQUAL, 0, 3, calls.clone),
        (_LOAD_WORD, 0, 0, _FIRST_ARGUMENT_AT),
        (_JUMP_IF_BIT, 6, 0, _CLONE_THREAD),
        (_RETURN, 0, 0, _NOT_PERMITTED),
        (_JUMP_IF_EQUAL, 0, 4, calls.socket),
        (_LOAD_WORD, 0, 0, _FIRST_ARGUMENT_AT),
        (_JUMP_IF_EQUAL, 2, 0, _INTERNET[0]),
        (_JUMP_IF_EQUAL, 1, 0, _INTERNET[1]),
        (_RETURN, 0, 0, _NOT_PERMITTED),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def _answered(call: int, answer: int) -> list[tuple[int, int, int, int]]:
    return [(_JUMP_IF_EQUAL, 0, 1, call), (_RETURN, 0, 0, answer)]
