"""A folder that stands for a machine, and what `webtv doctor` says of it."""

from __future__ import annotations

import os
import sys
from contextlib import chdir
from dataclasses import dataclass
from importlib import invalidate_caches
from pathlib import Path

from typer.testing import CliRunner

from tests.ports import free_ports
from tests.strays import python_path
from webtv.cli import app
from webtv.config.contracts import SHIPPED
from webtv.models.catalogue import MODELS

ROOT = SHIPPED.parent.parent

PORTS = ("WEB", "RTMP", "FLV", "CONTROL", "SPACES")

L4 = "NVIDIA L4, 580.95.05, 23034"

TORCH = """
from types import SimpleNamespace as has
def init():
    if {fault!r}:
        raise RuntimeError({fault!r})
__version__ = "2.13.0"
version = has(cuda={cuda!r}, hip=None)
backends = has(mps=has(is_available=lambda: False))
def room(_):
    return {free}e9, {gb}e9
cuda = has(init=init, get_device_name=lambda _: "NVIDIA L4", mem_get_info=room)
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

    def plant_torch(
        self, *, fault: str = "", cuda: str | None = "13.0", gb: float = 23.7, taken: float = 0.5
    ) -> None:
        for name in ("diffusers", "transformers", "accelerate", "ftfy"):
            (self.folder / f"{name}.py").touch()
        numbers = {"gb": gb, "free": gb - taken}
        (self.folder / "torch.py").write_text(TORCH.format(fault=fault, cuda=cuda, **numbers))

    def plant_weights(self) -> None:
        for model in MODELS.values():
            own = self.folder / "weights" / model.repo
            own.mkdir(parents=True)
            (own / "weights.safetensors").touch()

    def doctor(self, channel: str = CHANNEL, **settings: str) -> tuple[int, str]:
        """The exit code and the words of `webtv doctor`, asked in this process: 2 s sooner."""
        channels = self.folder / "channels"
        channels.mkdir(exist_ok=True)
        (channels / "foxes.yaml").write_text(channel)
        environ: dict[str, str | None] = {
            **{name: None for name in os.environ if name.startswith("WEBTV_")},
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "PYTHONPATH": python_path(self.folder, ROOT),
            "WEBTV_HOME": str(self.folder / "var"),
            "WEBTV_PLAYLISTS_DIR": str(self.folder / "playlists"),
            "WEBTV_NODE_MODULES": str(ROOT / "node_modules"),
            "WEBTV_MODELS": str(self.folder / "weights"),
            "WEBTV_SPACES_ENGINE": "models",
            **{f"WEBTV_{n}_PORT": str(p) for n, p in zip(PORTS, free_ports(5), strict=True)},
            **settings,
        }
        sys.path.insert(0, str(self.folder))  # where torch is planted
        invalidate_caches()
        try:
            with chdir(self.folder):
                done = CliRunner().invoke(app, ["doctor"], env=environ)
        finally:
            sys.path.remove(str(self.folder))
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.stdout


def faults(text: str) -> list[str]:
    return [line.removeprefix("FAULT ") for line in text.splitlines() if line.startswith("FAULT")]


def ill(machine: Machine, channel: str = CHANNEL, **settings: str) -> str:
    """The only fault of a machine that is otherwise well."""
    code, text = machine.doctor(channel, WEBTV_SPACES_ENGINE="studio", **settings)
    assert code == 1, text
    (only,) = faults(text)
    return only
