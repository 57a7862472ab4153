"""The kinds of alarms: the name of each in the runbook, and how long it must last to be told.

docker/monitoring/rules.yml has the same names, severities and times for Prometheus, which asks the
same files through `/metrics`; a test holds the two in step. Two kinds are Prometheus' alone: that
the web server cannot be reached at all, and that the disk will be full in a day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Source = Literal["playout", "probe", "file", "production", "station"]
"""Whose word an alarm of a channel rests on. While that says nothing, nobody knows whether it is
over."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of alarm. People are told of one that has lasted `after_s` seconds."""

    source: Source
    severity: Literal["critical", "warning"]
    after_s: float


_MINUTE_S = 60.0
_BEHIND_S = 6 * 60 * _MINUTE_S

KINDS: Mapping[str, Kind] = {
    "ChannelDark": Kind("file", "critical", _MINUTE_S),
    "ChannelOnSlate": Kind("playout", "warning", 5 * _MINUTE_S),
    "StandingPicture": Kind("probe", "critical", _MINUTE_S),
    "ProbeFailing": Kind("probe", "critical", _MINUTE_S),
    "ProbeAway": Kind("station", "warning", 5 * _MINUTE_S),
    "DestinationDown": Kind("playout", "critical", 2 * _MINUTE_S),
    "RtmpServerDown": Kind("station", "critical", _MINUTE_S),
    "PartSuspected": Kind("station", "critical", 10 * _MINUTE_S),
    "ChannelFileWrong": Kind("file", "warning", 5 * _MINUTE_S),
    "ProductionAway": Kind("station", "warning", 10 * _MINUTE_S),
    "ProductionBehind": Kind("production", "warning", _BEHIND_S + 10 * _MINUTE_S),
    "ProductionHeldUp": Kind("production", "warning", 30 * _MINUTE_S),
    "BackendAway": Kind("production", "warning", 30 * _MINUTE_S),
    "BudgetNearlySpent": Kind("production", "warning", _MINUTE_S),
    "DiskNearlyFull": Kind("station", "critical", 5 * _MINUTE_S),
    "RtmpServerMemory": Kind("station", "warning", 10 * _MINUTE_S),
}
"""Every kind by its name: the headings of docs/runbook.md."""
