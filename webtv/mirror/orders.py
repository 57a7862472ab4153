"""Standing orders: those that were given here go to the store, and others' come from there.

A copy of what both had last is kept in `HOME/mirror/`: whoever departs from it has changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from webtv.config.settings import Settings
from webtv.files import write_atomic
from webtv.mirror.names import CONTROL, control_name
from webtv.model.control import ControlState
from webtv.model.status import PlayoutStatus
from webtv.objects.store import Listed, ObjectStore
from webtv.store.control import MOST_BYTES, read_control, write_control
from webtv.store.status import read_statuses


class OrdersMirror:
    """The standing orders of the channels of this machine."""

    def __init__(self, settings: Settings, store: ObjectStore) -> None:
        self._settings = settings
        self._store = store
        self._there: Mapping[str, Listed] = {}
        self._tags: dict[str, str] = {}

    async def look(self) -> None:
        """Find out which orders are in the store: one request. Raises `StoreError`."""
        self._there = await self._store.names(CONTROL)

    async def turn(self, channel: str) -> bool:
        """Bring here and there in step; whether that changed the store.

        What was changed here goes there. What was changed there comes here, unless the channel is
        on air from here: then playout alone changes its orders, and nobody else's count. Where both
        were changed, no programme that either has pulled may air. Raises `StoreError`, `OSError`.
        """
        here, problem = read_control(self._settings.control_dir, channel)
        listed = self._there.get(control_name(channel))
        tag = listed.tag if listed else ""
        common = self._common(channel)
        if problem or (here == common and self._tags.get(channel, "") == tag):
            return False
        there = await self._read(channel) if listed else None
        if there is not None and there != common and not self._airs_here(channel):
            pulled = (*there.pulled, *(p for p in here.pulled if p not in there.pulled))
            wanted = there if here == common else there.model_copy(update={"pulled": pulled})
        else:
            wanted = here
        if wanted != here:
            write_control(self._settings.control_dir, channel, wanted)
        if wanted != there and here != common:
            await self._store.write(
                control_name(channel), wanted.model_dump_json(indent=1).encode()
            )
        self._keep(channel, wanted)
        self._tags[channel] = tag
        return wanted != there and here != common

    async def _read(self, channel: str) -> ControlState | None:
        """The orders in the store; None if they are damaged, and then those here stay in force."""
        data = await self._store.read(control_name(channel), most_bytes=MOST_BYTES)
        try:
            return ControlState.model_validate_json(data or b"")
        except ValidationError:
            return None

    def _airs_here(self, channel: str) -> bool:
        now = datetime.now(UTC)
        return channel in read_statuses(self._settings.status_dir, PlayoutStatus, now=now)

    @property
    def _folder(self) -> Path:
        return self._settings.mirror_dir / CONTROL

    def _common(self, channel: str) -> ControlState:
        return read_control(self._folder, channel)[0]

    def _keep(self, channel: str, state: ControlState) -> None:
        write_atomic(self._folder / f"{channel}.json", state.model_dump_json())
