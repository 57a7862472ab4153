"""What airs is in the as-run log once, to the picture, whatever ends playout or fails on disk."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import IO, Literal

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from tests.playout.airing import FPS, make_item
from tests.rtmp.server import ROOT, until
from webtv.model.asrun import KILLED, AsRunEntry
from webtv.model.status import DestinationStatus
from webtv.playout.asrun.channel_log import ChannelLog
from webtv.playout.asrun.sync_thread import SyncThread
from webtv.playout.players.item import Item
from webtv.store.asrun import AsRunLog
from webtv.store.onair import Count, OnAir, OnAirFile, read_on_air

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SLATE = replace(make_item(0, 192), kind="slate", cause="nothing", programme=None, number=None)


class Bench:
    """Airings without a channel: items go on air and leave it at given times."""

    def __init__(self, folder: Path, *, kept_days: int = 10**4) -> None:
        self.log = AsRunLog(folder)
        self.lines: list[EventDict] = []
        self.thread = SyncThread(self.log, kept_days=kept_days)
        self.statuses: tuple[DestinationStatus, ...] = ()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[ChannelLog]:
        """Airings that are closed at the end."""
        with capture_logs() as self.lines:
            airings = ChannelLog("llamas", asrun=self.log, thread=self.thread)
            await airings.recover()
            try:
                yield airings
            finally:
                await airings.close()

    def air(
        self,
        airings: ChannelLog,
        item: Item,
        *,
        at: datetime = NOON,
        pictures: int | None = None,
        outcome: Literal["complete", "cut", "failed"] = "complete",
    ) -> datetime:
        """One item from its take to its end; returns when that is."""
        self.begin(airings, item, at=at, pictures=pictures)
        end = at + timedelta(seconds=(pictures or item.frames) / FPS)
        airings.end(ended_at=end, outcome=outcome, detail="")
        return end

    def begin(
        self, airings: ChannelLog, item: Item, *, at: datetime = NOON, pictures: int | None = None
    ) -> None:
        airings.begin(item, started_at=at, statuses=lambda: self.statuses)
        for picture in range(1, (pictures or item.frames) + 1):
            airings.advance(picture / FPS)

    def entries(self) -> list[AsRunEntry]:
        return self.log.read("llamas", since=NOON - timedelta(days=1))

    def said(self) -> list[str]:
        return [str(line["event"]) for line in self.lines]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@contextmanager
def playing(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes]]]:
    """A playout that can be killed, and what it says of the pictures it sends."""
    argv = [sys.executable, "-m", "tests.playout.airing", str(folder), "40"]
    with subprocess.Popen(argv, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout
        finally:
            process.kill()


def test_kills_at_random_moments_lose_nothing(tmp_path: Path) -> None:
    """Time runs four times faster than on air, and so does what a kill may lose of the count."""
    seen: dict[int, int] = {}
    chance = random.Random(7)
    for _ in range(6):
        with playing(tmp_path) as (process, stdout):
            first = stdout.readline()
            time.sleep(chance.uniform(0.0, 0.9))
            process.kill()
            for line in (first, *stdout.readlines()):
                item, pictures = map(int, line.split())
                seen[item] = pictures
    with playing(tmp_path) as (process, stdout):
        stdout.readline()  # the last one is recovered by now
    entries = list(AsRunLog(tmp_path).entries("llamas", since=NOON - timedelta(days=99)))
    entries = [entry for entry in entries if entry.playlist in seen]
    assert [entry.playlist for entry in entries] == sorted(seen)
    cut = [entry for entry in entries if entry.outcome == "cut"]
    assert 3 <= len(cut) <= 6
    lost = []
    for entry in entries:
        assert entry.pictures is not None
        assert entry.pictures == round(entry.aired_s * FPS)
        if entry.outcome == "complete":
            assert seen[entry.playlist or 0] == entry.pictures == 40
        else:
            assert entry.detail == KILLED
            lost.append(seen[entry.playlist or 0] - entry.pictures)
        assert entry.destinations == ("rtmp",)
    assert 0 <= min(lost)
    assert median(lost) <= 6
    assert max(lost) <= 20


@pytest.mark.parametrize("damage", [b"\x00" * 5000, b"", b"0" * 16 + b" garbage", b"{}\n" * 9])
async def test_a_damaged_record_is_a_line_in_the_log(bench: Bench, damage: bytes) -> None:
    path = bench.log.folder / "llamas" / "on-air"
    async with bench.open() as airings:
        bench.begin(airings, make_item(1, 48))
    path.write_bytes(damage)
    async with bench.open() as airings:
        bench.air(airings, make_item(2, 48), at=NOON + timedelta(hours=1))
    assert [entry.playlist for entry in bench.entries()] == [1, 2]
    assert len([line for line in bench.said() if "unknown" in line]) == bool(damage)


async def test_what_was_finished_but_not_logged_is_logged_once(bench: Bench) -> None:
    async with bench.open() as airings:
        end = bench.air(airings, make_item(1, 48))
        end = bench.air(airings, make_item(2, 48), at=end)
        bench.air(airings, make_item(3, 48), at=end)
    one, two, three = bench.entries()
    day = bench.log.folder / "llamas" / f"{NOON:%Y-%m-%d}.jsonl"
    day.write_bytes(day.read_bytes().splitlines(keepends=True)[0])
    file = OnAirFile(bench.log.folder / "llamas" / "on-air")
    file.open()
    file.write(OnAir(finished=(one, two), current=three), Count(2.0, 48))
    file.close()
    async with bench.open():
        assert bench.entries() == [one, two, three]
    assert bench.entries() == [one, two, three]
    assert read_on_air(bench.log.folder / "llamas" / "on-air") == (OnAir(), Count())


async def test_while_the_log_cannot_be_written_entries_wait(bench: Bench) -> None:
    day = bench.log.folder / "llamas" / f"{NOON:%Y-%m-%d}.jsonl"
    day.mkdir(parents=True)  # as good as a full disk, and it can be ended
    path = bench.log.folder / "llamas" / "on-air"
    async with bench.open() as airings:
        at = NOON
        for number in range(1, 51):
            at = bench.air(airings, make_item(number, 24), at=at)
        until(lambda: len(read_on_air(path)[0].finished) == 50, within_s=5, what="they are kept")
        assert airings.note.startswith("as-run log cannot be written: ")
        day.rmdir()
        until(lambda: len(bench.entries()) == 50, within_s=15, what="they are written")
        until(lambda: not airings.note, within_s=5, what="nothing is wrong any more")
        bench.air(airings, make_item(51, 24), at=at)
    assert [entry.playlist for entry in bench.entries()] == list(range(1, 52))
    assert bench.said() == ["as-run log cannot be written", "as-run log is written again"]


async def test_a_playout_that_ends_while_the_log_cannot_be_written(bench: Bench) -> None:
    day = bench.log.folder / "llamas" / f"{NOON:%Y-%m-%d}.jsonl"
    day.mkdir(parents=True)
    async with bench.open() as airings:
        at = NOON
        for number in range(1, 31):
            at = bench.air(airings, make_item(number, 24), at=at)
    day.rmdir()
    async with bench.open():
        assert [entry.playlist for entry in bench.entries()] == list(range(1, 31))


async def test_a_second_playout_takes_nothing_from_the_first(bench: Bench, tmp_path: Path) -> None:
    async with bench.open() as first:
        bench.begin(first, make_item(1, 48))
        async with bench.open() as second:
            bench.air(second, make_item(2, 48))
            until(lambda: len(bench.entries()) == 1, within_s=5, what="the second's is logged")
        first.end(ended_at=NOON + timedelta(seconds=2), outcome="complete", detail="")
    assert [(e.playlist, e.outcome) for e in bench.entries()] == [(2, "complete"), (1, "complete")]
    assert bench.said() == ["what is on air cannot be kept"]


async def test_slate_after_slate_is_one_entry_an_hour(bench: Bench) -> None:
    async with bench.open() as airings:
        at = NOON + timedelta(minutes=59)
        for _ in range(15):  # 120 s, the hour ends in the middle of them
            at = bench.air(airings, SLATE, at=at)
        at = bench.air(airings, make_item(1, 48), at=at)
        at = bench.air(airings, replace(SLATE, cause="hold"), at=at)
        at = bench.air(airings, replace(SLATE, cause="hold"), at=at)
        at = bench.air(airings, SLATE, at=at, pictures=96, outcome="cut")
        at = bench.air(airings, SLATE, at=at)
        bench.air(airings, SLATE, at=at + timedelta(seconds=5))
    assert [(e.kind, e.cause, e.aired_s, e.planned_s, e.pictures) for e in bench.entries()] == [
        ("slate", "nothing", 64, 64, 1536),
        ("slate", "nothing", 56, 56, 1344),
        ("programme", "rundown", 2, 2, 48),
        ("slate", "hold", 16, 16, 384),
        ("slate", "nothing", 4, 8, 96),
        ("slate", "nothing", 8, 8, 192),
        ("slate", "nothing", 8, 8, 192),
    ]
    for entry in bench.entries():
        assert (entry.ended_at - entry.started_at).total_seconds() == entry.aired_s


async def test_once_a_day_old_days_are_deleted(tmp_path: Path) -> None:
    bench = Bench(tmp_path, kept_days=30)
    old, young = (datetime.now(UTC) - timedelta(days=days) for days in (31, 29))
    folder = tmp_path / "llamas"
    folder.mkdir()
    for day in (old, young):
        (folder / f"{day:%Y-%m-%d}.jsonl").write_text("")
    async with bench.open():
        until(lambda: len(list(folder.glob("*.jsonl"))) == 1, within_s=5, what="one is deleted")
    assert next(folder.glob("*.jsonl")).stem == f"{young:%Y-%m-%d}"


def sending(ident: str, drops: int = 0, reconnects: int = 0) -> DestinationStatus:
    return DestinationStatus(
        id=ident, kind="rtmp", url="", state="sending", drops=drops, reconnects=reconnects
    )


def away(ident: str) -> DestinationStatus:
    return DestinationStatus(id=ident, kind="rtmp", url="", state="retrying")


@pytest.mark.parametrize(
    ("during", "whole", "partly"),
    [
        ([sending("a"), sending("a"), sending("a")], ("a",), ()),
        ([sending("a", 5, 2), sending("a", 5, 2), sending("a", 5, 2)], ("a",), ()),
        ([sending("a"), sending("a", 1), sending("a", 1)], (), ("a",)),
        ([sending("a"), sending("a", 0, 1), sending("a", 0, 1)], (), ("a",)),
        ([away("a"), sending("a"), sending("a")], (), ("a",)),
        ([sending("a"), sending("a"), away("a")], (), ("a",)),
        ([away("a"), away("a"), away("a")], (), ()),
        ([sending("a"), sending("b"), sending("b")], (), ("a", "b")),
    ],
)
async def test_whom_it_reached(
    bench: Bench,
    during: list[DestinationStatus],
    whole: tuple[str, ...],
    partly: tuple[str, ...],
) -> None:
    looks: Iterator[tuple[DestinationStatus, ...]] = iter([(status,) for status in during])
    async with bench.open() as airings:
        airings.begin(make_item(1, FPS), started_at=NOON, statuses=lambda: next(looks))
        for picture in range(1, FPS + 1):
            airings.advance(picture / FPS)
        airings.end(ended_at=NOON + timedelta(seconds=1), outcome="complete", detail="")
    (entry,) = bench.entries()
    assert (entry.destinations, entry.partly) == (whole, partly)
