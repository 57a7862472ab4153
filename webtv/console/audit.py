"""The audit: who asked for what, from where, and what came of it; refusals too.

JSON lines in `HOME/console/audit.jsonl`, which only grows. Each line holds the hash of the one
before, so a line that is changed, taken out or put in shows; the last hash stands in the file of
accounts too, so a tail that is cut off shows. Somebody who can write both files can forge them:
note the last hash elsewhere (`webtv audit verify` prints it) to prove more.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from webtv.console.accounts.database import Database
from webtv.console.chain import LONGEST_LINE, append, last_of
from webtv.console.detail import kept, storable
from webtv.errors import WebTVError
from webtv.files import open_regular
from webtv.model.value import StoredValue, Timestamp

Outcome = Literal["asked", "done", "refused", "failed"]
"""What became of it. A deed is written down twice: when it is asked for, and when it is over."""

START = "0" * 64
"""Stands for the hash before the first line."""

STRANGERS_PER_HOUR = 200
"""Refusals of people without an account that are written down in an hour; the rest are counted."""

REFUSED_PER_HOUR = 600
"""The same of one person with an account, and of what failed."""


class AuditError(WebTVError):
    """What somebody asks for cannot be written down, so it is not done."""


class Entry(StoredValue):
    """One line of the audit."""

    number: int = Field(ge=1)
    at: Timestamp
    who: str = Field(description="An account; empty where nobody knows.")
    by: str = Field(description="session, token NUMBER, or terminal.")
    address: str
    action: str = Field(description="Such as order.skip, theme.save, people.add.")
    channel: str = ""
    outcome: Outcome
    detail: dict[str, Any] = Field(default_factory=dict)
    before: str = Field(description="The hash of the line before.")
    hash: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who asks for something: an account or nobody, how, and from where."""

    who: str
    by: str
    address: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of one line of the audit."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of `verify`: the number of lines, the last hash, the faults."""

    lines: int
    last: str
    faults: tuple[Fault, ...]


class Audit:
    """Writes the audit, and reads it. Any number of processes may write."""

    def __init__(
        self, path: Path, database: Database, *, clock: Callable[[], float] = time.time
    ) -> None:
        self.path = path
        self._database = database
        self._clock = clock
        self._counting = threading.Lock()
        self._refused: dict[str, deque[float]] = {}
        self._untold: Counter[str] = Counter()

    def write(
        self,
        actor: Actor,
        action: str,
        outcome: Outcome,
        *,
        channel: str = "",
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        """Write one line, on disk before this returns. Raises `WebTVError` where that fails.

        Refusals and failures are written within a bound: nobody fills the disk by asking again and
        again. The next line of the same person says how many were not written.
        """
        told = dict(detail or {})
        if outcome in ("refused", "failed") and not self._has_room(actor.who):
            return
        if untold := self._untold.pop(actor.who, 0):
            told["not_written_before"] = untold
        try:
            with self._held() as file:
                number, last = self._followed(file)
                values = {
                    "number": number + 1,
                    "at": datetime.fromtimestamp(self._clock(), UTC).isoformat(),
                    "who": actor.who,
                    "by": actor.by,
                    "address": actor.address,
                    "action": action,
                    "channel": storable(channel),
                    "outcome": outcome,
                    "detail": kept(told),
                    "before": last,
                }
                digest = digest_of(values)
                line = json.dumps({**values, "hash": digest}, ensure_ascii=True) + "\n"
                size = os.fstat(file).st_size
                append(file, line.encode())
                try:
                    self._note_head(number + 1, digest)
                except BaseException:
                    os.ftruncate(file, size)  # else the file would run ahead of what is known of it
                    raise
        except OSError as error:
            raise WebTVError(f"{self.path}: {error.strerror or error}") from None

    def ask(
        self,
        actor: Actor,
        action: str,
        *,
        channel: str = "",
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        """Write down that somebody asks for a deed, before it is done; `write` then says the end.

        Raises `AuditError` where it cannot be written, as on a full disk, and where too much of
        what the same person asked for in an hour went wrong: then nothing may be done.
        """
        if not self._has_room(actor.who, count=False):
            raise AuditError("too much went wrong within an hour: wait some minutes")
        try:
            self.write(actor, action, "asked", channel=channel, detail=detail)
        except WebTVError as error:
            raise AuditError(
                f"nothing was done, since it cannot be written into the audit ({error}): "
                "make room on the disk"
            ) from None

    def _has_room(self, who: str, *, count: bool = True) -> bool:
        """Count a line that is no deed. False where there were too many in an hour."""
        now, most = self._clock(), REFUSED_PER_HOUR if who else STRANGERS_PER_HOUR
        with self._counting:
            lines = self._refused.setdefault(who, deque())
            while lines and not 0 <= now - lines[0] < 3600:
                lines.popleft()
            if len(lines) >= most:
                self._untold[who] += count
                return False
            if count:
                lines.append(now)
            return True

    def last(self, count: int) -> list[Entry]:
        """The last entries, newest first; damaged lines are left out."""
        entries: deque[Entry] = deque(maxlen=count)
        for line in self._lines():
            try:
                entries.append(Entry.model_validate_json(line))
            except ValidationError:
                continue
        return list(reversed(entries))

    def verify(self) -> Verdict:
        """Look at every line, and at the end. Raises `WebTVError` where the file cannot be read."""
        try:
            with self._held() as file:  # what is written meanwhile is no matter of this look
                end, known = os.fstat(file).st_size, self._known_head() or (0, START)
        except OSError as error:
            raise WebTVError(f"{self.path}: {error.strerror or error}") from None
        faults: list[Fault] = []
        last, previous, number, lines = START, START, 0, 0
        for lines, line in enumerate(self._lines(end), 1):
            try:
                values = json.loads(line)
                digest = values.pop("hash")
                told, before = values["number"], values["before"]
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                faults.append(Fault(lines, "is no entry of an audit"))
                continue
            if digest != digest_of(values):
                faults.append(Fault(lines, "was changed"))
            elif before != last or told != number + 1:
                faults.append(Fault(lines, "does not follow on the line before"))
            previous, last, number = last, digest, told
        # A process that died between its two writes has told the file of one entry more.
        if known not in ((number, last), (number - 1, previous)):
            faults.append(Fault(lines, f"is the last, but entry {known[0]} was written"))
        return Verdict(lines, last, tuple(faults))

    @contextmanager
    def _held(self) -> Iterator[int]:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW
        file = os.open(self.path, flags, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file
        finally:
            os.close(file)

    def _followed(self, file: int) -> tuple[int, str]:
        """Number and hash of the entry that the next one follows.

        It is the file's last one, if that was written last, or by a process that died before it
        could note so. Else it is the one that was: a tail that was cut off, or put on, shows for
        good.
        """
        head, last = self._known_head(), last_of(file)
        if last is None:
            return head or (0, START)
        number, digest, before = last
        if head in (None, (number, digest), (number - 1, before)):
            return number, digest
        return head or (0, START)

    def _known_head(self) -> tuple[int, str] | None:
        """Number and hash of the entry that was written last, as the file of accounts has it."""
        with self._database.read() as db:
            head = db.execute("SELECT number, hash FROM audit_head").fetchone()
        return (head["number"], head["hash"]) if head else None

    def _note_head(self, number: int, digest: str) -> None:
        with self._database.write() as db:
            db.execute("INSERT OR REPLACE INTO audit_head VALUES (1, ?, ?)", (number, digest))

    def _lines(self, end: int | None = None) -> Iterator[bytes]:
        """The lines of the file, as far as it reached when it was `end` bytes long."""
        try:
            with open_regular(self.path) as file:
                while (end is None or file.tell() < end) and (
                    line := file.readline(2 * LONGEST_LINE)
                ):
                    yield line
        except FileNotFoundError:
            return
        except OSError as error:
            raise WebTVError(f"{self.path}: {error.strerror or error}") from None


def digest_of(values: Mapping[str, Any]) -> str:
    """The hash of an entry without its hash: SHA-256 of its JSON, keys sorted, in ASCII."""
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()
