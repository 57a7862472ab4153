"""The line-up as the web server knows it: read at start, refreshed when a file changes."""

from __future__ import annotations

import asyncio

import structlog

from webtv.config.channels import Lineup, read_lineup, watch_lineup
from webtv.config.contract import load_contracts
from webtv.config.settings import Settings

_RETRY_S = 5.0


class LineupWatch:
    """Holds the newest line-up. Call `watch` once; it runs until cancelled."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.channels_dir
        self._last_good = settings.last_good_dir
        self._contracts = load_contracts(settings.home / "contracts")
        self.current = Lineup()

    def read(self) -> None:
        """Read the channel files now, so that the first request finds them."""
        self.current = read_lineup(
            self._folder, contracts=self._contracts, last_good=self._last_good
        )

    async def watch(self) -> None:
        """Follow the channel files. A folder that goes away is looked for again."""
        log = structlog.get_logger()
        while True:
            try:
                async for lineup in watch_lineup(
                    self._folder,
                    contracts=self._contracts,
                    last_good=self._last_good,
                    stop=asyncio.Event(),
                ):
                    self.current = lineup
            except OSError as error:
                log.warning("channels_folder_lost", folder=str(self._folder), error=str(error))
            await asyncio.sleep(_RETRY_S)
