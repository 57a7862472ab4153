"""Brings programmes from the store into the library: the film, verified, then its sidecar."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from pydantic import ValidationError

from webtv.backoff import Backoff
from webtv.errors import DamagedError
from webtv.files import sha256_of, write_atomic
from webtv.mirror.names import may_lie, media_name, sidecar_name
from webtv.model.programme import Programme
from webtv.objects.store import ObjectStore
from webtv.store.library import MOST_BYTES, Library
from webtv.threads import in_thread

_FIRST_S, _MOST_S = 10.0, 600.0


class Bringer:
    """Brings programmes. What is damaged in the store is said once, and tried again later."""

    def __init__(
        self,
        store: ObjectStore,
        library: Library,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._library = library
        self._clock = clock
        self._sidecars: dict[str, tuple[Programme, bytes]] = {}
        self._damaged: dict[str, tuple[Backoff, float]] = {}

    async def look(self, channel: str, programme: str) -> Programme | None:
        """A programme that is here or in the store; None if it is neither, or damaged there.

        Raises `StoreError`.
        """
        if here := self._library.get(channel, programme):
            return here
        name = sidecar_name(channel, programme)
        if name not in self._sidecars and not self._waits(name):
            try:
                self._sidecars[name] = await self._read(channel, programme)
            except DamagedError as error:
                self._failed(name, error)
        found = self._sidecars.get(name)
        return found[0] if found else None

    async def bring(self, programme: Programme) -> bool:
        """Have a programme here that `look` gave; whether it is. Raises `StoreError`, `OSError`."""
        if self._library.get(programme.channel, programme.id):
            return True
        name = sidecar_name(programme.channel, programme.id)
        if name not in self._sidecars or self._waits(name):
            return False
        media, size = self._library.media(programme), programme.size_bytes
        media.parent.mkdir(parents=True, exist_ok=True)
        try:
            if not await in_thread(partial(_is_whole, media, programme), name="store"):
                await self._store.download(
                    media_name(programme), media, size=size, sha256=programme.sha256
                )
        except DamagedError as error:
            del self._sidecars[name]  # it may have been made again
            self._failed(name, error)
            return False
        write_atomic(
            self._library.sidecar(programme.channel, programme.id), self._sidecars.pop(name)[1]
        )
        if self._damaged.pop(name, None):
            structlog.get_logger().info("programme in the store is whole again", programme=name)
        return True

    def forget(self, channel: str, *, wanted: Collection[str], listed: Collection[str]) -> None:
        """Remember sidecars of the channel's `wanted` programmes, and damage of the `listed`."""
        folder = sidecar_name(channel, "").removesuffix(".json")
        remembered: tuple[tuple[dict[str, Any], Collection[str]], ...] = (
            (self._sidecars, wanted),
            (self._damaged, listed),
        )
        for known, programmes in remembered:
            kept = {sidecar_name(channel, programme) for programme in programmes}
            for name in [n for n in known if n.startswith(folder) and n not in kept]:
                del known[name]

    async def _read(self, channel: str, ident: str) -> tuple[Programme, bytes]:
        name = sidecar_name(channel, ident)
        data = await self._store.read(name, most_bytes=MOST_BYTES)
        if data is None:
            raise DamagedError(f"{self._store.address}/{name} is not there")
        try:
            programme = Programme.model_validate_json(data)
        except ValidationError:
            raise DamagedError(f"{self._store.address}/{name} is no sidecar") from None
        if (programme.channel, programme.id) != (channel, ident) or not may_lie(programme):
            raise DamagedError(f"{self._store.address}/{name} is the sidecar of something else")
        return programme, data

    def _waits(self, name: str) -> bool:
        return name in self._damaged and self._clock() < self._damaged[name][1]

    def _failed(self, name: str, error: DamagedError) -> None:
        backoff, _ = self._damaged.get(name, (None, 0.0))
        if backoff is None:
            backoff = Backoff(first_s=_FIRST_S, most_s=_MOST_S)
            structlog.get_logger().warning(
                "programme in the store is damaged", programme=name, error=str(error)
            )
        self._damaged[name] = backoff, self._clock() + backoff.wait_s()


def _is_whole(media: Path, programme: Programme) -> bool:
    """Whether a film came before its sidecar could: the mirror was stopped between the two."""
    try:
        return media.stat().st_size == programme.size_bytes and sha256_of(media) == programme.sha256
    except OSError:
        return False
