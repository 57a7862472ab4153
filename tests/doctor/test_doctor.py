"""`webtv doctor` on machines with something wrong: planted programs and libraries say so."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from webtv.config.contract import SHIPPED
from webtv.models.catalogue import MODELS

ROOT = SHIPPED.parent.parent

L4 = "NVIDIA L4, 580.95.05, 23034"

TORCH = """
from types import SimpleNamespace as has
def init():
    if {fault!r}:
        raise RuntimeError({fault!r})
__version__ = "2.13.0"
version = has(cuda={cuda!r}, hip=None)
backends = has(mps=has(is_available=lambda: False))
cuda = has(init=init, get_device_name=lambda _: "NVIDIA L4", mem_get_info=lambda _: (22e9, {gb}e9))
ones = lambda *_, **__: has(add=lambda _: has(item=lambda: 2.0))
"""

CHANNEL = """\
title: Foxes
theme: A red fox walks through deep snow.
narration: off
pipeline: {profile: zeroscope}
"""


@dataclass
class Machine:
    """A folder that stands for a machine."""

    folder: Path

    def plant_driver(self, says: str, *, code: int = 0) -> None:
        program = self.folder / "bin" / "nvidia-smi"
        program.parent.mkdir()
        program.write_text(f"#!/bin/sh\necho '{says}'\nexit {code}\n")
        program.chmod(0o755)

    def plant_torch(self, *, fault: str = "", cuda: str | None = "13.0", gb: int = 23) -> None:
        for name in ("diffusers", "transformers"):
            (self.folder / f"{name}.py").touch()
        (self.folder / "torch.py").write_text(TORCH.format(fault=fault, cuda=cuda, gb=gb))

    def plant_weights(self) -> None:
        for model in MODELS.values():
            own = self.folder / "weights" / model.repo
            own.mkdir(parents=True)
            (own / "weights.safetensors").touch()

    def doctor(self, **settings: str) -> tuple[int, str]:
        channels = self.folder / "channels"
        channels.mkdir(exist_ok=True)
        (channels / "foxes.yaml").write_text(CHANNEL)
        kept = {k: v for k, v in os.environ.items() if not k.startswith("WEBTV_")}
        environ = kept | {
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "PYTHONPATH": f"{self.folder}:{ROOT}:{os.environ['PYTHONPATH']}",
            "WEBTV_HOME": str(self.folder / "var"),
            "WEBTV_PLAYLISTS_DIR": str(self.folder / "playlists"),
            "WEBTV_NODE_MODULES": str(ROOT / "node_modules"),
            "WEBTV_MODELS": str(self.folder / "weights"),
            "WEBTV_SPACES_ENGINE": "models",
            **settings,
        }
        done = subprocess.run(
            [sys.executable, "-m", "webtv", "doctor"],
            env=environ,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, done.stdout


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def faults(text: str) -> list[str]:
    return [line.removeprefix("FAULT ") for line in text.splitlines() if line.startswith("FAULT")]


def test_a_machine_that_can_has_no_fault(machine: Machine) -> None:
    machine.plant_driver(L4)
    machine.plant_torch()
    machine.plant_weights()
    code, text = machine.doctor()
    assert (code, faults(text)) == (0, [])
    assert "ok    driver: NVIDIA L4, 23 GB, driver 580.95.05\n" in text
    assert "ok    card: NVIDIA L4, 23 GB\n" in text
    assert "ok    Zeroscope v2 XL: fits on the card, about 15 GB at work\n" in text
    assert "note  MusicGen melody: its weights are CC-BY-NC-4.0, not for commercial" in text
    assert "Wan" not in text, "no channel has it"


def test_without_a_gpu_the_theatre_films_and_nothing_is_wrong(machine: Machine) -> None:
    code, text = machine.doctor(WEBTV_SPACES_ENGINE="auto")
    assert (code, faults(text)) == (0, [])
    assert "ok    engine: the paper theatre films" in text
    assert "studio): no GPU is needed" in machine.doctor(WEBTV_SPACES_ENGINE="studio")[1]


OLD = "The NVIDIA driver on your system is too old (found version 12020)."
PASCAL = "CUDA error: no kernel image is available for execution on the device"


@pytest.mark.parametrize(
    ("fault", "cuda", "said"),
    [
        (OLD, "13.0", "update the driver to one for CUDA 13.0 or newer"),
        (PASCAL, "13.0", "install a build of torch that has your card's generation"),
        ("Torch not compiled with CUDA enabled", None, "install the build for your card"),
    ],
)
def test_torch_that_cannot_use_the_card(
    fault: str, cuda: str | None, said: str, machine: Machine
) -> None:
    machine.plant_driver(L4)
    machine.plant_torch(fault=fault, cuda=cuda)
    machine.plant_weights()
    code, text = machine.doctor()
    (only,) = faults(text)
    assert code == 1
    assert f"cannot use the card ({fault})" in only
    assert said in only


def test_all_that_lacks_is_told_at_once(machine: Machine) -> None:
    """A broken driver, no libraries, no weights, no ffmpeg and no Node.js packages."""
    machine.plant_driver("NVIDIA-SMI has failed: no communication with the driver", code=9)
    code, text = machine.doctor(WEBTV_FFMPEG="/no/ffmpeg", WEBTV_NODE_MODULES="/no/modules")
    found = faults(text)
    assert code == 1
    assert any(each.startswith("ffmpeg: WEBTV_FFMPEG is /no/ffmpeg") for each in found)
    assert any(each.startswith("parts: ") and "node-media-server" in each for each in found)
    assert any("nvidia-smi fails (NVIDIA-SMI has failed" in each for each in found)
    assert "models: torch, diffusers, transformers not installed: pip install" in text
    assert "FILM: its weights are not here: webtv spaces fetch film" in found


def test_a_small_card_works_in_parts_or_layers(machine: Machine) -> None:
    machine.plant_driver("NVIDIA GeForce RTX 3050, 580.95.05, 8192")
    machine.plant_torch(gb=8)
    machine.plant_weights()
    code, text = machine.doctor()
    assert code == 0
    assert "note  Zeroscope v2 576w: its parts take turns on the card; 9 GB hold it all\n" in text
    assert "note  Zeroscope v2 XL: the card lends it 8 GB, so that it works layer by layer" in text


def test_a_card_that_is_left_alone_is_not_said_to_film(machine: Machine) -> None:
    machine.plant_driver("NVIDIA GeForce GTX 1650, 580.95.05, 4096")
    machine.plant_torch(gb=4)
    code, text = machine.doctor(WEBTV_SPACES_ENGINE="auto")
    assert (code, faults(text)) == (0, [])
    assert "engine: the paper theatre films, since the card has not more than 6 GB\n" in text


def test_weights_that_the_disk_has_no_room_for(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looked at from inside: no disk here is as full as that."""
    from webtv.config.settings import Settings
    from webtv.doctor import look

    (machine.folder / "foxes.yaml").write_text(CHANNEL)
    settings = Settings(
        _env_file=None,
        channels_dir=machine.folder,
        models=machine.folder / "none",
        home=machine.folder,
    )
    monkeypatch.setattr(look, "_free_gb", lambda _folder: 2.0)
    said = [str(each) for each in look._models(settings, None) if each.subject == "disk"]
    assert said == [
        "disk: 11 GB of weights are to come, 2.0 GB are free: "
        "set WEBTV_MODELS to a folder on a larger disk"
    ]
