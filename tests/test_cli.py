"""The command line: what people mistype is said in a sentence."""

from __future__ import annotations

import logging
import os
import shlex
from collections.abc import Callable, Iterator
from errno import ENOTDIR
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.ports import free_port
from webtv import __version__
from webtv.cli import app
from webtv.explained import explain

Run = Callable[..., Result]

COMMANDS = (
    "up",
    "asrun sea",
    "produce --dry-run sea",
    "produce --once sea",
    "produce",
    "playout",
    "mirror",
    "alarms",
    "alarms --try",
    "rtmp",
    "spaces",
    "control",
    "control sea",
    "control sea skip",
    "control sea pull x --yes",
    "control sea takeover",
    "programmes list",
    "programmes show x",
    "programmes play x",
    "programmes export x",
    "programmes delete x --yes",
    "programmes approve x",
    "programmes ban x",
    "programmes ban --seed 1",
    "programmes unban x",
    "programmes unban --seed 1",
    "restore x.tar",
    "console",
    "users list",
    "audit verify",
)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    niceness = os.nice(0)
    monkeypatch.setattr(os, "nice", lambda _by: niceness)  # it cannot be taken back
    for name in ("WEB", "RTMP", "FLV", "SPACES", "CONTROL"):
        monkeypatch.setenv(f"WEBTV_{name}_PORT", str(free_port()))
    monkeypatch.setenv("WEBTV_CHANNELS_DIR", str(tmp_path / "channels"))
    monkeypatch.setenv("WEBTV_PLAYLISTS_DIR", str(tmp_path / "playlists"))
    monkeypatch.setenv("WEBTV_HOME", str(tmp_path / "home"))
    (tmp_path / "channels").mkdir()
    (tmp_path / "channels" / "sea.yaml").write_text("title: Sea\ntheme: waves on the shore\n")

    def command(line: str, **env: object) -> Result:
        return CliRunner().invoke(
            app, shlex.split(line), env={f"WEBTV_{k}": str(v) for k, v in env.items()}
        )

    yield command
    for handler in logging.getLogger().handlers[:]:
        logging.getLogger().removeHandler(handler)
        handler.close()


def test_the_version(run: Run) -> None:
    assert run("--version").stdout == f"webtv {__version__}\n"


READERS = ("check", "asrun", "spaces check", "control sea programmes")
"""Need no home: there is nothing in it."""


@pytest.mark.parametrize("line", READERS)
def test_who_only_reads_needs_no_home(run: Run, tmp_path: Path, line: str) -> None:
    (tmp_path / "file").write_text("a file, and no folder")
    found = run(line, HOME=tmp_path / "file" / "home")
    assert isinstance(found.exception, SystemExit | None)
    assert "Traceback" not in found.output


@pytest.mark.parametrize("line", COMMANDS)
def test_a_home_that_cannot_be_is_one_sentence(run: Run, tmp_path: Path, line: str) -> None:
    (tmp_path / "file").write_text("a file, and no folder")
    found = run(line, HOME=tmp_path / "file" / "home")
    assert isinstance(found.exception, SystemExit | None), found.exception
    assert found.exit_code in (1, 3)
    assert found.stderr.startswith("webtv: ")
    assert len(found.stderr.splitlines()) == 1


@pytest.mark.parametrize("line", ["check", "produce --dry-run sea", "spaces check sea"])
@pytest.mark.parametrize("what", ["missing", "file", "loop"])
def test_channels_that_are_no_folder_are_one_sentence(
    run: Run, tmp_path: Path, line: str, what: str
) -> None:
    (tmp_path / "file").write_text("a file, and no folder")
    (tmp_path / "loop").symlink_to("loop")
    found = run(line, CHANNELS_DIR=tmp_path / what)
    assert isinstance(found.exception, SystemExit)
    assert found.exit_code == 1
    assert str(tmp_path / what) in found.stderr
    assert len(found.stderr.splitlines()) == 1


HOSTILE = "\x1b]52;c;YQ==\x07\x9b2J\u202e"


def test_an_error_steers_no_terminal(run: Run) -> None:
    found = run(f"produce --dry-run '{HOSTILE}'")
    assert found.exit_code == 1
    for said in (found.stderr, explain(NotADirectoryError(ENOTDIR, "no folder", HOSTILE))):
        assert " ]52;c;YQ==  2J " in said
        assert not {*"\x1b\x07\x9b\u202e"} & {*said}


def test_a_dry_run_of_what_can_never_air_says_so(run: Run, tmp_path: Path) -> None:
    with (tmp_path / "channels" / "sea.yaml").open("a") as file:
        file.write("programme: {shots: 1}\n")
    found = run("produce --dry-run sea")
    assert found.exit_code == 1
    first, *reasons = found.stderr.splitlines()
    assert first == "webtv: no programme of sea could air:"
    assert any(reason.startswith("pipeline.video: zeroscope-v2 films") for reason in reasons)
    assert not found.stdout
