"""Arguments that are times, in the machine's time zone unless they say another."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

_SPAN = re.compile(r"(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")
_DAY = timedelta(days=1)

FORMS = "20:15, 2026-11-24, 2026-11-24T20:15 or 2026-11-24T20:15Z"


def past_time(text: str, *, now: datetime) -> datetime:
    """Read a time that has been: `2h` or `1d12h` ago, the last `20:15`, or a date and time.

    Raises `ValueError`.
    """
    span = _span(text)
    if span is not None:
        return _moved(now, -span, text)
    moment = _written(text, now)
    return _moved(moment, -_DAY, text) if _CLOCK.fullmatch(text) and moment > now else moment


def future_time(text: str, *, now: datetime) -> datetime:
    """Read a time to come: `+10m` from now, the next `20:15`, or a date and time.

    Raises `ValueError`.
    """
    span = _span(text.removeprefix("+")) if text.startswith("+") else None
    if span is not None:
        return _moved(now, span, text)
    moment = _written(text, now)
    return _moved(moment, _DAY, text) if _CLOCK.fullmatch(text) and moment <= now else moment


def _moved(moment: datetime, by: timedelta, text: str) -> datetime:
    try:
        return moment + by
    except OverflowError:
        raise ValueError(f"{text}: too far away") from None


def _span(text: str) -> timedelta | None:
    match = _SPAN.fullmatch(text)
    if match is None or not any(match.groups()):
        return None
    try:
        days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    except (OverflowError, ValueError):  # Python reads no number of more than 4,300 digits
        raise ValueError(f"{text[:40]}: too long") from None


def _written(text: str, now: datetime) -> datetime:
    clock = _CLOCK.fullmatch(text)
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
