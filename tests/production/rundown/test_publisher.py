from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from webtv.model.house import HouseFormat
from webtv.model.programme import FilmedShot, Programme
from webtv.production.rundown.publisher import Air, Between, airable, plan_rundown, publish
from webtv.store.library import Library
from webtv.store.playlists import Playlist, list_playlists

START = datetime(2026, 5, 1, tzinfo=UTC)
A, B, C, D = (f"20260501T00000{i}-00000{i}" for i in range(4))
AIRED = {p: START + timedelta(minutes=i) for i, p in enumerate((A, B, C))}


def lists(*programmes: str) -> list[Playlist]:
    return [Playlist(n, p, Path(f"{n}-{p}")) for n, p in enumerate(programmes, start=1)]


def test_an_empty_channel_gets_its_fresh_programmes_first() -> None:
    rundown = plan_rundown([], [A, B], aired={}, air=Air(), depth=4)
    assert rundown.add == (A, B, A, B)


def test_playlists_stay_ahead_of_what_was_taken() -> None:
    rundown = plan_rundown(
        lists(A, B, C), [A, B, C], aired=AIRED, air=Air(taken=2, cued=3, on_air=B), depth=2
    )
    # C is cued, so what follows may not be C, and A aired longest ago.
    assert rundown.add == (A, B)
    assert rundown.delete == ()


def test_a_fresh_programme_replaces_reruns_that_are_not_cued() -> None:
    known = lists(A, B, C, A, B)
    rundown = plan_rundown(
        known, [A, B, C, D], aired=AIRED, air=Air(taken=2, cued=3, on_air=B), depth=2
    )
    assert rundown.add[0] == D
    assert set(rundown.delete) == set(known[3:])


def test_a_planned_fresh_programme_stays() -> None:
    known = lists(A, D)
    rundown = plan_rundown(known, [A, D], aired=AIRED, air=Air(taken=1, on_air=A), depth=1)
    assert (rundown.add, rundown.delete) == ((), ())


def test_what_is_on_air_for_the_first_time_is_not_fresh_any_more() -> None:
    rundown = plan_rundown(lists(D), [A, D], aired={A: START}, air=Air(taken=1, on_air=D), depth=1)
    assert rundown.add == (A,)


def test_playlists_of_programmes_that_are_gone_go_too() -> None:
    known = lists(A, B, C)
    rundown = plan_rundown(known, [A], aired=AIRED, air=Air(taken=1, on_air=A), depth=2)
    assert set(rundown.delete) == set(known[1:])


def test_of_taken_playlists_the_latest_of_each_programme_stays() -> None:
    known = lists(A, B, A, B, A)
    rundown = plan_rundown(known, [A, B], aired=AIRED, air=Air(taken=5, on_air=A), depth=1)
    assert set(rundown.delete) == {known[0], known[1], known[2]}


IDENT, TRAIL_B = "20260501T000009-000009", "20260501T000008-000008"
BETWEEN = Between(IDENT, 2, {B: TRAIL_B})


def test_idents_come_after_so_many_programmes_and_trails_before_theirs() -> None:
    rundown = plan_rundown([], [A, B, C], aired={}, air=Air(), depth=4, between=BETWEEN)
    assert rundown.add == (IDENT, A, TRAIL_B, B, IDENT, C, A)
    known = lists(*rundown.add)
    for taken in range(1, 7):  # what stands stays, wherever playout is
        last = known[taken - 1].programme
        air = Air(taken=taken, on_air=last)
        aired = {p.programme: START + timedelta(minutes=p.number) for p in known[:taken]}
        later = plan_rundown(known, [A, B, C], aired=aired, air=air, depth=1, between=BETWEEN)
        assert not {p.number for p in later.delete} & set(range(taken + 1, 8))


def test_a_trail_on_air_is_kept_to_though_something_fresh_is_there() -> None:
    known = lists(C, TRAIL_B, B, A)
    air = Air(taken=2, on_air=TRAIL_B)
    rundown = plan_rundown(known, [A, B, C, D], aired=AIRED, air=air, depth=3, between=BETWEEN)
    assert [p.programme for p in known[2:] if p not in rundown.delete] == [B]
    assert rundown.add[:2] == (IDENT, D)


def programme(identity: str, **changed: float) -> Programme:
    shape = {"width": 1024, "height": 576, "fps": 24, "frames": 192, **changed}
    return Programme(
        id=identity,
        channel="llamas",
        title="Paco's soup",
        shots=(FilmedShot(prompt="a llama", start_s=0, duration_s=8),),
        file=f"{identity}.mp4",
        sha256="0",
        size_bytes=1,
        created_at=START,
        **shape,
    )


def test_numbers_only_grow(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    shelf = [programme(A), programme(B)]
    folder = tmp_path / "playlists"
    publish(folder, library, shelf, aired={}, air=Air(taken=41), depth=2)
    assert [p.number for p in list_playlists(folder)] == [42, 43]
    publish(folder, library, shelf, aired=AIRED, air=Air(taken=43, on_air=B), depth=2)
    assert [(p.number, p.programme) for p in list_playlists(folder)] == [
        (42, A),
        (43, B),
        (44, A),
        (45, B),
    ]
    assert str(library.media(shelf[0])) in list_playlists(folder)[0].path.read_text()


def test_a_new_house_format_airs_as_soon_as_there_is_a_programme_in_it() -> None:
    old, new = programme(A, width=640, height=360), programme(B)
    assert airable([old], HouseFormat()) == [old]
    assert airable([old, new], HouseFormat()) == [new]


def test_what_was_made_for_another_loudness_does_not_air_beside_the_rest() -> None:
    quiet, loud = programme(A, loudness_lufs=-23.1), programme(B, loudness_lufs=-15.9)
    assert airable([quiet, loud], HouseFormat()) == [loud]
    assert airable([quiet, loud], HouseFormat(loudness_lufs=-23)) == [quiet]
    assert airable([quiet], HouseFormat()) == [quiet]


N = "20260501T000009-000009"


def test_what_is_due_goes_before_everything_that_is_not_cued_and_is_no_rerun() -> None:
    known = lists(A, B, C, A)
    air = Air(taken=1, cued=2, on_air=A)
    rundown = plan_rundown(known, [A, B, C], aired=AIRED, air=air, depth=3, due=[N])
    assert rundown.add[0] == N
    assert N not in rundown.add[1:]
    assert set(rundown.delete) == set(known[2:])


def test_what_is_due_and_stands_first_stays_where_it_is() -> None:
    known = lists(A, B, N, C, A)
    air = Air(taken=1, cued=2, on_air=A)
    rundown = plan_rundown(known, [A, B, C], aired=AIRED, air=air, depth=3, due=[N])
    assert (rundown.add, rundown.delete) == ((), ())


def test_fresh_programmes_come_after_what_is_due() -> None:
    rundown = plan_rundown(lists(A), [A, D], aired=AIRED, air=Air(taken=1), depth=2, due=[N])
    assert rundown.add[:2] == (N, D)


def test_what_was_due_and_is_on_air_or_cued_is_not_planned_again() -> None:
    for air in (Air(taken=2, on_air=N), Air(taken=1, cued=2, on_air=A)):
        rundown = plan_rundown(lists(A, N), [A, B], aired=AIRED, air=air, depth=2, due=[N])
        assert N not in rundown.add


def test_the_playlist_of_what_airs_once_does_not_stay_for_reruns() -> None:
    known = lists(N, A)
    rundown = plan_rundown(known, [A, B], aired={**AIRED, N: START}, air=Air(taken=2), depth=1)
    assert known[0] in rundown.delete
