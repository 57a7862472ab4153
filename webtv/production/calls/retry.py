"""What is done about work that quality control refuses: new seed once, next backend once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from typing import Protocol, TypeVar

import structlog

from webtv.errors import RejectedError
from webtv.production.calls.calls import Made

ResultT = TypeVar("ResultT")

SECOND_SEED = 7919
"""Added to a seed for another try."""


class SpoiltError(RejectedError):
    """Work that knows no seeds was refused, of every backend: only new material may help."""


class Make(Protocol):
    """Makes something with a seed, by a chain `without` some of its places."""

    def __call__(self, *, more: int, without: Collection[int]) -> Awaitable[Made]:
        """`more` is to be added to the seed."""


async def make_until_accepted(
    make: Make,
    accept: Callable[[Made], Awaitable[ResultT]],
    *,
    links: int,
    log: structlog.BoundLogger,
) -> ResultT:
    """What `accept` gives for the first thing that it lets through.

    `links` is the length of the chain. Raises what `make` raises, and `RejectedError` when the
    last retry was refused: `SpoiltError` if the last backend takes no seed.
    """
    without: set[int] = set()
    more = 0
    while True:
        made = await make(more=more, without=without)
        try:
            return await accept(made)
        except RejectedError as error:
            seeded = made.backend.contract.takes("seed")
            if seeded and not more:
                more = SECOND_SEED
            elif not without and links > 1:
                without.add(made.link)
            elif seeded:
                raise
            else:
                raise SpoiltError(str(error), check=error.check) from error
            log.warning("made once more", stage=made.generation.stage, reason=str(error))
