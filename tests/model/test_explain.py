"""Why something is on air, by the log's own words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest

from webtv.model.asrun import AsRunEntry, Cause, Kind
from webtv.model.explain import LABELS, Known, Rule, reason_of

AT = datetime(2026, 11, 30, 12, tzinfo=UTC)


def entry(kind: Kind, cause: Cause = "rundown") -> AsRunEntry:
    return AsRunEntry(
        channel="tides",
        kind=kind,
        cause=cause,
        title="Ebb",
        started_at=AT,
        ended_at=AT + timedelta(seconds=8),
        aired_s=8,
        planned_s=8,
    )


def ago(**span: float) -> Known:
    return Known(made_as="programme", before=AT - timedelta(**span))


@pytest.mark.parametrize(
    ("taken", "known", "rule", "told"),
    [
        (entry("programme"), Known(made_as="programme"), "new", "nobody has seen"),
        (
            entry("rerun"),
            ago(minutes=90),
            "rerun",
            "comes back. It had aired 1 hour b",
        ),
        (entry("rerun"), ago(seconds=40), "rerun", "aired 40 seconds before."),
        (entry("rerun"), Known(), "rerun", "rested longest comes back."),
        (entry("programme"), ago(days=2), "rerun", "aired 2 days before."),
        (entry("filler"), Known(made_as="ident", ident_every=4), "ident", "after every 4"),
        (entry("filler"), Known(made_as="trail", names="Kelp"), "trail", "it begins: Kelp."),
        (entry("filler"), Known(), "filler", "between programmes"),
        (entry("programme"), Known(made_as="announcement"), "announcement", "was due"),
        (entry("programme", "next"), Known(), "next", "operator ordered it to be next"),
        (entry("rerun", "cue"), ago(minutes=5), "cue", "It had aired 5 minutes before."),
        (entry("slate", "hold"), Known(), "hold", "operator holds"),
        (entry("slate", "nothing"), Known(), "slate", "Nothing was ready"),
        (entry("takeover", "takeover"), Known(), "takeover", "operator is live"),
        (entry("live", "live"), Known(), "live", "a model films it"),
    ],
)
def test_the_rule_follows_from_the_log(
    taken: AsRunEntry, known: Known, rule: Rule, told: str
) -> None:
    reason = reason_of(taken, known)
    assert reason.rule == rule
    assert told in reason.text
    assert reason.label == LABELS[rule]


def test_every_rule_has_a_label() -> None:
    assert set(LABELS) == set(get_args(Rule))
