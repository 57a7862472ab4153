"""The way to an app: straight, with its cookies, and told when a call is broken off."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.generators.hostilespace import (
    FILM,
    as_json,
    called,
    completed,
    config,
    events,
    hostile_space,
)
from tests.rawserver import RawServer, head
from webtv.errors import UnavailableError


async def test_a_cookie_of_one_name_for_several_places_is_no_hindrance(tmp_path: Path) -> None:
    twice = head(
        "Content-Type: application/json", "Set-Cookie: a=1; Path=/", "Set-Cookie: a=2; Path=/config"
    )
    with hostile_space({"/config": [twice, json.dumps(config()).encode()]}) as space:
        await called(space, tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == FILM


async def test_a_space_of_this_machine_is_not_called_by_way_of_a_proxy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would get the key of the Spaces, and lead nowhere."""
    with hostile_space({}) as space, RawServer(lambda path: [head(), b"{}"]) as proxy:
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        await called(space, tmp_path / "a")
        assert proxy.heads == []
    assert (tmp_path / "a").read_bytes() == FILM


async def test_a_call_that_is_broken_off_is_told_of_within_limits(tmp_path: Path) -> None:
    """gradio_client sends one more request by itself, past all limits."""
    waiting = [head("Content-Type: text/event-stream"), *[b""] * 100]
    with hostile_space({"/queue/data": waiting, "/cancel": as_json({})}) as space:
        with pytest.raises(UnavailableError, match="took longer"):
            await called(space, tmp_path / "a", timeout_s=0.5)
        async with asyncio.timeout(20):
            while not any(path.endswith("/cancel") for path in space.paths):
                await asyncio.sleep(0.05)
        await asyncio.sleep(0.5)
        assert not any(path.endswith("/reset") for path in space.paths)


CLOSED = {"msg": "close_stream", "event_id": None}
"""What Gradio sends when the last call of a session is done."""


class InTurn:
    """Answers to the same path, one after another; the last one again and again."""

    def __init__(self, *answers: list[bytes]) -> None:
        self._left = [*answers]

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._left.pop(0) if len(self._left) > 1 else self._left[0])


async def test_a_call_made_while_the_app_closed_the_stream_of_the_last_is_read_on(
    tmp_path: Path,
) -> None:
    """Its film is made and paid; it was thrown away, and the Space said to be out of reach."""
    stream = InTurn(events(CLOSED), events(completed(), CLOSED))
    with hostile_space({"/queue/data": stream}) as space:
        await called(space, tmp_path / "a")
        assert sum("/queue/data" in path for path in space.paths) == 2
    assert (tmp_path / "a").read_bytes() == FILM


async def test_an_app_that_closes_every_stream_is_not_asked_for_ever(tmp_path: Path) -> None:
    with hostile_space({"/queue/data": events(CLOSED), "/cancel": as_json({})}) as space:
        with pytest.raises(UnavailableError, match="broke off"):
            await called(space, tmp_path / "a")
        assert sum("/queue/data" in path for path in space.paths) == 4
