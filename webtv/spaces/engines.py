"""The engine that the settings ask for, as far as this machine has it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import structlog

from webtv.config.settings import Settings
from webtv.errors import PreflightError
from webtv.models.catalogue import LEAST_GB, MODELS
from webtv.models.installed import INSTALL, lacking_packages
from webtv.models.process import ModelProcess
from webtv.models.weights import is_here
from webtv.spaces.apps.engine import Engine
from webtv.spaces.folder import Folder
from webtv.spaces.local_studio import LocalStudio
from webtv.spaces.workers import Workers

_LOOK_S = 60.0
_LOOK = (
    "import torch, sys; "
    f"cuda = torch.cuda.is_available() and torch.cuda.mem_get_info()[1] > {LEAST_GB * 1e9}; "
    "sys.exit(not (cuda or torch.backends.mps.is_available()))"
)


def choose(
    settings: Settings,
    workers: Workers,
    folder: Folder,
    artwork: Path,
    *,
    alone: str | None = None,
) -> Engine:
    """Models or the paper theatre. `auto` says once why it is the theatre. For an app `alone`,
    weights are fetched at the first call; else an operator does that, who is told.

    Raises PreflightError where models are wanted by name and are not installed.
    """
    if settings.spaces_engine == "studio":
        return LocalStudio(workers, folder, artwork)
    lack = _lack(alone)
    if settings.spaces_engine == "models":
        if lack is not None:
            raise PreflightError(f"{lack}: {INSTALL}")
    elif lack is not None or not _has_gpu():
        structlog.stdlib.get_logger().info(
            "the paper theatre films",
            because=lack or f"torch finds no GPU of {LEAST_GB:g} GB on this machine",
        )
        return LocalStudio(workers, folder, artwork)
    fetches = alone is not None
    if not fetches:
        _tell(settings.models)
    from webtv.spaces.own_models import OwnModels  # what it works with takes 45 MB

    models = ModelProcess(folder=settings.models, limit_gb=settings.models_gb, fetches=fetches)
    voices = ModelProcess(folder=settings.models, fetches=fetches, on_processor=True)
    return OwnModels(workers, folder, artwork, models=models, voices=voices)


def _tell(folder: Path) -> None:
    """Say once which models are here, which are not, and what may not be sold."""
    here = {m.id: is_here(m, folder) for m in MODELS.values() if not m.live}
    lacking = " ".join(each for each, is_there in here.items() if not is_there)
    log = structlog.stdlib.get_logger()
    if lacking:
        log.warning("weights are missing", folder=str(folder), cure=f"webtv spaces fetch {lacking}")
    for model in MODELS.values():
        if here.get(model.id) and not model.commercial:
            log.info("not for commercial use", model=model.title, licence=model.licence)


def _lack(alone: str | None) -> str | None:
    """What this installation lacks to run all models, or that of one app; None if nothing."""
    if alone is not None and MODELS[alone].on_processor:
        return None
    lacking = lacking_packages()
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
