"""Programs that somebody has taken over, and real ones that are told to do what they may not."""

from __future__ import annotations

import errno
import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.media.process import evil
from webtv.errors import MediaError
from webtv.media.process.binary import find_ffmpeg
from webtv.media.process.confinement import Confinement, confinement, missing
from webtv.media.process.ffmpeg import run_ffmpeg
from webtv.media.process.kernel import tell_missing
from webtv.media.process.limits import MEBIBYTE, Limits
from webtv.media.process.process import run
from webtv.media.process.spawn import confined_argv

FFMPEG = find_ffmpeg(None)
PYTHON = (sys.executable, "-I", "-S", evil.__file__)
PYTHONS_OWN = [Path(sys.base_prefix), Path(sys.prefix), Path(evil.__file__)]
GREY = ("-f", "lavfi", "-i", "color=gray:s=32x32:d=0.1")
ROOMY = Limits(memory_bytes=256 * MEBIBYTE, cpu_s=None)

walls = pytest.mark.skipif(bool(missing()), reason=f"this kernel has no {missing()}")


@walls
@pytest.mark.parametrize("way", ["forked", "spawned"])
def test_a_program_that_was_taken_over_reaches_nothing(tmp_path: Path, way: str) -> None:
    other = tmp_path / "other"
    other.write_text("other")
    argv = [*PYTHON, "attempts", str(other)]
    kept = Confinement(reads=PYTHONS_OWN, program=Path(sys.executable))
    if way == "forked":
        came = json.loads(run(argv, what="attack", deadline_s=20, kept=kept).stdout)
    else:
        argv = confined_argv(argv, kept=kept, limits=ROOMY)
        came = json.loads(subprocess.run(argv, check=True, capture_output=True).stdout)
    assert came.pop("thread") == 0
    assert {name for name, number in came.items() if not number} == set()
    assert set(came.values()) <= {errno.EACCES, errno.EPERM}, came
    assert [path.name for path in tmp_path.iterdir()] == ["other"]


@walls
def test_a_program_connects_to_its_port_alone() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as mine,
        socket.create_server(("127.0.0.1", 0)) as other,
    ):
        ports = [str(server.getsockname()[1]) for server in (mine, other)]
        kept = Confinement(reads=PYTHONS_OWN, ports=[int(ports[0])])
        argv = confined_argv([*PYTHON, "connections", *ports], kept=kept, limits=ROOMY)
        came = json.loads(subprocess.run(argv, check=True, capture_output=True).stdout)
    assert came == {ports[0]: 0, ports[1]: errno.EACCES, "/nowhere": errno.EPERM}


@walls
def test_ffmpeg_reads_and_writes_what_it_was_given(tmp_path: Path) -> None:
    film, other, out = tmp_path / "film.mp4", tmp_path / "other.mp4", tmp_path / "out.mp4"
    for path in (film, other):
        run_ffmpeg(FFMPEG, [*GREY, str(path)], out=path, what="making", deadline_s=20)
    cutting = ["-i", str(film), "-c", "copy", "-movflags", "+faststart", str(out)]
    run_ffmpeg(FFMPEG, cutting, out=out, reads=[film], what="cutting", deadline_s=20)
    kept = out.read_bytes()
    assert b"moov" in kept[:200]
    for argv, told in (
        (["-i", str(other), str(out)], "other.mp4.*Permission denied"),
        (["-i", str(film), str(tmp_path / "mine.mp4")], "mine.mp4.*Permission denied"),
        (["-i", "http://127.0.0.1:9/a.mp4", str(out)], "Operation not permitted"),
    ):
        with pytest.raises(MediaError, match=f"attack failed .*{told}"):
            run_ffmpeg(FFMPEG, argv, out=out, reads=[film], what="attack", deadline_s=20)
        assert not out.exists()  # no half of a film is left
    assert sorted(path.name for path in tmp_path.iterdir()) == ["film.mp4", "other.mp4"]


def test_what_cannot_be_read_or_written_is_named(tmp_path: Path) -> None:
    gone = tmp_path / "gone" / "film.mp4"
    with pytest.raises(
        MediaError, match=r"cutting failed: .*gone/film.mp4 cannot be used: No such"
    ):
        run_ffmpeg(
            FFMPEG,
            [*GREY, "out.mp4"],
            out=tmp_path / "out.mp4",
            reads=[gone],
            what="cutting",
            deadline_s=20,
        )
    with pytest.raises(MediaError, match=r"cutting failed: .*gone/film.mp4 cannot be written"):
        run_ffmpeg(FFMPEG, [*GREY, str(gone)], out=gone, what="cutting", deadline_s=20)
    with pytest.raises(FileNotFoundError), confinement(Confinement(reads=[gone])):
        pass


def test_a_confined_program_that_is_not_there_is_named() -> None:
    argv = confined_argv(["/nowhere/ffmpeg"], kept=Confinement(), limits=ROOMY)
    told = subprocess.run(argv, check=False, capture_output=True, text=True)
    assert (told.returncode, told.stderr) == (
        1,
        "/nowhere/ffmpeg cannot be run or used: No such file or directory\n",
    )


def test_a_kernel_without_walls_is_told_of_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("webtv.media.process.kernel.missing", lambda: ["Landlock", "seccomp"])
    tell_missing.cache_clear()
    for _ in range(3):
        tell_missing()
    tell_missing.cache_clear()
    assert capsys.readouterr().out.count("Landlock and seccomp") == 1
