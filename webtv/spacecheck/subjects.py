"""Which backends are looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from webtv.config.channels import read_lineup
from webtv.config.contract import Contract
from webtv.config.contracts import load_contracts
from webtv.config.pipeline import BackendConfig
from webtv.config.settings import Settings
from webtv.errors import ConfigError
from webtv.generators.address import Address, addresses
from webtv.generators.local import LocalSpaces, local_key
from webtv.spacecheck.sight import Subject


def used_subjects(settings: Settings, channels: Sequence[str]) -> tuple[Subject, ...]:
    """The backends of these channels, of all if none is named; each once, fallbacks too.

    Raises `ConfigError` for a channel that is not there or not valid.
    """
    contracts = load_contracts(settings.contracts_dir)
    lineup = read_lineup(settings.channels_dir, contracts=contracts)
    for name in channels or lineup.problems:
        if name in lineup.problems:
            raise ConfigError(lineup.error_text(name))
        if name not in lineup.channels:
            known = ", ".join(lineup.channels) or "none"
            raise ConfigError(f"no channel {name} in {settings.channels_dir}; there is {known}")
    found: dict[tuple[str, Address], Subject] = {}
    for name in channels or lineup.channels:
        for stage in lineup.channels[name].pipeline.stages().values():
            for config in stage.chain:
                for subject in _of(config, contracts, settings):
                    key = (subject.contract.id, subject.address)
                    known_already = found.setdefault(key, subject)
                    users = dict.fromkeys((*known_already.channels, name))
                    found[key] = replace(known_already, channels=tuple(users))
    return tuple(found.values())


def all_subjects(settings: Settings) -> tuple[Subject, ...]:
    """Every contract at its public sources, and the local ones at home."""
    contracts = load_contracts(settings.contracts_dir)
    return tuple(
        subject
        for contract in contracts.values()
        for source in (("local", "public") if contract.local else ("public",))
        for subject in _of(BackendConfig(space=contract.id, source=source), contracts, settings)
    )


def _of(
    config: BackendConfig, contracts: Mapping[str, Contract], settings: Settings
) -> list[Subject]:
    contract = contracts[config.space]
    places = addresses(
        config, contract, local_url=LocalSpaces(settings).url, local_key=local_key(settings)
    )
    return [Subject(contract, address, config.params) for address in places]
