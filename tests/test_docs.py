"""What README and docs say is so."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from webtv.cli import app
from webtv.config.channel import Channel
from webtv.config.contracts import load_contracts
from webtv.config.settings import Settings, variable
from webtv.config.yaml import parse_channel
from webtv.docs import configuration

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "configuration.md"
PAGES = [
    *(ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *(page for page in sorted((ROOT / "docs").glob("*.md")) if page != REFERENCE),
]


def fenced(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), re.DOTALL | re.M)


def test_the_configuration_page_is_generated_and_fresh() -> None:
    assert REFERENCE.read_text("utf-8") == configuration(), (
        "run: webtv docs > docs/configuration.md"
    )


def test_the_configuration_page_names_every_variable_and_field() -> None:
    page = configuration()
    for field in Settings.model_fields:
        assert f"| `{variable(field)}` |" in page
    for field in Channel.model_fields:
        assert f"| `{field}` |" in page


@pytest.mark.parametrize("page", [*PAGES, REFERENCE], ids=lambda p: p.name)
def test_links_inside_the_project_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_channel_examples_are_valid(page: Path) -> None:
    for text in fenced(page, "yaml"):
        if not re.search(r"^theme:", text, re.MULTILINE):
            text = "title: An example\ntheme: something to look at\n" + text
        names = dict.fromkeys(re.findall(r"\$\{(\w+)\}", text), "value")
        _, problems = parse_channel(
            Path("channels/example.yaml"), text, contracts=load_contracts(), env=names
        )
        assert problems == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_and_paths_that_are_named_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    known = CliRunner().invoke(app, ["--help"]).output
    for command in set(re.findall(r"`webtv ([a-z]+)", text)):
        assert re.search(rf"\b{command}\b", known), command
    for path in set(re.findall(r"`((?:webtv|tests|docker|scripts|docs)/[\w./-]*\w)`", text)):
        assert (ROOT / path).exists(), path


@pytest.mark.parametrize("page", [*PAGES, REFERENCE], ids=lambda p: p.name)
def test_variables_that_are_named_exist(page: Path) -> None:
    known = {variable(field) for field in Settings.model_fields}
    for compose in (ROOT / "docker-compose.yml", *(ROOT / "docker").glob("*/*.yml")):
        known |= set(re.findall(r"\$\{(WEBTV_\w+)", compose.read_text("utf-8")))
    named = set(
        re.findall(
            r"\b(?:WEBTV_[A-Z_]+|OPENAI_[A-Z_]+|RUNWAYML_[A-Z_]+|HF_TOKEN)\b",
            page.read_text("utf-8"),
        )
    )
    assert named <= known


def test_the_pages_are_a_site_whose_links_lead_somewhere(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    command = [sys.executable, "-m", "zensical", "build", "--strict"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    written = {page.parent.name for page in (tmp_path / "site").glob("*/index.html")}
    assert written == {page.stem for page in (ROOT / "docs").glob("*.md")} - {"index"}
    listed = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert [page.name for page in PAGES if f": {page.name}\n" not in listed][4:] == []
