"""The dashboard, the configuration and the runbook beside the alarms."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.monitoring.rules import ALARMS, FOLDER, ROOT, run
from webtv.web.meters import METRICS

DASHBOARD: dict[str, Any] = json.loads((FOLDER / "grafana" / "webtv.json").read_text("utf-8"))


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
