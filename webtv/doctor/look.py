"""Looks at everything, in the order in which it is needed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from webtv.config.channels import Lineup, read_lineup
from webtv.config.contracts import read_contracts
from webtv.config.settings import Settings
from webtv.doctor.book import look_at_book
from webtv.doctor.card import Card, look_at_card
from webtv.doctor.channels import addresses, look_at_channels
from webtv.doctor.clock import look_at_clock
from webtv.doctor.finding import Finding, fault, note, refusal
from webtv.doctor.machine import free_gb, look_at_machine, memory_gb, nearest
from webtv.doctor.programs import look_at_programs
from webtv.doctor.signed import look_at_signing
from webtv.doctor.store import look_at_store
from webtv.errors import ConfigError, PreflightError
from webtv.models.catalogue import LEAST_GB, MODELS, Model
from webtv.models.weights import is_here
from webtv.preflight import check_folders, check_parts
from webtv.spacecheck.sight import Subject
from webtv.spacecheck.subjects import used_subjects


def look(settings: Settings) -> Iterator[Finding]:
    """Look at each part of the machine, and yield each finding as it comes."""
    yield from look_at_programs(settings)
    own = settings.model_copy(update={"ffmpeg": None})  # that was looked at
    yield _checked("parts", "installed", lambda: check_parts(own, spaces=True))
    yield _checked("folders", "can be written", lambda: check_folders(settings))
    yield from look_at_machine(settings)
    lineup, subjects = _read(settings)
    named = addresses(settings, lineup)
    yield from look_at_clock(settings.asrun_dir, named, now=datetime.now(UTC))
    yield look_at_book(settings)
    yield look_at_store(settings)
    yield from look_at_signing(settings)
    yield from look_at_channels(settings, lineup, subjects)
    yield from _engine(settings, lineup, subjects)


def _read(settings: Settings) -> tuple[Lineup, tuple[Subject, ...]]:
    """The channels and what they use; nothing is used while one of them is wrong."""
    contracts, _ = read_contracts(settings.contracts_dir)
    lineup = read_lineup(settings.channels_dir, contracts=contracts)
    try:
        return lineup, used_subjects(settings, ())
    except ConfigError:
        return lineup, ()  # `look_at_channels` says why


def _engine(settings: Settings, lineup: Lineup, subjects: tuple[Subject, ...]) -> Iterator[Finding]:
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
        yield from _models(settings, card, lineup, subjects)


def _checked(subject: str, good: str, check: Callable[[], None]) -> Finding:
    try:
        check()
    except PreflightError as error:
        return refusal(subject, error)
    return Finding(subject, good)


def _models(
    settings: Settings, card: Card | None, lineup: Lineup, subjects: tuple[Subject, ...]
) -> Iterator[Finding]:
    """Those that the channels have made here: weights, licence, room on the disk and the card."""
    if not subjects:
        return
    ids = {each.contract.id for each in subjects if each.address.local}
    live = any(channel.live for channel in lineup.channels.values())
    used = [model for model in MODELS.values() if model.id in ids or (live and model.live)]
    lacking = []
    for model in used:
        if not is_here(model, settings.models):
            lacking.append(model)
            yield _weightless(model)
        if not model.commercial:
            yield note(model.title, f"its weights are {model.licence}, not for commercial channels")
        if card is not None and card.total_gb and not model.on_processor:
            yield _fit(model, min(card.total_gb, settings.models_gb or card.total_gb))
    if used:
        yield from _memory(max(used, key=lambda model: model.weights_gb))
    if lacking:
        yield from _place(settings.models, sum(model.weights_gb for model in lacking))


def _weightless(model: Model) -> Finding:
    cure = f"webtv spaces fetch {model.id}"
    if model.on_processor:
        return note(model.title, "its weights are not here, so there is one voice, hibari's", cure)
    return fault(model.title, "its weights are not here", cure)


def _memory(largest: Model) -> Iterator[Finding]:
    """Weights pass through the machine's memory, and what has no room on the card stays in it."""
    has_gb = memory_gb()
    if largest.weights_gb > has_gb:
        told = f"{has_gb:.1f} GB; {largest.title} alone is {largest.weights_gb:g} GB"
        yield note("memory", told, "use a machine with more, or another `pipeline`")


def _place(folder: Path, needed_gb: float) -> Iterator[Finding]:
    """Where weights that are not here yet will lie."""
    room_gb = free_gb(folder)
    if needed_gb > room_gb:
        told = f"{needed_gb:.1f} GB of weights are to come, {room_gb:.1f} GB are free"
        yield fault("disk", told, "set WEBTV_MODELS to a folder on a larger disk")
    there = nearest(folder)
    if not (there.is_dir() and os.access(there, os.W_OK)):
        told = f"weights cannot be written to {folder}"
        yield fault("disk", told, "set WEBTV_MODELS to another folder")


def _fit(model: Model, room_gb: float) -> Finding:
    way = model.offload(room_gb)
    if way == "none":
        return Finding(model.title, f"fits on the card, about {model.whole_gb:.1f} GB at work")
    if model.live:
        told = f"no live programme can air: the card lends it {room_gb:.1f} GB"
        cure = f"a card with {model.whole_gb:.1f} GB, or channels without `live`"
        return fault(model.title, told, cure)
    if way == "parts":
        told = f"its parts take turns on the card; {model.whole_gb:.1f} GB hold it all"
        return note(model.title, told)
    told = f"the card lends it {room_gb:.1f} GB, so that it works layer by layer, slowly"
    return note(model.title, told, f"a card with {model.parts_gb:.1f} GB does more")
