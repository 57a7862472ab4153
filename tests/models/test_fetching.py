"""`webtv spaces fetch`, as operators type it, against a server that speaks the Hub's protocol."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from tests.jsonserver import JsonServer, Reply, Request
from tests.models.environment import ROOT, python
from tests.production.station import environment_in
from tests.slack import slack
from tests.strays import python_path
from webtv.errors import UnavailableError
from webtv.models import weights as files
from webtv.models.catalogue import MODELS
from webtv.models.process import ModelProcess

NEWEST = "a" * 40


@dataclass
class Hub(JsonServer):
    """Repositories of small files; `broken` is one whose file ends too soon."""

    files: dict[str, dict[str, bytes]]
    broken: str = ""
    asked: list[str] = field(default_factory=list)

    def reply(self, request: Request) -> Reply:
        self.asked.append(request.path)
        if request.path.startswith("/api/agent"):  # the client of the Hub asks about itself
            return 404, {}, {}
        path = request.path.partition("?")[0].removeprefix("/api/models").strip("/")
        owner, name, kind, revision, *rest = path.split("/", 4)
        files = self.files[f"{owner}/{name}"]
        if kind == "revision":
            sha = NEWEST if revision == "main" else revision
            return 200, {}, {"id": f"{owner}/{name}", "sha": sha, "siblings": []}
        if kind == "tree":
            rows = [
                {"type": "file", "path": each, "size": len(content), "oid": NEWEST}
                for each, content in files.items()
            ]
            return 200, {}, rows
        content = files[rest[0]]
        told = {"ETag": f'"{hashlib.sha1(content).hexdigest()}"', "X-Repo-Commit": revision}
        told |= {"content-length": str(len(content)), "Accept-Ranges": "bytes"}
        if request.method == "HEAD":
            return 200, told, None
        return 200, told, content[:-3] if rest[0] == self.broken else content


def run(hub: Hub, folder: Path, *words: str, answers: str = "") -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "webtv", "spaces", "fetch", *words],
        env={
            **environment_in(folder),
            "WEBTV_MODELS": str(folder / "models"),
            "HF_ENDPOINT": hub.url,
            "HF_HOME": str(folder / "hf"),
            "HF_HUB_DISABLE_XET": "1",
            "NO_COLOR": "1",
            "PATH": os.environ["PATH"],
        },
        input=answers,
        capture_output=True,
        text=True,
        timeout=120 * slack(),
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


FILM, MUSIC = MODELS["film"], MODELS["musicgen"]
FILES = {
    FILM.repo: {"film_net_fp32.pt": b"weights " * 9000, "README.md": b"not needed"},
    MUSIC.repo: {"config.json": b"{}", "model.safetensors": b"more weights"},
}


def test_sizes_and_licences_come_first_and_a_no_is_a_no(tmp_path: Path) -> None:
    with Hub(FILES) as hub:
        code, said = run(hub, tmp_path, "film")  # nobody answers
        assert (code, "Aborted" in said, "cannot be fetched" in said) == (1, True, False), said
        hub.asked.clear()
        # Not for commercial use: no. What is left: yes.
        code, said = run(hub, tmp_path, "film", "musicgen", answers="n\ny\n")
    assert code == 0, said
    assert "CC-BY-NC-4.0: not for commercial use" in said
    assert f"{FILM.repo} at {FILM.revision[:12]}, Apache-2.0, 0.0 GB to fetch" in said
    own = files.find(FILM, tmp_path / "models")
    assert (own / "film_net_fp32.pt").read_bytes() == FILES[FILM.repo]["film_net_fp32.pt"]
    assert not (own / "README.md").exists()
    paths = [path for path in hub.asked if path.startswith(f"/{FILM.repo}/")]
    assert paths
    assert all(f"/resolve/{FILM.revision}/" in path for path in paths)
    with pytest.raises(UnavailableError, match="run `webtv spaces fetch musicgen`"):
        files.find(MUSIC, tmp_path / "models")


def test_a_revision_is_kept_once_it_was_fetched(tmp_path: Path) -> None:
    with Hub(FILES) as hub:
        assert run(hub, tmp_path, "musicgen", "--yes")[0] == 0
        hub.asked.clear()
        code, said = run(hub, tmp_path, "musicgen", "--yes")
    assert (code, "CC-BY-NC-4.0, here" in said) == (0, True)
    assert f"/api/models/{MUSIC.repo}/revision/{NEWEST}" in hub.asked
    assert files.is_here(MUSIC, tmp_path / "models")


def test_what_does_not_come_whole_is_not_used(tmp_path: Path) -> None:
    with Hub(FILES, broken="film_net_fp32.pt") as hub:
        code, said = run(hub, tmp_path, "film", "--yes")
    assert code == 1
    assert "the weights cannot be fetched" in said
    assert "Traceback" not in said
    assert not files.is_here(FILM, tmp_path / "models")


def test_a_model_that_is_not_known_is_one_sentence(tmp_path: Path) -> None:
    with Hub(FILES) as hub:
        code, said = run(hub, tmp_path, "sora")
    assert code == 1
    assert said.startswith("webtv: there is no model sora: zeroscope-v2, ")


async def test_a_space_of_its_own_fetches_at_the_first_call(
    weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """True weights, small ones, over the Hub's protocol into the process of models."""
    content = (weights / FILM.repo / "film_net_fp32.pt").read_bytes()
    frames = tmp_path / "frames.npy"
    np.save(frames, np.zeros((2, 64, 64, 3), np.uint8))
    asked = {"doublings": 1, "arrays": {"video": str(frames)}, "target": str(tmp_path / "a.npy")}
    with Hub({FILM.repo: {"film_net_fp32.pt": content}}) as hub:
        monkeypatch.setenv("PYTHONPATH", python_path(ROOT))
        monkeypatch.setenv("OMP_NUM_THREADS", "1")
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        monkeypatch.setenv("HF_HUB_DISABLE_XET", "1")
        models = ModelProcess(folder=tmp_path / "own", fetches=True, python=str(python()))
        try:
            await models.call("film", asked, tell=lambda _k, _n: None)
        finally:
            await models.end()
    assert np.load(tmp_path / "a.npy").shape == (3, 64, 64, 3)
