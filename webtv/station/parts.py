"""The parts of the station, in the order they start."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace

from webtv.config.settings import Settings
from webtv.console.beginning import runs_console


@dataclass(frozen=True, slots=True)
class Part:
    """One OS process of the station."""

    name: str
    argv: tuple[str, ...]
    air: bool
    """Whether the air depends on it. These start first and stop last."""
    grace_s: float = 0.0
    """Seconds more than others that it may take to end."""


def station_parts(settings: Settings) -> list[Part]:
    """What `webtv up` runs: the air first, then who watches it, then what makes programmes."""
    commands = [("rtmp", "rtmp", True), ("playout", "playout", True), ("web", "web", True)]
    commands.append(("probe", "probe", False))
    if settings.store:
        commands.append(("mirror", "mirror", False))
    parts = [_part(*each) for each in commands]
    if settings.machine is not None:  # its channels are handed over
        parts[1] = replace(parts[1], grace_s=settings.drain_s)
    if settings.alarm_urls:
        parts.append(_part("alarms", "alarms", False))
    if runs_console(settings):
        parts.append(_part("console", "console", False))
    if settings.twitch_user and settings.twitch_token:
        parts.append(_part("chat", "chat", False))
    if settings.production:
        parts += [spaces_part(), _part("production", "produce", False)]
    return parts


def spaces_part() -> Part:
    """The local Spaces."""
    return _part("spaces", "spaces", False)


def _part(name: str, command: str, air: bool) -> Part:
    return Part(name, (sys.executable, "-m", "webtv", command), air)
