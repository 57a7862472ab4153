"""`webtv check`: every error of every channel file, with its place."""

from __future__ import annotations

from webtv.config.channels import read_lineup
from webtv.config.contract import load_contracts
from webtv.config.settings import Settings
from webtv.config.yaml import advise


def check_channels(settings: Settings) -> tuple[list[str], list[str]]:
    """(a line per good channel and per piece of advice of its platforms, a line per error)."""
    lineup = read_lineup(
        settings.channels_dir, contracts=load_contracts(settings.home / "contracts")
    )
    good = [f"{name}: {channel.title}" for name, channel in lineup.channels.items()]
    for name in lineup.channels.keys() - lineup.problems.keys():
        path = settings.channels_dir / f"{name}.yaml"
        good += [f"{problem} (advice)" for problem in advise(path)]
    errors = [str(problem) for found in lineup.problems.values() for problem in found]
    if not good and not errors:
        errors.append(f"{settings.channels_dir}: no channel file (*.yaml) there")
    return good, errors
