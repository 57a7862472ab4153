"""Which entries of the as-run log are asked for."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from webtv.model.asrun import AsRunEntry, Kind
from webtv.store.asrun import AsRunLog


@dataclass(frozen=True, slots=True)
class Query:
    """Entries that aired at some time from `since` until `until`; of all kinds if none is given."""

    channels: Sequence[str]
    since: datetime
    until: datetime | None = None
    kinds: Collection[Kind] = ()


def select(log: AsRunLog, query: Query) -> Iterator[AsRunEntry]:
    """The entries in order of their start. Only one per channel is held in memory.

    Raises `OSError`.
    """
    streams = [log.entries(c, since=query.since, until=query.until) for c in query.channels]
    for entry in heapq.merge(*streams, key=lambda entry: entry.started_at):
        if not query.kinds or entry.kind in query.kinds:
            yield entry
