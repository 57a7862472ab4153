"""Standing orders: in force at once, on disk in a moment, and again there after a restart."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from structlog.testing import capture_logs

from webtv.model.control import ControlState
from webtv.playout.schedule.next_item import NextItem
from webtv.playout.schedule.standing_orders import StandingOrders
from webtv.store.control import read_control, write_control

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)


@asynccontextmanager
async def orders_in(folder: Path) -> AsyncIterator[StandingOrders]:
    rung: list[None] = []
    made = StandingOrders("llamas", folder=folder, changed=lambda: rung.append(None))
    made.load(now=NOW)
    keeping = asyncio.create_task(made.keep())
    try:
        yield made
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)


async def test_orders_survive_a_restart(tmp_path: Path) -> None:
    async with orders_in(tmp_path) as orders:
        orders.change(orders.state.pull("a").take_next("b"))
        assert await orders.kept(5)
    async with orders_in(tmp_path) as orders:
        assert orders.state == ControlState().pull("a").take_next("b")
        orders.fulfil(NextItem("next", "b"))
        assert await orders.kept(5)
    assert read_control(tmp_path, "llamas")[0] == ControlState().pull("a")


async def test_a_cue_that_was_missed_by_far_is_dropped_with_a_line(tmp_path: Path) -> None:
    just, long = NOW - timedelta(seconds=20), NOW - timedelta(minutes=3)
    write_control(tmp_path, "llamas", ControlState().cue("a", long).cue("b", just))
    with capture_logs() as lines:
        async with orders_in(tmp_path) as orders:
            assert [cue.programme for cue in orders.state.cues] == ["b"]
            orders.fulfil(NextItem("cue", "b", at=just))
            assert orders.state.cues == ()
    assert [line["event"] for line in lines] == ["cue missed"]


async def test_a_disk_that_fails_stops_no_order_and_is_told_once(tmp_path: Path) -> None:
    blocked = tmp_path / "control"
    blocked.write_text("in the way of the folder")
    with capture_logs() as lines:
        async with orders_in(blocked) as orders:
            orders.change(orders.state.pull("a"))
            assert orders.state.pulled == ("a",)
            assert not await orders.kept(0.3)
            assert "cannot be written" in orders.note
            blocked.unlink()
            assert await orders.kept(10)
            assert orders.note == ""
    assert [line["event"] for line in lines if line["log_level"] != "debug"] == [
        "standing orders cannot be written",
        "standing orders are on disk again",
    ]
    assert read_control(blocked, "llamas")[0].pulled == ("a",)
