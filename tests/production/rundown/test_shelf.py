"""What a channel may air, and what counts as its buffer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.store.values import NOON, make_programme
from webtv.config.channel import Channel
from webtv.config.settings import Settings
from webtv.files import write_atomic
from webtv.model.asrun import AsRunEntry
from webtv.model.programme import FilmedShot, Generation, Programme
from webtv.model.status import NextUp, OnAir, PlayoutStatus
from webtv.production.continuity.wanted import ident_look, trail_look, wanted
from webtv.production.rundown.planner import is_due
from webtv.production.rundown.reruns import fitting
from webtv.production.rundown.shelf import Shelf, remembered
from webtv.store.asrun import AsRunLog
from webtv.store.bans import Bans
from webtv.store.library import Library
from webtv.store.playlists import list_playlists

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
CHANNEL = Channel(title="Llamas", theme="llamas of the high Andes, all day")
A, B, C, D = (f"20260501T00000{n}-00000{n}" for n in range(4))


class Rack:
    """A library that a test fills, and the shelf on top of it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.library = Library(settings.library_dir)
        self.shelf = Shelf("llamas", settings=settings, library=self.library)

    def add(self, identity: str, *, seed: int = 1, **changed: Any) -> None:
        generation = Generation(stage="video", backend="film at local", seed=seed)
        made = Programme.model_validate(
            {
                "id": identity,
                "channel": "llamas",
                "title": identity,
                "shots": (
                    FilmedShot(
                        prompt="a llama", start_s=0, duration_s=8, generations=(generation,)
                    ),
                ),
                "file": f"{identity}.mp4",
                "sha256": "",
                "size_bytes": 1,
                "frames": 192,
                "fps": 24,
                "width": 1024,
                "height": 576,
                "created_at": NOW,
                **changed,
            }
        )
        sidecar = self.library.sidecar("llamas", identity)
        sidecar.parent.mkdir(parents=True, exist_ok=True)
        self.library.media(made).write_bytes(b"x")
        write_atomic(sidecar, made.model_dump_json(), durable=False)

    def aired(self, identity: str, at: datetime) -> None:
        entry = AsRunEntry(
            channel="llamas",
            kind="programme",
            programme=identity,
            title=identity,
            started_at=at,
            ended_at=at + timedelta(seconds=8),
            aired_s=8,
            planned_s=8,
        )
        AsRunLog(self.settings.asrun_dir).append(entry)

    def listed(
        self, now: datetime = NOW, playout: PlayoutStatus | None = None, bans: Bans | None = None
    ) -> list[str]:
        self.shelf.refresh(now, bans or Bans())
        self.shelf.publish(CHANNEL, playout, now=now)
        found = list_playlists(self.settings.playlists_dir / "llamas")
        return [playlist.programme for playlist in found]


@pytest.fixture
def rack(tmp_path: Path) -> Rack:
    return Rack(Settings(home=tmp_path / "home", playlists_dir=tmp_path / "playlists"))


def test_what_waits_for_approval_does_not_air_and_production_waits_with_it(rack: Rack) -> None:
    rack.add(A)
    rack.add(B, approval="waiting")
    assert set(rack.listed()) == {A}
    assert rack.shelf.buffer_s == 8
    stock = rack.shelf.stock(CHANNEL, last_planned=None)
    assert (stock.programmes, stock.fresh_s) == (2, 16)
    config = CHANNEL.production.model_copy(update={"first": 2, "buffer_s": 16})
    held = rack.shelf.stock(CHANNEL.model_copy(update={"production": config}), last_planned=None)
    assert not is_due(held, now=NOW + timedelta(days=1))
    rack.add(B, approval="given")
    assert set(rack.listed()) == {A, B}


def test_banned_programmes_and_what_was_filmed_with_banned_seeds_leave_the_rundown(
    rack: Rack,
) -> None:
    rack.add(A, seed=1)
    rack.add(B, seed=2)
    rack.add(C, seed=3)
    assert set(rack.listed()) == {A, B, C}
    assert set(rack.listed(bans=Bans(seeds=(2,), programmes=(C,)))) == {A}
    assert rack.shelf.buffer_s == 8
    assert set(rack.listed()) == {A, B, C}


def test_an_announcement_is_no_buffer_and_no_programme_and_airs_at_its_time_alone(
    rack: Rack,
) -> None:
    rack.add(A)
    rack.add(B, kind="announcement", airs_at=NOW + timedelta(minutes=10))
    assert B not in rack.listed()
    stock = rack.shelf.stock(CHANNEL, last_planned=None)
    assert (stock.programmes, stock.fresh_s) == (1, 8)
    assert B in rack.listed(NOW + timedelta(minutes=10))


def test_an_announcement_airs_at_the_first_join_after_its_time(rack: Rack) -> None:
    rack.add(A)
    rack.add(C)
    rack.listed()
    rack.add(B, kind="announcement", airs_at=NOW + timedelta(seconds=20))
    ends = NOW + timedelta(seconds=8)
    on_air = OnAir(kind="programme", programme=A, title=A, started_at=NOW, ends_at=ends)
    early = PlayoutStatus(channel="llamas", written_at=NOW, on_air=on_air, playlist=1)
    assert B not in rack.listed(NOW, early)  # the next join comes before its time
    cued = NextUp(kind="programme", programme=C, title=C, starts_at=ends + timedelta(seconds=8))
    later = early.model_copy(update={"cued": 2, "next": cued})
    listed = rack.listed(NOW, later)  # the join after what is cued comes after it
    assert listed[2] == B


def test_an_announcement_airs_once_and_not_when_it_is_long_past(rack: Rack) -> None:
    rack.add(A)
    rack.add(B, kind="announcement", airs_at=NOW)
    rack.add(C, kind="announcement", airs_at=NOW - timedelta(hours=2))
    assert rack.listed()[0] == B
    rack.aired(B, NOW)
    assert B not in rack.listed(NOW + timedelta(minutes=1))
    assert C not in rack.listed()


def test_what_is_on_air_for_the_first_time_is_not_announced_again(rack: Rack) -> None:
    rack.add(A)
    rack.add(B, kind="announcement", airs_at=NOW)
    number = rack.listed().index(B) + 1
    on_air = OnAir(
        kind="programme", programme=B, title=B, started_at=NOW, ends_at=NOW + timedelta(seconds=8)
    )
    status = PlayoutStatus(channel="llamas", written_at=NOW, on_air=on_air, playlist=number)
    rack.listed(NOW, status)
    # It has left the air, and the log does not know of it yet.
    gone = status.model_copy(update={"on_air": None, "playlist": number + 1})
    assert B not in rack.listed(NOW + timedelta(seconds=8), gone)[1:]


def test_footage_airs_like_a_programme_but_does_not_slow_production_down(rack: Rack) -> None:
    rack.add(A, kind="footage")
    assert A in rack.listed()
    assert rack.shelf.buffer_s == 8
    assert rack.shelf.stock(CHANNEL, last_planned=None).last_planned is None


def test_a_writer_knows_the_last_day_and_after_a_long_night_the_last_few() -> None:
    made = [make_programme(number) for number in range(40)]
    card = make_programme(40).model_copy(update={"kind": "announcement"})
    same_day = remembered([*made, card], NOON + timedelta(hours=5))
    assert [known.title for known in same_day] == [f"Dawn {n}" for n in reversed(range(40))]
    days_later = remembered([*made, card], NOON + timedelta(days=5))
    assert [known.title for known in days_later] == [f"Dawn {n}" for n in reversed(range(10, 40))]


def test_an_old_theme_helps_out_for_an_hour_and_rests_once_there_is_enough_of_the_new(
    rack: Rack,
) -> None:
    rack.add(A, theme="Old mills", frames=24 * 300)
    rack.add(B, theme=CHANNEL.theme, frames=24 * 300)
    for at, identity in enumerate((A, B)):
        rack.aired(identity, NOW - timedelta(minutes=20 - at))
    assert {A, B} <= set(rack.listed()), "5 minutes would come back too soon"
    rack.add(C, theme=CHANNEL.theme, frames=24 * 300)
    rack.aired(C, NOW - timedelta(minutes=1))
    assert set(rack.listed(NOW + timedelta(seconds=1))) == {B, C}
    rack.shelf.programmes = [p for p in rack.shelf.programmes if p.id != C]
    late = NOW + timedelta(hours=1)
    kept = fitting(rack.shelf.programmes, CHANNEL, late, aired=(A, B))
    assert [p.id for p in kept] == [B], "an hour later it is gone all the same"


def test_idents_and_trails_are_no_programmes_and_lead_them(rack: Rack) -> None:
    rack.add(A)
    rack.add(B)
    known = rack.library.programmes("llamas")
    look = ident_look(CHANNEL)
    ident = wanted("llamas", CHANNEL, known, [A, B], now=NOW)
    assert ident is not None
    assert ident.kind == "ident"
    rack.add(C, kind="ident", look=look)
    trail = wanted("llamas", CHANNEL, rack.library.programmes("llamas"), [B, A], now=NOW)
    assert trail is not None
    assert (trail.kind, trail.trails) == ("trail", B)
    rack.add(D, kind="trail", look=trail_look(look, known[1]), trails=B)
    assert rack.listed() == [C, A, D, B, A, D, B]
    stock = rack.shelf.stock(CHANNEL, last_planned=None)
    assert (stock.programmes, stock.stocked_s, rack.shelf.buffer_s) == (2, 16, 16)
    other = CHANNEL.model_copy(update={"style": "charcoal"})
    again = wanted("llamas", other, rack.library.programmes("llamas"), [A], now=NOW)
    assert again is not None
    assert again.kind == "ident", "another look has an ident of its own"


def test_what_never_aired_airs_whatever_its_theme(rack: Rack) -> None:
    rack.add(A, theme="Old mills", frames=24 * 40)
    rack.add(B, theme=CHANNEL.theme, frames=24 * 90)
    rack.aired(B, NOW - timedelta(hours=2))
    assert A in rack.listed()
