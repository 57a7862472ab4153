"""`webtv asrun`: what people, spreadsheets and programs get of the as-run log."""

from __future__ import annotations

import csv
import io
import json
import os
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from webtv.asrun.export import defused, write_csv
from webtv.asrun.query import Query, select
from webtv.asrun.sums import Sums
from webtv.cli import app
from webtv.model.asrun import AsRunEntry, Kind
from webtv.store.asrun import AsRunLog
from webtv.store.onair import Count, OnAir, OnAirFile
from webtv.terminal import plain, plain_lines

NOW = datetime.now(UTC).replace(microsecond=0)
HOSTILE = "=HYPERLINK(1) \x1b[31mred\x07\u202e"


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    """Times count from when a test runs: this module may have been read minutes before."""
    monkeypatch.setitem(globals(), "NOW", datetime.now(UTC).replace(microsecond=0))


def entry(
    ago_s: float,
    *,
    channel: str = "llamas",
    kind: Kind = "programme",
    aired_s: float = 40,
    **more: object,
) -> AsRunEntry:
    """Something that began `ago_s` seconds ago."""
    fields: dict[str, object] = {
        "title": "Dawn",
        "programme": None if kind == "slate" else "20260101T000000-aaaaaa",
        "planned_s": 40,
        "pictures": round(aired_s * 24),
        "fps": 24,
        "file": "20260101T000000-aaaaaa.mp4",
        "sha256": "a" * 64,
        "destinations": ("hls", "rtmp"),
    }
    started_at = NOW - timedelta(seconds=ago_s)
    return AsRunEntry.model_validate(
        {
            "channel": channel,
            "kind": kind,
            "aired_s": aired_s,
            "started_at": started_at,
            "ended_at": started_at + timedelta(seconds=aired_s),
            **fields,
            **more,
        }
    )


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsRunLog:
    monkeypatch.setenv("WEBTV_HOME", str(tmp_path))
    log = AsRunLog(tmp_path / "asrun")
    for each in (
        entry(200_000, title="Long ago"),
        entry(240),
        entry(200, kind="rerun", title=HOSTILE, cause="next", partly=("twitch",)),
        entry(160, kind="slate", cause="nothing", aired_s=20),
        entry(130, title="-2+3", outcome="cut", detail="playout was killed", aired_s=12.5),
        entry(220, channel="sea", title="Waves"),
    ):
        log.append(each)
    return log


Run = Callable[..., Result]


@pytest.fixture
def run(log: AsRunLog) -> Run:
    return lambda *words: CliRunner().invoke(app, ["asrun", *words])


def test_people_get_a_table_and_sums(run: Run) -> None:
    said = run("llamas")
    assert said.exit_code == 0
    assert "\x1b" not in said.stdout
    assert "\x07" not in said.stdout
    lines = said.stdout.splitlines()
    assert lines[0].endswith(f"UTC{NOW.astimezone():%z}")
    assert len([line for line in lines if "00:00:40:00" in line]) == 2
    local = (NOW - timedelta(seconds=240)).astimezone()
    assert lines[1].startswith(f"{local:%H:%M:%S}.000")
    assert "00:00:12:12" in said.stdout
    assert "cut: playout was killed" in said.stdout
    assert "rerun (next)" in said.stdout
    assert "hls, rtmp, twitch (partly)" in said.stdout
    sums = {line.split()[-1]: line.split() for line in lines if "airing" in line}
    assert sums["fresh"][:3] == ["46.7%", "0:00:52.5", "2"]
    assert sums["slate"][:3] == ["17.8%", "0:00:20.0", "1"]
    assert sums["total"][:2] == ["0:01:52.5", "4"]
    assert "Off air once between two of these: 10.0 s in all" in said.stdout


def test_all_channels_in_order_of_time(run: Run) -> None:
    lines = [line for line in run().stdout.splitlines() if "00:00:" in line]
    assert [line.split()[0] for line in lines] == ["llamas", "sea", "llamas", "llamas", "llamas"]


def test_a_span_and_kinds(run: Run) -> None:
    titles = [
        json.loads(line)["title"]
        for line in run("--format", "json", "--since", "3d").stdout.splitlines()
    ]
    assert titles[:2] == ["Long ago", "Dawn"]
    assert len(titles) == 6
    only = run("--kind", "slate", "--kind", "rerun", "--format", "json").stdout.splitlines()
    assert [json.loads(line)["kind"] for line in only] == ["rerun", "slate"]
    until = run("llamas", "--until", "3m", "--format", "json").stdout.splitlines()
    assert [json.loads(line)["kind"] for line in until] == ["programme", "rerun"]
    assert "Nothing aired then" in run("sea", "--since", "1m").stdout


def test_spreadsheets_get_csv_without_formulas(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("--format", "csv").stdout)))
    assert len(rows) == 5
    first, waves, hostile, slate, cut = rows
    assert first["started_utc"] == f"{NOW - timedelta(seconds=240):%Y-%m-%dT%H:%M:%S}.000Z"
    assert (first["duration"], first["pictures"], first["fps"]) == ("00:00:40:00", "960", "24.0")
    assert first["sha256"] == "a" * 64
    assert first["destinations"] == "hls rtmp"
    assert waves["channel"] == "sea"
    assert hostile["title"] == "'=HYPERLINK(1)  [31mred  "
    assert (slate["kind"], slate["programme"], slate["cause"]) == ("slate", "", "nothing")
    assert (cut["title"], cut["outcome"]) == ("'-2+3", "cut")


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t=", "\r+", "\n@", "\0=", " =", "\uff1d", "\uff0b"]
)
def test_no_text_begins_a_formula(start: str) -> None:
    out = io.StringIO()
    write_csv([entry(0, title=f"{start}1", detail=f"{start}cmd", file=f"{start}f")], out)
    (row,) = csv.DictReader(io.StringIO(out.getvalue(), newline=""))
    shown = plain(start)
    told = [row[name][: len(shown) + 1] for name in ("title", "detail", "file")]
    assert told == [f"'{shown}"] * 3
    assert defused("plain = 1") == "plain = 1"


def test_programs_get_what_stands_in_the_log(run: Run, log: AsRunLog) -> None:
    said = run("llamas", "--format", "json").stdout
    assert plain_lines(said) == said
    lines = said.splitlines()
    assert [AsRunEntry.model_validate_json(line) for line in lines] == log.read(
        "llamas", since=NOW - timedelta(days=1)
    )


def test_what_is_wrong_is_said(run: Run) -> None:
    said = run("lama")
    assert (said.exit_code, said.stdout) == (1, "")
    assert said.stderr == "webtv: there is no as-run log of channel lama: did you mean llamas?\n"
    assert run("--since", "once").exit_code == 2
    assert run("--kind", "news").exit_code == 2


def test_what_is_on_air_stands_below_the_table(run: Run, log: AsRunLog) -> None:
    file = OnAirFile(log.folder / "llamas" / "on-air")
    file.open()
    on_air = OnAir(finished=(entry(9),), current=entry(3, title=HOSTILE, kind="rerun"))
    file.write(on_air, Count(3.25, 78))
    *_, last = run("llamas").stdout.splitlines()
    assert last.startswith("llamas: on air '=HYPERLINK(1)  [31mred")
    assert last.endswith(("0:00:03.3 sent", "0:00:03.2 sent"))
    assert "on air" not in run("llamas", "--until", "1s").stdout
    assert "on air" not in run("llamas", "--format", "csv").stdout
    path = log.folder / "llamas" / "on-air"
    os.utime(path, (NOW.timestamp() - 60, NOW.timestamp() - 60))
    *_, waiting, last = run("llamas").stdout.splitlines()
    assert "1 airings wait in" in waiting
    assert last.endswith("when playout was killed; the log has it once playout runs again")
    file.close()
    path.write_bytes(b"garbage")
    *_, last = run("llamas").stdout.splitlines()
    assert "is not known" in last


def test_a_channel_on_air_for_the_first_time_is_known(run: Run, log: AsRunLog) -> None:
    file = OnAirFile(log.folder / "new" / "on-air")
    file.open()
    file.write(OnAir(current=entry(3, channel="new", title="First")), Count(3.0, 72))
    file.close()
    said = run("new")
    assert said.exit_code == 0
    assert said.stdout.startswith("Nothing aired then.\nnew: on air 'First'")


def test_holes_are_counted_for_each_channel() -> None:
    sums = Sums()
    for each in (
        entry(100),
        entry(99, channel="sea"),
        entry(60),
        entry(15),
        entry(0, channel="sea"),
    ):
        sums.add(each)
    assert sums.holes == [5, 59]


def test_a_large_log_is_not_held_in_memory(tmp_path: Path) -> None:
    log = AsRunLog(tmp_path)
    (tmp_path / "llamas").mkdir()
    line = entry(3600).model_dump_json().encode() + b"\n"
    (tmp_path / "llamas" / f"{NOW:%Y-%m-%d}.jsonl").write_bytes(line * 20_000)
    query = Query(("llamas",), since=NOW - timedelta(days=1))
    tracemalloc.start()
    try:
        assert sum(1 for _ in select(log, query)) == 20_000
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1_000_000  # the file has nine million bytes
