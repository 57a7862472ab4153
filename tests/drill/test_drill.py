"""A drill as an operator runs it, beside a station whose keys it must not know."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.clips import make_programme
from tests.playout.station import HOUSE
from tests.slack import slack
from webtv.drill.viewers import TOLD_S
from webtv.store.library import Library

KEY = "live_999_sesame"
CHANNEL = """\
title: Reef
theme: what is shown for tests
house: {width: 256, height: 144}
destinations: [{id: twitch, preset: twitch, key: "${TWITCH_KEY}"}]
"""


def environment(process: psutil.Process) -> dict[str, str]:
    try:
        return process.environ()
    except psutil.Error:
        return {}  # an ffmpeg that has done its work


@pytest.mark.timeout(240)
def test_viewers_of_the_copy_are_measured_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "channels").mkdir()
    (tmp_path / "channels" / "reef.yaml").write_text(CHANNEL)
    (tmp_path / ".env").write_text(f"TWITCH_KEY={KEY}\n")
    (tmp_path / "tmp").mkdir()
    own = make_programme(Library(tmp_path / "var" / "library"), "reef", seconds=16, house=HOUSE)
    before = {path: path.read_bytes() for path in (tmp_path / "var").rglob("*") if path.is_file()}
    root = Path(__file__).parents[2]
    env = {
        **os.environ,
        "PYTHONPATH": str(root),
        "TMPDIR": str(tmp_path / "tmp"),
        "WEBTV_NODE_MODULES": str(root / "node_modules"),
        "OPENAI_API_KEY": KEY,
    }
    with subprocess.Popen(
        [sys.executable, "-m", "webtv", "drill", "--json", "--only", "rtmp-killed"],
        cwd=tmp_path,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        line = next(line for line in process.stderr if line.startswith("rtmp-killed"))
        parts = psutil.Process(process.pid).children(recursive=True)
        environments = [each for part in parts if (each := environment(part))]
        stdout, rest = process.communicate(timeout=120 * slack())
    assert len(environments) >= 4, line
    assert KEY not in str(environments)
    assert not [part for part in parts if part.is_running()]
    assert list((tmp_path / "tmp").iterdir()) == [], rest
    files = {path: path.read_bytes() for path in (tmp_path / "var").rglob("*") if path.is_file()}
    assert files == before

    told = json.loads(stdout)
    assert told["channels"] == told["own_programmes"] == ["reef"], own.id
    (server,) = told["faults"]
    assert server["name"] == "rtmp-killed"
    assert server["hls_hole_s"] < slack()
    assert 0 <= server["rtmp_hole_s"] < 30 * slack()  # a player's buffer outlasts a quick restart
    stood = server["rtmp_hole_s"] > TOLD_S
    assert ("RTMP: standing picture " in server["seen"]) == stood
    assert "station: rtmp ended (exit -9), it starts again" in server["said"]
    assert process.returncode == (0 if told["ok"] else 1)
