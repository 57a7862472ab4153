"""Runway: the vendor's own SDK against a server that speaks its protocol."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.generators.runwaycalls import FILM, Ticket, backend, film
from tests.generators.runwayserver import CREDITS, Bought, RunwayServer
from tests.jsonserver import Reply
from webtv.errors import MisconfiguredError, UnavailableError
from webtv.generators.runway import RunwayAccount


async def test_a_task_is_bought_waited_for_and_fetched(tmp_path: Path) -> None:
    with RunwayServer(lambda method: FILM, takes_s=0.2) as server:
        ticket = Ticket()
        generation = await film(
            backend(server, "runway-text-to-video"), tmp_path / "clip.mp4", ticket=ticket
        )
    (task,) = server.tasks.values()
    assert (tmp_path / "clip.mp4").read_bytes() == FILM
    assert task.request == {
        "model": "gen4.5",
        "promptText": "a harbour at dawn",
        "ratio": "1280:720",
        "duration": 5,
        "seed": 7,
    }
    assert task.looks >= 2
    assert ticket.noted == [task.id]
    assert generation.task == task.id
    assert generation.cost.credits == CREDITS
    assert generation.cost.money == pytest.approx(CREDITS * 0.01)
    assert generation.backend == "runway-text-to-video at Runway"


async def test_a_task_known_from_before_is_collected_not_bought(tmp_path: Path) -> None:
    with RunwayServer(lambda method: FILM) as server:
        known = server.create("text_to_video", {"promptText": "a harbour at dawn"})
        ticket = Ticket(known.id)
        generation = await film(
            backend(server, "runway-text-to-video"), tmp_path / "a", ticket=ticket
        )
    assert server.created == {"a harbour at dawn": 1}
    assert ticket.noted == []
    assert generation.task == known.id
    assert (tmp_path / "a").read_bytes() == FILM


async def test_a_cancelled_wait_leaves_its_task_to_be_collected(tmp_path: Path) -> None:
    with RunwayServer(lambda method: FILM, takes_s=0.3) as server:
        used, ticket = backend(server, "runway-text-to-video"), Ticket()
        running = asyncio.create_task(film(used, tmp_path / "a", ticket=ticket))
        while not ticket.noted:
            await asyncio.sleep(0.01)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert not (tmp_path / "a").exists()
        assert server.deleted == []
        await film(used, tmp_path / "a", ticket=Ticket(ticket.task))
    assert server.created.total() == 1
    assert (tmp_path / "a").read_bytes() == FILM


async def test_cancelling_a_purchase_still_notes_its_task(tmp_path: Path) -> None:
    bought = asyncio.Event()
    loop = asyncio.get_running_loop()

    def slow(request: dict[str, Any]) -> Reply | None:
        loop.call_soon_threadsafe(bought.set)
        return None

    with RunwayServer(lambda method: FILM, on_create=slow) as server:
        ticket = Ticket()
        running = asyncio.create_task(
            film(backend(server, "runway-text-to-video"), tmp_path / "a", ticket=ticket)
        )
        await bought.wait()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
    assert ticket.noted == list(server.tasks)


async def test_a_purchase_whose_answer_is_lost_is_not_repeated(tmp_path: Path) -> None:
    with RunwayServer(lambda method: FILM, drop_answer=True) as server:
        with pytest.raises(UnavailableError) as caught:
            await film(backend(server, "runway-text-to-video"), tmp_path / "a")
    assert server.created.total() == 1
    assert not caught.value.collectable


async def test_looks_that_fail_do_not_lose_the_task(tmp_path: Path) -> None:
    replies: list[Reply] = [(503, {}, "down"), (429, {"retry-after": "1"}, {}), (500, {}, None)]

    def faulty(task: Bought) -> Reply | None:
        return replies.pop() if replies else None

    with RunwayServer(lambda method: FILM, on_look=faulty) as server:
        await film(backend(server, "runway-text-to-video"), tmp_path / "a")
    assert server.created.total() == 1
    assert not replies


async def test_a_task_that_takes_too_long_is_left_to_be_collected(tmp_path: Path) -> None:
    with RunwayServer(lambda method: FILM, takes_s=60) as server:
        used = backend(server, "runway-text-to-video", timeout_s=0.1)
        with pytest.raises(
            UnavailableError, match=r"not done yet \((throttled|running)\)"
        ) as caught:
            await film(used, tmp_path / "a")
    assert caught.value.collectable
    assert server.deleted == []


async def test_a_task_that_is_a_day_old_is_given_up(tmp_path: Path) -> None:
    with RunwayServer(lambda method: FILM, takes_s=60) as server:
        old = server.create("text_to_video", {}, age=timedelta(hours=25))
        with pytest.raises(UnavailableError, match="within a day") as caught:
            await film(
                backend(server, "runway-text-to-video"), tmp_path / "a", ticket=Ticket(old.id)
            )
    assert not caught.value.collectable
    assert server.deleted == [old.id]


async def test_a_task_nobody_knows_any_more_may_be_bought_again(tmp_path: Path) -> None:
    with RunwayServer(lambda method: FILM) as server:
        with pytest.raises(UnavailableError, match="does not know its task") as caught:
            await film(
                backend(server, "runway-text-to-video"), tmp_path / "a", ticket=Ticket("gone")
            )
    assert not caught.value.collectable


async def test_a_key_that_is_withdrawn_keeps_the_task_collectable(tmp_path: Path) -> None:
    with RunwayServer(lambda method: FILM) as server:
        task = server.create("text_to_video", {})
        used = backend(server, "runway-text-to-video", key="key_other")
        with pytest.raises(MisconfiguredError) as caught:
            await film(used, tmp_path / "a", ticket=Ticket(task.id))
    assert caught.value.collectable


async def test_without_a_key_nothing_is_asked(tmp_path: Path) -> None:
    with RunwayServer(lambda method: FILM) as server:
        with pytest.raises(MisconfiguredError, match="RUNWAYML_API_SECRET"):
            await film(backend(server, "runway-text-to-video", key=None), tmp_path / "a")
    assert not server.tasks


def test_the_key_is_in_no_text() -> None:
    assert "sesame" not in repr(RunwayAccount(key="sesame"))
