"""Machines on a real database: spreading, taking over, handing over, being superseded."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, closing, suppress
from pathlib import Path

import psycopg
import pytest

from tests.slack import slack
from tests.work.server import empty
from webtv.config.settings import Settings
from webtv.errors import ConfigError, LeaseLostError, SupersededError
from webtv.machines.alone import Alone
from webtv.machines.choose import membership
from webtv.machines.kept import Kept
from webtv.machines.shared import Shared
from webtv.machines.value import Rhythm

SLOW = min(4.0, slack())
"""Times longer that a database may take to answer on a busy machine: a beat waits no longer."""

FAST = Rhythm(beat_s=0.1 * SLOW, term_s=0.8 * SLOW, silence_s=0.9 * SLOW)
STEADY = Rhythm(beat_s=0.1 * SLOW, term_s=6.0 * SLOW, silence_s=6.5 * SLOW)
CHANNELS = ("ants", "bees", "cows")


class Place:
    """One machine, which follows until it is stopped."""

    def __init__(
        self,
        url: str,
        name: str,
        *,
        kept: Path | None = None,
        rhythm: Rhythm = FAST,
        later_s: float = 0.0,
    ) -> None:
        self.shared = Shared(
            url,
            part="playout",
            machine=name,
            capacity=9,
            rhythm=rhythm,
            clock=lambda: time.monotonic() + later_s,
            kept=Kept(kept) if kept else None,
        )
        self.shared.wanted = CHANNELS
        self.told = frozenset[str]()
        """The channels that were to leave when it was last told of a change."""
        self.following = self.follow()

    def follow(self) -> asyncio.Task[None]:
        return asyncio.create_task(self.shared.follow(self._changed))

    def _changed(self) -> None:
        self.told = self.shared.leaving

    @property
    def holds(self) -> dict[str, int]:
        return {c: right.epoch for c, right in self.shared.rights.items() if right.holds()}

    async def stop(self) -> None:
        """Be silent from now on, as a process that was killed or stopped."""
        self.following.cancel()
        with suppress(asyncio.CancelledError, SupersededError):
            await self.following

    async def end(self) -> None:
        await self.stop()
        await self.shared.close()


@asynccontextmanager
async def places(url: str, *names: str) -> AsyncIterator[list[Place]]:
    async with AsyncExitStack() as stack:
        found = [Place(url, name) for name in names]
        for place in found:
            stack.push_async_callback(place.end)
        yield found


async def until(condition: Callable[[], bool], *, within_s: float = 5) -> None:
    async with asyncio.timeout(within_s * slack()):
        while not condition():
            await asyncio.sleep(0.02)


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'work.db'}"
    return empty(request.getfixturevalue("postgres"))


async def test_a_silent_machine_is_taken_over_and_finds_out(url: str) -> None:
    async with places(url, "a") as (a,):
        await until(lambda: a.holds == dict.fromkeys(CHANNELS, 1))
        rights = dict(a.shared.rights)
        await a.stop()
        async with places(url, "b") as (b,):
            await until(lambda: b.holds == dict.fromkeys(CHANNELS, 2))
            assert not a.holds
            with pytest.raises(LeaseLostError):
                rights["ants"].check()
            a.following = a.follow()  # it goes on, as after SIGCONT
            await until(lambda: a.shared.me.epoch == 3)
            assert all(right.withdrawn for right in rights.values())
            assert b.shared.me.epoch == 1


async def test_channels_are_handed_over_one_by_one(url: str) -> None:
    async with places(url, "a") as (a,):
        await until(lambda: len(a.holds) == 3)
        async with places(url, "b") as (b,):
            await until(lambda: len(a.shared.leaving) == 1)  # so that both have about the same
            assert a.shared.drain()
            await until(lambda: len(a.shared.leaving) == 3)
            for channel in CHANNELS:
                assert channel not in b.holds
                await a.shared.hand_over(channel)
                assert channel not in a.holds
                await until(lambda c=channel: b.holds.get(c) == 2)  # type: ignore[misc]
            assert not a.shared.leaving


async def test_who_leaves_in_order_is_not_waited_for(url: str) -> None:
    async with places(url, "a", "b") as (a, b):
        await until(lambda: len(a.holds) + len(b.holds) == 3)
        await a.end()
        await until(lambda: len(b.holds) == 3, within_s=FAST.silence_s)


async def test_a_channel_without_a_file_is_let_go(url: str) -> None:
    async with places(url, "a") as (a,):
        await until(lambda: len(a.holds) == 3)
        a.shared.wanted = ("ants",)
        await until(lambda: set(a.holds) == {"ants"})


async def test_an_epoch_that_was_seen_in_use_is_exceeded(url: str) -> None:
    """The database was restored from an older copy: what was aired since has higher epochs."""
    async with places(url, "a") as (a,):
        await until(lambda: len(a.holds) == 3)
        a.shared.rights["bees"].withdraw(seen=57)
        assert "bees" not in a.holds
        await until(lambda: a.holds.get("bees") == 58)


async def test_two_machines_of_one_name_do_not_take_turns(url: str) -> None:
    async with places(url, "a") as (a,):
        await until(lambda: len(a.holds) == 3)
        async with places(url, "a") as (other,):
            with pytest.raises(SupersededError, match="WEBTV_MACHINE of its own"):
                await a.following
            await until(lambda: other.holds == dict.fromkeys(CHANNELS, 2))
            assert not a.holds


async def test_nobody_takes_over_while_the_database_is_away(postgres: str) -> None:
    async with places(empty(postgres), "a", "b") as (a, b):
        await until(lambda: len(a.holds) + len(b.holds) == 3)
        await until(lambda: not a.shared.leaving and not b.shared.leaving)
        before = (a.holds, b.holds)
        with psycopg.connect(postgres, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
            connection.execute("BEGIN")
            connection.execute("LOCK TABLE machines")  # nobody gets an answer
            for _ in range(30):
                assert (a.holds, b.holds) == before
                await asyncio.sleep(0.05)
            connection.execute("COMMIT")
        await asyncio.sleep(2 * FAST.silence_s)
        assert (a.holds, b.holds) == before


async def test_no_channel_leaves_while_the_database_is_away_and_each_does_afterwards(
    tmp_path: Path,
) -> None:
    file = tmp_path / "work.db"
    async with places(f"sqlite:///{file}", "a") as (a,):
        await until(lambda: len(a.holds) == 3)
        async with places(f"sqlite:///{file}", "b"):
            await until(lambda: len(a.told) == 1)
            with closing(sqlite3.connect(file, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")  # nobody gets an answer
                await until(lambda: not a.told)
                other.execute("ROLLBACK")
            await until(lambda: len(a.told) == 1)


async def test_a_new_process_goes_on_while_the_database_is_away(tmp_path: Path) -> None:
    kept, folder = tmp_path / "held.json", tmp_path / "there"
    folder.mkdir()
    url = f"sqlite:///{folder / 'work.db'}"
    async with AsyncExitStack() as stack:

        def place(name: str, *, later_s: float = 0.0) -> Place:
            made = Place(url, name, kept=kept, rhythm=STEADY, later_s=later_s)
            stack.push_async_callback(made.end)
            return made

        before = place("a")
        await until(lambda: len(before.holds) == 3 and kept.exists())
        await before.stop()
        folder.rename(tmp_path / "away")
        folder.write_text("the folder is a file: nothing can be opened in it")
        after, other, late = place("a"), place("b"), place("a", later_s=STEADY.term_s)
        await until(lambda: after.holds == dict.fromkeys(CHANNELS, 1))
        await asyncio.sleep(5 * STEADY.beat_s)
        assert after.holds == dict.fromkeys(CHANNELS, 1)
        assert not other.holds
        assert not late.holds


def test_a_machine_alone_asks_nobody(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, _env_file=None)
    alone = membership(settings, "playout")
    assert isinstance(alone, Alone)
    alone.wanted = CHANNELS
    assert {c: (r.epoch, r.holds()) for c, r in alone.rights.items()} == dict.fromkeys(
        CHANNELS, (0, True)
    )
    assert not alone.drain()


def test_sharing_needs_a_shared_database(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, machine="a", _env_file=None)
    with pytest.raises(ConfigError, match=r"WEBTV_MACHINE: a shares .* WEBTV_DATABASE_URL"):
        membership(settings, "playout")
