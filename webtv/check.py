"""`webtv check`: every error of every channel file, with its place."""

from __future__ import annotations

from webtv.config.channels import read_lineup
from webtv.config.contract import load_contracts
from webtv.config.settings import Settings


def check_channels(settings: Settings) -> tuple[list[str], list[str]]:
    """(a line per good channel, a line per error)."""
    lineup = read_lineup(
        settings.channels_dir, contracts=load_contracts(settings.home / "contracts")
    )
    good = [f"{name}: {channel.title}" for name, channel in lineup.channels.items()]
    errors = [str(problem) for found in lineup.problems.values() for problem in found]
    if not good and not errors:
        errors.append(f"{settings.channels_dir}: no channel file (*.yaml) there")
    return good, errors
