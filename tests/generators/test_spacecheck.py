"""`webtv spaces check` against real Gradio servers and a Hub that says what a test wants."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr
from rich.console import Console

from tests.generators.gradios import RowServer
from tests.generators.hubserver import HubServer
from tests.generators.spaceserver import ROOT
from tests.slack import slack
from webtv.config.settings import Settings
from webtv.errors import ConfigError
from webtv.spacecheck.look import look_at
from webtv.spacecheck.report import as_json, print_findings
from webtv.spacecheck.sight import Findings
from webtv.spacecheck.subjects import all_subjects, used_subjects

CHANNEL = """\
title: Llamas
theme: llamas of the high Andes, all day long
pipeline:
  video:
    space: zeroscope-v2
    fallbacks: [{space: ltx-text, source: me/ltx}]
  upscale: null
  music: null
  narration: {space: kokoro, source: public}
"""
OWN = """\
title: Another
stage: interpolate
source: me/film
api_name: /run
inputs:
  - {name: prompt, source: prompt, kind: str}
  - {name: frames, kind: bool}
output_kind: video
"""


@pytest.fixture
def settings(tmp_path: Path, gradios: dict[str, RowServer]) -> Settings:
    channels = tmp_path / "channels"
    channels.mkdir()
    (channels / "llamas.yaml").write_text(CHANNEL)
    (channels / "more.yaml").write_text("title: More\ntheme: more llamas, at night this time\n")
    return Settings(
        home=tmp_path / "home",
        channels_dir=channels,
        spaces_url=gradios["5.49.1"].url,
        hf_token=SecretStr("hf_mine"),
    )


def screen(findings: Findings) -> str:
    console = Console(file=io.StringIO(), width=140, highlight=False)
    print_findings(console, findings)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_every_backend_of_the_channels_once(settings: Settings) -> None:
    found = {s.backend: s.channels for s in used_subjects(settings, ())}
    assert found == {
        "zeroscope-v2 at local": ("llamas", "more"),
        "ltx-text at me/ltx": ("llamas",),
        "film at local": ("llamas", "more"),
        "kokoro at hexgrad/Kokoro-TTS": ("llamas",),
        "zeroscope-xl at local": ("more",),
        "musicgen at local": ("more",),
        "kokoro at local": ("more",),
    }
    assert len(used_subjects(settings, ["more"])) == 5
    with pytest.raises(ConfigError, match=r"no channel moon in .*; there is llamas, more"):
        used_subjects(settings, ["moon"])
    everything = [subject.backend for subject in all_subjects(settings)]
    assert "flux-schnell at black-forest-labs/FLUX.1-schnell" in everything
    assert "flux-schnell at local" not in everything


async def test_what_is_there_and_makes_something(
    settings: Settings, gradios: dict[str, RowServer]
) -> None:
    quota = {"base": 2400, "current": 1810, "resetsAt": "2026-09-30T09:12:03.000Z"}
    app = f"{gradios['4.44.1'].url}/kokoro"
    spaces = {"hexgrad/Kokoro-TTS": "RUNNING", "me/ltx": "SLEEPING"}
    with HubServer(app=app, spaces=spaces, quota=(200, quota)) as hub:
        subjects = used_subjects(settings, ["llamas"])
        findings = await look_at(subjects, settings, call=True, hub_url=hub.url)
    assert not findings.mend
    told = screen(findings)
    assert "video 320x180, 3.0 s, silent" in told
    assert "sound 48000 Hz" in told
    assert "5.49.1" in told
    assert "4.44.1" in told
    assert "RUNNING" in told
    assert "zero-a10g" in told
    assert "ltx-text at me/ltx: is sleeping" in told
    assert "ZeroGPU: 1,810 of 2,400 s left, back at 2026-09-30 09:12 UTC" in told
    data = json.loads(as_json(findings))
    states = {each["backend"]: each["state"] for each in data["backends"]}
    assert states["ltx-text at me/ltx"] == "SLEEPING"
    assert states["zeroscope-v2 at local"] == "up"
    assert data["zero_gpu_quota"]["left_s"] == 1810
    (video,) = (e for e in data["backends"] if e["backend"] == "zeroscope-v2 at local")
    assert video["trial"]["size_bytes"] > 10_000
    assert video["fits"]
    assert "hf_mine" not in told


async def test_what_an_operator_must_mend(
    settings: Settings, gradios: dict[str, RowServer]
) -> None:
    contracts = settings.contracts_dir
    contracts.mkdir(parents=True)
    (contracts / "film.yaml").write_text(OWN)
    spaces = {"hexgrad/Kokoro-TTS": "PAUSED"}
    app = f"{gradios['6.31.0'].url}/gallery"
    with HubServer(app=app, spaces=spaces, quota=(403, {"error": "no"})) as hub:
        (settings.channels_dir / "llamas.yaml").write_text(
            CHANNEL + f"  interpolate: {{space: film, source: '{gradios['3.50.2'].url}/json'}}\n"
        )
        findings = await look_at(
            used_subjects(settings, ["llamas"]), settings, call=False, hub_url=hub.url
        )
    assert findings.mend
    told = screen(findings)
    assert "1 difference" in told
    assert "is not what its contract declares" in told
    assert "frames: bool" in told
    assert "the app takes no such input" in told
    assert "kokoro at hexgrad/Kokoro-TTS: is PAUSED: restart it at" in told
    assert "quota of HF_TOKEN is not told" in told
    assert "ltx-text at me/ltx: cannot be used" in told  # the Hub knows no such Space


def test_the_command(settings: Settings, tmp_path: Path) -> None:
    def check(*arguments: str, spaces_url: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "webtv", "spaces", "check", *arguments],
            cwd=ROOT,
            env={
                **{name: value for name, value in os.environ.items() if name != "HF_TOKEN"},
                "WEBTV_HOME": str(tmp_path / "home"),
                "WEBTV_CHANNELS_DIR": str(settings.channels_dir),
                "WEBTV_SPACES_URL": spaces_url,
            },
            capture_output=True,
            text=True,
            timeout=90 * slack(),
            check=False,
        )

    well = check("more", spaces_url=str(settings.spaces_url))
    assert (well.returncode, well.stderr) == (0, "")
    assert well.stdout.count("fits") == 5
    away = check("more", "--json", spaces_url="http://127.0.0.1:9")
    assert away.returncode == 1
    assert all(each["mend"] for each in json.loads(away.stdout)["backends"])
    wrong = check("moon", spaces_url="http://127.0.0.1:9")
    assert wrong.returncode == 1
    assert wrong.stderr.startswith("webtv: no channel moon in ")
