"""What is on air, in a file: it comes back as it was, and damage is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.store.values import NOON, make_entry
from webtv.model.asrun import AsRunEntry
from webtv.store.onair import ROOM, Count, DamagedRecordError, OnAir, OnAirFile, read_on_air


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "llamas" / "on-air"


def opened(path: Path) -> OnAirFile:
    file = OnAirFile(path)
    file.open()
    return file


def entries(count: int) -> tuple[AsRunEntry, ...]:
    return tuple(
        make_entry(NOON + timedelta(seconds=8 * n), title=f"Dawn {n}") for n in range(count)
    )


def test_what_was_written_comes_back(path: Path) -> None:
    assert read_on_air(path) == (OnAir(), Count())
    file = opened(path)
    assert file.read() == (OnAir(), Count())
    on_air = OnAir(finished=entries(2), current=make_entry(NOON, title="a\u2028b 'ü' 🦙"))
    file.write(on_air, Count())
    file.count(Count(1.5, 36))
    file.count(Count(123456.789, 2962963))
    assert read_on_air(path) == file.read() == (on_air, Count(123456.789, 2962963))
    file.write(OnAir(), Count())
    assert file.read() == (OnAir(), Count())
    file.close()


def test_its_room_is_taken_in_advance_and_never_grows(path: Path) -> None:
    file = opened(path)
    assert path.stat().st_size == ROOM
    assert path.stat().st_blocks * 512 >= ROOM
    many = entries(3000)
    file.write(OnAir(finished=many, current=many[0]), Count(8.0, 192))
    file.close()
    assert path.stat().st_size == ROOM
    on_air, count = read_on_air(path)
    assert (on_air.current, count) == (many[0], Count(8.0, 192))
    assert len(on_air.finished) > 300
    assert on_air.finished == many[: len(on_air.finished)]


def test_one_at_a_time_may_write(path: Path) -> None:
    first = opened(path)
    with pytest.raises(BlockingIOError, match="another playout holds"):
        opened(path)
    first.close()
    opened(path).close()


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:200] + b"\x00" * (len(data) - 200),
        lambda data: data[:300],
        lambda data: b"\x00" * len(data),
        lambda data: b"garbage \xff\n",
        lambda data: data.replace(b"Dawn", b"Dusk"),
        lambda data: b"9" + data,
        lambda data: data.replace(b"\n", b"", 1),
    ],
)
def test_damage_is_told(path: Path, damage: Callable[[bytes], bytes]) -> None:
    file = opened(path)
    file.write(OnAir(finished=entries(3), current=make_entry(NOON)), Count(2.0, 48))
    file.close()
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(DamagedRecordError):
        read_on_air(path)
