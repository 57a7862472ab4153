"""The profiles of docker-compose.yml: console, alarms, models, edge, monitoring and databases."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.docker.composed import (
    ALARMS,
    CLUSTER,
    CONSOLE,
    DEFAULTS,
    DOCKERFILE,
    EDGE,
    GPU,
    MONITORING,
    POSTGRES,
    ROOT,
    built_by_others,
    read,
)
from tests.slack import slack
from webtv.config.settings import Settings

MONITORED = ROOT / "docker" / "monitoring"
NGINX = "".join(path.read_text() for path in (ROOT / "docker" / "edge").glob("*.conf*"))


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
    without, services = read()["services"], read(*MONITORING)["services"]
    added = {name: services[name] for name in services.keys() - without.keys()}
    assert added.keys() == {"prometheus", "alertmanager", "grafana"}
    assert services | without == services
    for service in added.values():
        (port,) = service["ports"]
        assert port["host_ip"] == "127.0.0.1"
    prometheus = (MONITORED / "prometheus.yml").read_text()
    (folder,) = [line.partition(":")[0] for line in added["prometheus"]["tmpfs"]]
    assert f"files: [{folder}/webtv.yml]" in prometheus
    inside = [volume["target"] for service in added.values() for volume in service["volumes"]]
    provider = (MONITORED / "grafana" / "provider.yml").read_text()
    (dashboards,) = re.findall(r"path: (\S+)", provider)
    assert f"{dashboards}/webtv.json" in inside
    for path in re.findall(r"/etc/prometheus/rules\.yml", prometheus):
        assert path in inside


def test_prometheus_starts_with_the_port_that_the_page_has(tmp_path: Path) -> None:
    service = read(*MONITORING, WEBTV_WEB_PORT="8088")["services"]["prometheus"]
    shell, how, script, *name = service["entrypoint"]
    (tmp_path / "prometheus").write_text('#!/bin/sh\necho "$@"\n')
    (tmp_path / "prometheus").chmod(0o755)
    # Compose escapes what is not for itself once more.
    script = script.replace("$$", "$").replace("/bin/prometheus", str(tmp_path / "prometheus"))
    script = script.replace("/etc/prometheus/targets", str(tmp_path))
    started = subprocess.run(
        [shell, how, script, *name, *service["command"]],
        capture_output=True,
        text=True,
        timeout=20 * slack(),
        check=True,
    )
    assert started.stdout.split() == service["command"]
    (targets,) = YAML(typ="safe").load(tmp_path / "webtv.yml")
    assert targets == {"targets": ["web:8088"]}


def test_nothing_is_to_be_written_into_a_container_that_is_read_only() -> None:
    """Compose refuses to start such a service: a config may be a file of the host alone."""
    everything = read(*EDGE, *MONITORING, *CONSOLE, *ALARMS, *GPU, *CLUSTER)
    assert not [name for name, each in everything["services"].items() if each.get("configs")]
    assert all("file" in secret for secret in everything["secrets"].values())


@pytest.mark.parametrize(
    "profile",
    [EDGE, MONITORING, POSTGRES, CLUSTER],
    ids=["edge", "monitoring", "postgres", "cluster"],
)
def test_what_others_build_has_few_rights_and_its_limits(profile: tuple[str, ...]) -> None:
    foreign = built_by_others(read(*profile)["services"])
    assert foreign
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
