"""The engine that the settings ask for, as far as this machine has it."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import structlog

from webtv.config.settings import Settings
from webtv.errors import PreflightError
from webtv.models.process import ModelProcess
from webtv.spaces.apps.engine import Engine
from webtv.spaces.folder import Folder
from webtv.spaces.local_studio import LocalStudio
from webtv.spaces.own_models import OwnModels
from webtv.spaces.workers import Workers

_LOOK_S = 60.0
_LOOK = (
    "import torch, sys; "
    "sys.exit(not (torch.cuda.is_available() or torch.backends.mps.is_available()))"
)


def choose(settings: Settings, workers: Workers, folder: Folder, artwork: Path) -> Engine:
    """Models or the paper theatre. `auto` says once why it is the theatre.

    Raises PreflightError where models are wanted by name and are not installed.
    """
    if settings.spaces_engine == "studio":
        return LocalStudio(workers, folder, artwork)
    lack = _lack()
    if settings.spaces_engine == "models":
        if lack is not None:
            raise PreflightError(f"{lack}: pip install 'webtv[spaces,models]'")
    elif lack is not None or not _has_gpu():
        structlog.stdlib.get_logger().info(
            "the paper theatre films", because=lack or "torch finds no GPU on this machine"
        )
        return LocalStudio(workers, folder, artwork)
    models = ModelProcess(folder=settings.models, limit_gb=settings.models_gb)
    return OwnModels(workers, folder, artwork, models)


def _lack() -> str | None:
    """What this installation lacks to run models; None if nothing."""
    lacking = [name for name in ("torch", "diffusers", "transformers") if find_spec(name) is None]
    return f"the extra `models` is not installed ({', '.join(lacking)})" if lacking else None


def _has_gpu() -> bool:
    """Ask torch, in a process of its own: it would stay in this one with a gigabyte."""
    try:
        return (
            subprocess.run([sys.executable, "-c", _LOOK], timeout=_LOOK_S, check=False).returncode
            == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
