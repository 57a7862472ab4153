"""What a drill takes along, reads and says, as values."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from typer.testing import CliRunner

from webtv.cli import app
from webtv.config.channels import read_lineup
from webtv.config.contracts import load_contracts
from webtv.config.document import Document, read_document
from webtv.drill.faults import FAULTS
from webtv.drill.lineup import rehearsed, small
from webtv.drill.rehearse import Outcome
from webtv.drill.told import Told
from webtv.drill.viewers import Sight, slate_s
from webtv.model.house import HouseFormat

EVERYTHING = """\
title: "Reef: the \\"deep\\" end"
theme: |
  - a turtle swims over the reef
  - an octopus hides in a jar
cast: [{name: Ida, look: a small seal, image: ida.png, voice: bf_emma}]
writer: {kind: openai, base_url: "https://paid.example.org/v1", api_key: "${OPENAI_API_KEY}"}
pipeline:
  video: {space: runway-text-to-video, source: public}
  presenter: {space: runway-character-performance, source: public}
announcements: [{cron: "0 20 * * *", title: Soon}]
presenter: {image: ida.png, performance: moves.mp4}
hls: {window_s: 60, ladder: [{height: 360, video_kbps: 800}]}
house: {width: 720, height: 1280}
destinations: [{id: twitch, preset: twitch, key: "${TWITCH_KEY}"}]
"""


def test_a_rehearsed_channel_reaches_nobody_and_costs_nothing(tmp_path: Path) -> None:
    document = read_document(tmp_path / "reef.yaml", EVERYTHING)
    assert isinstance(document, Document)
    text = rehearsed(document.plain()[0], small(HouseFormat(width=720, height=1280)))
    assert not any(word in text for word in ("example.org", "runway", "KEY", "twitch", "ida.png"))
    (tmp_path / "reef.yaml").write_text(text)
    lineup = read_lineup(tmp_path, contracts=load_contracts(), env={})
    assert lineup.error_text("reef") == ""
    channel = lineup.channels["reef"]
    assert channel.title == 'Reef: the "deep" end'
    assert channel.theme.count("\n") == 1
    assert channel.cast[0].look == "a small seal"
    assert channel.destinations == ()
    assert {
        link.source for stage in channel.pipeline.stages().values() for link in stage.chain
    } == {"local"}
    assert (channel.house.width, channel.house.height) == (360, 640)
    assert channel.hls.window_s == 60


def test_the_slate_counts_for_as_long_as_the_list_says() -> None:
    now = datetime(2026, 11, 30, 12, tzinfo=UTC)

    def line(kind: str, start_s: int, length: str) -> str:
        start = (now + timedelta(seconds=start_s)).isoformat()
        return (
            f'#EXT-X-DATERANGE:ID="{start_s}",CLASS="webtv.programme",START-DATE="{start}",'
            f'{length}X-KIND="{kind}"'
        )

    before = line("slate", -100, "DURATION=8.000,")
    half = line("slate", -34, "DURATION=8.000,")
    shown = line("rerun", -26, "DURATION=20.000,")
    still = line("slate", -6, "")
    listed = "\n".join(("#EXTM3U", before, half, shown, still))
    assert slate_s(listed, since=now - timedelta(seconds=30), now=now) == 4 + 6


def test_of_logs_what_an_operator_would_look_for_is_told_once(tmp_path: Path) -> None:
    lines = [
        {"level": "info", "event": "player started"},
        {"level": "warning", "event": "backend lost", "backend": "film", "reason": "\x1b[2J gone"},
        {"level": "info", "event": "backend back", "backend": "film"},
    ]
    log = tmp_path / "production.log"
    log.write_text(
        "".join(f"{json.dumps(each)}\n" for each in (*lines, lines[1])) + '{"level": "er'
    )
    told = Told(tmp_path)
    told.say("station: web ended")
    said = told.new()
    assert said[0] == "station: web ended"
    assert said[1].startswith("production: backend lost (film): ")
    assert "\x1b" not in said[1]
    assert said[2:] == ["production: backend back (film)"]
    with log.open("a") as file:
        file.write('ror", "event": "the disk is full"}\n')
    assert told.new() == ["production: the disk is full"]


def test_a_limit_that_is_missed_is_named() -> None:
    fault = next(fault for fault in FAULTS if fault.name == "pusher-killed")
    good = Outcome(fault, Sight(hls_s=0.0, rtmp_s=2.5), back_s=2.5)
    assert (good.verdict, good.missed) == ("ok", [])
    assert good.sight.words() == "RTMP: standing picture 2.5 s"
    late = Outcome(fault, Sight(hls_s=2.0, slate_s=8.0), back_s=None)
    assert late.verdict == "missed"
    assert late.missed == ["HLS 2.0 s, limit 1", "not well again in time"]
    assert late.sight.words() == "HLS: standing picture 2.0 s; slate 8 s"
    assert Outcome(fault, skipped="one machine").verdict == "skipped"


def test_faults_are_listed_and_others_are_refused() -> None:
    listed = CliRunner().invoke(app, ["drill", "--list"])
    assert [line.split()[0] for line in listed.stdout.splitlines()] == [f.name for f in FAULTS]
    wrong = CliRunner().invoke(app, ["drill", "--only", "playout-killed,rain"])
    assert wrong.exit_code == 1
    assert wrong.stderr.startswith("webtv: --only rain: must be of player-killed, ")
