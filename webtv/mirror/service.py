"""`webtv mirror`: the loop that keeps this HOME and the store in step."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial

from webtv.config.settings import Settings
from webtv.errors import ConfigError, StoreError
from webtv.mirror.asrun import AsRunMirror
from webtv.mirror.down import Down
from webtv.mirror.files import Tree
from webtv.mirror.hls import HlsMirror
from webtv.mirror.marks import Marks
from webtv.mirror.names import (
    ASRUN,
    ASSETS,
    CLIPS,
    CONTROL,
    PLAYLISTS,
    channels_of,
    clip_digest,
    is_asset,
)
from webtv.mirror.orders import OrdersMirror
from webtv.mirror.turns import Turns, each
from webtv.mirror.up import Up
from webtv.model.status import MirrorStatus
from webtv.objects.store import Keys, ObjectStore, connect
from webtv.store.machine import machine_id
from webtv.store.production_lock import production_runs
from webtv.store.status import write_mirror
from webtv.threads import in_thread

LOOK_S = 5.0
"""Seconds between two looks at what others have changed in the store."""

PROGRAMMES_S = 2.0
AIR_S = 5.0
HLS_S = 0.5
STATUS_S = 5.0

LAST_S = 4.0
"""Seconds for a last word about what aired, when the mirror is told to stop."""


async def run(settings: Settings) -> None:
    """Mirror until SIGTERM or SIGINT. Raises `WebTVError` if the settings name no store."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await Mirror(settings, open_store(settings)).run(stop)


def open_store(settings: Settings) -> ObjectStore:
    """The store that the settings name; nothing is asked yet. Raises `ConfigError`."""
    if settings.store is None:
        raise ConfigError("WEBTV_STORE is not set: set it to s3://BUCKET/PREFIX or file:///FOLDER")
    if (settings.store_key_id is None) != (settings.store_key is None):
        raise ConfigError("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: set both, or neither")
    keys = Keys(
        key_id=settings.store_key_id.get_secret_value() if settings.store_key_id else "",
        key=settings.store_key.get_secret_value() if settings.store_key else "",
        session=settings.store_session.get_secret_value() if settings.store_session else "",
        endpoint=settings.store_endpoint or "",
        region=settings.store_region,
    )
    return connect(settings.store, keys)


class Mirror:
    """Keeps one HOME in step with the store. Whoever works in that HOME decides what goes where."""

    def __init__(self, settings: Settings, store: ObjectStore) -> None:
        machine = machine_id(settings.machine_id_file)
        self._settings = settings
        self._store = store
        self._marks = Marks(store, machine)
        self._up = Up(settings, store, self._marks)
        self._down = Down(settings, store)
        self._asrun = AsRunMirror(settings, store, self._marks, machine)
        self._orders = OrdersMirror(settings, store)
        self._hls = HlsMirror(settings, store)
        self._trees = (
            Tree(store, settings.assets_dir, ASSETS, belongs=is_asset, follows=False),
            Tree(
                store,
                settings.clips_dir,
                CLIPS,
                belongs=lambda name: bool(clip_digest(name)),
                digest=clip_digest,
                follows=True,
            ),
        )
        self._turns = Turns()
        self._produces = False
        self._adopted = False
        self._swept = False

    async def run(self, stop: asyncio.Event) -> None:
        """Mirror until `stop` is set."""
        jobs = [
            asyncio.create_task(self._turns.keep("status", self._tell, every_s=STATUS_S)),
            asyncio.create_task(self._turns.keep("changes", self._marks.look, every_s=LOOK_S)),
            asyncio.create_task(
                self._turns.keep("programmes", self.programmes, every_s=PROGRAMMES_S)
            ),
            asyncio.create_task(self._turns.keep("air", self.air, every_s=AIR_S)),
        ]
        if self._settings.store_hls:
            jobs.append(asyncio.create_task(self._turns.keep("hls", self.hls, every_s=HLS_S)))
        try:
            await stop.wait()
        finally:
            for job in jobs:
                job.cancel()
            await asyncio.gather(*jobs, return_exceptions=True)
        with suppress(StoreError, OSError, TimeoutError):
            async with asyncio.timeout(LAST_S):
                await each(self._asrun.channels(), self._put_asrun)

    async def programmes(self) -> None:
        """Follow production where it works here, else what others' has made.

        Raises `StoreError`, `OSError`.
        """
        self._produces = await in_thread(partial(production_runs, self._settings.home), name="lock")
        if not self._produces:
            self._adopted = False
            await self._follow()
            return
        if not self._adopted:
            for tree in self._trees:
                await tree.adopt()
            await each(channels_of(self._settings), self._asrun.bring)
            await self._up.adopt()
            self._adopted = True
            await self._tell()
        await each(self._up.channels(), self._put_programmes)
        for tree in self._trees:
            await tree.turn()

    async def air(self) -> None:
        """Bring as-run logs and standing orders in step. Raises `StoreError`, `OSError`."""
        await each(self._asrun.channels(), self._put_asrun)
        channels = channels_of(self._settings)
        await each((c for c in channels if self._marks.take(f"{ASRUN}/{c}")), self._bring_asrun)
        if self._marks.take(CONTROL):
            try:
                await self._orders.look()
            except StoreError:
                self._marks.again(CONTROL)
                raise
        changed = [await self._orders.turn(channel) for channel in channels]
        if any(changed):
            await self._marks.tell(CONTROL)

    async def hls(self) -> None:
        """Put what viewers get of the channels that air here. Raises `StoreError`, `OSError`."""
        await each(channels_of(self._settings), self._hls.turn)

    async def _follow(self) -> None:
        if not self._swept:
            await in_thread(self._down.sweep, name="sweep")
            self._swept = True
        channels = channels_of(self._settings)
        share_bytes = int(self._settings.library_gb * 1e9 / max(1, len(channels)))
        due = [c for c in channels if self._marks.take(f"{PLAYLISTS}/{c}")]
        await each(due, partial(self._bring_programmes, share_bytes))

    async def _bring_programmes(self, share_bytes: int, channel: str) -> None:
        area = f"{PLAYLISTS}/{channel}"
        again_s: float | None = 0.0
        try:
            if self._marks.take(f"{ASRUN}/{channel}"):  # it says which playlists were taken
                await self._bring_asrun(channel)
            again_s = await self._down.turn(channel, share_bytes=share_bytes)
        finally:
            if again_s is not None:
                self._marks.again(area, in_s=again_s)

    async def _bring_asrun(self, channel: str) -> None:
        try:
            await self._asrun.bring(channel)
        except BaseException:
            self._marks.again(f"{ASRUN}/{channel}")
            raise

    async def _put_programmes(self, channel: str) -> None:
        await self._up.turn(channel)

    async def _put_asrun(self, channel: str) -> None:
        await self._asrun.put(channel)

    async def _tell(self) -> None:
        status = MirrorStatus(
            written_at=datetime.now(UTC),
            store=self._store.address,
            problem=self._turns.problem,
            produces=self._produces,
            adopted=self._adopted,
        )
        write = partial(write_mirror, self._settings.status_dir, status)
        await in_thread(write, name="status")
