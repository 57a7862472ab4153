"""The alarms, by promtool on figures that are wrong; and the figures of alarms and dashboard."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.monitoring.rules import ALARMS, FOLDER, run

WELL = {
    'up{job="webtv"}': "1",
    'webtv_playout_up{channel="reef"}': "1",
    'webtv_production_up{channel="reef"}': "1",
    'webtv_probe_up{channel="reef"}': "1",
    'webtv_channel_config_valid{channel="reef"}': "1",
    'webtv_channel_on_air{channel="reef",kind="programme"}': "1",
    'webtv_channel_on_air{channel="reef",kind="slate"}': "0",
    'webtv_hls_edge_age_seconds{channel="reef"}': "4",
    'webtv_probe_failures{channel="reef",destination="hls"}': "0",
    'webtv_destination_up{channel="reef",destination="twitch",kind="rtmp"}': "1",
    "webtv_rtmp_up": "1",
    "webtv_rtmp_memory_bytes": "100e6",
    "webtv_rtmp_memory_limit_bytes": "400e6",
    'webtv_channel_buffer_seconds{channel="reef"}': "120",
    'webtv_production_held_up{channel="reef"}': "0",
    'webtv_backend_available{channel="reef",backend="film at local"}': "1",
    'webtv_budget_spent_ratio{channel="reef",unit="credits"}': "0.5",
    "webtv_disk_free_bytes": "50e9",
}
HOURS = 8
"""All are so for so long, one value a minute."""

REEF = {"channel": "reef"}


@dataclass(frozen=True)
class Case:
    """Figures that differ from a station that is well, and the alarm that is on after `minutes`."""

    alarm: str
    wrong: dict[str, str]
    minutes: int
    labels: dict[str, str] = field(default_factory=dict)
    quiet: int | None = None
    """After so many minutes it is not on yet; None for one before."""


CASES = [
    Case("StationUnreachable", {'up{job="webtv"}': "0"}, 1, {"job": "webtv"}),
    Case("ChannelDark", {'webtv_playout_up{channel="reef"}': "0"}, 1, REEF),
    Case("ChannelDark", {'webtv_hls_edge_age_seconds{channel="reef"}': "31"}, 1, REEF),
    Case(
        "ChannelOnSlate",
        {
            'webtv_channel_on_air{channel="reef",kind="programme"}': "0",
            'webtv_channel_on_air{channel="reef",kind="slate"}': "1",
        },
        5,
        {**REEF, "kind": "slate"},
    ),
    Case(
        "StandingPicture",
        {
            'webtv_probe_failures{channel="reef",destination="hls"}': "3",
            'webtv_probe_symptom{channel="reef",destination="hls",symptom="frozen"}': "1",
        },
        1,
        {**REEF, "destination": "hls", "symptom": "frozen"},
    ),
    Case(
        "ProbeFailing",
        {
            'webtv_probe_failures{channel="reef",destination="hls"}': "2",
            'webtv_probe_symptom{channel="reef",destination="hls",symptom="starved"}': "1",
        },
        1,
        {**REEF, "destination": "hls"},
    ),
    Case("ProbeAway", {'webtv_probe_up{channel="reef"}': "0"}, 5, REEF),
    Case(
        "DestinationDown",
        {'webtv_destination_up{channel="reef",destination="twitch",kind="rtmp"}': "0"},
        2,
        {**REEF, "destination": "twitch", "kind": "rtmp"},
    ),
    Case("RtmpServerDown", {"webtv_rtmp_up": "0"}, 1),
    Case("PartSuspected", {'webtv_part_suspected{part="rtmp"}': "1"}, 10, {"part": "rtmp"}),
    Case("ChannelFileWrong", {'webtv_channel_config_valid{channel="reef"}': "0"}, 5, REEF),
    Case("ProductionAway", {'webtv_production_up{channel="reef"}': "0"}, 10, REEF),
    Case(
        "ProductionBehind",
        {'webtv_channel_buffer_seconds{channel="reef"}': "0"},
        75,
        REEF,
        quiet=59,
    ),
    Case("ProductionHeldUp", {'webtv_production_held_up{channel="reef"}': "1"}, 30, REEF),
    Case(
        "BackendAway",
        {'webtv_backend_available{channel="reef",backend="film at local"}': "0"},
        30,
        {**REEF, "backend": "film at local"},
    ),
    Case(
        "BudgetNearlySpent",
        {'webtv_budget_spent_ratio{channel="reef",unit="credits"}': "0.92"},
        1,
        {**REEF, "unit": "credits"},
    ),
    Case("DiskNearlyFull", {"webtv_disk_free_bytes": "1.5e9"}, 5),
    Case("DiskFills", {"webtv_disk_free_bytes": "50e9-50e6"}, 305, quiet=240),
    Case("RtmpServerMemory", {"webtv_rtmp_memory_bytes": "370e6"}, 10),
]


def notation(value: str) -> str:
    """One value a minute for `HOURS`: the same, or less by as much as stands behind a minus."""
    first, _, less = value.partition("-")
    count = HOURS * 60
    return f"{float(first):f}-{float(less):f}x{count}" if less else f"{float(first):f}x{count}"


def firing(alarm: str, labels: dict[str, str]) -> str:
    severity = ALARMS[alarm]["labels"]["severity"]
    every = {"alertname": alarm, "alertstate": "firing", "severity": severity, **labels}
    return "ALERTS{" + ",".join(f'{name}="{value}"' for name, value in every.items()) + "}"


def expected(minutes: int, *series: str) -> dict[str, Any]:
    return {
        "expr": 'ALERTS{alertstate="firing"}',
        "eval_time": f"{minutes}m",
        "exp_samples": [{"labels": each, "value": 1} for each in series],
    }


def test_each_alarm_is_on_when_it_should_be_and_no_other(tmp_path: Path) -> None:
    well = {
        "name": "a station that is well",
        "interval": "1m",
        "input_series": [{"series": k, "values": notation(v)} for k, v in WELL.items()],
        "promql_expr_test": [expected(minutes) for minutes in (1, 61, HOURS * 60)],
    }
    tests = [
        {
            "name": f"{case.alarm} by {', '.join(case.wrong)}",
            "interval": "1m",
            "input_series": [
                {"series": k, "values": notation(v)} for k, v in (WELL | case.wrong).items()
            ],
            "promql_expr_test": [
                expected(case.minutes - 1 if case.quiet is None else case.quiet),
                expected(case.minutes, firing(case.alarm, case.labels)),
            ],
        }
        for case in CASES
    ]
    assert {case.alarm for case in CASES} == set(ALARMS)
    script = tmp_path / "alarms.json"  # which is YAML, too
    rules = {"rule_files": [str(FOLDER / "rules.yml")], "evaluation_interval": "1m"}
    script.write_text(json.dumps({**rules, "tests": [well, *tests]}))
    run("promtool", "test", "rules", str(script))


def test_what_is_said_has_names_and_figures(tmp_path: Path) -> None:
    """The texts of the two alarms whose values are written for people."""
    said = {
        "BudgetNearlySpent": "reef has spent 92% of its credits",
        "DiskNearlyFull": "1.397GiB are left on the station's disk",
    }
    tests = []
    for case in CASES:
        if case.alarm not in said:
            continue
        rule = ALARMS[case.alarm]
        told = rule["annotations"] | {"summary": said[case.alarm]}
        labels = {**case.labels, **rule["labels"]}
        if "channel" in labels:
            told["description"] = told["description"].replace("{{ $labels.channel }}", "reef")
        tests.append(
            {
                "interval": "1m",
                "input_series": [
                    {"series": k, "values": notation(v)} for k, v in case.wrong.items()
                ],
                "alert_rule_test": [
                    {
                        "eval_time": f"{case.minutes}m",
                        "alertname": case.alarm,
                        "exp_alerts": [{"exp_labels": labels, "exp_annotations": told}],
                    }
                ],
            }
        )
    assert len(tests) == len(said)
    script = tmp_path / "said.json"
    rules = {"rule_files": [str(FOLDER / "rules.yml")], "evaluation_interval": "1m"}
    script.write_text(json.dumps({**rules, "tests": tests}))
    run("promtool", "test", "rules", str(script))
