"""Values that cross from one part to another survive the way."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from webtv.model.asrun import AsRunEntry
from webtv.model.status import OnAir, PlayoutStatus, ProductionStatus

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_status_survives_json_and_newer_versions() -> None:
    on_air = OnAir(kind="slate", title="Coming up", started_at=NOW, ends_at=NOW)
    status = PlayoutStatus(channel="llamas", written_at=NOW, on_air=on_air, cued=7)
    text = status.model_dump_json()
    assert PlayoutStatus.model_validate_json(text) == status
    assert PlayoutStatus.model_validate_json(text[:-1] + ', "newer": 1}') == status


def test_times_without_a_zone_are_refused() -> None:
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(ValidationError):
        ProductionStatus(channel="llamas", title="Llamas", written_at=naive)
    with pytest.raises(ValidationError):
        AsRunEntry.model_validate(
            {
                "channel": "llamas",
                "kind": "slate",
                "title": "x",
                "started_at": naive,
                "ended_at": NOW,
                "aired_s": 1,
                "planned_s": 1,
            }
        )


def test_values_cannot_be_changed() -> None:
    status = ProductionStatus(channel="llamas", title="Llamas", written_at=NOW)
    with pytest.raises(ValidationError):
        status.done = 0.5  # type: ignore[misc]
