"""Whatever an admin's browser sends, the console has an answer: none is a fault of its own.

`FUZZ_EXAMPLES=20000 pytest --timeout=0 tests/console/test_any_request.py` looks for longer.
"""

from __future__ import annotations

import asyncio
import os
import re
from urllib.parse import quote, urlencode

from fastapi.routing import APIRoute
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.console.desk import PASSWORD, Desk
from tests.mutation import NASTY
from webtv.console.access import OPEN, RIGHTS

FIELDS = (
    *("name", "password", "own_password", "again", "role", "may-ban", "code", "new_code", "secret"),
    *("token", "number", "label", "days", "channel-*", "channel-sea", "order-skip", "order-look"),
    *("programme", "at", "seen", "from", "text", "base", "action", "title", "theme", "style"),
)
ENDLESS = "/console/events"
WORDS = st.one_of(
    st.sampled_from(
        [
            *(
                "sea",
                "skip",
                "cue",
                "1",
                "-1",
                "0",
                "٣",
                "9" * 30,
                "20261123T010203-abcdef",
                "..",
                "*",
            ),
            *(
                "+10m",
                "20:15",
                "9999-12-31T23:59:59Z",
                "viewer",
                "admin",
                "save",
                "check",
                "dry-run",
            ),
            *(
                PASSWORD,
                "A" * 32,
                "000000",
                "title: a\ntheme: waves\n",
                "a: &a [*a]",
                "\ud83c",
                "\0",
            ),
        ]
    ),
    st.sampled_from([text for text in NASTY if isinstance(text, str)]),
    st.text(max_size=30),
)


def _raw(headers: dict[str, bytes]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value) for name, value in headers.items()]


def test_no_request_is_answered_by_a_fault(shared: Desk) -> None:
    routes = sorted((OPEN | RIGHTS.keys()) - {("GET", ENDLESS)})
    assert len(routes) > 30
    assert isinstance(shared.inner.routes[-1], APIRoute)

    async def asked(method: str, url: str, body: str, headers: dict[str, bytes]) -> int:
        async with shared.visitor("admin") as visitor:
            form = f"csrf={visitor.csrf}&{body}"
            said = {
                "origin": visitor.at.encode(),
                "content-type": b"application/x-www-form-urlencoded",
                **headers,
            }
            answer = await visitor.http.request(
                method, url, content=form if method == "POST" else None, headers=_raw(said)
            )
            return answer.status_code

    with asyncio.Runner() as runner:

        @settings(
            max_examples=int(os.environ.get("FUZZ_EXAMPLES", "30")),
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(
            st.sampled_from([*routes, ("GET", "/console/{any}"), ("PUT", "/console")]),
            st.lists(WORDS, min_size=3, max_size=3),
            st.dictionaries(st.sampled_from(FIELDS), WORDS, max_size=8),
            st.dictionaries(
                st.sampled_from(["accept", "range", "host", "cookie", "authorization", "origin"]),
                WORDS,
                max_size=1,
            ),
        )
        def ask(
            route: tuple[str, str], words: list[str], fields: dict[str, str], more: dict[str, str]
        ) -> None:
            method, path = route
            parts = iter(words)
            path = re.sub(
                r"\{[^}]*\}",
                lambda _: quote(next(parts), safe="%", errors="replace"),
                path,
            )
            headers = {name: value.encode("utf-8", "replace") for name, value in more.items()}
            headers = {n: v for n, v in headers.items() if not re.search(rb"[\0\r\n]", v)}
            body = urlencode(fields, errors="replace")
            if not any(user.name == "admin" for user in shared.office.users.all()):
                shared.office.users.add("admin", PASSWORD, "admin")
            status = runner.run(asked(method, f"{path}?{body[:200]}", body, headers))
            assert status < 500, status

        ask()
