"""How long a server that answers with an error wants to be left alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite

LONGEST_RETRY_S = 86_400.0
"""Whatever a server says, it is tried again after a day."""


def retry_after_s(headers: Mapping[str, str], *, now: datetime | None = None) -> float | None:
    """Seconds that `Retry-After` asks for, as a number or a date (RFC 9110, 10.2.3).

    At least 0; None if there is no such header, or if it says neither.
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
