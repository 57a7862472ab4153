"""Refuses and notes connections of this process that would leave the machine."""

from __future__ import annotations

import os
import sys
from typing import Any

VARIABLE = "PYTHONSTRAYS"
"""Where to note them. The name begins like Python's own variables, which every part is given."""

_EVENTS = ("socket.connect", "socket.sendto", "socket.sendmsg")


def watch() -> None:
    """From here on, for good: an audit hook cannot be taken away (PEP 578)."""
    sys.addaudithook(_hook)


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if not _EVENTS or event not in _EVENTS or len(args) < 2:
        return  # this module is empty when an interpreter has nearly ended
    address = args[1]
    # A socket of the file system has a text for an address, one that is connected has none.
    if not isinstance(address, tuple) or _is_here(str(address[0])):
        return
    notes = os.environ.get(VARIABLE)
    if notes:
        with open(notes, "a") as file:  # noqa: PTH123 - at each start of a Python, so little is loaded
            file.write(f"{os.getpid()} {' '.join(sys.argv[:3])[:80]}: {address[0]} {address[1]}\n")
    raise ConnectionRefusedError(f"a test may not leave this machine: {address[0]}")


def _is_here(host: str) -> bool:
    if host in ("", "localhost"):
        return True
    from ipaddress import ip_address

    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return False  # a name that is not looked up yet
    address = getattr(address, "ipv4_mapped", None) or address
    return address.is_loopback or address.is_unspecified


if VARIABLE in os.environ:
    watch()
