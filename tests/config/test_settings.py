"""Settings: their variables, defaults, derived addresses, and errors that name the cure."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from webtv.config.loading import load_settings
from webtv.config.settings import Settings, variable
from webtv.diagnostics.secrets import known_secrets
from webtv.environment import PART, WITHHELD, known
from webtv.errors import ConfigError


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder and an environment without the station's variables."""
    for name in list(os.environ):
        if name.upper().startswith(("WEBTV_", "OPENAI_", "HF_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_defaults(bare: Path) -> None:
    settings = load_settings()
    assert settings.home == bare / "var"
    assert settings.channels_dir == bare / "channels"
    assert settings.playlists_dir == bare / "playlists"
    assert settings.host == settings.spaces_host == settings.control_host == "127.0.0.1"
    ports = (settings.web_port, settings.rtmp_port, settings.flv_port, settings.spaces_port)
    assert ports == (8080, 1935, 8000, 7860)
    assert settings.control_port == 8090
    assert settings.openai_api_key is None


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("home", "WEBTV_HOME"),
        ("channels_dir", "WEBTV_CHANNELS_DIR"),
        ("playlists_dir", "WEBTV_PLAYLISTS_DIR"),
        ("host", "WEBTV_HOST"),
        ("web_port", "WEBTV_WEB_PORT"),
        ("rtmp_port", "WEBTV_RTMP_PORT"),
        ("flv_port", "WEBTV_FLV_PORT"),
        ("spaces_port", "WEBTV_SPACES_PORT"),
        ("control_port", "WEBTV_CONTROL_PORT"),
        ("ffmpeg", "WEBTV_FFMPEG"),
        ("openai_api_key", "OPENAI_API_KEY"),
        ("openai_base_url", "OPENAI_BASE_URL"),
        ("hf_token", "HF_TOKEN"),
    ],
)
def test_variables_are_read_and_named(
    field: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert variable(field) == name
    monkeypatch.setenv(name, "4321")
    value = getattr(load_settings(), field)
    shown = value.get_secret_value() if hasattr(value, "get_secret_value") else str(value)
    assert shown.endswith("4321")


def test_the_environment_wins_over_the_file(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (bare / ".env").write_text("WEBTV_WEB_PORT=9001\nWEBTV_FLV_PORT=9002\nHF_TOKEN=\nOTHER=1\n")
    monkeypatch.setenv("WEBTV_WEB_PORT", "9003")
    settings = load_settings()
    assert (settings.web_port, settings.flv_port) == (9003, 9002)
    assert settings.hf_token is None


def test_every_wrong_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBTV_WEB_PORT", "70000")
    monkeypatch.setenv("WEBTV_LOG_LEVEL", "loud")
    monkeypatch.setenv("WEBTV_PRODUCTION", "perhaps")
    monkeypatch.setenv("WEBTV_LIBRARY_GB", "inf")
    monkeypatch.setenv("WEBTV_MODELS", "~no-such-user/models")
    monkeypatch.setenv("WEBTV_TRUSTED_PROXIES", "127.0.0.1, edge")
    with pytest.raises(ConfigError) as caught:
        load_settings()
    assert sorted(str(caught.value).splitlines()) == [
        "WEBTV_LIBRARY_GB: must be a number (got 'inf')",
        "WEBTV_LOG_LEVEL: must be 'debug', 'info', 'warning' or 'error' (got 'loud')",
        "WEBTV_MODELS: begins with ~, of a user who has no home here (got '~no-such-user/models')",
        "WEBTV_PRODUCTION: must be true or false (got 'perhaps')",
        "WEBTV_TRUSTED_PROXIES: edge must be an address or a network, such as 10.0.0.0/8 "
        "(got '127.0.0.1, edge')",
        "WEBTV_WEB_PORT: must be at most 65535 (got '70000')",
    ]


def test_false_and_zero_are_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBTV_PRODUCTION", "false")
    assert load_settings().production is False


def test_a_file_that_is_not_text(bare: Path) -> None:
    (bare / ".env").write_bytes(b"WEBTV_HOST=\xff\xfe\n")
    with pytest.raises(ConfigError, match=r"\.env: must be UTF-8 text"):
        load_settings()


def test_secrets_may_be_files(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = bare / "secrets"
    folder.mkdir()
    (bare / ".env").write_text(f"WEBTV_SECRETS_DIR={folder}\nHF_TOKEN=of-env-file\n")
    (folder / "OPENAI_API_KEY").write_text("of-a-file\n")
    (folder / "webtv_database_url").write_text("postgresql://user:pass@db/webtv")
    (folder / "HF_TOKEN").write_text("of-a-file")
    (folder / "RUNWAYML_API_SECRET").write_text("of-a-file")
    (folder / "TWITCH_KEY").write_text("live_123\n")
    (folder / "..data").mkdir()
    (folder / "WEBTV_SPACES_KEY").write_text("long enough for a key")
    monkeypatch.setenv("WEBTV_SPACES_KEY", "")
    monkeypatch.setenv("RUNWAYML_API_SECRET", "of-environment")
    settings = load_settings()

    def value(field: str) -> str:
        return str(getattr(settings, field).get_secret_value())

    assert value("openai_api_key") == "of-a-file"
    assert settings.work_book_url == "postgresql://user:pass@db/webtv"
    assert value("hf_token") == "of-env-file"
    assert value("runwayml_api_secret") == "of-environment"
    assert settings.spaces_key is None, "an empty variable keeps a part from a key"
    assert known()["TWITCH_KEY"] == "live_123"
    assert known()["HF_TOKEN"] == "of-env-file"
    assert {"of-a-file", "live_123"} <= known_secrets(settings)

    monkeypatch.setenv(PART, "web")
    assert load_settings().openai_api_key is None
    assert known()["TWITCH_KEY"] == WITHHELD


def test_a_secret_that_cannot_be_read_is_named(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBTV_SECRETS_DIR", str(bare))
    (bare / "HF_TOKEN").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match=r"HF_TOKEN: must be UTF-8 text"):
        load_settings()
    (bare / "HF_TOKEN").unlink()
    (bare / "HF_TOKEN").symlink_to("HF_TOKEN")  # root reads all else
    with pytest.raises(ConfigError, match=r"HF_TOKEN: Too many levels"):
        load_settings()
    (bare / "HF_TOKEN").unlink()
    (bare / "WEBTV_SPACES_KEY").write_text("short")
    with pytest.raises(ConfigError, match=r"^WEBTV_SPACES_KEY: .* 16 ") as caught:
        load_settings()
    assert "short" not in str(caught.value)


def test_secrets_are_not_in_the_repr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-topsecret")
    monkeypatch.setenv("HF_TOKEN", "hf_topsecret")
    assert "topsecret" not in repr(load_settings())


@pytest.mark.parametrize(
    ("host", "address"),
    [("0.0.0.0", "127.0.0.1"), ("::", "127.0.0.1"), ("::1", "[::1]"), ("10.0.0.5", "10.0.0.5")],
)
def test_addresses_of_servers_on_this_machine(host: str, address: str) -> None:
    settings = Settings(host=host, spaces_host=host)
    assert settings.local_rtmp_url == f"rtmp://{address}:1935/live"
    assert settings.local_spaces_url == f"http://{address}:7860"


def test_addresses_of_servers_elsewhere() -> None:
    settings = Settings(rtmp_url="rtmp://rtmp:1935/live/", spaces_url="http://spaces:7860/")
    assert settings.local_rtmp_url == "rtmp://rtmp:1935/live"
    assert settings.local_spaces_url == "http://spaces:7860"
