"""What people read when alarms begin and end: one message for all that is new at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from webtv.alarms.book import Entry
from webtv.alarms.kinds import KINDS
from webtv.log import redact
from webtv.terminal import plain

MOST_LINES = 20
"""Alarms told in one message; of those beyond, how many there are."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `grade` is a type of Apprise's notifications."""

    title: str
    body: str
    grade: Literal["failure", "warning", "success", "info"]


def message_of(
    begun: Sequence[Entry], over: Sequence[Entry], *, now: datetime, console: str = ""
) -> Message:
    """The message for what has begun and what is over. `console` is where people look."""
    lines = [f"WRONG  {_line(entry)}, since {entry.since:%H:%M} UTC" for entry in begun]
    lines += [f"OVER   {_line(entry)}, after {_lasted(entry, now)}" for entry in over]
    more = len(lines) - MOST_LINES
    if more > 0:
        lines[MOST_LINES:] = [f"and {more} more"]
    if begun:
        lines.append("What to do: docs/runbook.md, section " + ", ".join(_kinds(begun)))
    if console:
        lines.append(console)
    counts = [f"{len(begun)} wrong"] if begun else []
    counts += [f"{len(over)} over"] if over else []
    critical = any(KINDS[entry.kind].severity == "critical" for entry in begun)
    grade: Literal["failure", "warning", "success"] = (
        "failure" if critical else "warning" if begun else "success"
    )
    return Message(f"WebTV: {', '.join(counts)}", "\n".join(lines), grade)


def _line(entry: Entry) -> str:
    where = entry.channel or "station"
    return f"{where}: {_harmless(entry.text)} ({entry.kind})"


def _harmless(text: str) -> str:
    """A text of others' servers without keys, and so that it calls nobody (`@everyone`)."""
    return plain(redact(text)).replace("@", "@\u200b")


def _kinds(entries: Sequence[Entry]) -> list[str]:
    return list(dict.fromkeys(entry.kind for entry in entries))


def _lasted(entry: Entry, now: datetime) -> str:
    minutes = max(0.0, (now - entry.since).total_seconds()) / 60
    return f"{minutes:.0f} min" if minutes < 120 else f"{minutes / 60:.0f} h"
