"""A diagnosis of a station with keys planted wherever somebody may have put one."""

from __future__ import annotations

import base64
import json
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.backup.stations import Place
from tests.ports import free_ports
from webtv.config.settings import Settings
from webtv.diagnostics import texts
from webtv.diagnostics.secrets import Scrub
from webtv.files import write_atomic
from webtv.model.status import PlayoutStatus
from webtv.store.status import write_status

NAMES = ("WEB", "RTMP", "FLV", "CONTROL", "SPACES")

KEYS = {
    "OPENAI_API_KEY": "planted-openai-key-01",
    "HF_TOKEN": "planted hugging token 02",
    "RUNWAYML_API_SECRET": "planted/runway+secret=03",
    "WEBTV_SPACES_KEY": "planted-spaces-key-04",
    "MY_STREAM_KEY": "planted?my&stream=05",
    "SOMEBODYS_PASSWORD": "plänted-06",
}
"""In the environment."""

ENV_FILE = {"TWITCH_KEY": "planted_env_file_07", "UNHEARD_OF": "planted_env_file_08"}

PASSWORDS = {
    "OPENAI_BASE_URL": "http://me:planted09pw@127.0.0.1:1/v1?api_key=planted10query",
    "WEBTV_SPACES_URL": "http://planted11token@127.0.0.1:1/",
    "WEBTV_DATABASE_URL": "postgresql://webtv:planted%2012@127.0.0.1:1/webtv",
    "WEBTV_RTMP_URL": "rtmp://127.0.0.1:1/live/planted13/key",
    "RUNWAYML_BASE_URL": "https://me:planted14pw@127.0.0.1:1",
    "WEBTV_ALARM_URLS": "json://127.0.0.1:1/planted29/alarm tgram://planted30%2Bbot/chat",
}

CHANNEL = """\
# an old one: key: planted15comment
title: Reef
theme: Life on a coral reef.
writer: {kind: openai, api_key: planted16writer, base_url: "http://me:planted17pw@127.0.0.1:1/v1"}
destinations:
  - {id: far, url: "rtmp://127.0.0.1:1/app", key: planted18stream}
  - {id: own, url: "rtmp://127.0.0.1:1/app/planted19url"}
  - {id: srt, url: "srt://127.0.0.1:1", passphrase: planted20phrase, streamid: planted21id}
"""

FILES = {
    "channels/broken.yaml": "title: [\nkey: planted22broken\n",
    "var/channels/reef.yaml": CHANNEL.replace("planted18stream", "planted23lastgood"),
    "var/contracts/mine.yaml": "id: mine\nsource: https://me:planted24pw@host.example/\n",
    "var/rtmp.secret": "planted25rtmp\n",
    "var/control.token": "planted26control\n",
    "var/spaces.secret": "planted27spaces\n",
    "var/takeover/reef.key": "planted28takeover\n",
}

PLANTED = (
    *KEYS.values(),
    *ENV_FILE.values(),
    "planted09pw",
    "planted10query",
    "planted11token",
    "planted 12",
    "planted13/key",
    "planted14pw",
    "planted15comment",
    "planted16writer",
    "planted17pw",
    "planted18stream",
    "planted19url",
    "planted20phrase",
    "planted21id",
    "planted22broken",
    "planted23lastgood",
    "planted24pw",
    "planted25rtmp",
    "planted26control",
    "planted27spaces",
    "planted28takeover",
    "planted29",
    "planted30+bot",
)

UNKNOWN = (
    "rtmp://live.example/app/unknown01-key",
    "https://me:unknown02pw@host.example/",
    "https://host.example/?access_token=unknown03",
    "Authorization: Bearer unknown04bearer",
    "sk-unknown05abcdefgh",
    "hf_unknown06abcdefgh",
    "live_123456789_unknown07AbCdEf",
    'the password: "unknown08"',
    '{"passphrase": "unknown09 phrase"}',
    "streamid=unknown10",
    "9f8e7d6c5b4a39281706f5e4d3c2unknown11",
)
"""Keys that this station does not have any more, in the words of programs."""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    place = Place(tmp_path / "station")
    for name, value in {**KEYS, **PASSWORDS}.items():
        monkeypatch.setenv(name, value)
    for name, port in zip(NAMES, free_ports(5), strict=True):
        monkeypatch.setenv(f"WEBTV_{name}_PORT", str(port))
    place.write("channels/reef.yaml", CHANNEL)
    place.write(".env", "".join(f"{name}={value}\n" for name, value in ENV_FILE.items()))
    for name, text in FILES.items():
        place.write(name, text)
    spelt = [*PLANTED, *map(quote, PLANTED), *(json.dumps(key) for key in PLANTED)]
    spelt += [base64.b64encode(key.encode()).decode() for key in PLANTED]
    lines = [f'{{"event": "lost", "reason": "said {key} of it"}}' for key in (*spelt, *UNKNOWN)]
    place.write("var/logs/playout.log", "".join(f"{line}\n" for line in lines))
    place.write("var/logs/web.out", "\n".join(PLANTED))
    now = datetime.now(UTC)
    status = PlayoutStatus(channel="reef", written_at=now, on_air=None)
    write_status(place.settings.status_dir, status)
    write_atomic(
        place.settings.status_dir / "rtmp.json",
        json.dumps({"said": [*PLANTED, *UNKNOWN]}),
    )
    return place


def read(file: Path) -> dict[str, str]:
    with zipfile.ZipFile(file) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def test_no_key_is_in_it(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "x.zip"
    done = place.run("diagnostics", file)
    assert done.exit_code == 0, done.output
    assert file.stat().st_mode & 0o777 == 0o600
    found = read(file)
    for name, text in found.items():
        for key in PLANTED:
            assert key not in text, name
            assert quote(key) not in text, name
            assert base64.b64encode(key.encode()).decode().rstrip("=") not in text, name
        assert "unknown0" not in text, name
        assert "unknown1" not in text, name
        assert "planted" not in text, name


def test_it_says_what_helps(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "x.zip"
    assert place.run("diagnostics", file).exit_code == 0
    found = read(file)
    assert {
        "README.txt", "versions.json", "settings.json", "channels.json", "doctor.txt", "check.txt",
        "disk.json", "status/playout/reef.json", "status/rtmp.json", "logs/playout.log",
        "logs/web.out",
    } == set(found)  # fmt: skip
    settings = json.loads(found["settings.json"])
    assert settings["openai_api_key"] == "set"
    assert settings["openai_base_url"] == "http://127.0.0.1:1"
    assert settings["database_url"] == "set"
    assert settings["home"] == str(place.settings.home)
    assert json.loads(found["versions.json"])["packages"]["pydantic"]
    assert json.loads(found["channels.json"])["reef"]["destinations"][0]["kind"] == "rtmp"
    assert "broken.yaml:" in found["check.txt"]
    assert "the RTMP server at 127.0.0.1:1 cannot be reached" in found["doctor.txt"]
    assert json.loads(found["disk.json"])["free_gb"]["home"] > 0
    assert "lost" in found["logs/playout.log"]


def test_the_last_lines_of_a_log(place: Place, tmp_path: Path) -> None:
    place.write("var/logs/web.log", "".join(f"line {number}\n" for number in range(1000)))
    file = tmp_path / "x.zip"
    assert place.run("diagnostics", file, "--lines", "3").exit_code == 0
    assert read(file)["logs/web.log"] == "line 997\nline 998\nline 999\n"
    assert place.run("diagnostics", file).exit_code == 1, "it does not write over a file by itself"


def test_a_log_that_is_a_link_or_a_pipe_is_no_trap(place: Place, tmp_path: Path) -> None:
    (tmp_path / "outside").write_text("of somebody else")
    os.mkfifo(place.settings.logs_dir / "pipe.log")
    (place.settings.logs_dir / "link.log").symlink_to(tmp_path / "outside")
    file = tmp_path / "x.zip"
    assert place.run("diagnostics", file).exit_code == 0
    assert read(file)["logs/pipe.log"].startswith("this could not be made")
    assert "logs/link.log" not in read(file)


def test_every_setting_is_known_to_be_open_or_not() -> None:
    """One that is new is not shown until somebody has thought about it."""
    rest = Settings.model_fields.keys() - texts.OPEN - texts.ADDRESSES
    assert rest == {
        "alarm_urls",
        "console_oidc_rules",
        "console_oidc_secret",
        "database_url",
        "audience_database_url",
        "audience_public_url",
        "twitch_token",
        "spaces_key",
        "openai_api_key",
        "hf_token",
        "runwayml_api_secret",
        "store_key_id",
        "store_key",
        "store_session",
    }
    assert not texts.OPEN & texts.ADDRESSES
    assert set(Settings.model_fields) >= texts.OPEN | texts.ADDRESSES


def test_programmes_and_times_stay_readable() -> None:
    line = "2026-11-30T06:41:00.123456Z [info] take programme=20261130T064100-abcdef frames=192"
    assert Scrub(())(line, named=True) == line


def test_what_cannot_be_taken_out_is_not_given_out(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Scrub, "__call__", lambda _self, text, *, named: text)
    file = tmp_path / "x.zip"
    done = place.run("diagnostics", file)
    assert done.exit_code == 1
    assert "nothing is written" in done.stderr
    assert not file.exists()
