"""Marks of what has changed in the store, so that it is listed only when there is something new.

Each machine has one object, `changed/<machine>`: a count for each area that it writes to, such as
`playlists/llamas`. One listing of that folder tells all that others did; a listing of every
channel's folders, every few seconds from every machine, would cost more than all else.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable

from webtv.mirror.names import CHANGED, MACHINE
from webtv.objects.store import ObjectStore

MOST_BYTES = 4_000_000
"""Longer marks are damaged."""

AGAIN_S = 600.0
"""Every area counts as changed once in so many seconds: a mark may be lost with its machine."""


class Marks:
    """The marks of this machine, and what it has seen of others'."""

    def __init__(
        self, store: ObjectStore, machine: str, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._store = store
        self._machine = machine
        self._clock = clock
        self._own: Counter[str] = Counter()
        self._told = False
        self._telling = asyncio.Lock()
        self._seen: dict[str, tuple[str, dict[str, int]]] = {}
        self._due_at: dict[str, float] = {}

    async def tell(self, *areas: str) -> None:
        """Mark areas as changed, for others. Raises `StoreError`."""
        async with self._telling:
            await self._tell(areas)

    async def _tell(self, areas: Iterable[str]) -> None:
        if not self._told:  # those of the run before: a count must not come back
            self._own.update(await self._read(self._machine))
            self._told = True
        self._own.update(areas)
        data = json.dumps(self._own, sort_keys=True).encode()
        await self._store.write(f"{CHANGED}/{self._machine}", data)

    async def look(self) -> None:
        """Find out what others have changed: one request while they do nothing.

        Raises `StoreError`.
        """
        for name, listed in (await self._store.names(CHANGED)).items():
            machine = name.rpartition("/")[2]
            if machine == self._machine or not MACHINE.match(machine):
                continue
            tag, before = self._seen.get(machine, ("", {}))
            if listed.tag == tag and tag:
                continue
            now = await self._read(machine)
            for area in now:
                if now[area] != before.get(area):
                    self._due_at.pop(area, None)
            self._seen[machine] = listed.tag, now

    def take(self, area: str) -> bool:
        """Whether an area may have changed since it was taken before; then its taker follows it."""
        due = self._clock() >= self._due_at.get(area, 0.0)
        if due:
            self._due_at[area] = self._clock() + AGAIN_S
        return due

    def again(self, area: str, *, in_s: float = 0.0) -> None:
        """Have an area taken again in some seconds: it could not be followed to its end."""
        self._due_at[area] = min(self._due_at.get(area, 0.0), self._clock() + in_s)

    async def _read(self, machine: str) -> dict[str, int]:
        data = await self._store.read(f"{CHANGED}/{machine}", most_bytes=MOST_BYTES)
        try:
            found = json.loads(data or b"{}")
        except (ValueError, RecursionError):
            return {}
        if not isinstance(found, dict):
            return {}
        return {str(area): n for area, n in found.items() if isinstance(n, int)}
