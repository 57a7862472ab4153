"""Times as people write them on the command line, in the machine's time zone unless they say so."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

_SPAN = re.compile(r"^(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?$")
_CLOCK = re.compile(r"^([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?$")
_DAY = timedelta(days=1)

FORMS = "20:15, 2026-11-24, 2026-11-24T20:15 or 2026-11-24T20:15Z"


def past(text: str, *, now: datetime) -> datetime:
    """`2h` or `1d12h` ago, the last `20:15`, or a date and time. Raises `ValueError`."""
    span = _span(text)
    if span is not None:
        return now - span
    moment = _written(text, now)
    return moment - _DAY if _CLOCK.match(text) and moment > now else moment


def future(text: str, *, now: datetime) -> datetime:
    """`+10m` from now, the next `20:15`, or a date and time. Raises `ValueError`."""
    span = _span(text.removeprefix("+")) if text.startswith("+") else None
    if span is not None:
        return now + span
    moment = _written(text, now)
    return moment + _DAY if _CLOCK.match(text) and moment <= now else moment


def _span(text: str) -> timedelta | None:
    match = _SPAN.match(text)
    if match is None or not any(match.groups()):
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    try:
        return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError:
        raise ValueError(f"{text}: too long") from None


def _written(text: str, now: datetime) -> datetime:
    clock = _CLOCK.match(text)
    try:
        if clock:
            hour, minute, second = (int(part or 0) for part in clock.groups())
            # Without tzinfo first: today's offset need not be that of the moment.
            today = now.astimezone().replace(tzinfo=None)
            return today.replace(
                hour=hour, minute=minute, second=second, microsecond=0
            ).astimezone()
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError):
        raise ValueError(f"{text!r} is no time: write {FORMS}") from None
