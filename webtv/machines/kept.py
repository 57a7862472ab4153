"""What a machine holds, kept on its own disk: for a start while the shared database is away."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ValidationError

from webtv.files import read_regular, write_atomic
from webtv.machines.value import Self
from webtv.outage import Outage
from webtv.threads import in_thread

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_MOST_BYTES = 1 << 20


class Held(BaseModel, frozen=True):
    """The file. `alive_at` is of the monotonic clock, which means nothing after another boot."""

    id: str
    epoch: int
    boot: str
    alive_at: float
    leases: dict[str, int]


class Kept:
    """Keeps what one part holds in `file`."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._boot = _boot_id()
        self._writing: asyncio.Future[None] | None = None
        self._unwritten = Outage(
            "what this machine holds cannot be kept on disk", "it can be kept on disk again"
        )

    def note(self, me: Self, leases: Mapping[str, int], *, alive_at: float) -> None:
        """Have it written down soon: nobody waits for the disk."""
        if self._writing is not None and not self._writing.done():
            return
        held = Held(
            id=me.id, epoch=me.epoch, boot=self._boot, alive_at=alive_at, leases=dict(leases)
        )
        self._writing = asyncio.ensure_future(self._write(held))

    async def _write(self, held: Held) -> None:
        text = held.model_dump_json()
        try:
            await in_thread(
                lambda: write_atomic(self._file, text, durable=False), name="leases kept"
            )
        except OSError as error:
            self._unwritten.begin(error)
        else:
            self._unwritten.end()

    def held(self, me: Self, *, now: float, within_s: float) -> Held | None:
        """What a process of the same name held, if it was alive less than `within_s` ago.

        Nobody can have taken over since: others wait for longer than that.
        """
        try:
            held = Held.model_validate_json(read_regular(self._file, most_bytes=_MOST_BYTES))
        except (OSError, ValidationError):
            return None
        fresh = 0 <= now - held.alive_at < within_s and held.boot == self._boot and self._boot
        return held if fresh and held.id == me.id else None


def _boot_id() -> str:
    try:
        return _BOOT.read_text("ascii").strip()
    except OSError:
        return ""  # not Linux: nothing is kept from one process to the next
