"""New seed once, next backend once, and then no more."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pytest
import structlog

from tests.production.backends import Row, Scripted, contract
from webtv.errors import RefusedError, RejectedError
from webtv.model.programme import Generation
from webtv.production.calls.calls import Made
from webtv.production.calls.retry import SECOND_SEED, SpoiltError, make_until_accepted
from webtv.work.call import Artifact

LOG = structlog.get_logger()


class Workshop:
    """Makes things and writes down who was asked for what; `bad` of them are refused."""

    def __init__(self, bad: int, *, seeded: bool = True, links: int = 1) -> None:
        row = Row()
        self.backends = [
            row.add(contract(f"b{n}", seeded=seeded), Scripted()) for n in range(links)
        ]
        self.asked: list[tuple[int, int]] = []
        self._bad = bad

    async def make(self, *, more: int, without: Collection[int]) -> Made:
        link = next((n for n in range(len(self.backends)) if n not in without), None)
        if link is None:
            raise RefusedError("nobody is left", backend="b")
        self.asked.append((link, more))
        backend = self.backends[link]
        artifact = Artifact(Path(str(len(self.asked))), "", 0)
        return Made(artifact, Generation(stage="video", backend=backend.id), link, backend)

    async def accept(self, made: Made) -> str:
        if len(self.asked) <= self._bad:
            raise RejectedError("black", check="black")
        return made.path.name

    async def make_until_accepted(self) -> str:
        return await make_until_accepted(self.make, self.accept, links=len(self.backends), log=LOG)


async def test_what_is_good_is_taken_at_once() -> None:
    shop = Workshop(0)
    assert await shop.make_until_accepted() == "1"


async def test_a_new_seed_comes_first_then_the_next_backend() -> None:
    shop = Workshop(2, links=3)
    assert await shop.make_until_accepted() == "3"
    assert shop.asked == [(0, 0), (0, SECOND_SEED), (1, SECOND_SEED)]


async def test_after_the_next_backend_it_is_given_up() -> None:
    shop = Workshop(9, links=3)
    with pytest.raises(RejectedError, match="black") as raised:
        await shop.make_until_accepted()
    assert not isinstance(raised.value, SpoiltError)
    assert len(shop.asked) == 3


async def test_without_seeds_the_same_is_not_asked_for_twice() -> None:
    shop = Workshop(9, seeded=False, links=2)
    with pytest.raises(SpoiltError):
        await shop.make_until_accepted()
    assert shop.asked == [(0, 0), (1, 0)]
