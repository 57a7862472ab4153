"""Calls of Runway as tests make them, and what they are answered with."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.generators.runwayserver import RunwayServer
from tests.jsonserver import Reply
from webtv.config.contract import Contract, Scalar
from webtv.config.contracts import load_contracts
from webtv.config.pipeline import BackendConfig
from webtv.generators.backends import Backend, Backends
from webtv.generators.call import Request
from webtv.generators.runway import RunwayAccount
from webtv.model.programme import Generation

FILM = b"\x00\x00\x00\x18ftypisom the film itself"
PNG = b"\x89PNG\r\n\x1a\n a picture"
DEADLINE_S = 20


class Ticket:
    """A record of one call, kept in memory."""

    def __init__(self, task: str | None = None) -> None:
        self.task = task
        self.noted: list[str] = []

    async def submitted(self, task: str) -> None:
        self.noted.append(task)
        self.task = task


def backend(
    server: RunwayServer, contract_id: str, *, key: str | None = "key_test", **changes: object
) -> Backend:
    """A backend at `server`, with fields of its contract changed."""
    shipped = load_contracts()[contract_id]
    contract = Contract.model_validate({**shipped.model_dump(), **changes})
    backends = Backends(
        {contract_id: contract},
        local_url=lambda: "http://127.0.0.1:9",
        local_concurrency=1,
        runway=RunwayAccount(key=key, url=server.url, poll_s=0.02),
    )
    return backends.serving(BackendConfig(space=contract_id))[0]


async def film(
    used: Backend,
    target: Path,
    request: Request | None = None,
    *,
    ticket: Ticket | None = None,
    params: dict[str, Scalar] | None = None,
) -> Generation:
    async with asyncio.timeout(DEADLINE_S):
        return await used.run(
            params or {},
            request or Request("a harbour at dawn", seed=7, seconds=4.2),
            target,
            ticket=ticket or Ticket(),
        )


def answer(status: int, body: object, **headers: str) -> Callable[[dict[str, Any]], Reply]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda request: (status, named, body)
