"""Programmes that are damaged, gone, too large or hostile: what is here stays on the air."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from tests.mirror.machines import REEF, Machines
from tests.s3 import Bucket, Faults
from webtv.errors import StoreError
from webtv.files import write_atomic


async def test_a_film_that_is_damaged_here_is_not_taken_from_the_others(machine: Machines) -> None:
    maker = machine("maker")
    made = maker.make(1)
    await maker.produced()
    maker.library.media(made).unlink()
    maker.make(2)
    await maker.produced()
    assert [name for name in await maker.store.names("library") if made.file in name]
    maker.library.sidecar(REEF, made.id).unlink()
    await maker.produced()
    assert not [name for name in await maker.store.names("library") if made.id in name]


async def test_an_emptied_store_takes_nothing_off_the_air(machine: Machines) -> None:
    maker, air = machine("maker"), machine("air")
    made = maker.make(1)
    maker.schedule(1, made)
    await maker.produced()
    await air.followed()
    await maker.store.remove(list(await maker.store.names("playlists")))
    await maker.store.remove(list(await maker.store.names("library")))
    air.mirror._marks.again(f"playlists/{REEF}")
    await air.followed()
    assert air.rundown == [(1, made.id)]


async def test_damaged_programmes_are_left_out_and_said_once(
    machine: Machines, capsys: pytest.CaptureFixture[str]
) -> None:
    maker, air = machine("maker"), machine("air")
    made = [maker.make(n) for n in range(1, 7)]
    for number, programme in enumerate(made, start=1):
        maker.schedule(number, programme)
    await maker.produced()
    names = [f"library/{REEF}/{p.file}" for p in made]
    sidecars = [f"library/{REEF}/{p.id}.json" for p in made]
    await maker.store.write(names[0], b"film 9" * 1000)  # as long, and another
    await maker.store.write(names[1], b"cut")
    await maker.store.remove([names[2]])
    await maker.store.write(sidecars[3], b"{")
    hostile = made[4].model_copy(update={"file": f"{made[5].id}.json"})
    await maker.store.write(sidecars[4], hostile.model_dump_json().encode())
    for _ in range(3):
        air.mirror._marks.again(f"playlists/{REEF}")
        await air.followed()
    assert air.rundown == [(6, made[5].id)]
    lines = [x for x in capsys.readouterr().out.splitlines() if "store is damaged" in x]
    assert len(lines) == 5
    await maker.store.write(names[0], b"film 1" * 1000)
    air.mirror = air.started()
    await air.followed()
    assert [number for number, _ in air.rundown] == [1, 6]


async def test_names_that_would_leave_their_folder_are_passed_over(machine: Machines) -> None:
    maker, air = machine("maker"), machine("air")
    made = maker.make(1)
    maker.schedule(1, made)
    await maker.produced()
    playlist = f"00000002-{made.id}.ffconcat"
    for name in (f"playlists/{REEF}/x/{playlist}", f"playlists/{REEF}/..{playlist}", "odd"):
        await maker.store.write(name, b"ffconcat version 1.0\nfile '/etc/passwd'\n")
    name = f"playlists/{REEF}/00000003-{made.id}.ffconcat"
    await maker.store.write(name, b"ffconcat version 1.0\nfile '/etc/passwd'\n")
    air.mirror._marks.again(f"playlists/{REEF}")
    await air.followed()
    assert air.rundown == [(1, made.id), (3, made.id)]  # and both play the film


async def test_one_damaged_clip_keeps_production_from_nothing(machine: Machines) -> None:
    maker, other = machine("maker"), machine("other")
    made = maker.make(1)
    await maker.produced()
    digest = hashlib.sha256(b"clip").hexdigest()
    names = {f"clips/{d[:2]}/{d}.mp4": d for d in ("0" * 64, digest)}
    for name in names:
        await maker.store.write(name, b"clip")
    await maker.store.write("changed/0123abcd", b"[" * 100_000)
    await other.mirror._marks.look()
    await other.produced()
    assert other.library.get(REEF, made.id) is not None
    clips = [path.stem for path in other.settings.clips_dir.glob("*/*")]
    assert clips == [digest]


async def test_what_the_store_holds_never_fills_the_disk(
    machine: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    maker, other = machine("maker"), machine("other")
    maker.make(1)
    write_atomic(maker.settings.assets_dir / REEF / "face.png", b"face")
    await maker.produced()
    day = f"asrun/{REEF}/{datetime.now(UTC):%Y-%m-%d}.0123abcd.jsonl"
    await maker.store.write(day, b"{}\n" * 20)
    monkeypatch.setattr("webtv.objects.room.FREE_BYTES", 1 << 60)
    with pytest.raises(OSError, match="would stay free"):
        await other.mirror._asrun.bring(REEF)
    with pytest.raises(OSError, match="would stay free"):
        await other.produced()
    monkeypatch.undo()
    monkeypatch.setattr("webtv.mirror.asrun.MOST_BYTES", 50)
    await other.mirror._asrun.bring(REEF)
    home = other.settings.home
    found = [path for path in home.rglob("*") if path.suffix in (".png", ".jsonl", ".mp4")]
    assert found == []


async def test_a_mirror_that_was_killed_says_what_it_could_not(machine: Machines) -> None:
    maker, air = machine("maker"), machine("air")
    await maker.produced()
    await air.followed()
    made = maker.make(1)
    maker.schedule(1, made)

    async def killed(*_: str) -> None:
        raise StoreError("killed before it told anybody")

    maker.mirror._up._marks.tell = killed  # type: ignore[method-assign]
    with pytest.raises(StoreError):
        await maker.produced()
    await air.followed()
    assert air.rundown == []
    maker.mirror = maker.started()
    await maker.produced()
    await air.followed()
    assert air.rundown == [(1, made.id)]


async def test_whatever_the_store_does_what_is_here_stays(
    machine: Machines, bucket: Bucket
) -> None:
    maker, air = machine("maker"), machine("air")
    for each in (maker, air):
        each.store = bucket.store()
        each.mirror = each.started()
    first, second = maker.make(1), maker.make(2)
    maker.schedule(1, first)
    await maker.produced()
    await air.followed()
    maker.schedule(2, second)
    await maker.produced()
    overloaded = Faults(status=503, code="SlowDown")
    for faults in (Faults(away=True), overloaded, Faults(cut=True), Faults(wrong=True)):
        bucket.faults = faults
        air.mirror._marks.again(f"playlists/{REEF}")
        with suppress(StoreError):
            await air.mirror.programmes()
        assert air.rundown == [(1, first.id)], faults
    bucket.faults = Faults(delay_s=0.2)
    air.mirror = air.started()
    await air.followed()
    assert air.rundown == [(1, first.id), (2, second.id)]
