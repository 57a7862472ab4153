"""The kinds of alarms, which Prometheus' rules and the runbook know by the same names."""

from __future__ import annotations

import re

from tests.monitoring.rules import ALARMS
from webtv.alarms.kinds import KINDS

UNITS = {"m": 60, "h": 3600}


def seconds(text: str) -> int:
    return int(text[:-1]) * UNITS[text[-1]]


def test_people_are_called_when_prometheus_would_call_them() -> None:
    # Whether the web server can be reached, and where the disk will be, Prometheus alone knows.
    assert KINDS.keys() == ALARMS.keys() - {"StationUnreachable", "DiskFills"}
    for name, kind in KINDS.items():
        rule = ALARMS[name]
        assert kind.severity == rule["labels"]["severity"], name
        looks_back = re.search(r"max_over_time\(\w+\[(\w+)\]\)", rule["expr"])
        after_s = seconds(rule["for"]) + (seconds(looks_back[1]) if looks_back else 0)
        assert kind.after_s == after_s, name
