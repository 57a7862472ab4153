"""Following the as-run log: each entry is read once, as it is added."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from webtv.files import open_regular
from webtv.model.asrun import AsRunEntry
from webtv.store.asrun import AsRunLog, is_of_another, parse_line

MOST_BYTES = 16_000_000
"""Bytes of one file that are read at a time."""


class AsRunTail:
    """New entries of one channel. Its first reading starts with those that ended at `since`."""

    def __init__(self, log: AsRunLog, channel: str, *, since: datetime) -> None:
        self._log = log
        self._channel = channel
        self._since = since
        self._read_to: dict[Path, int] = {}

    def read(self) -> list[AsRunEntry]:
        """Lines added since the last call, oldest first. Costs a `stat` a day while nothing was.

        A line that is still being written is left for the next call. Raises `OSError`.
        """
        entries = []
        mixed = False
        for path in self._log.days(self._channel, since=self._since):
            if path.suffix != ".jsonl":
                continue  # too old to be added to
            mixed |= is_of_another(path)
            place = self._read_to.get(path, 0)
            if path.stat().st_size <= place:
                continue
            with open_regular(path) as file:
                file.seek(place)
                added = file.read(MOST_BYTES)
            whole = added[: added.rfind(b"\n") + 1]
            # So many bytes without a line break are no entry.
            self._read_to[path] = place + (len(whole) or len(added) // MOST_BYTES * MOST_BYTES)
            found = (parse_line(line) for line in whole.split(b"\n"))
            entries += [e for e in found if e is not None and e.ended_at >= self._since]
        return sorted(entries, key=lambda entry: entry.ended_at) if mixed else entries
