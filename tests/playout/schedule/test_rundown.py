"""What airs next, as a table of cases."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from webtv.playout.schedule.rundown import choose
from webtv.store.playlists import Playlist

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def _playlist(number: int, programme: str) -> Playlist:
    return Playlist(number, programme, Path(f"{number:08d}-{programme}.ffconcat"))


ONE, TWO, THREE = _playlist(1, "a"), _playlist(2, "b"), _playlist(3, "c")
AGAIN = _playlist(4, "a")
AIRED = {"a": NOON, "b": NOON + timedelta(minutes=1), "c": NOON + timedelta(minutes=2)}


@pytest.mark.parametrize(
    ("playlists", "taken", "aired", "previous", "expected"),
    [
        ([], 0, {}, None, None),
        ([TWO, ONE, THREE], 0, {}, None, ONE),
        ([ONE, TWO, THREE], 1, {"a": NOON}, "a", TWO),
        ([ONE, THREE], 1, {"a": NOON}, "a", THREE),
        ([ONE, TWO, THREE], 3, AIRED, "c", ONE),
        ([ONE, TWO, THREE, AGAIN], 4, AIRED | {"a": NOON + timedelta(hours=1)}, "a", TWO),
        ([ONE, TWO], 3, AIRED, "a", TWO),
        ([ONE], 3, AIRED, "a", ONE),
        ([ONE, TWO], 9, {"a": NOON}, "a", TWO),
        ([ONE, AGAIN], 3, AIRED, "a", AGAIN),
    ],
)
def test_choose(
    playlists: list[Playlist],
    taken: int,
    aired: dict[str, datetime],
    previous: str | None,
    expected: Playlist | None,
) -> None:
    assert choose(playlists, taken=taken, aired=aired, previous=previous) == expected


def test_refused_playlists_are_passed_over() -> None:
    chosen = choose([ONE, TWO], taken=0, aired={}, previous=None, refused=[ONE])
    assert chosen == TWO
    assert choose([ONE], taken=0, aired={}, previous=None, refused=[ONE]) is None


def test_programmes_in_another_format_wait_until_there_are_no_others() -> None:
    assert choose([ONE, TWO], taken=0, aired={}, previous=None, misfits=["a"]) == TWO
    assert choose([ONE, TWO], taken=2, aired=AIRED, previous="b", misfits=["a"]) == TWO
    assert choose([ONE, TWO], taken=0, aired={}, previous=None, misfits=["a", "b"]) == ONE
