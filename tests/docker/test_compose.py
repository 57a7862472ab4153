"""docker-compose.yml and the Dockerfile: valid, and in step with the station."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner

from webtv.cli import app
from webtv.config.settings import Settings, variable
from webtv.environment import NAMES

ROOT = Path(__file__).parent.parent.parent
DOCKERFILE = (ROOT / "docker" / "Dockerfile").read_text("utf-8")
SERVICES = {"rtmp", "producer", "playout", "web", "spaces", "probe", "spaces-gpu"}
DEFAULTS = {variable(name): field.default for name, field in Settings.model_fields.items()}


def read(*profiles: str) -> dict[str, Any]:
    """The compose file with its merges done, and its `${NAME:-default}` at their defaults."""
    text = (ROOT / "docker-compose.yml").read_text("utf-8")
    text = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", text)
    text = re.sub(r"\$\{COMPOSE_PROFILES:\+([^}]*)\}", r"\1" if profiles else "", text)
    assert set(re.findall(r"\$\{(\w+)", text)) == {"KEY"}  # in a comment
    loaded: dict[str, Any] = json.loads(json.dumps(YAML(typ="safe").load(text)))
    services = loaded["services"].items()
    loaded["services"] = {
        name: each
        for name, each in services
        if not each.get("profiles") or {*each["profiles"]} & {*profiles}
    }
    return loaded


@pytest.fixture(scope="module", params=[(), ("gpu",)], ids=["cpu", "gpu"])
def compose(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What starts with no profile, and with that of the real models."""
    return read(*request.param)


def test_it_follows_the_compose_specification(compose: dict[str, Any]) -> None:
    """The schema is that of https://github.com/compose-spec/compose-spec (LICENSE.compose-spec)."""
    schema = json.loads((Path(__file__).parent / "compose-spec.json").read_text("utf-8"))
    jsonschema.validate(compose, schema)


def test_each_part_is_a_service_of_one_image_that_is_built_once() -> None:
    services = read("gpu")["services"]
    assert set(services) == SERVICES
    assert set(read()["services"]) == SERVICES - {"spaces-gpu"}
    images = [s["image"] for s in services.values()]
    builds = {s["image"]: s["build"] for s in services.values() if "build" in s}
    assert builds.keys() == set(images)
    assert images.count("webtv-gpu:0.1.0") == 1
    for build in builds.values():
        assert (ROOT / build["context"] / build["dockerfile"]).is_file()
    commands = CliRunner().invoke(app, ["--help"]).output
    for service in services.values():
        (command,) = service["command"]
        assert re.search(rf"\b{command}\b", commands)


def test_each_service_comes_back_checks_itself_and_has_few_rights(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert service["restart"] == "unless-stopped"
        assert service["init"] is True
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["pids_limit"] <= 512
        assert re.fullmatch(r"\d+[mg]", service["mem_limit"])
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
        name: [port.split(":") for port in service.get("ports", [])]
        for name, service in compose["services"].items()
    }
    web, rtmp, flv = (str(DEFAULTS[f"WEBTV_{n}_PORT"]) for n in ("WEB", "RTMP", "FLV"))
    assert {name: ports for name, ports in published.items() if ports} == {
        "web": [[web, web]],
        "rtmp": [[rtmp, rtmp], [flv, flv]],
    }
    assert re.search(rf"^EXPOSE {web} {rtmp} {flv}$", DOCKERFILE, re.M)


def test_the_environment_is_made_of_settings_with_values_they_accept(
    compose: dict[str, Any],
) -> None:
    names = {variable(field): field for field in Settings.model_fields}
    spaces = "spaces-gpu" if "spaces-gpu" in compose["services"] else "spaces"
    for service in compose["services"].values():
        given = {names[k]: v for k, v in service["environment"].items() if k != NAMES and v}
        settings = Settings.model_validate(given)
        assert settings.host == "0.0.0.0"
        assert settings.local_rtmp_url == f"rtmp://rtmp:{settings.rtmp_port}/live"
        assert settings.local_spaces_url == f"http://{spaces}:{settings.spaces_port}"
        assert settings.local_hls_url == f"http://web:{settings.web_port}/hls"
        targets = {v.split(":")[1] for v in service["volumes"]}
        folders = {settings.home, settings.playlists_dir, settings.channels_dir}
        models = {settings.models} if settings.spaces_engine == "models" else set()
        assert targets == {str(folder) for folder in folders | models}
    assert compose["services"][spaces]["environment"]["WEBTV_SPACES_HOST"] == "0.0.0.0"


def test_real_models_have_a_gpu_a_place_for_weights_and_an_image_with_torch() -> None:
    compose = read("gpu")
    spaces = compose["services"]["spaces-gpu"]
    (device,) = spaces["deploy"]["resources"]["reservations"]["devices"]
    assert device == {"driver": "nvidia", "count": 1, "capabilities": ["gpu"]}
    assert spaces["environment"]["WEBTV_SPACES_ENGINE"] == "models"
    others = [s for n, s in compose["services"].items() if n != "spaces-gpu"]
    assert {s["environment"]["WEBTV_SPACES_ENGINE"] for s in others} == {"studio"}
    assert f"models:{spaces['environment']['WEBTV_MODELS']}" in spaces["volumes"]
    assert "models" in compose["volumes"]
    # A new volume belongs to whom the folder in the image does.
    assert re.search(r"install -d -o webtv -g webtv .*/app/models\b", DOCKERFILE)
    extras = spaces["build"]["args"]["EXTRAS"].split()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert set(extras) <= project["optional-dependencies"].keys()
    assert any(each.startswith("torch") for each in project["optional-dependencies"]["models"])
    assert "models" in extras
    assert DOCKERFILE.count("$(printf -- '--extra %s ' $EXTRAS)") == 2


def test_keys_of_env_file_go_only_where_they_are_used(compose: dict[str, Any]) -> None:
    secrets = {
        variable(name)
        for name, field in Settings.model_fields.items()
        if "SecretStr" in str(field.annotation)
    }
    for name, service in compose["services"].items():
        given = service["environment"]
        if name in ("playout", "producer"):
            assert service["env_file"] == [{"path": ".env", "required": False}]
            assert given[NAMES] == ""
        else:
            assert "env_file" not in service
            assert given[NAMES] == "*"
        # The key of the Spaces is theirs and production's.
        is_spaces = name.startswith("spaces")
        assert ("WEBTV_SPACES_KEY" in given) == (name == "playout" or is_spaces)
        given = {k: v for k, v in given.items() if not is_spaces or k != "WEBTV_SPACES_KEY"}
        blank = {key for key in secrets if given.get(key) == ""}
        assert blank == (secrets if name == "playout" else set())
        assert blank == secrets & given.keys()


def test_every_setting_without_a_secret_reaches_every_part(compose: dict[str, Any]) -> None:
    # Those of OpenAI and Runway are production's; up's own; those that compose has no use for.
    apart = {"OPENAI_BASE_URL", "RUNWAYML_BASE_URL", "WEBTV_PRODUCTION"}
    wanted = {
        variable(name)
        for name, field in Settings.model_fields.items()
        if "SecretStr" not in str(field.annotation)
    }
    for service in compose["services"].values():
        assert wanted - apart - service["environment"].keys() == set()


def test_production_gives_way_to_playout(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert services["spaces"]["cpu_shares"] < services["producer"]["cpu_shares"] < 1024
    assert "cpu_shares" not in services["playout"]


def test_everything_the_image_copies_exists_and_is_let_into_the_build() -> None:
    ignore = (ROOT / ".dockerignore").read_text("utf-8").split("\n")
    allowed = {line[1:].split("/*")[0] for line in ignore if line.startswith("!")}
    assert "*" in ignore
    for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.M):
        for source in line.split()[:-1]:
            assert list(ROOT.glob(source)), source
            assert source in allowed, source


def test_the_image_has_no_key_and_does_not_run_as_root() -> None:
    assert not re.search(r"(?i)(api_key|token|secret|password)", DOCKERFILE)
    assert ".env" not in re.findall(r"^COPY .*$", DOCKERFILE, re.M)
    after = DOCKERFILE.rpartition("FROM ")[2]
    assert "USER webtv" in after
    assert after.index("USER webtv") < after.index("ENTRYPOINT")


def test_base_images_can_be_pinned_by_digest(compose: dict[str, Any]) -> None:
    builds = [s["build"]["args"] for s in compose["services"].values() if "build" in s]
    given = [{k: v for k, v in each.items() if k != "EXTRAS"} for each in builds]
    assert all(each == given[0] for each in given)
    for name, image in given[0].items():
        assert f"ARG {name}={image}\n" in DOCKERFILE
        assert f"FROM ${{{name}}}" in DOCKERFILE
        assert f"WEBTV_{name}" in (ROOT / "scripts/pin-images").read_text("utf-8")
    assert set(re.findall(r"^FROM (\S+)", DOCKERFILE, re.M)) == {
        f"${{{name}}}" for name in given[0]
    }


def test_the_installer_is_the_one_of_the_scripts() -> None:
    (in_image,) = re.findall(r"uv==([\d.]+)", DOCKERFILE)
    (in_scripts,) = re.findall(r"uv_version=([\d.]+)", (ROOT / "scripts/setup").read_text("utf-8"))
    assert in_image == in_scripts


def test_the_example_of_the_environment_names_real_settings() -> None:
    text = (ROOT / ".env.example").read_text("utf-8")
    names = set(re.findall(r"^#?([A-Z][A-Z_]+)=", text, re.M)) - {"TWITCH_KEY"}
    assert names
    assert names <= set(DEFAULTS)
