"""Deletes a programme from the library."""

from __future__ import annotations

from datetime import UTC, datetime

from webtv.config.settings import Settings
from webtv.errors import WebTVError
from webtv.model.programme import Programme
from webtv.model.status import PlayoutStatus
from webtv.store.library import Library
from webtv.store.status import read_statuses


def delete(settings: Settings, library: Library, programme: Programme) -> None:
    """Remove film and sidecar. Raises `WebTVError` while the programme is on air or next."""
    now = datetime.now(UTC)
    status = read_statuses(settings.status_dir, PlayoutStatus, now=now).get(programme.channel)
    for place, shown in (("on air", status and status.on_air), ("next", status and status.next)):
        if shown and shown.programme == programme.id:
            raise WebTVError(
                f"'{programme.title}' is {place}: say "
                f"`webtv control {programme.channel} pull {programme.id}` first"
            )
    library.remove(programme)
