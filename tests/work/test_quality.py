"""Rejections and hashes: the last ones are kept, newest first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.work.values import BACKEND, NOON, programme_id
from webtv.work import quality
from webtv.work.book import WorkBook
from webtv.work.rejection import Rejection


def rejection(number: int, channel: str = "llamas") -> Rejection:
    return Rejection(
        channel=channel,
        programme=programme_id(number),
        shot=number % 5,
        stage="video",
        backend=BACKEND,
        seed=2**31 - 1,
        check="black",
        reason="black from 1.0 to 3.5 s",
        thumbnail=f"{number}.jpg",
        at=NOON + timedelta(seconds=number),
    )


async def test_rejections_come_back_newest_first(book: WorkBook) -> None:
    music = rejection(3).model_copy(update={"shot": None, "seed": None, "stage": "music"})
    for one in (rejection(1), rejection(2), rejection(9, "sea"), music):
        await book.reject(one)
    assert await book.rejections("llamas", 2) == [music, rejection(2)]
    assert await book.rejections("llamas", 99) == [music, rejection(2), rejection(1)]
    assert await book.rejections("nobody", 99) == []


async def test_rejections_do_not_grow_without_end(
    book: WorkBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quality, "KEPT_REJECTIONS", 5)
    await book.reject(rejection(1, "sea"))
    for number in range(8):
        await book.reject(rejection(number))
    assert await book.rejections("llamas", 99) == [rejection(n) for n in (7, 6, 5, 4, 3)]
    assert await book.rejections("sea", 99) == [rejection(1, "sea")]


async def test_hashes_of_any_size_come_back(book: WorkBook) -> None:
    largest = 2**64 - 1
    await book.remember_hashes("llamas", programme_id(1), {0: largest, 1: 0}, NOON)
    await book.remember_hashes("sea", programme_id(2), {0: 5}, NOON)
    await book.remember_hashes("llamas", programme_id(3), {0: 7}, NOON)
    assert await book.recent_hashes("llamas", 10) == [
        (programme_id(3), 0, 7),
        (programme_id(1), 1, 0),
        (programme_id(1), 0, largest),
    ]
    await book.remember_hashes("llamas", programme_id(1), {0: 4}, NOON)
    assert await book.recent_hashes("llamas", 10) == [
        (programme_id(1), 0, 4),
        (programme_id(3), 0, 7),
    ]


async def test_hashes_do_not_grow_without_end(
    book: WorkBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quality, "KEPT_HASHES", 5)
    for number in range(4):
        await book.remember_hashes("llamas", programme_id(number), {0: 1, 1: 2}, NOON)
    kept = await book.recent_hashes("llamas", 99)
    assert [(programme, shot) for programme, shot, _ in kept] == [
        (programme_id(3), 1),
        (programme_id(3), 0),
        (programme_id(2), 1),
        (programme_id(2), 0),
        (programme_id(1), 1),
    ]
