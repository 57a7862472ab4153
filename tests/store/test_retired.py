"""What is kept of programmes that have left the library."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.store.values import make_programme
from webtv.store.retired import Retired, RetiredProgrammes


def retired(number: int, *, channel: str = "tides") -> Retired:
    programme = make_programme(number, channel)
    at = programme.created_at
    return Retired(programme=programme, airings=3, retired_at=at + timedelta(days=9))


def test_it_comes_back_as_it_was(tmp_path: Path) -> None:
    kept, known = RetiredProgrammes(tmp_path), retired(1)
    kept.add(known, b"jpeg")
    ident = known.programme.id
    assert kept.get("tides", ident) == known
    assert kept.picture("tides", ident).read_bytes() == b"jpeg"
    assert kept.has("tides", ident)
    assert sum(path.stat().st_size for path in tmp_path.rglob("*.gz")) < 1000
    assert kept.get("other", ident) is None
    assert kept.get("tides", retired(2).programme.id) is None


def test_a_damaged_or_swollen_one_is_none(tmp_path: Path) -> None:
    kept, known = RetiredProgrammes(tmp_path), retired(1)
    kept.add(known)
    (path,) = tmp_path.rglob("*.gz")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert kept.get("tides", known.programme.id) is None
    path.write_bytes(b"\0" * 2_000_000)
    assert kept.get("tides", known.programme.id) is None
    other = tmp_path / "other" / path.name
    other.parent.mkdir()
    other.write_bytes(whole)  # of another channel
    assert kept.get("other", known.programme.id) is None


def test_the_oldest_go_first(tmp_path: Path) -> None:
    kept = RetiredProgrammes(tmp_path)
    known = [retired(n, channel=("tides", "kelp")[n % 2]) for n in range(6)]
    for each in known:
        kept.add(each, b"x" * 1000)

    def left() -> list[int]:
        places = enumerate(known)
        return [n for n, k in places if kept.has(k.programme.channel, k.programme.id)]

    kept.trim(most=6, most_bytes=1_000_000)
    assert left() == [0, 1, 2, 3, 4, 5]
    kept.trim(most=4)
    assert left() == [2, 3, 4, 5]
    kept.trim(most_bytes=4000)
    assert left() == [4, 5] or left() == [3, 4, 5]
    assert len(list(tmp_path.rglob("*.jpg"))) == len(left())
    kept.trim(most=0)
    assert list(tmp_path.rglob("*.*")) == []
