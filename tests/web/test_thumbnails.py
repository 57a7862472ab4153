"""Thumbnails of channels that send no picture, and of segments that go while they are read."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from webtv.errors import MediaError
from webtv.web import thumbnails
from webtv.web.board import Board
from webtv.web.signal import Signal
from webtv.web.thumbnails import Thumbnails

CHANNELS: dict[str, Any] = {"sea": SimpleNamespace(signal=Signal(path=Path("0.ts")))}
BOARD = cast("Board", SimpleNamespace(channels=CHANNELS))


async def test_a_segment_without_a_picture_is_looked_at_once_for_all_who_ask(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks = 0

    def first_picture(_parts: Sequence[Path], **_: object) -> bytes:
        nonlocal looks
        looks += 1
        raise MediaError("the segment holds no picture")

    monkeypatch.setattr(thumbnails, "first_picture", first_picture)
    made = Thumbnails(BOARD)
    assert await asyncio.gather(*(made.get("sea") for _ in range(20))) == [None] * 20
    assert looks == 1


async def test_where_a_segment_goes_meanwhile_the_next_one_is_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    channels = dict(CHANNELS)

    def first_picture(parts: Sequence[Path], **_: object) -> bytes:
        if parts == [Path("0.ts")]:
            channels["sea"] = SimpleNamespace(signal=Signal(path=Path("1.ts")))
            raise FileNotFoundError(parts[0])
        return parts[0].name.encode()

    monkeypatch.setattr(thumbnails, "first_picture", first_picture)
    made = Thumbnails(cast("Board", SimpleNamespace(channels=channels)))
    assert await made.get("sea") == b"1.ts"
