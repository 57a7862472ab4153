"""The as-run log: nothing written is lost, damage stays where it is."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest

from tests.store.values import NOON, make_entry, names
from webtv.store.asrun import AsRunLog


@pytest.fixture
def log(tmp_path: Path) -> AsRunLog:
    return AsRunLog(tmp_path / "asrun")


def titles(log: AsRunLog, channel: str = "llamas") -> list[str]:
    return [e.title for e in log.read(channel, since=NOON - timedelta(days=9))]


def test_one_file_a_day_and_channel(log: AsRunLog) -> None:
    for day in (0, 1, 1):
        log.append(make_entry(NOON + timedelta(days=day)))
    log.append(make_entry(NOON, channel="sea"))
    assert names(log.folder) == ["llamas", "sea"]
    assert names(log.folder / "llamas") == ["2026-03-01.jsonl", "2026-03-02.jsonl"]
    assert len(titles(log)) == 3


def test_since_counts_the_end(log: AsRunLog) -> None:
    for hours in range(-30, 1, 6):
        log.append(make_entry(NOON + timedelta(hours=hours), title=str(hours)))
    found = log.read("llamas", since=NOON - timedelta(hours=12))
    assert [e.title for e in found] == ["-12", "-6", "0"]
    assert log.read("nobody", since=NOON) == []


@pytest.mark.parametrize("title", ['it\'s "dawn"', "line\nbreak", "a\u2028b\u0085c", "🦙", "\x0b"])
def test_any_title_comes_back(log: AsRunLog, title: str) -> None:
    log.append(make_entry(NOON, title=title))
    log.append(make_entry(NOON, title="after"))
    assert titles(log) == [title, "after"]


def test_a_torn_line_costs_only_itself(log: AsRunLog) -> None:
    for title in ("one", "two"):
        log.append(make_entry(NOON, title=title))
    (path,) = (log.folder / "llamas").iterdir()
    path.write_bytes(path.read_bytes()[:-20])
    assert titles(log) == ["one"]
    log.append(make_entry(NOON, title="three"))
    assert titles(log) == ["one", "three"]
    with path.open("ab") as file:
        file.write(b"\x00\xff garbage\n{}\n\n")
    log.append(make_entry(NOON, title="four"))
    assert titles(log) == ["one", "three", "four"]


def test_a_reader_beside_the_writer_sees_whole_entries(log: AsRunLog) -> None:
    counts: list[int] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            counts.append(len(titles(log)))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(50):
            log.append(make_entry(NOON, title=f"{number} " + "long " * 2000))
    finally:
        done.set()
        reader.join(10)
    assert counts == sorted(counts)
    assert len(titles(log)) == 50
