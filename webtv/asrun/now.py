"""What is on air and so not in the as-run log yet, in a line for people."""

from __future__ import annotations

import time
from collections.abc import Iterator

from webtv.model.timecode import length
from webtv.store.asrun import AsRunLog
from webtv.store.onair import NAME, DamagedRecordError, read_on_air
from webtv.terminal import plain

_LIVE_S = 5.0
"""Playout writes what is on air several times a second; what is older was left by a dead one."""


def describe_now(log: AsRunLog, channel: str) -> Iterator[str]:
    """Lines about one channel; none if nothing is on air. Raises `OSError`."""
    path = log.folder / channel / NAME
    try:
        on_air, count = read_on_air(path)
        age_s = time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return
    except DamagedRecordError as error:
        yield f"{channel}: what is on air is not known: {path}: {error}"
        return
    if on_air.finished and age_s > _LIVE_S:
        yield f"{channel}: {len(on_air.finished)} airings wait in {path} to be logged"
    entry = on_air.current
    if entry is not None:
        since = entry.started_at.astimezone().isoformat(timespec="milliseconds")[11:23]
        aired = f"'{plain(entry.title)}' ({entry.kind}) since {since}, {length(count.aired_s)} sent"
        dead = " when playout was killed; the log has it once playout runs again"
        yield f"{channel}: on air {aired}{dead if age_s > _LIVE_S else ''}"
