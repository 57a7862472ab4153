"""The line-up as the web server knows it: read at start, refreshed when a file changes."""

from __future__ import annotations

import asyncio

from webtv.config.channels import Lineup, read_lineup, watch_lineup
from webtv.config.contracts import load_contracts
from webtv.config.settings import Settings
from webtv.outage import Outage
from webtv.restart import keep_running


class LineupWatch:
    """Holds the newest line-up. Call `watch` once; it runs until cancelled."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.channels_dir
        self._last_good = settings.last_good_dir
        self._contracts = load_contracts(settings.contracts_dir)
        self.current = Lineup()

    def read(self) -> None:
        """Read the channel files now, so that the first request finds them."""
        self.current = read_lineup(
            self._folder, contracts=self._contracts, last_good=self._last_good, airs_only=True
        )

    async def watch(self) -> None:
        """Follow the channel files, whatever happens to them, until cancelled."""
        outage = Outage("channel files cannot be followed", "channel files are followed again")
        await keep_running(self._follow, outage=outage)

    async def _follow(self) -> None:
        async for lineup in watch_lineup(
            self._folder,
            contracts=self._contracts,
            last_good=self._last_good,
            stop=asyncio.Event(),
            airs_only=True,
        ):
            self.current = lineup
