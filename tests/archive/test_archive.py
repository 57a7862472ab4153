"""Archives: whole or refused, and what hostile ones cannot do."""

from __future__ import annotations

import io
import os
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from webtv.archive.manifest import NAME, Manifest
from webtv.archive.reader import unpack
from webtv.archive.writer import new_archive
from webtv.errors import ArchiveError


def accepts(name: str) -> bool:
    return name.startswith("a/")


def write(path: Path, **files: bytes) -> Path:
    with new_archive(path, replace=False) as archive:
        for name, data in files.items():
            archive.add(f"a/{name}", data)
        archive.finish("station")
    return path


def take(path: Path) -> Manifest:
    folder = path.parent / "out"
    folder.mkdir(exist_ok=True)
    return unpack(path, folder, kind="station", accepts=accepts)


def test_what_goes_in_comes_out(tmp_path: Path) -> None:
    source = tmp_path / "long"
    source.write_bytes(os.urandom(9_000_001))
    os.utime(source, (1e9, 1e9))
    path = tmp_path / "x.tar"
    with new_archive(path, replace=False) as archive:
        archive.add("a/short", b"short")
        assert archive.add_file("a/long", source)
        assert not archive.add_file("a/gone", tmp_path / "gone")
        archive.finish("station")
    assert path.stat().st_mode & 0o777 == 0o600
    manifest = take(path)
    assert (tmp_path / "out" / "a" / "short").read_bytes() == b"short"
    long = tmp_path / "out" / "a" / "long"
    assert long.read_bytes() == source.read_bytes()
    assert long.stat().st_mtime == 1e9
    assert set(manifest.files) == {"a/short", "a/long"}
    assert unpack(path, None, kind="station", accepts=accepts) == manifest


def test_links_and_names_that_steer_are_left_out_and_told(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/etc/passwd")
    (tmp_path / "plain").write_text("x")
    with new_archive(tmp_path / "x.tar", replace=False) as archive:
        assert not archive.add_file("a/link", tmp_path / "link")
        archive.add_file("a/\x1b[2J", tmp_path / "plain")
        archive.add_file("a/\udcff", tmp_path / "plain")
        manifest = archive.finish("station")
    assert manifest.files == {}
    assert manifest.notes[0] == "a/link: left out: it is a link"
    assert len(manifest.notes) == 3
    assert take(tmp_path / "x.tar") == manifest


def test_an_archive_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), new_archive(tmp_path / "x.tar", replace=False):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []
    write(tmp_path / "x.tar")
    with pytest.raises(ArchiveError, match="--force"):
        write(tmp_path / "x.tar")
    with new_archive(tmp_path / "x.tar", replace=True) as archive:
        archive.finish("station")


@pytest.mark.parametrize("cut", [1, 600, 1536, 5000])
def test_one_that_is_cut_off_is_refused(tmp_path: Path, cut: int) -> None:
    path = write(tmp_path / "x.tar", one=b"1" * 4000)
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(ArchiveError):
        take(path)


def test_a_flipped_bit_is_found(tmp_path: Path) -> None:
    path = write(tmp_path / "x.tar", one=b"1" * 4000)
    data = bytearray(path.read_bytes())
    data[data.index(b"1111") + 100] ^= 1
    path.write_bytes(data)
    with pytest.raises(ArchiveError, match=r"a/one is not what it was"):
        take(path)


def member(name: str, kind: bytes = tarfile.REGTYPE, size: int = 0, link: str = "") -> bytes:
    info = tarfile.TarInfo(name)
    info.type, info.size, info.linkname = kind, size, link
    data = info.tobuf(tarfile.PAX_FORMAT)
    return data + bytes(-(-size // 512) * 512)


def pax(fields: str, kind: bytes = tarfile.XHDTYPE) -> bytes:
    info = tarfile.TarInfo("pax")
    info.type, info.size = kind, len(fields.encode())
    return info.tobuf(tarfile.USTAR_FORMAT) + fields.encode().ljust(
        -(-len(fields.encode()) // 512) * 512, b"\0"
    )


def field(name: str, value: str) -> str:
    line = f" {name}={value}\n"
    length = len(line) + len(str(len(line)))
    return f"{length + (len(str(length)) > len(str(len(line))))}{line}"


GNU_SPARSE = field("GNU.sparse.major", "1") + field("GNU.sparse.minor", "0")

HOSTILE = {
    "absolute": member("/etc/cron.d/x"),
    "up": member("a/../../x"),
    "dot": member("./a/x"),
    "backslash": member("a\\..\\x"),
    "link": member("a/l", tarfile.SYMTYPE, link="/etc"),
    "hard link": member("a/l", tarfile.LNKTYPE, link="/etc/passwd"),
    "link, then through it": member("a/l", tarfile.SYMTYPE, link="/tmp") + member("a/l/x"),
    "device": member("a/d", tarfile.CHRTYPE),
    "pipe": member("a/p", tarfile.FIFOTYPE),
    "folder": member("a/f", tarfile.DIRTYPE),
    "elsewhere": member("b/x"),
    "twice": member("a/x") + member("a/x"),
    "steers": member("a/\x1b[2J"),
    "deep": member("a/" * 40 + "x"),
    "long name": pax(field("path", "a/" + "n" * 5000)) + member("a/x"),
    "absolute by pax": pax(field("path", "/etc/x")) + member("a/x"),
    "negative": pax(field("size", "-9")) + member("a/x"),
    "endless size": pax(field("size", str(1 << 60))) + member("a/x"),
    "long header": pax(field("comment", "c" * 3_000_000)) + member("a/x"),
    "chain of headers": pax(field("comment", "c")) * 5000 + member("a/x"),
    "fat chain": pax(field("comment", "c" * 60_000), tarfile.XGLTYPE) * 60 + member("a/x"),
    "sparse": member("a/s", tarfile.GNUTYPE_SPARSE),
    "sparse by pax": pax(GNU_SPARSE + field("GNU.sparse.realsize", str(1 << 50)))
    + member("a/s", size=512),
    "noise": os.urandom(8192),
    "nothing": b"",
    "many": member("a/x") * 100,
}


@pytest.mark.parametrize("way", HOSTILE)
def test_hostile_archives_are_refused(tmp_path: Path, way: str) -> None:
    path = tmp_path / "x.tar"
    path.write_bytes(HOSTILE[way] + bytes(1024))
    with pytest.raises(ArchiveError, match=r"x\.tar"):
        take(path)
    inside = {p.name for p in tmp_path.iterdir()}
    assert inside == {"x.tar", "out"}, "nothing lies outside its folder"


def test_a_bomb_is_bounded_by_its_own_length(tmp_path: Path) -> None:
    """A file that is mostly hole claims more than the disk has."""
    path = tmp_path / "x.tar"
    path.write_bytes(member("a/x"))
    os.truncate(path, 1 << 43)
    with pytest.raises(ArchiveError, match="no room"):
        take(path)


def test_more_files_than_any_station_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webtv.archive.reader.MOST_FILES", 3)
    path = write(tmp_path / "x.tar", **{f"f{number}": b"" for number in range(4)})
    with pytest.raises(ArchiveError, match="more than 3 files"):
        take(path)


def _with_manifest(change: Callable[[str], str]) -> Callable[[bytes], bytes]:
    def changed(data: bytes) -> bytes:
        out = io.BytesIO()
        with (
            tarfile.open(fileobj=io.BytesIO(data)) as old,
            tarfile.open(fileobj=out, mode="w") as new,
        ):
            for each in old:
                body = old.extractfile(each)
                assert body is not None
                text = body.read()
                if each.name == NAME:
                    text = change(text.decode()).encode()
                    each.size = len(text)
                new.addfile(each, io.BytesIO(text))
        return out.getvalue()

    return changed


MANIFESTS: dict[str, tuple[Callable[[str], str], str]] = {
    "newer": (lambda t: t.replace('"format": 1', '"format": 2'), "newer WebTV"),
    "other kind": (lambda t: t.replace('"station"', '"channel"'), "webtv channel import"),
    "one more": (
        lambda t: t.replace(
            '"files": {', '"files": {"a/y": {"size": 0, "sha256": "' + "0" * 64 + '"},'
        ),
        "a/y is not in it",
    ),
    "one less": (lambda t: t.replace('"a/one"', '"a/two"'), "a/one is not in its manifest"),
    "no JSON": (lambda _: "{" * 100_000, "not right"),
}


@pytest.mark.parametrize("way", MANIFESTS)
def test_a_table_that_does_not_fit_is_refused(tmp_path: Path, way: str) -> None:
    change, told = MANIFESTS[way]
    path = write(tmp_path / "x.tar", one=b"1")
    path.write_bytes(_with_manifest(change)(path.read_bytes()))
    with pytest.raises(ArchiveError, match=told):
        take(path)


def test_nothing_may_follow_the_table(tmp_path: Path) -> None:
    path = write(tmp_path / "x.tar", one=b"1")
    with tarfile.open(path, "a") as tar:
        tar.addfile(tarfile.TarInfo("a/late"))
    with pytest.raises(ArchiveError, match="must come last"):
        take(path)
