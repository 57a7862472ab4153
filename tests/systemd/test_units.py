"""The units of systemd: they load, fit the station, and leave it few rights."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from webtv.cli import app
from webtv.config.settings import Settings

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "systemd"
PLACE = "/opt/webtv"
SERVICES = ("webtv.service", "webtv-backup.service")
UNITS = (*SERVICES, "webtv-backup.timer")
ANALYZE = shutil.which("systemd-analyze")
ANALYZE_S = 120

RIGHTS = {
    "User": "webtv",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "NoNewPrivileges": "yes",
    "CapabilityBoundingSet": "",
    "RestrictAddressFamilies": "AF_UNIX AF_INET AF_INET6",
    "SystemCallArchitectures": "native",
}


def parse(name: str) -> dict[str, dict[str, str]]:
    """Sections and their options. Every line is an option of a section, and stands once."""
    sections: dict[str, dict[str, str]] = {}
    options: dict[str, str] | None = None
    for line in (FOLDER / name).read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if header := re.fullmatch(r"\[(\w+)\]", line):
            options = sections.setdefault(header[1], {})
            continue
        option, found, value = line.partition("=")
        assert found, line
        assert re.fullmatch("[A-Z][A-Za-z]+", option), line
        assert options is not None, line
        assert option not in options, line
        options[option] = value
    return sections


def verify(folder: Path, *names: str) -> str:
    """What systemd says of units of this project, in the place where this test runs."""
    assert ANALYZE is not None
    done = subprocess.run(
        [ANALYZE, "verify", "--man=no", *(str(folder / name) for name in names)],
        capture_output=True,
        text=True,
        timeout=ANALYZE_S,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    )
    # It reads the machine's own units too, which are not ours to judge.
    return "\n".join(line for line in done.stderr.splitlines() if "webtv" in line)


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The units as they would be installed for the project in this folder."""
    folder = tmp_path / "units"
    (folder / "webtv.service.d").mkdir(parents=True)
    for name in UNITS:
        text = (FOLDER / name).read_text("utf-8")
        (folder / name).write_text(text.replace(PLACE, str(ROOT)))
    for name in ("gpu.conf", "nginx-edge.conf"):
        shutil.copy(FOLDER / name, folder / "webtv.service.d")
    return folder


needs_systemd = pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not installed")


@needs_systemd
def test_systemd_has_nothing_to_say_of_them(installed: Path) -> None:
    assert verify(installed, *UNITS) == ""


@needs_systemd
@pytest.mark.parametrize("name", ["webtv.service", "webtv.service.d/gpu.conf"])
def test_systemd_would_name_a_wrong_option(installed: Path, name: str) -> None:
    path = installed / name
    path.write_text(path.read_text("utf-8").replace("PrivateDevices=", "PrivateGadgets="))
    assert "PrivateGadgets" in verify(installed, "webtv.service")


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_writes_the_stations_folders_alone_and_has_few_rights(name: str) -> None:
    service = parse(name)["Service"]
    assert {option: service[option] for option in RIGHTS} == RIGHTS
    assert "MemoryDenyWriteExecute" not in service, "Node.js could not start"
    defaults = (Settings.model_fields[field].default for field in ("home", "playlists_dir"))
    assert service["ReadWritePaths"].split() == [f"{PLACE}/{folder}" for folder in defaults]
    assert service["WorkingDirectory"] == PLACE


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_runs_a_command_of_the_station(name: str) -> None:
    command = re.search(r"\.venv/bin/webtv (\w+)", parse(name)["Service"]["ExecStart"])
    assert command is not None
    assert CliRunner().invoke(app, [command[1], "--help"]).exit_code == 0


def test_one_part_that_dies_takes_no_other_with_it() -> None:
    unit = parse("webtv.service")
    wanted = {"OOMPolicy": "continue", "Restart": "always", "KillMode": "mixed"}
    assert wanted.items() <= unit["Service"].items()
    assert unit["Unit"]["StartLimitIntervalSec"] == "0"


def test_with_a_gpu_only_its_devices_are_there() -> None:
    assert parse("gpu.conf")["Service"] == {
        "PrivateDevices": "no",
        "DevicePolicy": "closed",
        "DeviceAllow": "char-nvidia* rw",
    }


def test_the_edge_has_files_for_its_viewers_and_comes_back() -> None:
    drop_in = parse("nginx-edge.conf")
    assert drop_in["Unit"]["StartLimitIntervalSec"] == "0"
    assert drop_in["Service"].pop("Restart") == "always"
    viewers = int(drop_in["Service"]["LimitNOFILE"])
    page = (ROOT / "docs" / "operating.md").read_text("utf-8")
    (connections,) = re.findall(r"worker_connections (\d+);", page)
    assert viewers >= 2 * int(connections), "one file each for viewer and segment"


def test_the_timer_makes_up_for_a_backup_that_was_missed() -> None:
    timer = parse("webtv-backup.timer")["Timer"]
    assert timer["Persistent"] == "true"
    assert "OnCalendar" in timer
