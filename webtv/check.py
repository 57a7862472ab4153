"""`webtv check`: every error of every channel file, with its place."""

from __future__ import annotations

from itertools import chain

from webtv.config.channels import read_lineup
from webtv.config.contract import read_contracts
from webtv.config.settings import Settings
from webtv.config.yaml import advise


def check_channels(settings: Settings) -> tuple[list[str], list[str]]:
    """(a line per good channel and per piece of advice of its platforms, a line per error)."""
    contracts, wrong = read_contracts(settings.home / "contracts")
    lineup = read_lineup(settings.channels_dir, contracts=contracts)
    good = [f"{name}: {channel.title}" for name, channel in lineup.channels.items()]
    for name in lineup.channels.keys() - lineup.problems.keys():
        path = settings.channels_dir / f"{name}.yaml"
        good += [f"{problem} (advice)" for problem in advise(path)]
    problems = [*wrong, *lineup.strays, *chain.from_iterable(lineup.problems.values())]
    errors = [str(problem) for problem in problems]
    if not good and not errors:
        errors.append(f"{settings.channels_dir}: no channel file (*.yaml) there")
    return good, errors
