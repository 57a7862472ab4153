"""What the project promises of itself, in files that no program reads every day."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).parents[1]


def test_security_names_files_and_scripts_that_there_are() -> None:
    named = re.findall(r"`((?:webtv|scripts)/[\w/.-]+)`", (ROOT / "SECURITY.md").read_text("utf-8"))
    assert len(named) > 5
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_hooks_run_what_the_project_installs() -> None:
    hooks = YAML(typ="safe").load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    installed = {re.split(r"[>\[=<]", each)[0] for each in project["dependency-groups"]["dev"]}
    installed |= {"lint-imports", "webtv"}  # of import-linter, and the station's own
    programs = [hook["entry"].split()[0] for repo in hooks["repos"] for hook in repo["hooks"]]
    assert len(programs) >= 4
    assert all(program.removeprefix(".venv/bin/") in installed for program in programs)


def test_types_are_for_others_too() -> None:
    assert (ROOT / "webtv" / "py.typed").is_file()


def test_the_bills_of_materials_name_all_that_is_delivered() -> None:
    done = subprocess.run(
        [ROOT / "scripts" / "sbom"], capture_output=True, text=True, timeout=300, check=True
    )
    python, node = (json.loads((ROOT / line).read_text("utf-8")) for line in done.stdout.split())
    assert {python["bomFormat"], node["bomFormat"]} == {"CycloneDX"}
    names = {component["name"] for component in python["components"]}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = {re.split(r"[>\[=<]", each)[0] for each in project["project"]["dependencies"]}
    assert wanted <= names
    assert not {"pytest", "mypy"} & names
    packages = json.loads((ROOT / "package.json").read_text("utf-8"))
    assert packages["dependencies"].keys() <= {each["name"] for each in node["components"]}
