"""The live programmes of all channels: one at a time, when it is due."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog

from webtv.backoff import Backoff
from webtv.config.channel import Channel
from webtv.config.channels import Lineup, watch_lineup
from webtv.config.contracts import read_contracts
from webtv.config.settings import Settings
from webtv.config.story import LiveConfig
from webtv.errors import BackendError
from webtv.media.graphics.captions import Captions, programme_script
from webtv.media.graphics.script import on_disk
from webtv.media.live import publish_argv
from webtv.media.sound.chord import chord
from webtv.models.process import ModelProcess
from webtv.outage import Outage
from webtv.spaces.live.feed import publish
from webtv.spaces.live.film import Film, TooSlowError
from webtv.store.secret import read_secret
from webtv.store.signature import GENERATED, signed_address
from webtv.threads import in_thread
from webtv.writers.live import live_end, live_now, live_title

SIZE = (640, 384)
"""Pixels that the model was trained for."""

_CHORD_S = 16
_LOOK_S = 1.0
_AGAIN_S = 5.0
_LONGEST_AGAIN_S = 60.0
_DAY_S = 86400


class LiveProgrammes:
    """Follows the channels' files, and has `models` film what is due."""

    def __init__(
        self,
        settings: Settings,
        models: ModelProcess,
        *,
        ffmpeg: Path,
        size: tuple[int, int] = SIZE,
    ) -> None:
        self._settings = settings
        self._models = models
        self._ffmpeg = ffmpeg
        self._size = size
        self._lineup = Lineup()
        self._given_up: dict[str, datetime] = {}
        self._pause = Backoff(first_s=_AGAIN_S, most_s=_LONGEST_AGAIN_S)
        self._outage = Outage(
            "the live programme cannot be made, the rundown goes on",
            "live programmes are made again",
        )
        self._log = structlog.stdlib.get_logger()

    async def run(self) -> None:
        """Film what is due until cancelled."""
        following = asyncio.create_task(self._follow())
        try:
            while not following.done():
                for ident, channel in self._lineup.channels.items():
                    now = datetime.now(UTC)
                    live = None if channel.safety.hold else live_now(channel, now)
                    if live is None or self._given_up.get(ident) == live_end(channel, live, now):
                        continue
                    await self._try(ident, channel, live)
                await asyncio.sleep(_LOOK_S)
            following.result()
        finally:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)

    async def _follow(self) -> None:
        contracts, _ = read_contracts(self._settings.contracts_dir)
        async for lineup in watch_lineup(
            self._settings.channels_dir,
            contracts=contracts,
            last_good=self._settings.last_good_dir,
            stop=asyncio.Event(),
            airs_only=True,
        ):
            self._lineup = lineup

    async def _try(self, ident: str, channel: Channel, live: LiveConfig) -> None:
        """Film it until it ends, its channel's file changes, or that fails, which is said."""
        end = live_end(channel, live, datetime.now(UTC))

        def due() -> bool:
            return datetime.now(UTC) < end and self._lineup.channels.get(ident) == channel

        try:
            await self._film(ident, channel, live, due)
        except TooSlowError as error:
            self._given_up[ident] = end
            self._outage.begin(error, channel=ident)
        except (BackendError, OSError) as error:
            self._outage.begin(error, channel=ident)
            await asyncio.sleep(self._pause.wait_s())
        else:
            self._pause.reset()

    async def _film(
        self, ident: str, channel: Channel, live: LiveConfig, due: Callable[[], bool]
    ) -> None:
        with TemporaryDirectory(prefix="webtv-live-") as name:
            folder = Path(name)
            film = Film(self._models, ident, channel, folder=folder, size=self._size)
            making = asyncio.create_task(film.make())
            showing = asyncio.create_task(self._show(ident, channel, live, film, folder, due))
            try:
                done, _ = await asyncio.wait({making, showing}, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
            finally:
                for task in (making, showing):
                    task.cancel()
                await asyncio.gather(making, showing, return_exceptions=True)

    async def _show(
        self,
        ident: str,
        channel: Channel,
        live: LiveConfig,
        film: Film,
        folder: Path,
        due: Callable[[], bool],
    ) -> None:
        """Publish a film, anew whenever it has fallen behind, until it is no longer due."""
        title = live_title(channel, live)
        house, bug = channel.house, channel.bug
        sound = folder / "chord.f32"
        tone = partial(chord, channel.title, samples=_CHORD_S * house.sample_rate)
        loop = await in_thread(partial(tone, loudness_lufs=house.loudness_lufs), name="chord")
        loop.tofile(sound)
        # Not the title: nobody knows when playout takes the feed.
        captions = Captions(
            language=channel.language,
            bug=bug.text if bug.enabled else "",
            bug_corner=bug.position,
        )
        base = f"{self._settings.local_rtmp_url.rpartition('/')[0]}/{GENERATED}"
        script = programme_script(captions, house, seconds=_DAY_S)
        with on_disk(script, folder / "words.ass") as words:
            while due():
                rate = await film.stored()
                secret = read_secret(self._settings.rtmp_secret_file)
                argv = publish_argv(
                    self._ffmpeg,
                    house,
                    size=self._size,
                    rate=rate,
                    words=words,
                    sound=sound,
                    address=signed_address(base, ident, secret=secret),
                )
                self._log.info("live programme", channel=ident, title=title, fps=rate)
                self._outage.end()
                if reason := await publish(argv, film, rate=rate, due=due):
                    raise ConnectionError(f"the feed of the live programme ended: {reason}")
                if due():
                    self._log.warning("the live programme fell behind", channel=ident)
