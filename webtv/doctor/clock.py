"""The machine's clock: dayparts, announcements and segments go by it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx

import webtv
from webtv.doctor.finding import Finding, fault, note
from webtv.store.asrun import AsRunLog

FAR = timedelta(minutes=5)
"""A clock so far off is wrong: certificates and signatures begin to fail."""

_ASK_S = 5.0
_TIME_ERROR = 5
_STRUCT_BYTES = 512
"""More than struct timex takes; zeroes ask and change nothing."""

_CURE = "set it, and have it kept: `timedatectl set-ntp true`, or install chrony"


def look_at_clock(asrun: Path, addresses: Iterable[str], *, now: datetime) -> Iterator[Finding]:
    """Compare the clock with what is known of the time.

    That is the age of the program, the as-run log, what servers at `addresses` say, and whether the
    kernel knows of anybody who keeps it.
    """
    built = datetime.fromtimestamp(Path(webtv.__file__).stat().st_mtime, UTC)
    if now < built - timedelta(days=1):
        yield fault("clock", f"{now:%Y-%m-%d} is before this program was installed", _CURE)
        return
    log = AsRunLog(asrun)
    days = [path.name[:10] for each in log.channels() for path in log.days(each, since=now)]
    if days and max(days) > f"{now + timedelta(days=1):%Y-%m-%d}":
        told = f"it says {now:%Y-%m-%d}, and something aired on {max(days)} by it"
        yield fault("clock", told, f"{_CURE}; then move the as-run files of later days away")
        return
    with ThreadPoolExecutor(8) as pool:
        dates = list(pool.map(_date, dict.fromkeys(addresses)))
    for address, date in dates:
        if date is not None and abs(date - now) > FAR:
            off = timedelta(seconds=round(abs((date - now).total_seconds())))
            told = f"{off} {'behind' if date > now else 'ahead of'} {httpx.URL(address).host}"
            yield fault("clock", told, _CURE)
            return
    if not _kept():
        yield note("clock", f"{now:%Y-%m-%d %H:%M} UTC, and nothing keeps it right", _CURE)
        return
    yield Finding("clock", f"{now:%Y-%m-%d %H:%M} UTC")


def _date(address: str) -> tuple[str, datetime | None]:
    """The time that a server says it is; None where it says nothing."""
    with suppress(httpx.HTTPError, httpx.InvalidURL, ValueError):
        answer = httpx.head(address, timeout=_ASK_S)
        date = parsedate_to_datetime(answer.headers.get("date", ""))
        return address, date if date.tzinfo else date.replace(tzinfo=UTC)
    return address, None


def _kept() -> bool:
    """Whether the kernel thinks that its clock is synchronised; adjtimex(2) says so on Linux."""
    try:
        state = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(_STRUCT_BYTES))
    except (AttributeError, OSError):
        return True  # another system, which is not asked
    return bool(state != _TIME_ERROR)
