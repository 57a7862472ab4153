"""Status files: `<part>/<channel>.json`, written whole by their owner, read by anyone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from webtv.files import write_atomic
from webtv.model.status import STALE_AFTER_S, PlayoutStatus, ProbeStatus, ProductionStatus

StatusT = TypeVar("StatusT", PlayoutStatus, ProductionStatus, ProbeStatus)
Status = PlayoutStatus | ProductionStatus | ProbeStatus

_PARTS: dict[type[Status], str] = {
    PlayoutStatus: "playout",
    ProductionStatus: "production",
    ProbeStatus: "probe",
}


def write_status(folder: Path, status: Status) -> None:
    """Publish one channel's status. Lost in a power cut, which is fine: it would be stale."""
    path = folder / _PARTS[type(status)] / f"{status.channel}.json"
    write_atomic(path, status.model_dump_json(), durable=False)


def read_statuses(folder: Path, kind: type[StatusT], *, now: datetime) -> Mapping[str, StatusT]:
    """Every channel's status by channel id; stale and damaged ones are left out."""
    found = {}
    for path in sorted((folder / _PARTS[kind]).glob("[!.]*.json")):
        try:
            status = kind.model_validate_json(path.read_bytes())
        except (OSError, ValidationError):
            continue
        # abs(): after the clock was set back, a dead part must not look alive for hours.
        if abs((now - status.written_at).total_seconds()) <= STALE_AFTER_S:
            found[status.channel] = status
    return found


def remove_status(folder: Path, kind: type[Status], channel: str) -> None:
    """Forget a channel that is gone."""
    (folder / _PARTS[kind] / f"{channel}.json").unlink(missing_ok=True)
