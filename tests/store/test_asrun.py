"""The as-run log: nothing written is lost, damage stays where it is, old days go."""

from __future__ import annotations

import gzip
import os
import resource
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest

from tests.store.values import NOON, make_entry, names
from webtv.store import asrun
from webtv.store.asrun import PLAIN_DAYS, AsRunLog
from webtv.store.tail import AsRunTail


@pytest.fixture
def log(tmp_path: Path) -> AsRunLog:
    return AsRunLog(tmp_path / "asrun")


def titles(log: AsRunLog, channel: str = "llamas") -> list[str]:
    return [e.title for e in log.read(channel, since=NOON - timedelta(days=9))]


def make_quiet(log: AsRunLog) -> None:
    """As if nothing had been written for two days."""
    then = time.time() - 2 * 86_400
    for path in log.folder.glob("*/*"):
        os.utime(path, (then, then))


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


def test_a_span_is_what_aired_at_some_time_in_it(log: AsRunLog) -> None:
    for hours in range(-30, 31, 6):
        log.append(make_entry(NOON + timedelta(hours=hours), title=str(hours)))
    found = log.entries("llamas", since=NOON - timedelta(hours=6), until=NOON + timedelta(hours=6))
    assert [e.title for e in found] == ["-6", "0", "6"]  # the last began before its end


def test_a_line_that_finds_no_room_leaves_nothing_behind(log: AsRunLog) -> None:
    """The limit on the size of files stands for a full disk: a write is cut short by both."""
    log.append(make_entry(NOON, title="one"))
    (path,) = (log.folder / "llamas").iterdir()
    before = path.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 100, limits[1]))
    try:
        with pytest.raises(OSError, match="room"):
            log.append(make_entry(NOON, title="two"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_bytes() == before
    log.append(make_entry(NOON, title="two"))
    assert titles(log) == ["one", "two"]


def test_old_days_are_compressed_and_then_deleted(log: AsRunLog) -> None:
    days = [0, 1, PLAIN_DAYS, PLAIN_DAYS + 1, 400, 401]
    for day in reversed(days):
        log.append(make_entry(NOON - timedelta(days=day), title=str(day)))
    (log.folder / "llamas" / "notes.jsonl").write_text("not the log's")
    make_quiet(log)
    (deleted,) = log.tidy(today=NOON.date(), kept_days=400)
    assert deleted.name == f"{NOON - timedelta(days=401):%Y-%m-%d}.jsonl"
    assert [name[10:] for name in names(log.folder / "llamas")] == (
        [".jsonl.gz"] * 2 + [".jsonl"] * 3 + ["l"]
    )
    assert [e.title for e in log.read("llamas", since=NOON - timedelta(days=500))] == [
        str(day) for day in sorted(days, reverse=True)[1:]
    ]
    assert log.tidy(today=NOON.date(), kept_days=400) == []
    assert len(log.tidy(today=NOON.date(), kept_days=1)) == 3
    assert log.tidy(today=NOON.date() - timedelta(days=9), kept_days=0) == []
    assert titles(log) == ["1", "0"]


def test_a_compressed_day_that_is_cut_off_costs_its_rest(log: AsRunLog) -> None:
    for title in ("one", "two"):
        log.append(make_entry(NOON, title=title + " " * 9000))
    (path,) = (log.folder / "llamas").iterdir()
    packed = gzip.compress(path.read_bytes(), compresslevel=0)
    path.with_name(path.name + ".gz").write_bytes(packed[: len(packed) * 3 // 4])
    path.unlink()
    assert [title.strip() for title in titles(log)] == ["one"]


def test_what_stands_in_both_files_of_a_day_counts_once(log: AsRunLog) -> None:
    today = NOON.date() + timedelta(days=PLAIN_DAYS + 1)
    log.append(make_entry(NOON, title="one"))
    (path,) = (log.folder / "llamas").iterdir()
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes()))
    log.append(make_entry(NOON, title="two"))  # after the clock was set back
    assert titles(log) == ["one", "two"]
    log.tidy(today=today, kept_days=400)
    assert len(names(log.folder / "llamas")) == 2  # it may be written to again
    make_quiet(log)
    log.tidy(today=today, kept_days=400)
    assert [name[10:] for name in names(log.folder / "llamas")] == [".jsonl.gz"]
    assert titles(log) == ["one", "two"]


@pytest.mark.parametrize("block", [1, 300, 1 << 20])
def test_the_airings_of_one_programme(
    log: AsRunLog, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    monkeypatch.setattr(asrun, "_BLOCK_BYTES", block)
    for minutes in range(20):
        at, programme = NOON + timedelta(minutes=minutes), f"20260301T12000{minutes % 3}-abcdef"
        entry = make_entry(at, title=f"{minutes} 20260301T120001-abcdef")
        log.append(entry.model_copy(update={"programme": programme}))
    (path,) = log.folder.glob("llamas/*")
    path.write_bytes(path.read_bytes() + b'{"programme":"20260301T120001-abcdef"')  # torn off
    since = NOON + timedelta(minutes=4)
    found = log.airings("llamas", "20260301T120001-abcdef", since=since)
    assert [e.title.split()[0] for e in found] == ["4", "7", "10", "13", "16", "19"]
    packed = path.with_suffix(".jsonl.gz")
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert len(list(log.airings("llamas", "20260301T120001-abcdef", since=since))) == 6


def test_following_the_log_reads_each_entry_once(log: AsRunLog) -> None:
    log.append(make_entry(NOON - timedelta(days=9), title="old"))
    log.append(make_entry(NOON, title="one"))
    tail = AsRunTail(log, "llamas", since=NOON - timedelta(days=2))
    assert [e.title for e in tail.read()] == ["one"]
    assert tail.read() == []
    log.append(make_entry(NOON, title="two"))
    log.append(make_entry(NOON + timedelta(days=1), title="three"))
    log.append(make_entry(NOON, title="the clock was set back"))
    assert [e.title for e in tail.read()] == ["two", "the clock was set back", "three"]
    path = log.folder / "llamas" / f"{NOON:%Y-%m-%d}.jsonl"
    line = make_entry(NOON, title="slow").model_dump_json().encode() + b"\n"
    for part in (line[:50], line[50:]):
        assert tail.read() == []
        with path.open("ab") as file:
            file.write(part)
    assert [e.title for e in tail.read()] == ["slow"]


def test_following_a_log_that_is_not_there_yet(log: AsRunLog) -> None:
    tail = AsRunTail(log, "llamas", since=NOON)
    assert tail.read() == []
    log.append(make_entry(NOON, title="one"))
    assert [e.title for e in tail.read()] == ["one"]
