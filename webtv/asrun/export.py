"""The as-run log for other programs: CSV and JSON lines, times in UTC."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TextIO

from webtv.model.asrun import AsRunEntry
from webtv.model.timecode import timecode
from webtv.terminal import plain, plain_json

COLUMNS = (
    "channel",
    "started_utc",
    "ended_utc",
    "aired_s",
    "planned_s",
    "pictures",
    "fps",
    "duration",
    "kind",
    "cause",
    "programme",
    "title",
    "file",
    "sha256",
    "playlist",
    "outcome",
    "detail",
    "destinations",
    "partly",
)
_FORMULA = ("=", "+", "-", "@")


def write_csv(entries: Iterable[AsRunEntry], out: TextIO) -> None:
    """One line an entry below a line of names (RFC 4180). `duration` is HH:MM:SS:FF."""
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for entry in entries:
        writer.writerow([_cell(entry, column) for column in COLUMNS])


def write_json(entries: Iterable[AsRunEntry], out: TextIO) -> None:
    """One JSON object a line, as in the log itself."""
    for entry in entries:
        out.write(plain_json(entry.model_dump_json()) + "\n")


def defused(text: str) -> str:
    """`text` that no spreadsheet takes for a formula, and no terminal for an order.

    An apostrophe goes before what looks like a formula, in any width of letters and behind any
    white space: https://owasp.org/www-community/attacks/CSV_Injection
    """
    text = plain(text)
    begins = unicodedata.normalize("NFKC", text.lstrip()[:1])
    return f"'{text}" if begins.startswith(_FORMULA) else text


def _cell(entry: AsRunEntry, column: str) -> str | int | float:
    if column in ("started_utc", "ended_utc"):
        at = entry.started_at if column == "started_utc" else entry.ended_at
        return _utc(at)
    if column == "duration":
        if entry.pictures is None or entry.fps is None:
            return ""
        return timecode(entry.pictures, entry.fps)
    value = getattr(entry, column)
    if isinstance(value, tuple):
        value = " ".join(value)
    if isinstance(value, (int, float)):
        return value
    return defused(value or "")


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z"
