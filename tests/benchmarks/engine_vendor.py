"""The vendor of the engine benchmark, who charges for what he takes and forgets nothing."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

CALLS = 8
"""Of a programme."""

AT_ONCE = 4
WORK_S = 0.01


class Vendor:
    """His book is a file in `folder`, in order: what he took, and what customers know they have."""

    def __init__(self, folder: Path) -> None:
        self._book = folder / "vendor"

    async def take(self, call: str) -> str:
        """Take a call, charge for it, and name the task."""
        await asyncio.sleep(WORK_S)
        self._enter(f"took {call}")
        return f"task-{call}"

    def noted(self, call: str) -> None:
        """A customer says that the name of a call is on his disk: he knows what he bought."""
        self._enter(f"noted {call}")

    async def collect(self, task: str) -> bytes:
        """The film of a task, any number of times."""
        await asyncio.sleep(WORK_S)
        return f"film of {task}".encode()

    def charged(self) -> int:
        """Calls charged for."""
        return sum(line.startswith("took ") for line in self._lines())

    def charged_though_known(self) -> int:
        """Calls charged for after the customer knew that he had bought them."""
        known: set[str] = set()
        again = 0
        for line in self._lines():
            deed, _, call = line.partition(" ")
            again += deed == "took" and call in known
            if deed == "noted":
                known.add(call)
        return again

    def _enter(self, line: str) -> None:
        descriptor = os.open(self._book, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        os.write(descriptor, f"{line}\n".encode())
        os.close(descriptor)

    def _lines(self) -> list[str]:
        return self._book.read_text().splitlines() if self._book.exists() else []


async def all_of(programme: Callable[[int], Awaitable[None]], number: int) -> None:
    """Make so many programmes, some at a time."""
    places = asyncio.Semaphore(AT_ONCE)

    async def one(which: int) -> None:
        async with places:
            await programme(which)

    await asyncio.gather(*map(one, range(number)))
