"""Shuts a process in: it reads the files it was given, and reaches nothing else.

Landlock (Linux 5.13) takes away the file system, seccomp the network and the starting of programs.
Where the kernel has neither, the limits and the empty environment remain.

Sources: landlock(7) and linux/landlock.h; seccomp(2), linux/seccomp.h and linux/bpf_common.h; the
numbers of system calls are those of asm/unistd_64.h and asm-generic/unistd.h.
"""

from __future__ import annotations

import ctypes
import os
import platform
import stat
import struct
import sys
import sysconfig
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2

_LANDLOCK_CREATE_RULESET, _LANDLOCK_ADD_RULE, _LANDLOCK_RESTRICT_SELF = 444, 445, 446
_LANDLOCK_RULE_PATH_BENEATH = 1
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}  # by Landlock's version; 16 since version 5
_NEWEST_FILE_RIGHTS = 16

_LOAD_WORD, _RETURN = 0x20, 0x06
_JUMP_IF_EQUAL, _JUMP_IF_AT_LEAST, _JUMP_IF_BIT = 0x15, 0x35, 0x45
_ALLOW, _NOT_PERMITTED, _NOT_KNOWN = 0x7FFF0000, 0x00050000 | 1, 0x00050000 | 38
_X32_CALLS = 0x40000000
_CALL_AT, _MACHINE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16
_CLONE_THREAD = 0x00010000


@dataclass(frozen=True, slots=True)
class _Calls:
    """System calls of one kind of machine: its AUDIT_ARCH, and their numbers.

    `forbidden` open connections (socket, socketpair, connect), run programs (execve, execveat),
    fork (fork, vfork), look into other processes (ptrace, process_vm_readv and _writev), signal
    them (kill, tkill, tgkill), or lead around all this (bpf, io_uring_setup). `clone` may start
    threads. Of `clone3`, whose flags lie where a filter cannot look, it is said that there is none.
    """

    machine: int
    forbidden: tuple[int, ...]
    clone: int
    clone3: int = 435


_CALLS = {
    "x86_64": _Calls(
        0xC000003E, (41, 53, 42, 59, 322, 57, 58, 101, 310, 311, 62, 200, 234, 321, 425), 56
    ),
    "aarch64": _Calls(
        0xC00000B7, (198, 199, 203, 221, 281, 117, 270, 271, 129, 130, 131, 280, 425), 220
    ),
}


def confiner(readable: Sequence[Path]) -> Callable[[], None]:
    """A function that shuts the process that calls it in, but for reading `readable` files.

    Those are looked up now. The process keeps what it has open, and may import Python's libraries.
    """
    libraries = {
        sysconfig.get_path(each) for each in ("stdlib", "platstdlib", "purelib", "platlib")
    }
    paths = [*map(str, readable), *sorted(libraries)]
    files = [os.open(path, os.O_RDONLY | os.O_CLOEXEC) for path in paths]

    def shut_in() -> None:
        if sys.platform != "linux":
            return
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        _without_files(libc, files)
        _without_calls(libc)
        for file in files:
            os.close(file)

    return shut_in


def _without_files(libc: ctypes.CDLL, readable: Sequence[int]) -> None:
    """Take away every right on files, but for reading those that are open as `readable`."""
    version = libc.syscall(_LANDLOCK_CREATE_RULESET, None, 0, 1)
    if version < 1:
        return
    rights = (1 << _FILE_RIGHTS.get(version, _NEWEST_FILE_RIGHTS)) - 1
    handled = struct.pack("=Q", rights)
    rules = libc.syscall(_LANDLOCK_CREATE_RULESET, handled, len(handled), 0)
    if rules < 0:
        return
    for file in readable:
        folder = stat.S_ISDIR(os.fstat(file).st_mode)
        allowed = struct.pack("=Qi", _READ_FILE | (_READ_FOLDER if folder else 0), file)
        libc.syscall(_LANDLOCK_ADD_RULE, rules, _LANDLOCK_RULE_PATH_BENEATH, allowed, 0)
    libc.syscall(_LANDLOCK_RESTRICT_SELF, rules, 0)
    os.close(rules)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def _without_calls(libc: ctypes.CDLL) -> None:
    """Let the forbidden system calls fail from now on."""
    calls = _CALLS.get(platform.machine())
    if calls is None:
        return
    instructions = _filter(calls)
    program = _Program(len(instructions) // 8, instructions)
    libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)


def _filter(calls: _Calls) -> bytes:
    """A program for seccomp; a jump is so many steps beyond the next one, if it is true, or not."""
    count = len(calls.forbidden)
    steps = [
        (_LOAD_WORD, 0, 0, _MACHINE_AT),
        (_JUMP_IF_EQUAL, 0, count + 7, calls.machine),
        (_LOAD_WORD, 0, 0, _CALL_AT),
        (_JUMP_IF_AT_LEAST, count + 5, 0, _X32_CALLS),
        *((_JUMP_IF_EQUAL, count + 4 - at, 0, call) for at, call in enumerate(calls.forbidden)),
        (_JUMP_IF_EQUAL, 5, 0, calls.clone3),
        (_JUMP_IF_EQUAL, 0, 2, calls.clone),
        (_LOAD_WORD, 0, 0, _FIRST_ARGUMENT_AT),
        (_JUMP_IF_BIT, 0, 1, _CLONE_THREAD),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _NOT_PERMITTED),
        (_RETURN, 0, 0, _NOT_KNOWN),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
