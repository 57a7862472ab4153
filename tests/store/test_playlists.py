"""Playlists: what we write, real ffmpeg plays, whatever the names."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.slack import slack
from tests.store.values import make_programme, names
from webtv.errors import ConfigError
from webtv.media.process.binary import find_ffmpeg
from webtv.store.playlists import (
    Playlist,
    ffconcat,
    is_mirrored,
    list_playlists,
    quote,
    write_playlist,
)

NASTY = [
    "plain",
    "it's",
    "'",
    "''",
    "'quoted'",
    "two  spaces ",
    " leading",
    "back\\slash",
    "back\\'slash",
    'double"quote',
    "#hash",
    "50%d",
    "semi;colon&amp",
    "col:on",
    "http:__x",
    "file 'x'",
    "-dash",
    "tab\tname",
    "llama-🦙-été-日本",
    "dollar$HOME`id`",
    "[brackets]{braces}*?",
]


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tenth of a second of silence."""
    path = tmp_path_factory.mktemp("clip") / "clip.flac"
    run("-f", "lavfi", "-i", "anullsrc=r=48000:cl=stereo:d=0.1", str(path))
    return path


def run(*arguments: str) -> str:
    """What the station's ffmpeg says; it must succeed without a warning."""
    done = subprocess.run(
        [str(find_ffmpeg(None)), "-hide_banner", "-nostdin", "-v", "warning", *arguments],
        capture_output=True,
        text=True,
        timeout=30 * slack(),
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def played_s(playlist: Path) -> float:
    """Seconds of sound that `ffmpeg -f concat` reads from a playlist."""
    decode = ["-c:a", "pcm_s16le", "-f", "framecrc", "-"]
    frames = run("-f", "concat", "-safe", "0", "-i", str(playlist), *decode)
    sizes = [int(line.split(",")[4]) for line in frames.splitlines() if line[0] != "#"]
    return sum(sizes) / 4 / 48000


@pytest.mark.parametrize("name", NASTY)
def test_ffmpeg_plays_any_name(tmp_path: Path, clip: Path, name: str) -> None:
    media = tmp_path / "the library's" / f"{name}.flac"
    media.parent.mkdir()
    shutil.copy(clip, media)
    programme = make_programme().id
    playlist = write_playlist(
        tmp_path / "lists", number=1, programme=programme, media=media, title=f"{name}\nfile x"
    )
    assert played_s(playlist.path) == pytest.approx(0.1)


def test_a_name_that_is_not_utf8(tmp_path: Path, clip: Path) -> None:
    media = tmp_path / "caf\udce9.flac"
    shutil.copy(clip, media)
    playlist = write_playlist(
        tmp_path / "lists", number=1, programme=make_programme().id, media=media, title="Café"
    )
    assert played_s(playlist.path) == pytest.approx(0.1)


def test_several_files_play_in_order(tmp_path: Path, clip: Path) -> None:
    copies = [tmp_path / f"{n}'s.flac" for n in range(5)]
    for copy in copies:
        shutil.copy(clip, copy)
    path = tmp_path / "all.ffconcat"
    path.write_text(ffconcat(copies, comment="five of them"))
    assert played_s(path) == pytest.approx(0.5)


@pytest.mark.parametrize("name", ["line\nbreak", "return\rhere"])
def test_a_line_break_is_refused_because_ffmpeg_cannot_read_it(
    tmp_path: Path, clip: Path, name: str
) -> None:
    media = tmp_path / f"{name}.flac"
    shutil.copy(clip, media)
    path = tmp_path / "written-anyway.ffconcat"
    path.write_bytes(f"ffconcat version 1.0\nfile '{media}'\n".encode())
    with pytest.raises(AssertionError):
        played_s(path)
    with pytest.raises(ConfigError, match="line break"):
        ffconcat([media])


def test_a_line_break_above_both_does_no_harm(tmp_path: Path, clip: Path) -> None:
    home = tmp_path / "odd\nhome"
    (home / "library").mkdir(parents=True)
    media = Path(shutil.copy(clip, home / "library"))
    playlist = write_playlist(
        home / "lists", number=1, programme=make_programme().id, media=media, title="any"
    )
    assert played_s(playlist.path) == pytest.approx(0.1)


def test_quoting() -> None:
    assert quote("/a b.mp4") == "'/a b.mp4'"
    assert quote("/it's.mp4") == r"'/it'\''s.mp4'"


def test_the_text_of_a_playlist(tmp_path: Path) -> None:
    text = ffconcat([Path("/library/a.mp4"), Path("/b.mp4")], comment="Dawn\n over  Llamas ")
    assert text == (
        "ffconcat version 1.0\n# Dawn over Llamas\nfile '/library/a.mp4'\nfile '/b.mp4'\n"
    )


def test_playlists_are_listed_in_number_order_and_strangers_ignored(tmp_path: Path) -> None:
    programme = make_programme().id
    for number in (12, 2, 100):
        write_playlist(tmp_path, number=number, programme=programme, media=Path("/a"), title="x")
    for stranger in ("README.md", "mine.ffconcat", f".00000003-{programme}.ffconcat.12.tmp"):
        (tmp_path / stranger).write_text("x")
    found = list_playlists(tmp_path)
    assert [p.number for p in found] == [2, 12, 100]
    assert found[0] == Playlist(2, programme, tmp_path / f"00000002-{programme}.ffconcat")
    assert found[0].name == f"00000002-{programme}.ffconcat"
    assert list_playlists(tmp_path / "nowhere") == []


def test_nothing_is_left_beside_a_playlist(tmp_path: Path) -> None:
    written = write_playlist(
        tmp_path, number=1, programme=make_programme().id, media=Path("/a"), title="x"
    )
    assert names(tmp_path) == [written.name]


def test_what_the_mirror_brought_is_told_from_what_is_here(tmp_path: Path, clip: Path) -> None:
    own, brought = (
        write_playlist(
            tmp_path,
            number=number,
            programme=make_programme().id,
            media=clip,
            title="as\nfrom the store",
            mirrored=number == 2,
        )
        for number in (1, 2)
    )
    assert [is_mirrored(own), is_mirrored(brought)] == [False, True]
    assert played_s(brought.path) == pytest.approx(0.1, abs=0.05)
    own.path.unlink()
    assert not is_mirrored(own)
