"""The parts of the station, in the order they start."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from webtv.config.settings import Settings


@dataclass(frozen=True, slots=True)
class Part:
    """One OS process of the station."""

    name: str
    argv: tuple[str, ...]
    air: bool
    """Whether the air depends on it. These start first and stop last."""


def station_parts(settings: Settings) -> list[Part]:
    """What `webtv up` runs: the air first, then who watches it, then what makes programmes."""
    commands = [("rtmp", "rtmp", True), ("playout", "playout", True), ("web", "web", True)]
    commands.append(("probe", "probe", False))
    if settings.production:
        commands += [("spaces", "spaces", False), ("production", "produce", False)]
    return [
        Part(name, (sys.executable, "-m", "webtv", command), air) for name, command, air in commands
    ]
