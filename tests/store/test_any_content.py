"""Whatever stands in the files between the halves, reading them never raises and never waits.

Values that can be read can also be calculated with: what playout does with them raises nothing.
"""

from __future__ import annotations

import copy
import json
import os
import zlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.store.values import NOON, make_entry, make_programme, shelve
from webtv.errors import ConfigError
from webtv.files import write_atomic
from webtv.model.asrun import AsRunEntry
from webtv.model.control import ControlState
from webtv.model.house import HouseFormat
from webtv.model.status import PlayoutStatus, ServerStatus, StreamStatus
from webtv.playout.hls.captions import PlayoutEvent, captions
from webtv.playout.hls.dateranges import Ranges
from webtv.playout.mpegts.reader import TICKS_PER_S
from webtv.playout.schedule.next_item import next_item
from webtv.playout.schedule.source import Source
from webtv.store.asrun import AsRunLog
from webtv.store.bans import Bans, read_bans
from webtv.store.control import read_control
from webtv.store.library import Library
from webtv.store.onair import DamagedRecordError, OnAir, read_on_air
from webtv.store.playlists import write_playlist
from webtv.store.status import read_station, read_statuses
from webtv.store.tail import AsRunTail

HOUSE = HouseFormat()

ODD: tuple[object, ...] = (
    *(None, True, -1, 0, 10**400, -(10**30), 1e308, 5e-324, float("inf"), float("nan")),
    *("", "\0", "\n", "../../etc/passwd", "/", ".", "x" * 9000, "‮", "🎬", "<b>&"),
    *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-02-31T00:00:00Z"),
    *("2026-01-01T00:00:00", 10**18, [], {}, [[]], [None] * 1000, {"a": {"a": {}}}),
)
anything = st.sampled_from(ODD) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=6,
)
garbage = st.binary(max_size=200) | st.sampled_from(
    (b"", b"\0" * 4096, b"[" * 9000, b'{"a":' * 4000, b"9" * 5000, b'"\\ud800"', b"\xff\xfe")
)
often = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def spots(value: object, where: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The places of all values in a JSON value."""
    found = [where] if where else []
    inside: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, list):
        inside = enumerate(value)
    for key, inner in inside:
        found += spots(inner, (*where, key))
    return found


def spoiled(value: dict[str, Any], place: int, other: object) -> bytes:
    """`value` as JSON, with `other` at one of its places."""
    places, changed = spots(value), copy.deepcopy(value)
    *path, last = places[place % len(places)]
    inner: Any = changed
    for key in path:
        inner = inner[key]
    inner[last] = other
    return json.dumps(changed).encode()


def on_air_file(text: bytes, *, micros: int = 0, pictures: int = 0) -> bytes:
    """The file `on-air`, whole, with this JSON in it."""
    head = f"{micros:016d} {pictures:010d} {zlib.crc32(text):08x} {len(text):08d}\n"
    return head.encode() + text + b"\n"


PROGRAMME = json.loads(
    make_programme()
    .model_copy(update={"narration": "One. Two.", "spoken": (1.0, 3.0), "airs_at": NOON})
    .model_dump_json()
)
ENTRY = json.loads(
    make_entry(NOON).model_copy(update={"pictures": 1, "fps": 24.0}).model_dump_json()
)
ORDERS = json.loads(ControlState().hold().take_next("a").cue("b", NOON).pull("c").model_dump_json())


@often
@given(garbage)
def test_garbage_is_no_content(tmp_path: Path, data: bytes) -> None:
    for name in ("show.json", "show.copy", "bans.json", "on-air", "rtmp.json", "x/show.json"):
        write_atomic(tmp_path / name, data, durable=False)
    write_atomic(tmp_path / "playout" / "show.json", data, durable=False)
    write_atomic(tmp_path / "show" / "2026-03-01.jsonl", data, durable=False)
    write_atomic(tmp_path / "show" / "2026-03-02.jsonl.gz", data, durable=False)

    assert isinstance(read_control(tmp_path, "show")[0], ControlState)
    assert Library(tmp_path).programmes("x") == []
    assert read_statuses(tmp_path, PlayoutStatus, now=NOON) == {}
    assert read_station(tmp_path, ServerStatus, now=NOON) is None
    log = AsRunLog(tmp_path)
    assert log.read("show", since=NOON - timedelta(days=9)) == []
    assert AsRunTail(log, "show", since=NOON - timedelta(days=9)).read() == []
    try:
        assert read_bans(tmp_path / "bans.json") == Bans()
    except ConfigError:
        pass  # nobody may take a damaged list of bans for an empty one
    try:
        read_on_air(tmp_path / "on-air")
    except DamagedRecordError:
        pass


@often
@given(place=st.integers(0, 200), other=anything, number=st.integers(1, 3))
@example(place=spots(PROGRAMME).index(("airs_at",)), other="9999-12-31T23:59:00Z", number=1)
@example(place=spots(PROGRAMME).index(("frames",)), other=10**400, number=1)
@example(place=spots(PROGRAMME).index(("id",)), other="20260301T130000-abcdef", number=1)
def test_a_sidecar_costs_its_own_programme_at_most(
    tmp_path: Path, place: int, other: object, number: int
) -> None:
    library = Library(tmp_path / "library")
    good = shelve(library, make_programme(60))
    ident = PROGRAMME["id"]
    write_atomic(tmp_path / "library" / "llamas" / PROGRAMME["file"], b"x", durable=False)
    write_atomic(library.sidecar("llamas", ident), spoiled(PROGRAMME, place, other), durable=False)
    folder = tmp_path / "playlists"
    for place_in_line, programme in enumerate((ident, good.id), start=1):
        write_playlist(
            folder, number=place_in_line, programme=programme, media=tmp_path, title="any"
        )
    source = Source(
        "llamas", playlists=folder, library=library, asrun=AsRunLog(tmp_path), now=lambda: NOON
    )

    item = source.next_item(None, house=HOUSE)

    assert item is not None
    assert item.programme in (ident, good.id)
    at = NOON + timedelta(seconds=item.planned_s)
    assert at > NOON
    start = TICKS_PER_S
    assert captions([PlayoutEvent(item, start)], start=start, end=start + 4 * TICKS_PER_S)
    ranges = Ranges()
    ranges.begin(item, NOON)
    ranges.reach(NOON + timedelta(seconds=4))
    ranges.end(at)


@often
@given(place=st.integers(0, 40), other=anything)
@example(place=spots(ORDERS).index(("cues", 0, "at")), other="9999-12-31T23:59:59Z")
def test_any_orders_leave_something_to_air(tmp_path: Path, place: int, other: object) -> None:
    write_atomic(tmp_path / "show.json", spoiled(ORDERS, place, other), durable=False)

    orders, _ = read_control(tmp_path, "show")
    wanted = next_item(None, orders, now=datetime.now(UTC))

    library = Library(tmp_path)
    for programme in (wanted.programme, *orders.next, *(cue.programme for cue in orders.cues)):
        if programme is not None:
            assert library.get("show", programme) is None
    assert orders.drop_cues(until=NOON - timedelta(minutes=1)).cues is not None


@often
@given(
    place=st.integers(0, 60),
    other=anything,
    micros=st.integers(0, 10**16 - 1),
    pictures=st.integers(0, 10**10 - 1),
)
@example(place=spots(ENTRY).index(("fps",)), other=5e-324, micros=10**15, pictures=10**9)
@example(
    place=spots(ENTRY).index(("started_at",)),
    other="9999-12-31T23:59:59Z",
    micros=10**16 - 1,
    pictures=10**10 - 1,
)
def test_what_was_on_air_is_an_entry_or_is_damaged(
    tmp_path: Path, place: int, other: object, micros: int, pictures: int
) -> None:
    text = b'{"current":' + spoiled(ENTRY, place, other) + b"}"
    path = tmp_path / "on-air"
    write_atomic(path, on_air_file(text, micros=micros, pictures=pictures), durable=False)

    try:
        on_air, count = read_on_air(path)
    except DamagedRecordError:
        return
    if on_air.current is not None:
        entry = on_air.current.killed(*count)
        assert AsRunEntry.model_validate_json(entry.model_dump_json()) == entry


@often
@given(place=st.integers(0, 60), other=anything)
def test_any_status_of_the_server_is_fresh_or_none(
    tmp_path: Path, place: int, other: object
) -> None:
    status = ServerStatus(
        written_at=NOON,
        started_at=NOON,
        memory_bytes=1,
        memory_limit_bytes=2,
        memory_slope_bytes_per_h=0.0,
        streams=(StreamStatus(path="/takeover/show", since=NOON, bytes_in=1, kbps=1.0),),
    )
    data = spoiled(json.loads(status.model_dump_json()), place, other)
    write_atomic(tmp_path / "rtmp.json", data, durable=False)

    found = read_station(tmp_path, ServerStatus, now=NOON)

    assert found is None or abs((found.written_at - NOON).total_seconds()) < 60


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _folder(path: Path) -> None:
    path.mkdir()


def _loop(path: Path) -> None:
    path.symlink_to(path)


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 40)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("make", [_pipe, _folder, _loop, _endless, _huge])
def test_what_is_no_file_of_ours_is_not_waited_for(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    for name in ("show.json", "bans.json", "on-air", "rtmp.json"):
        make(tmp_path / name)
    for folder in ("x", "playout"):
        (tmp_path / folder).mkdir()
        make(tmp_path / folder / "show.json")
    (tmp_path / "show").mkdir()
    if make is not _huge:  # of lines that long, playout reads the whole file in pieces
        make(tmp_path / "show" / "2026-03-01.jsonl")
        make(tmp_path / "show" / "2026-03-02.jsonl.gz")

    assert read_control(tmp_path, "show") == (ControlState(), read_control(tmp_path, "show")[1])
    assert read_control(tmp_path, "show")[1]
    assert Library(tmp_path).programmes("x") == []
    assert read_statuses(tmp_path, PlayoutStatus, now=NOON) == {}
    assert read_station(tmp_path, ServerStatus, now=NOON) is None
    log = AsRunLog(tmp_path)
    assert log.read("show", since=NOON - timedelta(days=9)) == []
    assert AsRunTail(log, "show", since=NOON - timedelta(days=9)).read() == []
    with pytest.raises(ConfigError):
        read_bans(tmp_path / "bans.json")
    with pytest.raises((OSError, DamagedRecordError)):
        read_on_air(tmp_path / "on-air")


def test_a_line_that_is_too_long_costs_itself_alone(tmp_path: Path) -> None:
    log = AsRunLog(tmp_path)
    log.append(make_entry(NOON))
    path = tmp_path / "llamas" / "2026-03-01.jsonl"
    with path.open("ab") as file:
        file.write(b"x" * 3_000_000 + b"\n")
    log.append(make_entry(NOON + timedelta(minutes=1)))

    assert len(log.read("llamas", since=NOON)) == 2
    assert OnAir() == read_on_air(tmp_path / "none")[0]
