"""`webtv check`: every error of every channel file, with its place."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from webtv.config.channel import Channel
from webtv.config.channels import read_lineup
from webtv.config.contract import Contract
from webtv.config.contracts import read_contracts
from webtv.config.document import read_document, read_text
from webtv.config.problem import Problem
from webtv.config.settings import Settings, variable
from webtv.config.yaml import remarks
from webtv.errors import WebTVError
from webtv.feasible.objections import objections
from webtv.mirror.trial import tried


def check_channels(settings: Settings) -> tuple[list[str], list[str]]:
    """(a line per good channel and per piece of advice about it, a line per error).

    Errors are also what cannot work; advice is what platforms advise, and what will look bad.
    """
    contracts, wrong = read_contracts(settings.contracts_dir)
    lineup = read_lineup(settings.channels_dir, contracts=contracts)
    good: list[str] = [f"{name}: {channel.title}" for name, channel in lineup.channels.items()]
    problems = [*wrong, *lineup.strays, *chain.from_iterable(lineup.problems.values())]
    for name in lineup.channels.keys() - lineup.problems.keys():
        path = settings.channels_dir / f"{name}.yaml"
        text = read_text(path)
        if isinstance(text, Problem):
            continue  # it has changed since
        channel = lineup.channels[name]
        for problem, hard in judged(path, text, channel, contracts=contracts, settings=settings):
            if hard:
                problems.append(problem)
            else:
                good.append(f"{problem} (advice)")
    errors = [str(problem) for problem in problems]
    if settings.store:
        try:
            good.append(f"store: {tried(settings, writes=False)} can be listed")
        except WebTVError as error:
            errors.append(f"store: {error}")
    if not good and not errors:
        errors.append(f"{settings.channels_dir}: no channel file (*.yaml) there")
    off = {"c2pa": "manifests", "watermark": "marks in the picture"}
    good += [
        f"{variable(name)}=false: new programmes get no {what} (advice)"
        for name, what in off.items()
        if not getattr(settings, name)
    ]
    return good, errors


def judged(
    path: Path, text: str, channel: Channel, *, contracts: dict[str, Contract], settings: Settings
) -> list[tuple[Problem, bool]]:
    """What speaks against a valid file, at its place, and whether it cannot work so."""
    document = read_document(path, text)
    if isinstance(document, Problem):
        return []  # it has changed since
    found = objections(path.stem, channel, contracts=contracts, settings=settings)
    hard = [(document.problem(each.where, each.text), each.hard) for each in found]
    if channel.audience.twitch and not (settings.twitch_user and settings.twitch_token):
        text = "is read once WEBTV_TWITCH_USER and WEBTV_TWITCH_TOKEN are set: docs/audience.md"
        hard.append((document.problem(("audience", "twitch"), text), False))
    return [*remarks(document, channel), *hard]
