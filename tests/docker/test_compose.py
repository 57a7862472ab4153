"""docker-compose.yml and the Dockerfile: valid, and in step with the station."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sysconfig
import tomllib
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner

from tests.slack import slack
from webtv.cli import app
from webtv.config.settings import Settings, variable
from webtv.environment import NAMES, SECRETS_FOLDER
from webtv.web.static import VENDOR

ROOT = Path(__file__).parent.parent.parent
DOCKERFILE = (ROOT / "docker" / "Dockerfile").read_text("utf-8")
MONITORED = ROOT / "docker" / "monitoring"
NGINX = "".join(path.read_text() for path in (ROOT / "docker" / "edge").glob("*.conf*"))
COMPOSE = Path(sysconfig.get_path("scripts")) / "docker-compose"
GPU = ("--profile", "gpu")
EDGE = ("--profile", "edge")
CONSOLE = ("--profile", "console")
ALARMS = ("--profile", "alarms")
MONITORING = ("--profile", "monitoring")
STORE = ("--profile", "store")
CHAT = ("--profile", "chat")
SERVICES = {"rtmp", "producer", "playout", "web", "spaces", "probe", "spaces-gpu", "mirror"}
DEFAULTS = {variable(name): field.default for name, field in Settings.model_fields.items()}


def read(*words: str, **environment: str) -> dict[str, Any]:
    """What Docker Compose starts when it is given these words on its command line."""
    file = str(ROOT / "docker-compose.yml")
    # No .env but one that is empty: this folder's may hold keys.
    given = ["--file", file, "--env-file", os.devnull, *words]
    done = subprocess.run(
        [str(COMPOSE), *given, "config", "--no-env-resolution", "--format", "json"],
        env={"HOME": "/nowhere", **environment},
        capture_output=True,
        timeout=60 * slack(),
        check=False,
    )
    assert (done.returncode, done.stderr.decode()) == (0, "")
    loaded: dict[str, Any] = json.loads(done.stdout)
    return loaded


@pytest.fixture(
    scope="module",
    params=[(), (*GPU, *STORE), (*CONSOLE, *ALARMS, *CHAT)],
    ids=["cpu", "gpu and store", "people"],
)
def compose(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What starts with no profile, and with all of them."""
    return read(*request.param)


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
    for name, service in compose["services"].items():
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
    for name, service in compose["services"].items():
        given = {names[k]: v for k, v in service["environment"].items() if k != NAMES and v}
        settings = Settings.model_validate(given)
        assert settings.host == "0.0.0.0"
        assert settings.local_rtmp_url == f"rtmp://rtmp:{settings.rtmp_port}/live"
        serves = name in ("spaces", "spaces-gpu")
        # Each tells its own address; the others read it, or are told one of another machine.
        assert settings.spaces_url == (f"http://{name}:{settings.spaces_port}" if serves else None)
        assert settings.spaces_host == ("0.0.0.0" if serves else "127.0.0.1")
        assert settings.local_hls_url == f"http://web:{settings.web_port}/hls"
        targets = {volume["target"] for volume in service["volumes"]}
        folders = {settings.home, settings.playlists_dir, settings.channels_dir}
        models = {settings.models} if settings.spaces_engine == "models" else set()
        secrets = {settings.secrets_dir} if name in ("playout", "producer") else set()
        assert targets == {str(folder) for folder in folders | models | secrets}
        assert str(settings.secrets_dir) == SECRETS_FOLDER


def test_the_console_is_asked_for_and_seen_from_this_machine_alone() -> None:
    """It alone writes channel files, and gives orders to playout over the station's own network."""
    with_it, without = read(*CONSOLE)["services"], read()["services"]
    console = with_it.pop("console")
    assert with_it == without
    (port,) = console["ports"]
    assert port["host_ip"] == "127.0.0.1"
    assert port["target"] == DEFAULTS["WEBTV_CONSOLE_PORT"]
    assert console["environment"]["WEBTV_CONTROL_HOST"] == "playout"
    assert without["playout"]["environment"]["WEBTV_CONTROL_HOST"] == "0.0.0.0"
    writers = [
        name
        for name, service in read(*GPU, *CONSOLE)["services"].items()
        for volume in service["volumes"]
        if volume["target"] == "/app/channels" and not volume.get("read_only")
    ]
    assert writers == ["console"]


def test_who_calls_people_alone_has_the_addresses_of_services() -> None:
    told = {"WEBTV_ALARM_URLS": "json://example.org/SESAME"}
    with_it, without = read(*ALARMS, **told)["services"], read(**told)["services"]
    alarms = with_it.pop("alarms")
    assert with_it == without
    assert alarms["environment"].items() >= told.items()
    assert "SESAME" not in str(without)
    # Those that have all of .env are told that this is not for them.
    for part in ("playout", "producer"):
        assert without[part]["environment"]["WEBTV_ALARM_URLS"] == ""


def test_real_models_have_a_gpu_a_place_for_weights_and_an_image_with_torch() -> None:
    compose = read(*GPU)
    spaces = compose["services"]["spaces-gpu"]
    (device,) = spaces["deploy"]["resources"]["reservations"]["devices"]
    assert device == {"driver": "nvidia", "count": 1, "capabilities": ["gpu"]}
    assert spaces["environment"]["WEBTV_SPACES_ENGINE"] == "models"
    assert compose["services"]["spaces"]["environment"]["WEBTV_SPACES_ENGINE"] == "studio"
    folder = {"type": "volume", "source": "models", "target": "/app/models", "volume": {}}
    assert folder in spaces["volumes"]
    assert spaces["environment"]["WEBTV_MODELS"] == "/app/models"
    assert "models" in compose["volumes"]
    # A new volume belongs to whom the folder in the image does.
    assert re.search(r"install -d -o webtv -g webtv .*/app/models\b", DOCKERFILE)
    extras = spaces["build"]["args"]["EXTRAS"].split()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert set(extras) <= project["optional-dependencies"].keys()
    assert any(each.startswith("torch") for each in project["optional-dependencies"]["models"])
    assert "models" in extras
    assert DOCKERFILE.count("$(printf -- '--extra %s ' $EXTRAS)") == 2


def test_the_edge_stands_before_parts_that_stay_as_they_are() -> None:
    without, services = read()["services"], read(*EDGE)["services"]
    edge = services.pop("edge")
    assert services == without
    assert edge["ports"] == [
        {"mode": "ingress", "target": 8080, "published": "80", "protocol": "tcp"}
    ]
    volumes = {volume["target"]: volume for volume in edge["volumes"]}
    assert all(volume["read_only"] for volume in volumes.values())
    # Keys lie in the home beside it.
    assert volumes["/srv/webtv/hls"]["volume"] == {"subpath": "hls"}
    template = (ROOT / "docker" / "edge" / "station.conf.template").read_text()
    assert "default /srv/webtv;" in template
    assert "listen 8080 " in template
    for name in re.findall(r"\$\{(WEBTV_\w+)\}", template):
        assert edge["environment"][name] == str(DEFAULTS[name])
    for path in re.findall(r"/etc/nginx/(?:webtv|conf\.d)|/var/cache/webtv|/tmp/", NGINX):
        writable = [line.partition(":")[0] for line in edge["tmpfs"]]
        assert path.rstrip("/") in [*writable, *volumes], path
    proxies = services["web"]["environment"]["WEBTV_TRUSTED_PROXIES"]
    assert Settings.model_validate({"trusted_proxies": proxies}).trusted_proxies == proxies


def test_monitoring_stands_beside_parts_that_stay_as_they_are() -> None:
    without, compose = read()["services"], read(*MONITORING, WEBTV_WEB_PORT="8088")
    services = compose["services"]
    added = {name: services[name] for name in services.keys() - without.keys()}
    assert added.keys() == {"prometheus", "alertmanager", "grafana"}
    assert read(*MONITORING)["services"] | without == read(*MONITORING)["services"]
    for service in added.values():
        (port,) = service["ports"]
        assert port["host_ip"] == "127.0.0.1"
    (targets,) = YAML(typ="safe").load(compose["configs"]["targets"]["content"])
    assert targets == {"targets": ["web:8088"]}
    (mounted,) = added["prometheus"]["configs"]
    prometheus = (MONITORED / "prometheus.yml").read_text()
    assert f"files: [{mounted['target']}]" in prometheus
    inside = [volume["target"] for service in added.values() for volume in service["volumes"]]
    provider = (MONITORED / "grafana" / "provider.yml").read_text()
    (dashboards,) = re.findall(r"path: (\S+)", provider)
    assert f"{dashboards}/webtv.json" in inside
    for path in re.findall(r"/etc/prometheus/rules\.yml", prometheus):
        assert path in inside


@pytest.mark.parametrize("profile", [EDGE, MONITORING], ids=["edge", "monitoring"])
def test_what_others_build_has_few_rights_and_its_limits(profile: tuple[str, ...]) -> None:
    services = read(*profile)["services"]
    foreign = {name: services[name] for name in services.keys() - read()["services"].keys()}
    for service in foreign.values():
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["restart"] == "unless-stopped"
        assert int(service["mem_limit"]) > 0
        assert int(service["pids_limit"]) > 0
        assert service["logging"]["options"]["max-size"]
        assert service["healthcheck"]["test"]
        assert ":" in service["image"]
        assert not service["image"].endswith(":latest")
        for volume in service["volumes"]:
            if volume["type"] == "bind" and "/secrets" not in volume["source"]:
                assert Path(volume["source"]).exists(), volume["source"]
                assert volume["read_only"]


def test_tls_adds_a_port_and_certificates_to_the_edge() -> None:
    files = ("--file", str(ROOT / "docker" / "edge" / "tls.yml"))
    plain = read(*EDGE)["services"]
    secure = read(*files, *EDGE, WEBTV_EDGE_CERTS="/certificates")["services"]
    edge, before = secure.pop("edge"), plain.pop("edge")
    assert secure == plain
    assert [port["target"] for port in edge.pop("ports")] == [8080, 8443]
    volumes = {volume["target"]: volume["source"] for volume in edge.pop("volumes")}
    assert volumes["/etc/nginx/certs"] == "/certificates"
    added = volumes.keys() - {volume["target"] for volume in before.pop("volumes")}
    assert added == {"/etc/nginx/certs", "/etc/nginx/templates/tls.conf.template"}
    assert (edge, before.pop("ports")[0]["target"]) == (before, 8080)


def test_keys_of_env_file_go_only_where_they_are_used(compose: dict[str, Any]) -> None:
    secrets = {
        variable(name)
        for name, field in Settings.model_fields.items()
        if "SecretStr" in str(field.annotation)
    }
    stores = {name for name in secrets if name.startswith("AWS_")}
    for name, service in compose["services"].items():
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
    for service in compose["services"].values():
        assert wanted - apart - service["environment"].keys() == set()


def test_production_gives_way_to_playout(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert services["producer"]["cpu_shares"] < 1024
    assert services["spaces"]["cpu_shares"] < services["producer"]["cpu_shares"]
    if "spaces-gpu" in services:
        assert services["spaces-gpu"]["cpu_shares"] <= services["producer"]["cpu_shares"]
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
    stages = set(re.findall(r"^FROM \S+ AS (\S+)$", DOCKERFILE, re.M))
    bases = set(re.findall(r"^FROM (\S+)", DOCKERFILE, re.M)) - stages
    assert bases == {f"${{{name}}}" for name in given[0]}


def test_every_image_that_others_build_is_pinned_as_compose_reads_it(tmp_path: Path) -> None:
    docker = tmp_path / "docker"
    docker.write_text('#!/bin/sh\nprintf "sha256:%064d" "${#4}"\n')
    docker.chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    done = subprocess.run(
        [str(ROOT / "scripts" / "pin-images")],
        env={"PATH": path},
        capture_output=True,
        text=True,
        timeout=20 * slack(),
        check=True,
    )
    pinned = dict(line.split("=", 1) for line in done.stdout.splitlines())
    profiles = (*EDGE, *MONITORING, *GPU)
    images = {
        value
        for service in read(*profiles, **pinned)["services"].values()
        for value in (service["image"], *service.get("build", {}).get("args", {}).values())
    }
    others = {image for image in images if not image.startswith("webtv") and "spaces" not in image}
    assert others == set(pinned.values())
    assert all(re.search(r"@sha256:[0-9]{64}$", image) for image in others)


def test_the_image_leaves_behind_what_nothing_uses_and_keeps_what_is_served(tmp_path: Path) -> None:
    """The commands of the Dockerfile, on folders like those that it has before it."""
    commands = [
        " ".join(each.replace("\\\n", " ").split())
        for each in re.findall(r"&& (find (?:.*\\\n)*.*)", DOCKERFILE)
    ]
    assert len(commands) == 2
    packages = ".venv/lib/python3.11/site-packages"
    kept = [f"{packages}/numpy/testing/tool.py", f"{packages}/scipy/signal/windows.py"]
    kept += [f"{packages}/others/tests/data.py"]
    kept += [f"node_modules/hls.js/dist/{name}" for name in VENDOR.values()]
    left = [f"{packages}/numpy/_core/tests/test_a.py", f"{packages}/scipy/signal/tests/b.npz"]
    left += [f"{packages}/pandas/tests/io/c.py", "node_modules/hls.js/dist/hls.light.mjs.map"]
    for name in kept + left:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    for command in commands:
        subprocess.run(["sh", "-ec", command], cwd=tmp_path, check=True, timeout=20 * slack())
    found = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert found == set(kept)


def test_the_installer_is_the_one_of_the_scripts() -> None:
    (in_image,) = re.findall(r"uv==([\d.]+)", DOCKERFILE)
    (in_scripts,) = re.findall(r"uv_version=([\d.]+)", (ROOT / "scripts/setup").read_text("utf-8"))
    assert in_image == in_scripts


def test_the_example_of_the_environment_names_real_settings() -> None:
    text = (ROOT / ".env.example").read_text("utf-8")
    names = set(re.findall(r"^#?([A-Z][A-Z_]+)=", text, re.M)) - {"TWITCH_KEY", "COMPOSE_PROFILES"}
    assert names
    assert names <= set(DEFAULTS)
