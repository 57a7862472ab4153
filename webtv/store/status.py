"""Status files, written whole by their owner, read by anyone.

`<part>/<channel>.json` tells of one channel, `rtmp.json` and `verdict.json` of the whole station,
`mirror.json` of the store that this machine shares with others, `alarms.json` of who calls people,
`chat.json` of viewers' chats,
`spaces/<URL>.json` of one service of the local Spaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from pydantic import ValidationError

from webtv.files import read_regular, write_atomic
from webtv.model.status import (
    SPACES_HELD_S,
    STALE_AFTER_S,
    AlarmsStatus,
    ChatStatus,
    MirrorStatus,
    PlayoutStatus,
    ProbeStatus,
    ProductionStatus,
    ServerStatus,
    SpacesStatus,
    Verdict,
)

StatusT = TypeVar("StatusT", PlayoutStatus, ProductionStatus, ProbeStatus)
Status = PlayoutStatus | ProductionStatus | ProbeStatus
StationT = TypeVar("StationT", ServerStatus, Verdict, MirrorStatus, AlarmsStatus, ChatStatus)

MOST_BYTES = 16_000_000
"""Longer statuses are damaged."""

_PARTS: dict[type[Status], str] = {
    PlayoutStatus: "playout",
    ProductionStatus: "production",
    ProbeStatus: "probe",
}
_SPACES = "spaces"
_Station = ServerStatus | Verdict | MirrorStatus | AlarmsStatus | ChatStatus
_FILES: dict[type[_Station], str] = {
    ServerStatus: "rtmp.json",
    Verdict: "verdict.json",
    MirrorStatus: "mirror.json",
    AlarmsStatus: "alarms.json",
    ChatStatus: "chat.json",
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
            status = kind.model_validate_json(read_regular(path, most_bytes=MOST_BYTES))
        except (OSError, ValidationError):
            continue
        if _fresh(status.written_at, now):
            found[status.channel] = status
    return found


def remove_status(folder: Path, kind: type[Status], channel: str) -> None:
    """Forget a channel that is gone. A status that cannot be removed is soon stale."""
    with suppress(OSError):
        (folder / _PARTS[kind] / f"{channel}.json").unlink(missing_ok=True)


def write_verdict(folder: Path, verdict: Verdict) -> None:
    """Publish which parts are at fault; as `write_status`."""
    write_atomic(folder / _FILES[Verdict], verdict.model_dump_json(), durable=False)


def write_mirror(folder: Path, status: MirrorStatus) -> None:
    """Publish how the mirror does; as `write_status`."""
    write_atomic(folder / _FILES[MirrorStatus], status.model_dump_json(), durable=False)


def write_alarms(folder: Path, status: AlarmsStatus) -> None:
    """Publish whether people can be called; as `write_status`."""
    write_atomic(folder / _FILES[AlarmsStatus], status.model_dump_json(), durable=False)


def write_chat(folder: Path, status: ChatStatus) -> None:
    """Publish how the reading of chats does; as `write_status`."""
    write_atomic(folder / _FILES[ChatStatus], status.model_dump_json(), durable=False)


def read_station(folder: Path, kind: type[StationT], *, now: datetime) -> StationT | None:
    """A status of the whole station; None if there is none, or a stale or damaged one."""
    try:
        data = read_regular(folder / _FILES[kind], most_bytes=MOST_BYTES)
        status = kind.model_validate_json(data)
    except (OSError, ValidationError):
        return None
    return status if _fresh(status.written_at, now) else None


def last_written(folder: Path, kind: type[Status], channels: Iterable[str]) -> float | None:
    """The POSIX time of the last status of any of `channels`; None if there never was one."""
    times = []
    for channel in channels:
        with suppress(OSError):
            times.append((folder / _PARTS[kind] / f"{channel}.json").stat().st_mtime)
    return max(times, default=None)


def station_exists(folder: Path, kind: type[ServerStatus | Verdict]) -> bool:
    """Tell whether there is a status of the whole station, however old."""
    return (folder / _FILES[kind]).exists()


def write_spaces(folder: Path, spaces: SpacesStatus) -> None:
    """Publish where one service of the local Spaces is; as `write_status`."""
    path = folder / _SPACES / f"{quote(spaces.url, safe='')}.json"
    write_atomic(path, spaces.model_dump_json(), durable=False)


def read_spaces(folder: Path, *, now: datetime) -> SpacesStatus | None:
    """The service of the local Spaces to ask: models before the paper theatre, then the last that
    spoke. None if none has for `SPACES_HELD_S` seconds.
    """
    found = []
    for path in (folder / _SPACES).glob("[!.]*.json"):
        try:
            data = read_regular(path, most_bytes=MOST_BYTES)
            spaces = SpacesStatus.model_validate_json(data)
        except (OSError, ValidationError):
            continue
        if _fresh(spaces.written_at, now, within_s=SPACES_HELD_S):
            found.append(spaces)
    return max(found, key=lambda each: (each.models, each.written_at), default=None)


def _fresh(written_at: datetime, now: datetime, *, within_s: float = STALE_AFTER_S) -> bool:
    # abs(): after the clock was set back, a dead part must not look alive for hours.
    return abs((now - written_at).total_seconds()) <= within_s
