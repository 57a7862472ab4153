"""Measuring models: here with tiny weights on the processor, as on a GPU with true sizes."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.models.environment import ROOT, python
from tests.slack import slack
from webtv.cli import app
from webtv.models.catalogue import MODELS
from webtv.models.usual import USUAL

PAGE = ROOT / "docs" / "gpu.md"


def run(*command: str) -> str:
    environ = {**os.environ, "MODELS_PYTHON": str(python()), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=300 * slack(),
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_models_are_measured_beside_the_plain_pipeline_and_written_down(tmp_path: Path) -> None:
    page = tmp_path / "gpu.md"
    other = "| NVIDIA L4 | FILM | 1 | 1.00 | 3600 | 1.0 GB | - |"
    page.write_text(PAGE.read_text("utf-8").replace("| not measured | | | | | | |", other))
    out = run("tests/gpu/measure", "--tiny", "--page", str(page), "musicgen", "film")
    told = json.loads(out[out.index("\n{") :])
    assert [row["model"] for row in told["rows"]] == ["musicgen", "film"]
    for row in told["rows"]:
        assert row["problem"] == ""
        assert row["per_hour"] == pytest.approx(3600 / row["seconds"])
        assert 0 < row["seconds"] < row["load_s"] + 5
        assert 0.2 < row["peak_gb"] < 5
    written = page.read_text("utf-8").splitlines()
    ours = [line for line in written if line.startswith(f"| {told['device']} |")]
    assert ["times ours" in line for line in ours] == [True, False]
    assert other in written
    assert any(line.startswith("| not measured | | | |") for line in written), "no profile is whole"


def test_true_sizes_are_those_of_the_catalogue_and_hours_are_reckoned(
    reckoned: dict[str, Any],
) -> None:
    """Sizes from the true classes, without their numbers; television from rows made up there."""
    sizes, television = reckoned["sizes"], reckoned["television"]
    for model, parts in sizes.items():
        if model != "musicgen":  # its parts are one
            assert max(parts) == pytest.approx(MODELS[model].largest_gb, rel=0.06)
        assert sum(parts) == pytest.approx(MODELS[model].weights_gb, rel=0.06), model
    # (15 + 60 + 6) s for 3 s of film, 15 s for 30 s of music.
    assert television == [["zeroscope", 27.5, pytest.approx(60 / 27.5)]]
    assert reckoned["of one model"] == []


def test_every_model_is_measured_and_stands_on_the_page() -> None:
    assert USUAL.keys() == MODELS.keys()
    page = PAGE.read_text("utf-8")
    for model in MODELS.values():
        if model.on_processor:
            said = f"{model.title}: {model.weights_gb:g} GB of weights, {model.licence}, and about "
            assert f"{said}{model.work_gb:g} GB" in " ".join(page.split())
            continue
        whole, parts = (part + model.work_gb for part in (model.weights_gb, model.largest_gb))
        sizes = f"{model.weights_gb:g} | {model.largest_gb:g} | {model.work_gb:g}"
        assert f"| {model.title} | {sizes} | {whole:.1f} | {parts:.1f} | {model.licence} |" in page


@pytest.mark.parametrize("card_gb", [8, 12, 16, 24, 48])
def test_the_page_says_of_each_card_what_the_pool_does_on_it(card_gb: int) -> None:
    models = [each for each in MODELS.values() if not (each.live or each.on_processor)]
    ways = [model.offload(card_gb) for model in models]
    order = ("zeroscope-v2", "zeroscope-xl", "film", "musicgen", "wan-2-2-5b", "flux-2-klein")
    assert tuple(model.id for model in models) == order
    cells = " | ".join(way.replace("none", "all") for way in ways)
    rows = PAGE.read_text("utf-8").splitlines()
    (row,) = [row for row in rows if row.startswith(f"| {card_gb} GB |")]
    assert row.endswith(f" | {cells} |")


@pytest.mark.parametrize(
    ("named", "said"),
    [(["zeroscope"], "no model zeroscope; there are"), ([], "no model has its weights here")],
)
def test_what_cannot_be_measured_is_said(
    named: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEBTV_MODELS", str(tmp_path))
    done = CliRunner().invoke(app, ["spaces", "bench", *named])
    assert done.exit_code == 1
    assert said in done.stderr
