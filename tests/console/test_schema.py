"""Whatever schemathesis makes of the console's own description, it has an answer."""

from __future__ import annotations

import asyncio
from urllib.parse import urlencode

from tests.console.desk import PASSWORD, Desk
from tests.schemas import Made, ask_all, with_words

FIELDS = (
    *("name", "password", "own_password", "again", "role", "code", "secret", "credential", "token"),
    *("number", "label", "days", "programme", "at", "text", "base", "action", "title", "theme"),
)
WORDS = {
    "channel": ["sea"],
    "order": ["skip", "cue"],
    "programme": ["20261123T010203-abcdef"],
    "own_password": [PASSWORD],
    "action": ["save", "check", "dry-run"],
    "role": ["viewer", "admin"],
    "number": ["1"],
}


def test_no_request_is_answered_by_a_fault(desk: Desk) -> None:
    document = desk.inner.openapi()
    form = {"type": "object", "properties": {name: {"type": "string"} for name in FIELDS}}
    content = {"application/x-www-form-urlencoded": {"schema": form}}
    for path, operations in document["paths"].items():
        if "post" in operations:
            operations["post"]["requestBody"] = {"content": content, "required": False}
        assert path.startswith(("/console", "/healthz")) or path == "/"
    del document["paths"]["/console/events"]  # without end
    for name in desk.office.users.all():
        desk.office.sessions.begin(name.name, address="", agent="")

    with asyncio.Runner() as runner:

        async def sent(case: Made) -> int:
            async with desk.visitor("admin") as visitor:
                told = case.as_transport_kwargs()
                fields = {"csrf": visitor.csrf, **(told.get("data") or {})}
                answer = await visitor.http.request(
                    case.method,
                    told["url"],
                    params=told["params"],
                    content=urlencode(fields, errors="replace") if case.method == "POST" else None,
                    headers={
                        "origin": visitor.at,
                        "content-type": "application/x-www-form-urlencoded",
                    },
                )
                return answer.status_code

        def ask(case: Made) -> None:
            if not any(user.name == "admin" for user in desk.office.users.all()):
                desk.office.users.add("admin", PASSWORD, "admin")
            status = runner.run(sent(case))
            assert status < 500, (status, case.method, case.path)

        assert ask_all(with_words(document, WORDS), ask) > 45
