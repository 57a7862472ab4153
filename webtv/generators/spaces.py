"""All Spaces of the station, shared by its channels."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from webtv.config.contract import Contract, Stage
from webtv.config.pipeline import StageConfig
from webtv.errors import BackendError
from webtv.generators.call import Address, Order, build_inputs, recorded, resolve
from webtv.generators.gradio import GradioSpace
from webtv.health import Health
from webtv.model.programme import Take

IDLE_S = 60.0
"""Seconds without a call after which a Space's client is closed."""


@dataclass
class _Open:
    """One Space in use: its transport, how many calls it takes at once, and its health."""

    space: GradioSpace
    turn: asyncio.Semaphore
    health: Health
    used_at: float = 0.0
    calls: int = field(default=0)


class Spaces:
    """Finds, calls and closes Spaces. One limit of calls per Space, whichever channel asks."""

    def __init__(
        self,
        contracts: Mapping[str, Contract],
        *,
        local_url: str,
        local_concurrency: int,
        token: str | None = None,
    ) -> None:
        self._contracts = contracts
        self._local_url = local_url
        self._local_concurrency = local_concurrency
        self._token = token
        self._open: dict[tuple[str, Address], _Open] = {}

    def health(self, config: StageConfig) -> Health:
        """How the Space of a stage is."""
        return self._entry(config).health

    def contract(self, config: StageConfig) -> Contract:
        """The contract of a stage's Space."""
        return self._contracts[config.space]

    async def make(
        self,
        stage: Stage,
        config: StageConfig,
        order: Order,
        target: Path,
        *,
        begun: Callable[[], None] | None = None,
    ) -> Take:
        """One call: the Space's file is put at `target`, and what was asked is given back.

        `begun` is called when the call's turn has come. Raises a `BackendError` of the class that
        says what to do. Waits for its turn without a deadline of its own; every call before it
        has one.
        """
        entry = self._entry(config)
        contract = entry.space.contract
        async with entry.turn:
            entry.calls += 1
            if begun is not None:
                begun()
            started = time.monotonic()
            try:
                await entry.space.call(build_inputs(contract, config.params, order), target)
            except BackendError as error:
                entry.health.failed(error)
                raise
            finally:
                entry.calls -= 1
                entry.used_at = time.monotonic()
        entry.health.worked()
        seeded = any(given.source == "seed" for given in contract.inputs)
        return Take(
            stage=stage,
            backend=f"{contract.id} at {entry.space.address.source}",
            params=recorded(contract, config.params, order),
            seed=order.seed if seeded else None,
            seconds_taken=round(time.monotonic() - started, 3),
            licence=contract.licence,
        )

    def close_idle(self) -> None:
        """Close the clients that have had nothing to do for `IDLE_S` seconds."""
        now = time.monotonic()
        for entry in self._open.values():
            if entry.space.connected and not entry.calls and now - entry.used_at > IDLE_S:
                entry.space.close()

    def close(self) -> None:
        """Close every client."""
        for entry in self._open.values():
            entry.space.close()

    def _entry(self, config: StageConfig) -> _Open:
        contract = self._contracts[config.space]
        address = resolve(config, contract, local_url=self._local_url)
        entry = self._open.get((contract.id, address))
        if entry is None:
            limit = self._local_concurrency if address.local else contract.concurrency
            space = GradioSpace(contract, address, token=self._token)
            entry = _Open(space, asyncio.Semaphore(limit), Health(space.backend))
            self._open[contract.id, address] = entry
        return entry
