"""The wait that an answer's header asks for, whoever sent it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from webtv.retry_after import retry_after_s

NOW = datetime(2026, 5, 1, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "wait_s"),
    [
        ("90", 90),
        (" 1.5 ", 1.5),
        ("-5", 0),
        ("Fri, 01 May 2026 12:01:30 GMT", 90),
        ("Fri, 01 May 2026 12:01:30 -0000", 90),
        ("Fri, 01 May 2026 11:00:00 GMT", 0),
        ("99999999", 86400),
        ("Fri, 31 Dec 9999 23:59:59 -1200", 86400),
        ("Fri, 01 May 99999999999 12:00:00 GMT", None),
        ("inf", None),
        ("nan", None),
        ("soon", None),
        ("", None),
    ],
)
def test_times_in_headers(header: str, wait_s: float | None) -> None:
    assert retry_after_s({"retry-after": header}, now=NOW) == wait_s


def test_an_answer_without_the_header_asks_for_no_wait() -> None:
    assert retry_after_s({}) is None
