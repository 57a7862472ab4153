"""`webtv channel export` and `import`, between stations of real programmes."""

from __future__ import annotations

import os
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.backup.stations import KEY, Place
from tests.transfer.conftest import CHANNEL
from webtv.archive.writer import ArchiveWriter, new_archive
from webtv.model.control import ControlState
from webtv.model.programme import Programme
from webtv.store.bans import Bans, write_bans
from webtv.store.control import write_control
from webtv.store.library import Library


def test_a_channel_moves_with_its_assets_and_programmes(
    old: Place, new: Place, file: Path, made: tuple[Path, Programme]
) -> None:
    out = old.run("channel", "export", "reef", file, "--programmes")
    assert (out.exit_code, out.stdout) == (0, f"{file}: 4 files, 1 programmes\n"), out.output
    into = new.run("channel", "import", file)
    assert (into.exit_code, into.stdout) == (0, "reef: Reef, 1 programmes\n"), into.output
    assert (new.settings.channels_dir / "reef.yaml").read_text() == CHANNEL
    assert (new.settings.assets_dir / "reef" / "olga.png").read_bytes() == b"a picture"
    library = Library(new.settings.library_dir)
    assert library.programmes("reef") == [made[1]]
    assert library.media(made[1]).read_bytes() == (made[0] / "reef" / made[1].file).read_bytes()
    assert new.run("check").exit_code == 0
    assert not list(new.settings.home.glob(".import-*"))
    assert not list(new.folder.rglob("*other*"))


def test_without_being_asked_no_programme_goes(old: Place, file: Path) -> None:
    assert old.run("channel", "export", "reef", file).exit_code == 0
    with tarfile.open(file) as tar:
        assert tar.getnames() == ["channel.yaml", "assets/olga.png", "manifest.json"]


def test_nothing_from_outside_is_picked(old: Place, file: Path, tmp_path: Path) -> None:
    """Links in the assets of a channel may lead anywhere, and so may the films of a sidecar."""
    (tmp_path / "outside").write_text("of somebody else")
    assets = old.settings.assets_dir / "reef"
    (assets / "link.png").symlink_to(tmp_path / "outside")
    (assets / "folder").mkdir()
    (assets / "folder" / "x.png").write_text("x")
    os.mkfifo(assets / "pipe.png")
    (library := old.settings.library_dir / "reef").mkdir(exist_ok=True)
    film = next(library.glob("*.mp4"))
    film.unlink()
    film.symlink_to(tmp_path / "outside")
    told = old.run("channel", "export", "reef", file, "--programmes")
    assert told.exit_code == 0
    assert b"of somebody else" not in file.read_bytes()
    with tarfile.open(file) as tar:
        assert tar.getnames() == ["channel.yaml", "assets/olga.png", "manifest.json"]
    assert "assets/link.png: left out: it is a link" in told.stderr
    assert "assets/pipe.png: left out" in told.stderr


def test_what_must_not_air_stays(old: Place, file: Path, made: tuple[Path, Programme]) -> None:
    write_control(old.settings.control_dir, "reef", ControlState().pull(made[1].id))
    told = old.run("channel", "export", "reef", file, "--programmes")
    assert f"programmes/{made[1].id}: left out: it must not air" in told.stderr
    write_control(old.settings.control_dir, "reef", ControlState())
    write_bans(old.settings.bans_file, Bans(seeds=(7,)))
    assert (
        "must not air"
        in old.run("channel", "export", "reef", file, "--programmes", "--force").stderr
    )


def test_what_is_banned_here_does_not_come_in(old: Place, new: Place, file: Path) -> None:
    old.run("channel", "export", "reef", file, "--programmes")
    write_bans(new.settings.bans_file, Bans(seeds=(7,)))
    told = new.run("channel", "import", file)
    assert told.stdout == "reef: Reef, 0 programmes\n"
    assert "it is banned here" in told.stderr


def test_keys_stay_and_are_asked_for(
    old: Place, new: Place, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old.write(
        "channels/reef.yaml",
        f"{CHANNEL}destinations: [{{id: far, url: 'rtmp://127.0.0.1/app', key: {KEY}}}]\n",
    )
    told = old.run("channel", "export", "reef", file)
    assert KEY.encode() not in file.read_bytes()
    assert "set STREAM_REEF_FAR_KEY in .env" in told.stderr
    refused = new.run("channel", "import", file, "--yes")
    assert refused.exit_code == 1
    assert "environment variable STREAM_REEF_FAR_KEY is not set" in refused.stderr
    assert new.digests() == {}

    monkeypatch.setenv("STREAM_REEF_FAR_KEY", "another-key")
    asked = new.run("channel", "import", file)
    assert asked.exit_code == 1, "nobody said yes"
    assert "reef sends to rtmp://127.0.0.1/app" in asked.stderr
    assert "reef uses STREAM_REEF_FAR_KEY of your environment" in asked.stderr
    assert new.digests() == {}
    assert new.run("channel", "import", file, "--yes").exit_code == 0


def test_a_channel_that_is_there_is_overwritten_only_when_told(
    old: Place, new: Place, file: Path
) -> None:
    old.run("channel", "export", "reef", file)
    new.write("channels/reef.yaml", "title: Mine\ntheme: what I wrote by hand\n")
    refused = new.run("channel", "import", file)
    assert refused.exit_code == 1
    assert "--replace" in refused.stderr
    assert len(new.digests()) == 1
    assert new.run("channel", "import", file, "--as", "deep").exit_code == 0
    assert (new.settings.assets_dir / "deep" / "olga.png").exists()
    assert new.run("channel", "import", file, "--replace").exit_code == 0
    (kept,) = new.settings.channels_dir.glob("reef.yaml.before-*")
    assert "by hand" in kept.read_text()
    assert (new.settings.channels_dir / "reef.yaml").read_text() == CHANNEL


def test_assets_alone_hold_a_place(old: Place, new: Place, file: Path) -> None:
    old.run("channel", "export", "reef", file)
    new.write("var/assets/reef/olga.png", b"mine")
    assert new.run("channel", "import", file).exit_code == 1
    assert (new.settings.assets_dir / "reef" / "olga.png").read_bytes() == b"mine"


def test_the_same_number_is_said(old: Place, new: Place, file: Path) -> None:
    old.write("channels/reef.yaml", f"{CHANNEL}number: 3\n")
    old.run("channel", "export", "reef", file)
    new.write("channels/mine.yaml", "title: Mine\ntheme: by hand\nnumber: 3\n")
    told = new.run("channel", "import", file)
    assert told.exit_code == 0
    assert "number: 3 is the number of mine" in told.stderr


def pack(file: Path, fill: Callable[[ArchiveWriter], object], channel: str = "reef") -> Path:
    with new_archive(file, replace=True) as archive:
        fill(archive)
        archive.finish("channel", channel=channel)
    return file


WRONG = {
    "a mistake": ("title: Reef\ntheme: fish\nprogramme: {shots: 99}\n", "3:13: programme.shots"),
    "no YAML": ("title: [", "not valid YAML"),
    "too long": ("title: Reef\ntheme: fish\n#" + "x" * 70_000, "at most 64 KiB"),
    "never airs": ("title: Reef\ntheme: fish\nprogramme: {shots: 1}\n", "zeroscope-v2 films"),
    "no such contract": (
        "title: Reef\ntheme: fish\npipeline: {video: {space: nowhere}}\n",
        "must be a backend for video",
    ),
    "a key of others": (
        "title: Reef\ntheme: fish\ndestinations:\n"
        "  - {id: x, url: 'rtmp://x.example/app', key: '${HF_TOKEN}'}\n",
        "HF_TOKEN",
    ),
}


@pytest.mark.parametrize("way", WRONG)
def test_import_checks_as_check_does(new: Place, file: Path, way: str) -> None:
    text, told = WRONG[way]
    pack(file, lambda archive: archive.add("channel.yaml", text.encode()))
    refused = new.run("channel", "import", file, "--yes")
    assert refused.exit_code == 1
    assert told in refused.stderr
    assert "Traceback" not in refused.stderr
    assert new.digests() == {}


@pytest.mark.parametrize("channel", ["", "../x", "Reef", "a" * 41])
def test_an_id_that_is_none(new: Place, file: Path, channel: str) -> None:
    pack(file, lambda archive: archive.add("channel.yaml", CHANNEL.encode()), channel[:40])
    refused = new.run("channel", "import", file, *(["--as", channel] if channel else []))
    assert refused.exit_code == 1
    assert "--as" in refused.stderr


@pytest.mark.parametrize(
    "name", ["assets/.hidden", "assets/a/b", "home/bans.json", "programmes/x.mp4", "manifest.yaml"]
)
def test_what_does_not_belong_there(new: Place, file: Path, name: str) -> None:
    def fill(archive: ArchiveWriter) -> None:
        archive.add("channel.yaml", CHANNEL.encode())
        archive.add(name, b"x")

    refused = new.run("channel", "import", pack(file, fill))
    assert refused.exit_code == 1
    assert f"{name} does not belong in the archive of a channel" in refused.stderr
    assert new.digests() == {}


FILMS: dict[str, tuple[Callable[[Programme, bytes], tuple[Programme, bytes]], str]] = {
    "another film": (lambda p, film: (p, film[:-1] + b"?"), "another one than its sidecar"),
    "another length": (
        lambda p, film: (p.model_copy(update={"frames": 384}), film),
        "not in house format",
    ),
    "another size": (
        lambda p, film: (p.model_copy(update={"width": 640}), film),
        "not in house format",
    ),
    "waits": (
        lambda p, film: (p.model_copy(update={"approval": "waiting"}), film),
        "it waits for approval there",
    ),
    "an ident": (lambda p, film: (p.model_copy(update={"kind": "ident"}), film), "something else"),
    "days long": (
        lambda p, film: (p.model_copy(update={"frames": 10**8}), film),
        "lasts longer",
    ),
}


@pytest.mark.parametrize("way", FILMS)
def test_a_programme_that_is_not_what_it_says_stays_out(
    new: Place, file: Path, made: tuple[Path, Programme], way: str
) -> None:
    change, told = FILMS[way]
    programme, film = change(made[1], (made[0] / "reef" / made[1].file).read_bytes())

    def fill(archive: ArchiveWriter) -> None:
        archive.add("channel.yaml", CHANNEL.encode())
        archive.add(f"programmes/{programme.id}.mp4", film)
        archive.add(f"programmes/{programme.id}.json", programme.model_dump_json().encode())

    into = new.run("channel", "import", pack(file, fill))
    assert (into.exit_code, into.stdout) == (0, "reef: Reef, 0 programmes\n")
    assert told in into.stderr
    assert not list(new.settings.library_dir.rglob("*.*"))


def test_a_station_that_holds_has_what_comes_in_wait(
    old: Place, new: Place, file: Path, made: tuple[Path, Programme]
) -> None:
    old.write("channels/reef.yaml", f"{CHANNEL}safety: {{hold: true}}\n")
    old.run("channel", "export", "reef", file, "--programmes")
    assert new.run("channel", "import", file).exit_code == 0
    (programme,) = Library(new.settings.library_dir).programmes("reef")
    assert programme.approval == "waiting"


def test_a_backup_is_no_channel(old: Place, new: Place, file: Path) -> None:
    pack(file, lambda archive: archive.add("channel.yaml", CHANNEL.encode()))
    told = "channel.yaml does not belong in the archive of a station"
    assert told in new.run("restore", file).stderr
    assert new.run("channel", "export", "rief", file).stderr.startswith("webtv: ")
    assert "did you mean reef?" in old.run("channel", "export", "rief", file).stderr
