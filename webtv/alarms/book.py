"""The book of alarms: which stand now, and which of them each service was told of.

Both are kept on disk, so that a restart says nothing a second time. Nothing is queued: what has to
be told is what stands and was not told, and what was told and stands no more. So a service that was
away hears of what still is wrong, and of no more.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import Field, ValidationError

from webtv.alarms.conditions import Alarm
from webtv.alarms.kinds import KINDS, Source
from webtv.files import read_regular, write_atomic
from webtv.model.value import StoredValue, Timestamp

CLEAR = timedelta(seconds=60)
"""What stood is over once it was not seen for so long: what comes and goes is told once."""

MOST = 500
"""Alarms at a time; those beyond are not taken."""

STATION = ""
"""Stands for the channel of alarms of the station as a whole."""

_MOST_BYTES = 16_000_000
_LONGEST = 300

Key = tuple[str, str, str]
"""Channel, kind, and what of the channel it is about."""


class Entry(StoredValue):
    """One alarm, from when it was first seen."""

    channel: str
    kind: str
    about: str
    text: str
    since: Timestamp
    seen: Timestamp = Field(description="When it was seen last, or could not be looked at.")
    stands: bool = Field(False, description="Whether it has lasted long enough to be told.")

    @property
    def key(self) -> Key:
        """What makes it the same alarm while its text changes."""
        return self.channel, self.kind, self.about


class Book(StoredValue):
    """All alarms, and those that each service was told of, by the service's id."""

    alarms: tuple[Entry, ...] = ()
    told: Mapping[str, tuple[Entry, ...]] = Field(default_factory=dict)

    def looked(
        self,
        found: Mapping[str, tuple[Alarm, ...]],
        mute: Set[tuple[str, Source]],
        *,
        now: datetime,
    ) -> Book:
        """The book after a look that found these alarms of each channel.

        `mute` are channels with those who say nothing of them: what rests on their word stays as
        it was. Alarms of a channel that is gone are over.
        """
        before = {entry.key: entry for entry in self.alarms}
        after: dict[Key, Entry] = {}
        for channel, alarms in found.items():
            for alarm in alarms:
                key = channel, alarm.kind, alarm.about
                if alarm.kind and len(after) < MOST:
                    after[key] = _seen(key, alarm.text, before.get(key), now)
        for key, entry in before.items():
            if key in after or entry.channel not in found or len(after) >= MOST:
                continue
            if (entry.channel, KINDS[entry.kind].source) in mute:
                after[key] = entry.model_copy(update={"seen": now})
            elif entry.stands and now - entry.seen < CLEAR:
                after[key] = entry
        return self.model_copy(update={"alarms": tuple(after.values())})

    def news(self, service: str) -> tuple[list[Entry], list[Entry]]:
        """What a service has to be told: what has begun, and what is over; gravest first."""
        told = {entry.key: entry for entry in self.told.get(service, ())}
        standing = {entry.key: entry for entry in self.alarms if entry.stands}
        begun = [entry for key, entry in standing.items() if key not in told]
        over = [entry for key, entry in told.items() if key not in standing]
        return sorted(begun, key=_rank), sorted(over, key=_rank)

    def after_telling(self, service: str, begun: list[Entry], over: list[Entry]) -> Book:
        """The book once a service was told."""
        gone = {entry.key for entry in over}
        kept = [entry for entry in self.told.get(service, ()) if entry.key not in gone]
        return self.model_copy(update={"told": {**self.told, service: (*kept, *begun)}})

    def reopened(self, now: datetime) -> Book:
        """The book as one begins to look again: nothing is over because nobody looked."""
        alarms = tuple(entry.model_copy(update={"seen": now}) for entry in self.alarms)
        return self.model_copy(update={"alarms": alarms})

    def of_services(self, services: Set[str]) -> Book:
        """The book without services that the settings name no more."""
        told = {service: kept for service, kept in self.told.items() if service in services}
        return self.model_copy(update={"told": told})


def read_book(path: Path) -> Book:
    """The book on disk; an empty one where there is none, or it is damaged."""
    try:
        book = Book.model_validate_json(read_regular(path, most_bytes=_MOST_BYTES))
    except (OSError, ValidationError):
        return Book()
    known = tuple(entry for entry in book.alarms if entry.kind in KINDS)
    return book.model_copy(update={"alarms": known})


def write_book(path: Path, book: Book) -> None:
    """Keep the book, for the station's own user alone. Raises `OSError`."""
    write_atomic(path, book.model_dump_json(), private=True)


def _seen(key: Key, text: str, before: Entry | None, now: datetime) -> Entry:
    channel, kind, about = key
    since = before.since if before else now
    if since > now:  # the clock was set back
        since = now
    return Entry(
        channel=channel,
        kind=kind,
        about=about,
        text=text[:_LONGEST],
        since=since,
        seen=now,
        stands=(before is not None and before.stands)
        or (now - since).total_seconds() >= KINDS[kind].after_s,
    )


def _rank(entry: Entry) -> tuple[bool, Key]:
    kind = KINDS.get(entry.kind)
    return kind is None or kind.severity != "critical", entry.key
