"""docker-compose.yml: valid, and in step with the station."""

from __future__ import annotations

import re
from typing import Any

from typer.testing import CliRunner

from tests.docker.composed import (
    COMMON,
    DEFAULTS,
    DOCKERFILE,
    GPU,
    ROOT,
    STORE,
    parts,
    read,
)
from webtv.cli import app
from webtv.config.settings import Settings, variable
from webtv.environment import NAMES, SECRETS_FOLDER

SERVICES = {"rtmp", "producer", "playout", "web", "spaces", "probe", "spaces-gpu", "mirror"}


def test_both_ways_of_asking_for_models_start_the_same() -> None:
    assert read(*GPU) == read(COMPOSE_PROFILES="gpu")


def test_asking_for_models_changes_no_part_that_runs() -> None:
    """A part that is told something else is made anew, and playout would leave the air for it."""
    assert read(*STORE)["services"].keys() - read()["services"].keys() == {"mirror"}
    without, models = read()["services"], read(*GPU)["services"]
    assert models.pop("spaces-gpu")
    assert models == without


def test_each_part_is_a_service_of_one_image_that_is_built_once() -> None:
    services = read(*GPU, *STORE)["services"]
    assert set(services) == SERVICES
    images = [s["image"] for s in services.values()]
    builds = {s["image"]: s["build"] for s in services.values() if "build" in s}
    assert builds.keys() == set(images)
    assert images.count("webtv-gpu:0.1.0") == 1
    for build in builds.values():
        assert build["context"] == str(ROOT)
        assert (ROOT / build["dockerfile"]).is_file()
    commands = CliRunner().invoke(app, ["--help"]).output
    for service in services.values():
        (command,) = service["command"]
        assert re.search(rf"\b{command}\b", commands)


def test_each_service_comes_back_checks_itself_and_has_few_rights(compose: dict[str, Any]) -> None:
    for name, service in parts(compose):
        assert service["restart"] == "unless-stopped"
        assert service["pull_policy"] == "never"
        assert service["init"] is True
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["pids_limit"] <= 4096
        assert int(service["mem_limit"]) > 0
        assert service["logging"]["options"]["max-size"]
        mark, python, script, part, *restart = service["healthcheck"]["test"]
        assert (mark, python) == ("CMD", "python")
        assert (ROOT / script).is_file()
        assert part == {"producer": "production", "spaces-gpu": "spaces"}.get(name, name)
        # A Space may be busy for minutes with loading a model.
        assert restart == ([] if part == "spaces" else ["--restart"])
        assert f"COPY {script} {script}" in DOCKERFILE


def test_only_what_viewers_need_is_published(compose: dict[str, Any]) -> None:
    published = {
        name: [(port["published"], str(port["target"])) for port in service.get("ports", [])]
        for name, service in compose["services"].items()
    }
    web, rtmp, flv = (str(DEFAULTS[f"WEBTV_{n}_PORT"]) for n in ("WEB", "RTMP", "FLV"))
    seen = {name: ports for name, ports in published.items() if ports}
    seen.pop("console", None)
    assert seen == {"web": [(web, web)], "rtmp": [(rtmp, rtmp), (flv, flv)]}
    assert re.search(rf"^EXPOSE {web} {rtmp} {flv}$", DOCKERFILE, re.M)


def test_the_environment_is_made_of_settings_with_values_they_accept(
    compose: dict[str, Any],
) -> None:
    names = {variable(field): field for field in Settings.model_fields}
    for name, service in parts(compose):
        given = {names[k]: v for k, v in service["environment"].items() if k != NAMES and v}
        settings = Settings.model_validate(given)
        assert settings.host == "0.0.0.0"
        assert settings.local_rtmp_url == f"rtmp://rtmp:{settings.rtmp_port}/live"
        serves = name in ("spaces", "spaces-gpu")
        # Each tells its own address; the others read it, or are told one of another machine.
        told = name if serves else "spaces" if settings.machine else None
        assert settings.spaces_url == (told and f"http://{told}:{settings.spaces_port}")
        assert settings.spaces_host == ("0.0.0.0" if serves else "127.0.0.1")
        assert settings.local_hls_url == f"http://web:{settings.web_port}/hls"
        targets = {volume["target"] for volume in service["volumes"]}
        folders = {settings.home, settings.playlists_dir, settings.channels_dir}
        models = {settings.models} if settings.spaces_engine == "models" else set()
        secrets = {settings.secrets_dir} if name in ("playout", "producer") else set()
        common = {settings.home / each for each in COMMON if settings.machine}
        assert targets == {str(folder) for folder in folders | models | secrets | common}
        assert str(settings.secrets_dir) == SECRETS_FOLDER


def test_keys_of_env_file_go_only_where_they_are_used(compose: dict[str, Any]) -> None:
    secrets = {
        variable(name)
        for name, field in Settings.model_fields.items()
        if "SecretStr" in str(field.annotation)
    }
    stores = {name for name in secrets if name.startswith("AWS_")}
    for name, service in parts(compose):
        given = service["environment"]
        if name in ("playout", "producer"):
            assert service["env_file"] == [{"path": str(ROOT / ".env"), "required": False}]
            assert given[NAMES] == ""
        else:
            assert "env_file" not in service
            assert given[NAMES] == "*"
        # The key of the Spaces is theirs and production's.
        is_spaces = name.startswith("spaces")
        assert ("WEBTV_SPACES_KEY" in given) == (name == "playout" or is_spaces)
        given = {k: v for k, v in given.items() if not is_spaces or k != "WEBTV_SPACES_KEY"}
        # Those of the store are the mirror's.
        assert (stores <= given.keys()) == (name in ("mirror", "playout", "producer"))
        given = {k: v for k, v in given.items() if name != "mirror" or k not in stores}
        # That of services that people are called by is for who calls.
        called = {"WEBTV_ALARM_URLS"}
        given = {k: v for k, v in given.items() if name != "alarms" or k not in called}
        # Of the audience's database, each of those who use it has its own address.
        audience = {key for key in given if key.startswith("WEBTV_AUDIENCE_")}
        public, inside = {"WEBTV_AUDIENCE_PUBLIC_URL"}, {"WEBTV_AUDIENCE_DATABASE_URL"}
        withheld = {"playout": public | inside, "producer": public}
        used = {"web": public, "chat": public, "console": inside}
        assert audience == {**withheld, **used}.get(name, set())
        # That by which the console asks the provider of its people is the console's.
        asks = {"WEBTV_CONSOLE_OIDC_SECRET"}
        assert (asks <= given.keys()) == (name in ("console", "playout", "producer"))
        given = {k: v for k, v in given.items() if name != "console" or k not in asks}
        assert ("WEBTV_TWITCH_TOKEN" in given) == (name in ("chat", "playout", "producer"))
        own = used.get(name, set()) | ({"WEBTV_TWITCH_TOKEN"} if name == "chat" else set())
        given = {k: v for k, v in given.items() if k not in own}
        blank = {key for key in secrets if given.get(key) == ""}
        others = stores | called | public | asks | {"WEBTV_TWITCH_TOKEN"}
        assert blank == {"playout": secrets, "producer": others}.get(name, set())
        assert blank == secrets & given.keys()


def test_every_setting_without_a_secret_reaches_every_part(compose: dict[str, Any]) -> None:
    # Production's, the mirror's, and up's own.
    apart = {"OPENAI_BASE_URL", "RUNWAYML_BASE_URL", "AWS_ENDPOINT_URL", "AWS_REGION"}
    apart |= {"WEBTV_PRODUCTION"}
    wanted = {
        variable(name)
        for name, field in Settings.model_fields.items()
        if "SecretStr" not in str(field.annotation)
    }
    for _, service in parts(compose):
        assert wanted - apart - service["environment"].keys() == set()


def test_production_gives_way_to_playout(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert services["producer"]["cpu_shares"] < 1024
    assert services["spaces"]["cpu_shares"] < services["producer"]["cpu_shares"]
    if "spaces-gpu" in services:
        assert services["spaces-gpu"]["cpu_shares"] <= services["producer"]["cpu_shares"]
    assert "cpu_shares" not in services["playout"]


def test_the_example_of_the_environment_names_real_settings() -> None:
    text = (ROOT / ".env.example").read_text("utf-8")
    names = set(re.findall(r"^#?([A-Z][A-Z_]+)=", text, re.M)) - {"TWITCH_KEY", "COMPOSE_PROFILES"}
    assert names
    assert names <= set(DEFAULTS)
