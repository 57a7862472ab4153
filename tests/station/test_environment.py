"""Each part of the station gets the keys of its own work, and no others."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from pydantic import SecretStr

from webtv.config.channels import read_lineup
from webtv.config.contracts import load_contracts
from webtv.config.destination import RtmpDestination
from webtv.config.settings import Settings
from webtv.environment import known
from webtv.station.environment import part_environment
from webtv.station.parts import station_parts

CHANNEL = """\
title: Harbour
theme: A small harbour in the north, with boats, gulls and a lighthouse on the quay.
writer: {kind: openai, api_key: "${MY_WRITER_KEY}"}
destinations:
  - {id: away, url: "${AWAY_STREAM_URL}"}
  - {id: far, url: "srt://example.org:9000", passphrase: "${FAR_SRT_PASSPHRASE}"}
  - {id: twitch, preset: twitch, key: "${TWITCH_KEY}", probe_url: "https://example.org/live.m3u8"}
"""

PLAYOUTS = {
    "AWAY_STREAM_URL": "rtmp://example.org/app/SESAME-1",
    "FAR_SRT_PASSPHRASE": "SESAME-2-and-more",
    "TWITCH_KEY": "SESAME-3",
}
PRODUCTIONS = {
    "MY_WRITER_KEY": "SESAME-4",
    "OPENAI_API_KEY": "SESAME-5",
    "HF_TOKEN": "SESAME-6",
    "RUNWAYML_API_SECRET": "SESAME-7",
    "WEBTV_DATABASE_URL": "postgresql://user:SESAME-8@example.org/name",
    "PGPASSWORD": "SESAME-9",
}
MIRRORS = {
    "AWS_ACCESS_KEY_ID": "SESAME-12",
    "AWS_SECRET_ACCESS_KEY": "SESAME-13",
    "AWS_SESSION_TOKEN": "SESAME-14",
}
CALLERS = {"WEBTV_ALARM_URLS": "json://example.org/SESAME-15"}
AUDIENCES = {
    "WEBTV_AUDIENCE_DATABASE_URL": "postgresql://user:SESAME-16@example.org/name",
    "WEBTV_AUDIENCE_PUBLIC_URL": "postgresql://guest:SESAME-17@example.org/name",
}
CHATS = {"WEBTV_TWITCH_TOKEN": "SESAME-18"}
NOBODYS = {"GITHUB_TOKEN": "SESAME-10", "WEBTV_SOMETHING_KEY": "SESAME-11"}
OPEN = {"PATH": "/usr/bin", "LC_ALL": "C", "TZ": "UTC", "WEBTV_WEB_PORT": "81"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    found = Settings(
        home=tmp_path / "var",
        channels_dir=tmp_path,
        store="s3://reef",
        alarm_urls="json://example.org/SESAME-15",
        twitch_user="reef",
        twitch_token=SecretStr("SESAME-18"),
        console="on",
        _env_file=None,
    )
    (tmp_path / "harbour.yaml").write_text(CHANNEL)
    (tmp_path / "broken.yaml").write_text("title: ${GITHUB_TOKEN\n: [")
    return found


def environments(settings: Settings) -> Mapping[str, Mapping[str, str]]:
    peoples = {**CALLERS, **AUDIENCES, **CHATS}
    given = {**PLAYOUTS, **PRODUCTIONS, **MIRRORS, **peoples, **NOBODYS, **OPEN}
    names = [part.name for part in station_parts(settings)]
    return {name: part_environment(name, settings, given) for name in names}


def test_each_part_gets_its_own_keys_and_no_others(settings: Settings) -> None:
    found = environments(settings)
    parts = "rtmp playout web probe mirror alarms console chat spaces production"
    assert set(found) == set(parts.split())
    peoples = {**CALLERS, **AUDIENCES, **CHATS}
    secrets = {**PLAYOUTS, **PRODUCTIONS, **MIRRORS, **peoples, **NOBODYS}
    inside, public = ({name: AUDIENCES[name]} for name in AUDIENCES)
    for part, environ in found.items():
        own = {
            "playout": PLAYOUTS,
            "production": {**PRODUCTIONS, **inside},
            "mirror": MIRRORS,
            "alarms": CALLERS,
            "console": inside,
            "web": public,
            "chat": {**public, **CHATS},
        }
        wanted = own.get(part, {})
        assert {name: v for name, v in environ.items() if name in secrets} == wanted, part
        assert "SESAME" not in str({n: v for n, v in environ.items() if n not in wanted}), part
        assert {name: environ[name] for name in OPEN} == OPEN


def test_a_channel_with_keys_is_the_same_channel_to_every_part(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.yaml").unlink()
    for part, environ in environments(settings).items():
        with monkeypatch.context() as patch:
            for name, value in environ.items():
                patch.setenv(name, value)
            lineup = read_lineup(tmp_path, contracts=load_contracts())
        assert dict(lineup.problems) == {}, part
        destinations = lineup.channels["harbour"].destinations
        assert [d.id for d in destinations] == ["away", "far", "twitch"]
        assert destinations[2].probe_url == "https://example.org/live.m3u8"
        pushed = [d for d in destinations if isinstance(d, RtmpDestination)]
        keys = [d.key.get_secret_value() for d in pushed if d.key is not None]
        assert ("SESAME-3" in keys) == (part == "playout")


def test_a_key_that_nobody_set_is_missed_by_every_part(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for part in ("playout", "production", "web", "probe"):
        given = {name: value for name, value in PLAYOUTS.items() if name != "TWITCH_KEY"}
        environ = part_environment(part, settings, {**given, **PRODUCTIONS})
        with monkeypatch.context() as patch:
            for name, value in environ.items():
                patch.setenv(name, value)
            lineup = read_lineup(tmp_path, contracts=load_contracts())
        assert "TWITCH_KEY is not set" in lineup.error_text("harbour"), part


def test_keys_of_env_file_are_read_by_the_parts_that_use_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("TWITCH_KEY=SESAME\nWEBTV_WEB_PORT=81\n")
    for part, value in {"playout": "SESAME", "production": "SESAME"}.items():
        monkeypatch.setenv("WEBTV_PART", part)
        assert known()["TWITCH_KEY"] == value
    for part in ("web", "probe", "rtmp", "spaces"):
        monkeypatch.setenv("WEBTV_PART", part)
        assert "TWITCH_KEY" in known()
        assert "SESAME" not in str(dict(known()))


def test_settings_of_env_file_reach_every_part(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("WEBTV_SPACES_PORT=81\nHF_TOKEN=SESAME\n")
    assert part_environment("web", settings)["WEBTV_SPACES_PORT"] == "81"
    assert "SESAME" not in str(part_environment("web", settings))
