"""The `Retry-After` header: when a server that answered with an error may be asked again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite

LONGEST_RETRY_S = 86_400.0
"""Whatever a server says, it is tried again after a day."""


def retry_after_s(headers: Mapping[str, str], *, now: datetime | None = None) -> float | None:
    """Read the seconds to wait from `Retry-After`, a number or a date (RFC 9110, 10.2.3).

    The result is at least 0 and at most `LONGEST_RETRY_S`; None if the header is missing or holds
    neither.
    """
    given = headers.get("retry-after", "")
    try:
        seconds = float(given)
    except ValueError:
        try:
            moment = parsedate_to_datetime(given)
        except (ValueError, OverflowError):
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        seconds = (moment - (now or datetime.now(UTC))).total_seconds()
    if not isfinite(seconds):
        return None
    return min(max(0.0, seconds), LONGEST_RETRY_S)
