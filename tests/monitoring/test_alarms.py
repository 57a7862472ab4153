"""The alarms, by promtool on figures that are wrong; and the figures of alarms and dashboard."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.programs import find_program
from tests.slack import slack
from webtv.web.meters import METRICS

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docker" / "monitoring"
RULES = YAML(typ="safe").load(FOLDER / "rules.yml")["groups"]
ALARMS = {rule["alert"]: rule for group in RULES for rule in group["rules"]}
DASHBOARD: dict[str, Any] = json.loads((FOLDER / "grafana" / "webtv.json").read_text("utf-8"))

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


def run(*words: str) -> None:
    done = subprocess.run(
        [find_program(words[0]), *words[1:]],
        capture_output=True,
        text=True,
        timeout=120 * slack(),
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


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


def test_prometheus_takes_its_configuration(tmp_path: Path) -> None:
    text = (FOLDER / "prometheus.yml").read_text("utf-8")
    (tmp_path / "webtv.yml").write_text('- targets: ["web:8080"]\n')
    text = text.replace("/etc/prometheus/rules.yml", str(FOLDER / "rules.yml"))
    text = text.replace("/etc/prometheus/targets", str(tmp_path))
    (tmp_path / "prometheus.yml").write_text(text)
    run("promtool", "check", "config", "--lint-fatal", str(tmp_path / "prometheus.yml"))


def test_alertmanager_takes_its_configuration_as_it_ships_and_with_a_way_to_call(
    tmp_path: Path,
) -> None:
    text = (FOLDER / "alertmanager.yml").read_text("utf-8")
    assert set(re.findall(r'alertname\W+"([\w|]+)"', text)) <= set(ALARMS) | {
        "ProbeFailing|StandingPicture|DestinationDown"
    }
    run("amtool", "check-config", str(FOLDER / "alertmanager.yml"))
    called = re.sub(r"^    # (?=[- ] |\w+_configs:)", "    ", text, flags=re.M)
    assert "\n    email_configs:\n" in called
    (tmp_path / "called.yml").write_text(called)
    run("amtool", "check-config", str(tmp_path / "called.yml"))


def questions() -> list[str]:
    """All that the dashboard asks Prometheus, for any channel."""
    asked = [target["expr"] for panel in DASHBOARD["panels"] for target in panel.get("targets", [])]
    asked += [each["expr"] for each in DASHBOARD["annotations"]["list"]]
    return [expr.replace("$channel", ".*") for expr in asked]


def test_prometheus_understands_the_dashboard(tmp_path: Path) -> None:
    rules = [{"record": f"asked:{n}", "expr": expr} for n, expr in enumerate(questions())]
    file = tmp_path / "dashboard.json"
    file.write_text(json.dumps({"groups": [{"name": "dashboard", "rules": rules}]}))
    run("promtool", "check", "rules", str(file))


@pytest.mark.parametrize("source", ["alarms", "dashboard"])
def test_only_figures_that_the_station_tells_are_asked_for(source: str) -> None:
    """tests/web/test_metrics.py sees that /metrics tells all of METRICS."""
    asked = questions() if source == "dashboard" else [rule["expr"] for rule in ALARMS.values()]
    variables = [each["query"]["query"] for each in DASHBOARD["templating"]["list"]]
    named = set(re.findall(r"\bwebtv_\w+", " ".join([*asked, *variables])))
    assert named
    assert named <= set(METRICS)
    if source == "dashboard":
        untold = {"webtv_playout_up", "webtv_production_up", "webtv_probe_up", "webtv_rtmp_up"}
        assert untold.isdisjoint(named), "alarms tell those"


def test_panels_lie_side_by_side_and_have_what_to_ask() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        place = panel["gridPos"]
        assert place["x"] + place["w"] <= 24
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert taken.isdisjoint(cells), panel["title"]
        taken |= cells
        if panel["type"] != "row":
            assert panel["title"]
            assert panel["description"].endswith(".")
            assert panel["targets"]
            assert {target["datasource"]["uid"] for target in panel["targets"]} == {"prometheus"}
    source = YAML(typ="safe").load(FOLDER / "grafana" / "datasource.yml")["datasources"][0]
    assert (source["uid"], source["url"]) == ("prometheus", "http://prometheus:9090")


def test_the_runbook_has_a_section_for_each_alarm_and_no_other() -> None:
    page = (ROOT / "docs" / "runbook.md").read_text("utf-8")
    sections = re.findall(r"^## (\w+)$", page, re.M)
    assert sections == list(ALARMS)
    for alarm, rule in ALARMS.items():
        assert rule["annotations"]["runbook_url"] == f"docs/runbook.md#{alarm.lower()}"
        assert rule["labels"]["severity"] in ("critical", "warning")
        for text in ("summary", "description"):
            assert rule["annotations"][text]
