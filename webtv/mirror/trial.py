"""Tries the store once, for those who ask whether it works."""

from __future__ import annotations

import asyncio
import secrets

from webtv.config.settings import Settings
from webtv.errors import DamagedError, StoreError
from webtv.mirror.names import CHANGED
from webtv.mirror.service import open_store
from webtv.objects.store import ObjectStore

TRIAL_S = 15.0


def tried(settings: Settings, *, writes: bool) -> str:
    """The store's address; with `writes`, it was written to as well.

    Raises `StoreError` if it cannot be used, `ConfigError` or `PreflightError` if it never could.
    """
    store = open_store(settings)
    asyncio.run(_try(store, writes=writes))
    return store.address


async def _try(store: ObjectStore, *, writes: bool) -> None:
    try:
        async with asyncio.timeout(TRIAL_S):
            await store.names(CHANGED)
            if writes:
                await _write(store)
    except TimeoutError:
        raise StoreError(f"{store.address}: it does not answer within {TRIAL_S:g} s") from None


async def _write(store: ObjectStore) -> None:
    name, data = f"trial-{secrets.token_hex(4)}", secrets.token_bytes(16)
    await store.write(name, data)
    try:
        if await store.read(name, most_bytes=100) != data:
            raise DamagedError(f"{store.address}: what was written reads as something else")
    finally:
        await store.remove([name])
