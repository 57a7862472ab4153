"""`webtv programmes`: what an operator types, and what becomes of the library."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.ports import free_port
from tests.store.values import NOON, make_entry, make_programme, shelve
from webtv.cli import app
from webtv.model.asrun import AsRunEntry
from webtv.model.cost import Cost
from webtv.model.programme import FilmedShot, Generation, Programme
from webtv.model.score import score_of
from webtv.model.status import OnAir, PlayoutStatus
from webtv.store.asrun import AsRunLog
from webtv.store.bans import Bans, read_bans
from webtv.store.control import read_control
from webtv.store.library import Library
from webtv.store.status import write_status

HOSTILE = "Dusk \x1b[31mRed"

Programmes = Callable[..., Result]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


@pytest.fixture
def programmes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programmes:
    monkeypatch.setenv("WEBTV_HOME", str(tmp_path))
    monkeypatch.setenv("WEBTV_CONTROL_PORT", str(free_port()))
    monkeypatch.setenv("COLUMNS", "200")

    def run(*words: str, typed: str | None = None) -> Result:
        return CliRunner().invoke(app, ["programmes", *words], input=typed)

    return run


def made_with(seed: int, number: int, channel: str = "llamas", **changes: object) -> Programme:
    generation = Generation(
        stage="video",
        backend="zeroscope-v2 at me/zeroscope",
        seed=seed,
        licence="CC-BY-NC-4.0",
        seconds_taken=12,
        cost=Cost(gpu_s=12),
    )
    shot = FilmedShot(prompt="a llama walks", start_s=0, duration_s=8, generations=(generation,))
    changes = {"shots": (shot,), "cost": Cost(gpu_s=12, tokens=900), **changes}
    return make_programme(number, channel).model_copy(update=changes)


def aired(programme: Programme, at: datetime) -> AsRunEntry:
    entry = make_entry(at, programme.title, programme.channel)
    return entry.model_copy(update={"kind": "programme", "programme": programme.id})


def test_the_list_says_what_each_programme_is(programmes: Programmes, library: Library) -> None:
    first = shelve(library, made_with(7, 1))
    score = score_of({"motion": 1.0, "uncut": 0.25})
    shelve(library, make_programme(2, "tides").model_copy(update={"score": score}))
    shelve(library, make_programme(3).model_copy(update={"approval": "waiting", "title": HOSTILE}))
    log = AsRunLog(library.folder.parent / "asrun")
    log.append(aired(first, datetime.now(UTC) - timedelta(hours=1)))
    found = programmes("list")
    assert found.exit_code == 0, found.output
    head, *lines = found.stdout.splitlines()
    assert head.split()[:3] == ["Channel", "Id", "Title"]
    assert [line.split()[0] for line in lines] == ["llamas", "llamas", "tides"]
    assert "12 GPU s, 900 tokens" in lines[0]
    assert "waits for approval" in lines[1]
    assert "\x1b" not in found.stdout
    values = [json.loads(line) for line in programmes("list", "--json").stdout.splitlines()]
    assert {v["title"]: v["airings"] for v in values}["Dawn 1"] == 1
    assert len(programmes("list", "tides").stdout.splitlines()) == 2
    assert "Dusk" in programmes("list", "--waiting").stdout
    _, best, *rest = programmes("list", "--score").stdout.splitlines()
    assert best.split()[-3:] == ["50", "uncut", "0.25"]
    assert [line.split()[-1] for line in rest] == ["-", "-"]
    assert "0.25  uncut: shots without a cut" in programmes("show", "dawn 2").stdout
    assert "did you mean tides?" in programmes("list", "tide").stderr


def test_an_empty_library_is_no_error(programmes: Programmes) -> None:
    assert programmes("list").stdout == "No programmes.\n"
    assert programmes("list", "--json").stdout == ""


def test_show_tells_how_it_was_made(programmes: Programmes, library: Library) -> None:
    made = shelve(library, made_with(7, 1))
    told = programmes("show", "dawn").stdout
    for words in (made.id, "a llama walks", "zeroscope-v2 at me/zeroscope, seed 7", "CC-BY-NC-4.0"):
        assert words in told
    assert json.loads(programmes("show", made.id, "--json").stdout)["id"] == made.id


def test_a_name_must_be_clear(programmes: Programmes, library: Library) -> None:
    for number in (1, 2):
        shelve(library, make_programme(number))
    assert "give the id" in programmes("show", "dawn").stderr
    assert "see `webtv programmes list`" in programmes("show", "dusk").stderr


def test_export_copies_film_and_sidecar(
    programmes: Programmes, library: Library, tmp_path: Path
) -> None:
    made = shelve(library, make_programme(1))
    film = Path(programmes("export", "dawn", "--to", str(tmp_path / "out")).stdout.strip())
    assert film.name == f"llamas-{made.id}-dawn-1.mp4"
    assert film.read_bytes() == library.media(made).read_bytes()
    assert Programme.model_validate_json(film.with_suffix(".json").read_bytes()) == made
    again = programmes("export", "dawn", "--to", str(tmp_path / "out"))
    assert again.exit_code == 1
    assert "--force" in again.stderr
    assert programmes("export", "dawn", "--to", str(tmp_path / "out"), "--force").exit_code == 0


def test_delete_asks_and_spares_what_is_on_air(
    programmes: Programmes, library: Library, tmp_path: Path
) -> None:
    shown, spare = shelve(library, make_programme(1)), shelve(library, make_programme(2))
    now = datetime.now(UTC)
    on_air = OnAir(kind="programme", programme=shown.id, title="x", started_at=now, ends_at=now)
    write_status(
        tmp_path / "status", PlayoutStatus(channel="llamas", written_at=now, on_air=on_air)
    )
    assert f"control llamas pull {shown.id}" in programmes("delete", shown.id, "--yes").stderr
    assert programmes("delete", spare.id, typed="n\n").exit_code == 1
    assert programmes("delete", spare.id, typed="y\n").exit_code == 0
    assert [p.id for p in Library(library.folder).programmes("llamas")] == [shown.id]


def test_approve_lets_what_waits_air(programmes: Programmes, library: Library) -> None:
    for number in (1, 2, 3):
        approval = "waiting" if number > 1 else ""
        shelve(library, make_programme(number).model_copy(update={"approval": approval}))
    assert "does not wait" in programmes("approve", "Dawn 1").stderr
    assert programmes("approve", "Dawn 2").stdout == "'Dawn 2' may air\n"
    assert programmes("approve", "--all", "llamas").stdout == "'Dawn 3' may air\n"
    approved = Library(library.folder).programmes("llamas")
    assert [p.approval for p in approved] == ["", "given", "given"]
    assert all(p.may_air(NOON, aired=False) for p in approved)
    assert programmes("approve").exit_code == 2


def test_a_ban_is_lifted_by_title_and_with_it_the_pull(
    programmes: Programmes, library: Library, tmp_path: Path
) -> None:
    one, seeded = shelve(library, made_with(5, 1)), shelve(library, made_with(6, 2))
    assert programmes("ban", one.id).exit_code == 0
    assert programmes("ban", "--seed", "6").exit_code == 0
    for wrong, says in (
        (("nosuchthing",), "no banned programme is called 'nosuchthing'"),
        (("--seed", "9"), "seed 9 is not banned: 6"),
        ((seeded.id,), "is not banned by name; a ban of a seed has --seed"),
    ):
        refused = programmes("unban", *wrong)
        assert refused.exit_code == 1
        assert says in refused.stderr
    assert read_control(tmp_path / "control", "llamas")[0].pulled == (one.id, seeded.id)
    lifted = programmes("unban", one.title.upper())
    assert lifted.stdout == f"not banned any more: {one.id} (programmes that may air: 1)\n"
    assert read_bans(tmp_path / "bans.json") == Bans(seeds=(6,))
    assert read_control(tmp_path / "control", "llamas")[0].pulled == (seeded.id,)


def test_a_banned_seed_takes_all_that_was_made_with_it_off_the_air(
    programmes: Programmes, library: Library, tmp_path: Path
) -> None:
    first, second = shelve(library, made_with(7, 1)), shelve(library, made_with(7, 2, "tides"))
    other = shelve(library, made_with(8, 3))
    assert programmes("ban", "--seed", "7").stdout == "banned: 7 (programmes: 2)\n"
    assert read_bans(tmp_path / "bans.json") == Bans(seeds=(7,))
    # Playout does not run, so its orders are written for it to read when it starts.
    assert read_control(tmp_path / "control", "llamas")[0].pulled == (first.id,)
    assert read_control(tmp_path / "control", "tides")[0].pulled == (second.id,)
    assert programmes("ban", other.id).exit_code == 0
    assert programmes("list").stdout.count("banned") == 3
    lifted = programmes("unban", "--seed", "7")
    assert lifted.stdout == "not banned any more: 7 (programmes that may air: 2)\n"
    assert read_bans(tmp_path / "bans.json") == Bans(programmes=(other.id,))
    assert read_control(tmp_path / "control", "llamas")[0].pulled == (other.id,)
    assert read_control(tmp_path / "control", "tides")[0].pulled == ()
    assert programmes("ban").exit_code == 2
