"""Looks at everything, in the order in which it is needed."""

from __future__ import annotations

import math
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from webtv.config.settings import Settings
from webtv.doctor.card import Card, look_at_card
from webtv.doctor.finding import Finding, fault, note
from webtv.errors import ConfigError, PreflightError
from webtv.media.process.binary import find_ffmpeg
from webtv.models.catalogue import LEAST_GB, MODELS, Model
from webtv.models.weights import is_here
from webtv.preflight import check_folders, check_parts
from webtv.spacecheck.subjects import used_subjects

_VERSION_S = 30.0


def look(settings: Settings) -> Iterator[Finding]:
    """Look at each part of the machine, and yield each finding as it comes."""
    yield _ffmpeg(settings)
    own = settings.model_copy(update={"ffmpeg": None})  # that was looked at
    yield _checked("parts", "installed", lambda: check_parts(own, spaces=True))
    yield _checked("folders", "can be written", lambda: check_folders(settings))
    yield _room(settings.home)
    if settings.spaces_engine == "studio":
        yield Finding("engine", "the paper theatre (WEBTV_SPACES_ENGINE=studio): no GPU is needed")
        return
    card, found = look_at_card(wanted=settings.spaces_engine == "models")
    yield from found
    small = card is not None and 0 < card.total_gb <= LEAST_GB
    if settings.spaces_engine == "auto" and (card is None or small):
        reason = f"the card has not more than {LEAST_GB:g} GB" if small else "models cannot"
        yield Finding("engine", f"the paper theatre films, since {reason}")
    else:
        yield from _models(settings, card)


def _ffmpeg(settings: Settings) -> Finding:
    try:
        found = find_ffmpeg(settings.ffmpeg)
    except PreflightError as error:
        return _said("ffmpeg", error)
    try:
        done = subprocess.run(
            [found, "-version"], capture_output=True, text=True, timeout=_VERSION_S, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        return fault("ffmpeg", f"{found} does not run ({error})", "set WEBTV_FFMPEG to another")
    return Finding("ffmpeg", done.stdout.partition(" Copyright")[0].strip())


def _checked(subject: str, good: str, check: Callable[[], None]) -> Finding:
    try:
        check()
    except PreflightError as error:
        return _said(subject, error)
    return Finding(subject, good)


def _said(subject: str, error: PreflightError) -> Finding:
    """A lack that comes with its cure, behind the last colon."""
    told, _, cure = str(error).rpartition(": ")
    return fault(subject, told or cure, cure if told else "")


def _room(folder: Path) -> Finding:
    return Finding("disk", f"{_free_gb(folder):.1f} GB free for {folder}")


def _models(settings: Settings, card: Card | None) -> Iterator[Finding]:
    """Those that the channels have made here: weights, licence, room on the disk and the card."""
    try:
        subjects = used_subjects(settings, ())
    except ConfigError as error:
        yield fault("channels", str(error).splitlines()[0], "see `webtv check`")
        return
    ids = {each.contract.id for each in subjects if each.address.local}
    used = [model for model in MODELS.values() if model.id in ids]
    lacking = []
    for model in used:
        if not is_here(model, settings.models):
            lacking.append(model)
            yield fault(model.title, "its weights are not here", f"webtv spaces fetch {model.id}")
        if not model.commercial:
            yield note(model.title, f"its weights are {model.licence}, not for commercial channels")
        if card is not None and card.total_gb:
            yield _fit(model, min(card.total_gb, settings.models_gb or card.total_gb))
    needed_gb = sum(model.weights_gb for model in lacking)
    free_gb = _free_gb(settings.models)
    if needed_gb > free_gb:
        told = f"{needed_gb:.0f} GB of weights are to come, {free_gb:.1f} GB are free"
        yield fault("disk", told, "set WEBTV_MODELS to a folder on a larger disk")


def _fit(model: Model, room_gb: float) -> Finding:
    whole_gb = math.ceil(model.whole_gb)
    parts_gb = math.ceil(model.parts_gb)
    if whole_gb <= room_gb:
        return Finding(model.title, f"fits on the card, about {whole_gb} GB at work")
    if parts_gb <= room_gb:
        return note(model.title, f"its parts take turns on the card; {whole_gb} GB hold it all")
    told = f"the card lends it {room_gb:.0f} GB, so that it works layer by layer, slowly"
    return note(model.title, told, f"a card of {parts_gb} GB does more")


def _free_gb(folder: Path) -> float:
    """Of the disk on which a folder is, or would be."""
    there = next(each for each in (folder, *folder.parents) if each.exists())
    return shutil.disk_usage(there).free / 1e9
