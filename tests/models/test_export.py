"""An exported Space: the folder alone, as Hugging Face or anybody runs it."""

from __future__ import annotations

import asyncio
import importlib.metadata
import os
import re
import signal
import subprocess
import time
import tomllib
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from gradio_client import Client
from ruamel.yaml import YAML
from typer.testing import CliRunner

from tests.models.environment import PINS, ROOT
from tests.models.own import environment
from tests.ports import free_port
from tests.slack import slack
from webtv.cli import app
from webtv.config.contracts import load_contracts
from webtv.config.settings import Settings
from webtv.generators.address import Address
from webtv.models.catalogue import MODELS
from webtv.spacecheck.look import look_at
from webtv.spacecheck.sight import Subject
from webtv.spaces.export import export

NAME = "musicgen"
LOCAL = sorted(each.id for each in load_contracts().values() if each.local)


def front_matter(folder: Path) -> dict[str, object]:
    text = (folder / "README.md").read_text("utf-8")
    read: dict[str, object] = YAML(typ="safe").load(text.split("---\n")[1])
    return read


@contextmanager
def running(folder: Path, python: Path, **environ: str) -> Iterator[str]:
    """The address of the folder's Space, which SIGTERM must end at the end of the block."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    kept = {k: v for k, v in os.environ.items() if not k.startswith("WEBTV_")}
    told = {"GRADIO_SERVER_PORT": str(port), "OMP_NUM_THREADS": "1", "WEBTV_SPACES_WORKERS": "1"}
    log = folder.with_suffix(".log")
    with log.open("wb") as sink:
        command = [str(python), str(folder / "app.py")]
        process = subprocess.Popen(
            command, env={**kept, **told, **environ}, cwd=folder.parent, stderr=sink
        )
    try:
        deadline = time.monotonic() + 120 * slack()
        while not answers(url):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.2)
        yield url
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            assert process.wait(10 * slack()) == 0, log.read_text()
        finally:
            process.kill()


def test_it_runs_by_itself_and_is_what_the_contract_says(weights: Path, tmp_path: Path) -> None:
    folder = tmp_path / "space"
    assert CliRunner().invoke(app, ["spaces", "export", NAME, str(folder)]).exit_code == 0
    # The folder's own code runs, not what is installed here.
    page = folder / "webtv" / "spaces" / "apps" / "page.py"
    page.write_text(page.read_text("utf-8").replace("WebTV's own Space", "a Space from a folder"))
    own = environment(tmp_path / "own", folder / "requirements.txt")
    with running(folder, own, WEBTV_MODELS=str(weights)) as url:
        assert "a Space from a folder" in httpx.get(f"{url}/config").text
        assert httpx.get(f"{url}/monitoring").status_code == 404
        assert httpx.get(url, headers={"host": "evil.example"}).status_code == 421
        contract = load_contracts()[NAME]
        place = Address(url, "exported", local=False, trusted=False)
        subject = Subject(contract, place)
        found = asyncio.run(look_at([subject], Settings(_env_file=None), call=True))
        (sight,) = found.sights
        assert (sight.problem, sight.fits, sight.mend) == ("", True, False)
        assert sight.trial is not None
        assert sight.trial.problem == ""
        assert sight.trial.came == "3.0 s, sound 32000 Hz"


def test_a_voice_needs_no_card_and_no_torch_and_its_key_is_not_pushed(
    voice_weights: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "space"
    folder.mkdir()
    (folder / ".gitignore").write_text("*.bak\n")
    export("kokoro", folder)
    own = environment(tmp_path / "own", folder / "requirements.txt")
    with running(folder, own, WEBTV_MODELS=str(voice_weights)) as url:
        assert httpx.get(f"{url}/healthz").json() == {"spaces": ["kokoro"]}
        client = Client(url, verbose=False, download_files=str(tmp_path / "downloads"))
        speech = client.predict("Rosa sells hot soup.", "bm_george", 1, api_name="/predict")
        with wave.open(speech) as file:
            assert (file.getframerate(), file.getnframes() > 12000) == (24000, True)
    assert (folder / "var" / "spaces.secret").exists()
    ignored = (folder / ".gitignore").read_text("utf-8").splitlines()
    assert ignored == ["*.bak", "var/", "__pycache__/"]
    export("kokoro", folder)  # again, where it has run


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/healthz", timeout=2).is_success
    except httpx.TransportError:
        return False


def test_each_app_can_be_exported(tmp_path: Path) -> None:
    for name in LOCAL:  # each over the one before
        export(name, tmp_path)
        told = front_matter(tmp_path)
        pins = (tmp_path / "requirements.txt").read_text("utf-8").split()
        assert told["sdk"] == "gradio"
        assert f"gradio=={told['sdk_version']}" in pins
        assert all(re.fullmatch(r"[\w.-]+==[\w.]+", pin) for pin in pins)
        licence = load_contracts()[name].licence
        assert told["license"] == licence.lower()
        assert f'main("{name}")' in (tmp_path / "app.py").read_text("utf-8")
        words = (tmp_path / "README.md").read_text("utf-8")
        assert ("not for commercial use" in words) == ("NC" in licence)
        model = MODELS[name]
        assert told["models"] == [model.repo]
        assert any(pin.startswith("torch==") for pin in pins) != model.on_processor
        assert (told["suggested_hardware"] == "cpu-basic") == model.on_processor
        assert ("GPU is needed" in words) == model.on_processor
    text = "".join(p.read_text("utf-8", "replace") for p in tmp_path.rglob("*") if p.is_file())
    assert str(ROOT) not in text
    assert str(Path.home()) + "/" not in text


@pytest.mark.parametrize(
    ("name", "left", "said"),
    [
        ("flux-schnell", "", "no app serves flux-schnell"),
        ("film", "thesis.doc", "other things"),
        ("film", "webtv", "is of no export"),
    ],
)
def test_what_cannot_be_exported_is_said(name: str, left: str, said: str, tmp_path: Path) -> None:
    if left:
        (tmp_path / left).touch()
    done = CliRunner().invoke(app, ["spaces", "export", name, str(tmp_path)])
    assert done.exit_code == 1
    assert said in done.stderr
    assert [each.name for each in tmp_path.iterdir()] == ([left] if left else [])


def test_pins_are_those_of_the_lock_file_and_of_the_tests() -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
    locked = {f"{each['name']}=={each['version']}" for each in lock["package"]}
    text = (ROOT / "webtv" / "spaces" / "pins.txt").read_text("utf-8")
    pins = [line for line in text.splitlines() if not line.startswith("#")]
    assert set(pins) <= locked
    assert set(PINS.read_text("utf-8").split()) <= set(pins)
    here = [pin.split("==") for pin in pins if pin not in PINS.read_text("utf-8")]
    assert {n: importlib.metadata.version(n) for n, _ in here} == dict(here)
