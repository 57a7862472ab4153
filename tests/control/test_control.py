"""`webtv control` against a real playout: what an operator types, and what is said in return."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.clips import make_programme
from tests.playout.misfits import list_again
from tests.playout.station import HOUSE, Station
from tests.ports import free_port
from tests.rtmp.server import environment, until
from webtv.cli import app
from webtv.model.asrun import AsRunEntry
from webtv.model.status import OnAir
from webtv.store.feed_title import read_feed_title

SHOWN = 4
HOSTILE = "=1+1 \x1b[31mRed"
"""A title as a language model could be made to write it."""

Control = Callable[..., Result]


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    """Playout alone: what is ordered is the same whether anyone can be reached or not."""
    made = Station(tmp_path_factory.mktemp("home"))
    first = made.programme("show", 1, seconds=24)
    for number in range(2, SHOWN + 1):
        list_again(made.library, made.home / "playlists" / "show", first, number)
    hostile = make_programme(
        made.library, "show", seconds=8, house=HOUSE, title=HOSTILE, nonce="hostile"
    )
    made.playlist("show", SHOWN + 1, hostile.id, made.library.media(hostile))
    made.channel("show")
    made.start("playout")
    try:
        until(lambda: made.on_air("show") is not None, within_s=30, what="the show is on air")
        yield made
    finally:
        made.stop()


@pytest.fixture
def control(station: Station, monkeypatch: pytest.MonkeyPatch) -> Control:
    env = environment(station.home, WEBTV_CONTROL_PORT=station.control_port)
    for name, value in env.items():
        monkeypatch.setenv(name, value)

    def run(*words: str, typed: str | None = None) -> Result:
        return CliRunner().invoke(app, ["control", *words], input=typed)

    return run


def on_air(control: Control) -> OnAir:
    """What is on air, as the command line says it."""
    found = control("show", "status", "--json")
    assert found.exit_code == 0, found.output
    return OnAir.model_validate(json.loads(found.stdout)["on_air"])


def ordered(control: Control) -> dict[str, object]:
    found: dict[str, object] = json.loads(control("show", "status", "--json").stdout)["control"]
    return found


def test_without_an_order_it_says_what_is_on_air(control: Control) -> None:
    assert "'Part 1' (programme)" in control("show").stdout
    assert "'Part 2'" in control("show", "status").stdout
    overview = control().stdout.splitlines()
    assert overview[0].split() == ["Channel", "Kind", "On", "air", "Since", "Next"]
    assert overview[1].split()[:4] == ["show", "programme", "Part", "1"]


def test_programmes_are_listed_with_what_an_order_needs(control: Control, station: Station) -> None:
    listed = control("show", "programmes").stdout
    for programme in station.library.programmes("show"):
        assert programme.id in listed
    first = next(line for line in listed.splitlines() if "Part 1" in line)
    assert "0:00:24.0" in first
    assert "on air" in first
    assert "never" in next(line for line in listed.splitlines() if "Part 3" in line)
    assert "\x1b" not in listed


def test_skip_says_what_was_taken(control: Control) -> None:
    said = control("show", "skip")
    assert said.exit_code == 0, said.output
    assert said.stdout.startswith("took 'Part 2' after ")
    assert on_air(control).title == "Part 2"


def test_a_programme_is_ordered_next_by_a_part_of_its_title(control: Control) -> None:
    assert control("show", "next", "part 4").stdout == "'Part 4' is next\n"
    assert control("show", "next", "Part 3").stdout == "'Part 3' is next after one other\n"
    assert "next 'Part 4'" in control("show").stdout
    assert control("show", "unnext", "Part 3").exit_code == 0
    assert control("show", "skip").stdout.startswith("took 'Part 4' after ")
    assert ordered(control)["next"] == []


def test_hold_and_release(control: Control) -> None:
    said = control("show", "hold")
    assert said.stdout.startswith("took the slate after ")
    assert said.stdout.endswith(", held until `release`\n")
    assert on_air(control).kind == "slate"
    assert control("show", "hold").stdout == "the slate is held already\n"
    assert "the slate is held" in control("show").stdout
    refused = control("show", "skip")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "held" in refused.stderr
    assert control("show", "release").stdout.startswith("took 'Part ")
    assert control("show", "release").exit_code == 1


def test_a_cue_is_taken_at_its_time_and_may_be_withdrawn(control: Control) -> None:
    said = control("show", "cue", "Part 3", "--at", "+4h").stdout
    assert said.startswith("'Part 3' is cued for ")
    assert "cue 'Part 3' at" in control("show").stdout
    assert control("show", "uncue", "part 3").stdout.endswith(" any more\n")
    assert ordered(control)["cues"] == []
    assert control("show", "uncue", "20:15").stderr == "webtv: nothing is cued\n"
    title = "Part 1" if on_air(control).title != "Part 1" else "Part 2"
    asked = datetime.now(UTC) + timedelta(seconds=4)
    assert control("show", "cue", title, "--at", "+4s").exit_code == 0
    until(lambda: on_air(control).title == title, within_s=12, what="the cue is on air")
    assert on_air(control).started_at > asked - timedelta(seconds=1)


def test_a_pulled_programme_leaves_the_air_and_may_come_back(control: Control) -> None:
    title = on_air(control).title
    assert control("show", "pull", title, typed="n\n").exit_code == 1
    assert on_air(control).title == title
    said = control("show", "pull", title, "--yes").stdout
    assert said.startswith(f"'{title}' is pulled; took ")
    assert on_air(control).title != title
    row = next(r for r in control("show", "programmes").stdout.splitlines() if title in r)
    assert row.rstrip().endswith("pulled")
    assert control("show", "next", title).exit_code == 1
    assert control("show", "unpull", title).stdout == f"'{title}' may air again\n"


def test_takeover_tells_what_an_encoder_needs(control: Control, station: Station) -> None:
    first = control("show", "takeover").stdout.splitlines()
    assert first[0].startswith("Server:     rtmp://localhost:")
    assert first[0].endswith("/takeover")
    assert first[1].startswith("Stream key: show?key=")
    assert control("show", "takeover").stdout.splitlines() == first
    renewed = control("show", "takeover", "--new-key").stdout.splitlines()
    assert renewed[0] == first[0]
    assert renewed[1] != first[1]
    key_file = station.home / "takeover" / "show.key"
    assert key_file.read_text().strip() == renewed[1].rpartition("=")[2]
    assert key_file.stat().st_mode & 0o777 == 0o600
    assert control("shwo", "takeover").exit_code == 1
    assert control("../show", "takeover").exit_code == 2
    assert list((station.home / "takeover").iterdir()) == [key_file]

    titled = control("show", "takeover", "--title", "Council  meeting").stdout.splitlines()
    assert titled == ["Title:      Council meeting", *renewed]
    assert read_feed_title(station.home / "takeover", "show") == "Council meeting"


def test_the_title_of_a_takeover_is_moderated(control: Control, station: Station) -> None:
    folder = station.home / "takeover"
    control("show", "takeover", "--title", "Town hall")
    key = (folder / "show.key").read_text()
    for title in ("What the fuck", "F.u.c.k this", "Town\u202e sh1t"):
        refused = control("show", "takeover", "--new-key", "--title", title)
        assert refused.exit_code == 1
        assert "moderation refuses the title: the word list objects to: " in refused.output
        assert read_feed_title(folder, "show") == "Town hall"
        assert (folder / "show.key").read_text() == key  # nothing of the order was done
    assert control("show", "takeover", "--title", "").exit_code == 0
    assert read_feed_title(folder, "show") == "Live"


def test_production_is_paused_and_resumed(control: Control) -> None:
    assert control("show", "pause").exit_code == 0
    assert ordered(control)["production_paused"] is True
    assert "production is paused" in control("show").stdout
    assert control("show", "resume").exit_code == 0
    assert ordered(control)["production_paused"] is False


def test_the_as_run_log_says_why_each_was_taken(control: Control) -> None:
    run = CliRunner().invoke(app, ["asrun", "show", "--since", "10m", "--format", "json"])
    entries = [AsRunEntry.model_validate_json(line) for line in run.stdout.splitlines()]
    taken = {
        (entry.cause, entry.kind if entry.kind == "slate" else entry.title) for entry in entries
    }
    assert {("rundown", "Part 1"), ("next", "Part 4"), ("hold", "slate")} <= taken
    assert "cue" in {entry.cause for entry in entries}
    cut = {entry.detail for entry in entries if entry.outcome == "cut"}
    assert {"skipped", "hold", "cue", "pulled"} <= cut
    assert all(entry.file and len(entry.sha256) == 64 for entry in entries if entry.programme)
    assert all(entry.pictures == round(entry.aired_s * 24) for entry in entries)
    for one, two in pairwise(entries):
        assert abs((two.started_at - one.ended_at).total_seconds()) < 0.1
    table = CliRunner().invoke(app, ["asrun", "show", "--since", "10m"]).stdout
    assert "fresh (next)" in table
    assert "slate (hold)" in table


def test_what_cannot_be_done_is_said_in_a_line(control: Control, station: Station) -> None:
    for words, wanted in (
        (("shwo", "skip"), "webtv: there is no channel shwo: did you mean show?\n"),
        (("show", "next", "Dawn"), "webtv: no programme is called 'Dawn'"),
        (("show", "next", "Part"), "webtv: 'Part' may be "),
        (("show", "giveback"), "webtv: no live feed is on air\n"),
    ):
        said = control(*words)
        assert (said.exit_code, said.stdout) == (1, "")
        assert said.stderr.startswith(wanted)
    assert control("show", "cue", "Part 1", "--at", "soon").exit_code == 2
    token = station.home / "control.token"
    kept = token.read_text()
    try:
        token.write_text("guess\n")
        assert "does not accept the token" in control("show", "skip").stderr
        token.unlink()
        assert "is not there" in control("show", "skip").stderr
    finally:
        token.write_text(kept)


def test_without_playout_there_is_a_line_and_an_exit_code(
    control: Control, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unused_port = free_port()
    monkeypatch.setenv("WEBTV_HOME", str(tmp_path))
    monkeypatch.setenv("WEBTV_CONTROL_PORT", str(unused_port))
    said = control("show", "status")
    assert said.exit_code == 3
    assert said.stderr.startswith(f"webtv: playout does not answer at 127.0.0.1:{unused_port}")
    assert said.stderr.count("\n") == 1
