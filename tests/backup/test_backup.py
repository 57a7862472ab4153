"""`webtv backup` and `webtv restore` on stations of real programmes and a real work book."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import subprocess
import tarfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.backup.stations import KEY, Place
from tests.slack import slack
from tests.work.values import clip, commission, generation, key
from webtv.archive.reader import unpack
from webtv.archive.writer import new_archive
from webtv.backup.book import copy_book
from webtv.media.process.binary import find_ffmpeg
from webtv.model.cost import Cost
from webtv.preflight import only_station
from webtv.store.bans import Bans, read_bans
from webtv.store.control import read_control
from webtv.store.library import Library
from webtv.store.onair import OnAirFile
from webtv.store.playlists import list_playlists
from webtv.store.production_lock import production_lock
from webtv.work.book import WorkBook

SECRETS = ("rtmp.secret", "control.token", "spaces.secret", "takeover/reef.key")
CACHES = ("hls/reef/seg-1.m4s", "status/playout/reef.json", "logs/web.log", "slate/s.mp4",
          "spaces/results/a.mp4", "inbox/reef/done/old.mp4", "recordings/reef/r.ts")  # fmt: skip


async def work_book(place: Place) -> WorkBook:
    """One with a paid result that its programme has not used yet."""
    home = place.settings.home
    book = await WorkBook.open(f"sqlite:///{home / 'work.db'}", artifacts=home / "clips")
    await book.commission(commission())
    await book.done(await book.begin(key()), clip(place.folder, "paid"), generation(Cost(gpu_s=4)))
    return book


async def test_a_station_comes_back_elsewhere_as_it_was(old: Place, new: Place) -> None:
    book = await work_book(old)  # open all the while, as production has it
    file = old.folder.parent / "station.tar"
    made = old.run("backup", file)
    assert made.exit_code == 0, made.output
    await book.charge("reef", Cost(gpu_s=1), "after the backup", datetime.now(UTC))
    await book.close()
    before = old.digests()

    done = new.run("restore", file)
    assert done.exit_code == 0, done.output
    assert done.stdout == "restored: 1 channels, 1 programmes\n"
    after = new.digests()
    lost = {name for name in before.keys() - after.keys() if not name.startswith("var/work.db")}
    assert lost == {
        "channels/broken.yaml",
        ".env",
        *(f"var/{name}" for name in (*SECRETS, *CACHES)),
    }
    kept = {name: sha256 for name, sha256 in after.items() if before.get(name) != sha256}
    # Keys are gone, playlists name other folders, and the book is a copy.
    assert {n for n in kept if not n.endswith(".lock")} == {
        "channels/reef.yaml",
        "var/channels/reef.yaml",
        "var/work.db",
        *(n for n in before if n.startswith("playlists/")),
    }
    home = new.settings.home
    again = await WorkBook.open(f"sqlite:///{home / 'work.db'}", artifacts=home / "clips")
    found = await again.result(key())
    assert await again.open_commissions() == [commission()]
    await again.close()
    assert found is not None
    assert found[0].path.read_text() == "paid", "nothing paid is bought twice"
    assert read_bans(new.settings.bans_file) == Bans(seeds=(7,))
    assert read_control(new.settings.control_dir, "reef")[0].pulled == ("20260301T120000-abcdef",)
    (programme,) = Library(new.settings.library_dir).programmes("reef")
    assert (home / "library" / "reef" / programme.file).stat().st_mode & 0o044


def test_the_rundown_plays_from_its_new_place(old: Place, new: Place) -> None:
    file = old.folder.parent / "station.tar"
    assert old.run("backup", file).exit_code == 0
    old.folder.rename(old.folder.with_name("gone"))
    assert new.run("restore", file).exit_code == 0
    (playlist,) = list_playlists(new.settings.playlists_dir / "reef")
    assert playlist.number == 7
    argv = [str(find_ffmpeg(None)), "-v", "error", "-f", "concat", "-safe", "0"]
    done = subprocess.run(
        [*argv, "-i", str(playlist.path), "-c", "copy", "-f", "null", "-"],
        capture_output=True,
        timeout=60 * slack(),
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_no_key_is_in_it_unless_asked_for(old: Place, new: Place) -> None:
    file = old.folder.parent / "station.tar"
    told = old.run("backup", file)
    assert KEY.encode() not in file.read_bytes()
    assert "set STREAM_REEF_FAR_KEY in .env where this is restored" in told.stderr
    assert "channels/broken.yaml: left out" in told.stderr
    restored = new.run("restore", file)
    assert "environment variable STREAM_REEF_FAR_KEY is not set" in restored.stderr

    assert old.run("backup", file).exit_code == 1, "it does not write over a backup by itself"
    assert old.run("backup", "--keys", "--force", file).exit_code == 0
    assert new.run("restore", "--replace", file).exit_code == 0
    assert (
        new.digests().items()
        >= {
            name: sha256
            for name, sha256 in old.digests().items()
            if name in (".env", "channels/reef.yaml", "channels/broken.yaml")
            or name.removeprefix("var/") in SECRETS
        }.items()
    )
    assert (new.folder / ".env").stat().st_mode & 0o777 == 0o644, "as it was"


def test_a_station_that_is_there_is_replaced_only_when_told(old: Place, new: Place) -> None:
    file = old.folder.parent / "station.tar"
    old.run("backup", file)
    new.write("channels/mine.yaml", "title: Mine\ntheme: what I wrote by hand\n")
    new.write("channels/reef.yaml", "title: Mine\ntheme: what I wrote by hand\n")
    new.write("var/library/mine/x.mp4", "x")
    new.write("var/work.db-wal", "x")
    before = new.digests()
    refused = new.run("restore", file)
    assert refused.exit_code == 1
    assert "--replace" in refused.stderr
    left = {name: s for name, s in new.digests().items() if not name.endswith(".lock")}
    assert left == before
    assert new.run("restore", "--replace", file).exit_code == 0
    assert sorted(p.name.split(".before-")[0] for p in new.settings.channels_dir.iterdir()) == [
        "mine.yaml",
        "reef.yaml",
        "reef.yaml",
    ]
    assert [p.name for p in new.settings.library_dir.iterdir() if any(p.iterdir())] == ["reef"]
    assert not (new.settings.home / "work.db-wal").exists()
    assert not list(new.settings.home.glob(".restore-*"))


def test_a_channel_file_of_ones_own_is_not_overwritten(old: Place, new: Place) -> None:
    file = old.folder.parent / "station.tar"
    old.run("backup", file)
    mine = new.write("channels/reef.yaml", "title: Mine\ntheme: what I wrote by hand\n")
    refused = new.run("restore", file)
    assert refused.exit_code == 1
    assert str(mine) in refused.stderr
    assert "by hand" in mine.read_text()
    assert not (new.settings.home / "library").exists()


@pytest.mark.parametrize("part", ["station", "production", "playout"])
def test_a_station_that_runs_is_never_touched(old: Place, new: Place, part: str) -> None:
    file = old.folder.parent / "station.tar"
    old.run("backup", file)
    new.settings.home.mkdir()
    if part == "station":
        with only_station(new.settings.home):
            refused = new.run("restore", "--replace", file)
    elif part == "production":
        with production_lock(new.settings.home):
            refused = new.run("restore", "--replace", file)
    else:
        on_air = OnAirFile(new.settings.asrun_dir / "reef" / "on-air")
        on_air.open()
        refused = new.run("restore", "--replace", file)
        on_air.close()
    assert refused.exit_code == 1
    assert str(new.settings.home) in refused.stderr
    assert not (new.settings.home / "library").exists()


def test_a_folder_that_is_a_link_is_told_of(old: Place) -> None:
    elsewhere = old.folder.parent / "elsewhere"
    elsewhere.mkdir()
    (old.settings.assets_dir / "tide").symlink_to(elsewhere)
    done = old.run("backup", old.folder.parent / "station.tar")
    assert done.exit_code == 0
    assert "home/assets/tide: left out: it is a link" in done.stderr


def test_check_verifies_and_writes_nothing(old: Place, new: Place) -> None:
    file = old.folder.parent / "station.tar"
    old.run("backup", file)
    assert new.run("restore", "--check", file).stdout == "whole: 1 channels, 1 programmes\n"
    assert new.digests() == {}
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    for words in (("--check",), ()):
        refused = new.run("restore", *words, file)
        assert refused.exit_code == 1
        assert "digest differs" in refused.stderr
    assert {name for name in new.digests() if not name.endswith(".lock")} == set()


def test_a_programme_pruned_meanwhile_is_left_out_whole(old: Place, new: Place) -> None:
    gone = old.programme(nonce="1")
    Library(old.settings.library_dir).media(gone).unlink()
    file = old.folder.parent / "station.tar"
    assert old.run("backup", file).exit_code == 0
    with tarfile.open(file) as tar:
        assert not [name for name in tar.getnames() if gone.id in name]


def test_an_empty_place_is_said_so(new: Place) -> None:
    refused = new.run("backup", new.folder / "x.tar")
    assert refused.exit_code == 1
    assert "there is no station in" in refused.stderr
    assert list(new.folder.iterdir()) == []


async def test_a_password_in_the_work_book_goes(old: Place, tmp_path: Path) -> None:
    book = await work_book(old)
    await book.close()
    source, target = old.settings.home / "work.db", tmp_path / "copy.db"
    with closing(sqlite3.connect(source)) as opened:
        opened.execute("UPDATE calls SET backend = 'at https://me:planted9@host/'")
        opened.commit()
    copy_book(source, target, keys=False)
    assert b"planted9" not in target.read_bytes()
    target.unlink()
    copy_book(source, target, keys=True)
    assert b"planted9" in target.read_bytes()


async def test_a_damaged_work_book_is_said_so(old: Place) -> None:
    book = await work_book(old)
    await book.close()
    path = old.settings.home / "work.db"
    data = bytearray(path.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    path.write_bytes(data)
    refused = old.run("backup", old.folder.parent / "x.tar")
    assert refused.exit_code == 1
    assert "start production again" in refused.stderr
    assert not (old.folder.parent / "x.tar").exists()


@pytest.mark.parametrize("way", ["trigger", "noise"])
def test_a_hostile_work_book_is_refused(old: Place, new: Place, way: str) -> None:
    file = old.folder.parent / "station.tar"
    path = old.write("var/work.db", b"")
    with closing(sqlite3.connect(path)) as book:
        book.execute("CREATE TABLE commissions (body TEXT, reason TEXT)")
        book.commit()
    old.run("backup", file)
    # What backup would not write, somebody else may.
    with closing(sqlite3.connect(path)) as book:
        book.execute("CREATE TRIGGER t AFTER INSERT ON commissions BEGIN SELECT 1; END")
        book.commit()
    if way == "noise":
        path.write_bytes(os.urandom(9000))
    with new_archive(file, replace=True) as archive:
        archive.add_file("home/work.db", path)
        archive.finish("station")
    assert unpack(file, None, kind="station", accepts=lambda _: True)
    refused = new.run("restore", file)
    assert refused.exit_code == 1
    assert "work book" in refused.stderr
    assert not (new.settings.home / "work.db").exists()


@pytest.mark.parametrize(
    "name",
    [
        "home/hls/reef/live.m3u8",
        "home/station.lock",
        "home/library/Reef/x.mp4",
        "home/library/reef/.x",
        "home/takeover/reef.sh",
        "home/inbox/reef/.taken/x",
        "etc/passwd",
    ],
)
def test_what_is_no_part_of_a_station_is_refused(new: Place, name: str) -> None:
    file = new.folder.parent / "x.tar"
    with new_archive(file, replace=True) as archive:
        archive.add("home/bans.json", b"{}")
        archive.add(name, b"x")
        archive.finish("station")
    refused = new.run("restore", file)
    assert refused.exit_code == 1
    assert f"{name} does not belong in the archive of a station" in refused.stderr
    assert not (new.settings.home / "bans.json").exists()


def test_a_lock_is_let_go_again(old: Place, new: Place) -> None:
    file = old.folder.parent / "station.tar"
    old.run("backup", file)
    assert new.run("restore", file).exit_code == 0
    with (new.settings.home / "station.lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
