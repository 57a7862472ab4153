"""As-run logs: this machine's go to the store, and those of other machines come from there.

Each day of a channel is one object for each machine, which only grows.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta

from webtv.config.settings import Settings
from webtv.errors import DamagedError
from webtv.mirror.marks import Marks
from webtv.mirror.names import ASRUN, Day, day_name, days, is_channel
from webtv.objects.room import check_room
from webtv.objects.store import PIECE_BYTES, ObjectStore

KEPT_DAYS = 31
"""Days that are followed: further back neither production nor playout looks."""

MOST_BYTES = 64_000_000
"""A channel's day is shorter: an entry a second, of 700 bytes each."""


class AsRunMirror:
    """The as-run logs of the channels of this machine."""

    def __init__(self, settings: Settings, store: ObjectStore, marks: Marks, machine: str) -> None:
        self._folder = settings.asrun_dir
        self._kept_days = settings.asrun_days
        self._store = store
        self._marks = marks
        self._machine = machine
        self._there: dict[str, int] = {}
        self._listed: set[str] = set()
        self._untold: set[str] = set()

    def channels(self) -> list[str]:
        """The channels that have aired from here."""
        return sorted(f.name for f in self._folder.glob("*/") if is_channel(f.name))

    async def put(self, channel: str) -> bool:
        """Put what was added here there; whether there was any. Raises `StoreError`, `OSError`."""
        if channel not in self._listed:
            await self._list(channel)
        oldest = _date(KEPT_DAYS)
        for path in sorted((self._folder / channel).glob("????-??-??.jsonl")):
            date = path.stem
            if date < oldest:
                continue
            name, size = day_name(channel, date, self._machine), path.stat().st_size
            if size and self._there.get(name) != size:
                await self._store.upload(name, path)
                self._there[name] = size
                self._untold.add(channel)
        changed = channel in self._untold
        if changed:
            await self._marks.tell(f"{ASRUN}/{channel}")
            self._untold.discard(channel)
        return changed

    async def bring(self, channel: str) -> None:
        """Bring what other machines aired of a channel. Raises `StoreError`, `OSError`."""
        names = await self._store.names(f"{ASRUN}/{channel}")
        oldest = _date(KEPT_DAYS)
        for day in days(channel, names):
            if day.machine != self._machine and day.date >= oldest:
                with suppress(DamagedError):  # it is replaced just now, or the rest comes later
                    await self._append(channel, day, names[day.name].size)

    async def _append(self, channel: str, day: Day, size: int) -> None:
        path = self._folder / channel / f"{day.date}.{day.machine}.jsonl"
        if size > MOST_BYTES:
            raise DamagedError(f"{day.name} has more than {MOST_BYTES} bytes")
        here = path.stat().st_size if path.exists() else 0
        if here > size:  # that machine has begun anew
            path.unlink()
            here = 0
        path.parent.mkdir(parents=True, exist_ok=True)
        check_room(path.parent, size - here)
        while here < size:
            end = min(size, here + PIECE_BYTES)
            piece = await self._store.read_from(day.name, here, end)
            with path.open("ab") as file:
                file.write(piece)
            here = end

    async def _list(self, channel: str) -> None:
        """Learn what of this machine's is there, and delete what is older than the log is kept."""
        oldest = _date(self._kept_days)
        names = await self._store.names(f"{ASRUN}/{channel}")
        for day in days(channel, names):
            if day.machine != self._machine:
                continue
            if day.date < oldest:
                await self._store.remove([day.name])
            else:
                self._there[day.name] = names[day.name].size
        self._listed.add(channel)
        self._untold.add(channel)  # whoever was here before may have been killed


def _date(days_ago: int) -> str:
    return f"{datetime.now(UTC) - timedelta(days=days_ago):%Y-%m-%d}"
