"""Thumbnails of channels that send no picture."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest

from webtv.errors import MediaError
from webtv.web import thumbnails
from webtv.web.board import Board
from webtv.web.signal import Signal
from webtv.web.thumbnails import Thumbnails


async def test_a_segment_without_a_picture_is_looked_at_once_for_all_who_ask(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks = 0

    def first_frame(_signal: Signal) -> bytes:
        nonlocal looks
        looks += 1
        raise MediaError("the segment holds no picture")

    monkeypatch.setattr(thumbnails, "first_frame", first_frame)
    channels: dict[str, Any] = {"sea": SimpleNamespace(signal=Signal())}
    made = Thumbnails(cast("Board", SimpleNamespace(channels=channels)))
    assert await asyncio.gather(*(made.get("sea") for _ in range(20))) == [None] * 20
    assert looks == 1
