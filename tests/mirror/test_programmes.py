"""Two machines share a store: one makes programmes, the other airs them."""

from __future__ import annotations

import os

import pytest

from tests.mirror.machines import REEF, Machines
from tests.s3 import Bucket
from webtv.files import write_atomic


@pytest.mark.parametrize("store", ["folder", "s3"], indirect=True)
async def test_a_programme_made_on_one_machine_is_here_on_another(machine: Machines) -> None:
    maker, air = machine("maker"), machine("air")
    first, second = maker.make(1), maker.make(2)
    maker.schedule(1, first)
    await maker.produced()
    await maker.produced()
    await air.followed()
    assert air.rundown == [(1, first.id)]
    assert air.library.get(REEF, second.id) is None  # it is on no rundown
    maker.schedule(2, second)
    await maker.produced()
    await air.followed()
    assert air.rundown == [(1, first.id), (2, second.id)]
    maker.unlist(1)
    maker.library.remove(first)
    await maker.produced()
    await air.followed()
    assert air.rundown == [(2, second.id)]
    assert not [n for n in await maker.store.names("library") if first.id in n]
    assert air.names(air.settings.playlists_dir / REEF) == [
        f"{number:08}-{programme}.ffconcat" for number, programme in air.rundown
    ]


async def test_names_come_after_all_that_they_refer_to(machine: Machines, bucket: Bucket) -> None:
    maker = machine("maker")
    maker.store = bucket.store()
    maker.mirror = maker.started()
    made = maker.make(1)
    maker.schedule(1, made)
    await maker.produced()
    puts = [path.rpartition("/one/")[2] for method, path in bucket.requests if method == "PUT"]
    playlist = f"playlists/{REEF}/00000001-{made.id}.ffconcat"
    wanted = [f"library/{REEF}/{made.file}", f"library/{REEF}/{made.id}.json", playlist]
    assert [path for path in puts if path in wanted] == wanted
    assert puts[-1].startswith("changed/")
    maker.unlist(1)
    maker.library.remove(made)
    bucket.requests.clear()
    await maker.produced()
    gone = [path.rpartition("/one/")[2] for method, path in bucket.requests if method == "DELETE"]
    assert gone == list(reversed(wanted))


async def test_what_is_soon_needed_comes_first_and_only_for_some_hours(machine: Machines) -> None:
    maker = machine("maker")
    made = [maker.make(n, seconds=600) for n in range(1, 9)]
    for number, programme in enumerate(made, start=1):
        maker.schedule(number, programme)
    await maker.produced()
    air = machine("air", store_hours=0.5)  # three programmes of 10 minutes
    air.air(4, made[3])
    await air.followed()
    assert air.rundown == [(n, made[n - 1].id) for n in (5, 6, 7)]
    air.air(7, made[6])
    await maker.produced()
    air.mirror._marks.again(f"playlists/{REEF}")
    await air.followed()
    assert [number for number, _ in air.rundown] == [6, 7, 8]
    assert air.library.get(REEF, made[4].id)  # an operator may just have ordered it
    for path in air.settings.library_dir.rglob("*.json"):
        os.utime(path, (0, 0))
    air.mirror._marks.again(f"playlists/{REEF}")
    await air.followed()
    assert [number for number, _ in air.rundown] == [6, 7, 8]
    assert air.library.get(REEF, made[4].id) is None


async def test_production_that_moves_takes_its_rundown_along(machine: Machines) -> None:
    one, two = machine("one"), machine("two")
    made = [one.make(n) for n in (1, 2)]
    for number, programme in enumerate(made, start=1):
        one.schedule(number, programme)
    await one.produced()
    await two.produced()
    await one.followed()
    two.unlist(1)
    two.schedule(3, made[0])
    await two.produced()
    await one.followed()
    assert one.rundown == two.rundown == [(2, made[1].id), (3, made[0].id)]


async def test_the_library_stays_within_its_size(machine: Machines) -> None:
    maker = machine("maker")
    for number in range(1, 5):
        maker.schedule(number, maker.make(number, content=os.urandom(100_000)))
    await maker.produced()
    air = machine("air", library_gb=0.00025)
    await air.followed()
    assert [number for number, _ in air.rundown] == [1, 2]


async def test_films_of_a_station_that_was_alone_are_never_lost(machine: Machines) -> None:
    air, maker = machine("air"), machine("maker")
    own, others = air.make(1), maker.make(2)
    air.schedule(1, own)
    maker.schedule(2, others)
    for path in air.settings.library_dir.rglob("*.json"):
        os.utime(path, (0, 0))
    await maker.produced()
    await air.followed()
    air.mirror._marks.again(f"playlists/{REEF}")
    await air.followed()
    assert air.rundown == [(1, own.id), (2, others.id)]


async def test_a_new_machine_goes_on_where_production_was(machine: Machines) -> None:
    before, after = machine("before"), machine("after")
    made = [before.make(n) for n in (1, 2)]
    before.schedule(7, made[1])
    write_atomic(before.settings.assets_dir / REEF / "Rosa, früh.png", b"a face")
    digest = made[0].sha256
    clip = before.settings.clips_dir / digest[:2] / f"{digest}.mp4"
    write_atomic(clip, before.library.media(made[0]).read_bytes())
    entry = before.air(6, made[0])
    await before.produced()
    await before.aired()
    await after.produced()
    assert after.rundown == [(7, made[1].id)]
    assert {p.id for p in after.library.programmes(REEF)} == {p.id for p in made}
    assert after.names(after.settings.assets_dir) == [f"{REEF}/Rosa, früh.png"]
    assert after.names(after.settings.clips_dir) == [f"{digest[:2]}/{digest}.mp4"]
    assert after.asrun.read(REEF, since=entry.started_at) == [entry]
    clip.unlink()
    after.library.remove(made[0])
    await after.produced()
    await before.produced()
    assert not [n for n in await after.store.names("library") if made[0].id in n]
    assert await after.store.names("clips") == {}


async def test_what_changes_here_goes_there_again(machine: Machines) -> None:
    maker, other = machine("maker"), machine("other")
    waits = maker.make(1).model_copy(update={"approval": "waiting"})
    sidecar = maker.library.sidecar(REEF, waits.id)
    write_atomic(sidecar, waits.model_dump_json())
    asset = maker.settings.assets_dir / REEF / "face.png"
    write_atomic(asset, b"one")
    await maker.produced()
    write_atomic(sidecar, waits.model_copy(update={"approval": "given"}).model_dump_json())
    write_atomic(asset, b"two")
    await maker.produced()
    await other.produced()
    found = other.library.get(REEF, waits.id)
    assert found is not None
    assert found.approval == "given"
    assert (other.settings.assets_dir / REEF / "face.png").read_bytes() == b"two"
