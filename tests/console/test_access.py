"""Every route and every order, by every role: who may, and who may not."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from fastapi.routing import APIRoute

from tests.console.desk import HERE, PASSWORD, Desk
from webtv.console.access import BY_TOKEN, OPEN, RIGHTS
from webtv.console.accounts.roles import EXTRA, ROLES, Right
from webtv.console.orders import ORDERS

TABLE = """
GET  /console                                            viewer operator editor engineer admin
GET  /console/events                                     viewer operator editor engineer admin
GET  /console/thumbs/{channel}.jpg                       viewer operator editor engineer admin
GET  /console/channels/{channel}                         viewer operator editor engineer admin
GET  /console/channels/{channel}/programmes              viewer operator editor engineer admin
GET  /console/channels/{channel}/programmes/{programme}.mp4 viewer operator editor engineer admin
POST /console/channels/{channel}/programmes/{programme}/approve                          admin
POST /console/channels/{channel}/programmes/{programme}/ban                              admin
GET  /console/channels/{channel}/audience                viewer operator editor engineer admin
POST /console/channels/{channel}/audience/{ref}/{verdict}                                admin
GET  /console/channels/{channel}/production              viewer operator editor engineer admin
GET  /console/channels/{channel}/rejected                viewer operator editor engineer admin
GET  /console/channels/{channel}/rejected/{name}.jpg     viewer operator editor engineer admin
GET  /console/channels/{channel}/asrun                   viewer operator editor engineer admin
POST /console/channels/{channel}/orders/{order}                 operator        engineer admin
GET  /console/channels/{channel}/inbox                   viewer operator editor engineer admin
POST /console/channels/{channel}/inbox/films                             editor engineer admin
GET  /console/channels/{channel}/week                    viewer operator editor engineer admin
POST /console/channels/{channel}/week                                    editor engineer admin
GET  /console/channels/{channel}/theme                                   editor engineer admin
POST /console/channels/{channel}/theme                                   editor engineer admin
GET  /console/channels/{channel}/theme/versions/{number}                 editor engineer admin
POST /console/channels/{channel}/theme/versions/{number}                 editor engineer admin
GET  /console/new                                                        editor engineer admin
POST /console/new                                                        editor engineer admin
POST /console/logout                                     viewer operator editor engineer admin
GET  /console/account                                    viewer operator editor engineer admin
POST /console/account/password                           viewer operator editor engineer admin
POST /console/account/second-factor                      viewer operator editor engineer admin
POST /console/account/second-factor/end                  viewer operator editor engineer admin
POST /console/account/passkeys                           viewer operator editor engineer admin
POST /console/account/passkeys/end                       viewer operator editor engineer admin
POST /console/account/sessions/end                       viewer operator editor engineer admin
POST /console/account/tokens                             viewer operator editor engineer admin
POST /console/account/tokens/end                         viewer operator editor engineer admin
GET  /console/people                                                                     admin
POST /console/people/add                                                                 admin
POST /console/people/role                                                                admin
POST /console/people/password                                                            admin
POST /console/people/invite                                                              admin
POST /console/people/remove                                                              admin
GET  /console/audit                                                                      admin
GET  /console/api/channels                               viewer operator editor engineer admin
POST /console/api/channels/{channel}/orders/{order}             operator        engineer admin
"""
"""Who may ask for what. All else is in `OPEN`, or does not exist."""

ORDER_TABLE = {
    "skip": "operator engineer admin",
    "hold": "operator engineer admin",
    "release": "operator engineer admin",
    "pause": "operator engineer admin",
    "resume": "operator engineer admin",
    "giveback": "operator engineer admin",
    "next": "operator engineer admin",
    "unnext": "operator engineer admin",
    "cue": "operator engineer admin",
    "uncue": "operator engineer admin",
    "pull": "operator engineer admin",
    "unpull": "operator engineer admin",
    "takeover": "engineer admin",
}

LINES = [line.split() for line in TABLE.strip().splitlines()]
ALLOWED = {(method, path): set(roles) for method, path, *roles in LINES}


def a_path(route: str) -> str:
    """A real address of a route."""
    filled = route.replace("{channel}", "sea").replace("{order}", "skip")
    filled = filled.replace("{programme}", "20261123T010203-abcdef")
    filled = filled.replace("{ref}", "none").replace("{verdict}", "approve")
    return filled.replace("{name}", "none").replace("{number}", "1")


async def status_of(desk: Desk, method: str, path: str, session: str, csrf: str) -> int:
    """The status of an answer. What streams is left when it has begun."""
    body = f"csrf={csrf}".encode()
    headers = [
        (b"host", b"localhost:8081"),
        (b"accept", b"application/json"),
        (b"origin", HERE.encode()),
        (b"content-type", b"application/x-www-form-urlencoded"),
        (b"content-length", str(len(body)).encode()),
    ]
    if session:
        headers.append((b"cookie", f"webtv-console={session}".encode()))
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": headers,
        "client": ("127.0.0.1", 40000),
        "server": ("localhost", 8081),
        "scheme": "http",
    }
    begun: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    sent = False

    async def receive() -> dict[str, Any]:
        nonlocal sent
        if sent:
            await begun
            return {"type": "http.disconnect"}
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start" and not begun.done():
            begun.set_result(message["status"])

    async with asyncio.timeout(20):
        await desk.app(scope, receive, send)
    return begun.result()


def test_every_route_stands_in_the_table(shared: Desk) -> None:
    routes = {
        (method, route.path)
        for holder in shared.inner.routes
        for route in getattr(getattr(holder, "original_router", None), "routes", [holder])
        if isinstance(route, APIRoute)
        for method in route.methods or ()
    }
    assert routes == OPEN | RIGHTS.keys()
    assert RIGHTS.keys() == ALLOWED.keys()
    assert BY_TOKEN <= RIGHTS.keys()
    assert ORDERS.keys() == ORDER_TABLE.keys()


@pytest.mark.parametrize("role", ["", *ROLES])
async def test_who_may_ask_for_what(shared: Desk, role: str) -> None:
    wrong = []
    for (method, route), allowed in ALLOWED.items():
        session = csrf = ""
        if role:
            session = shared.office.sessions.begin(role, address="127.0.0.1", agent="")
            found = shared.office.sessions.find(session, touch=False)
            csrf = found.csrf if found else ""
        status = await status_of(shared, method, a_path(route), session, csrf)
        expected = "401" if not role else "any" if role in allowed else "403"
        got = str(status) if status in (401, 403) else "any"
        if got != expected or status >= 500:
            wrong.append(f"{role or 'nobody'}: {method} {route}: {status}, not {expected}")
    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
async def test_who_may_give_which_order(shared: Desk, role: str) -> None:
    async with shared.visitor(role) as visitor:
        for order, allowed in ORDER_TABLE.items():
            answer = await visitor.post(f"/console/channels/sea/orders/{order}")
            # Nobody is at playout's port: what is allowed gets as far as that, or is incomplete.
            assert answer.status_code == (409 if role in allowed.split() else 403), order


def test_rights_beside_a_role_come_with_none_but_the_admin() -> None:
    from webtv.console.accounts.roles import RIGHTS as OF_ROLES

    for role, rights in OF_ROLES.items():
        assert rights.isdisjoint(EXTRA) == (role != "admin")
    assert OF_ROLES["admin"] == frozenset(Right)


async def test_a_right_beside_the_role_is_kept(desk: Desk) -> None:
    desk.office.users.set_role("viewer", "viewer", [Right.APPROVE])
    assert desk.office.users.find("viewer").rights == {Right.LOOK, Right.APPROVE}


async def test_a_refusal_is_in_the_audit(desk: Desk) -> None:
    async with desk.visitor("viewer") as visitor:
        answer = await visitor.post("/console/channels/sea/orders/skip")
    assert answer.status_code == 403
    entry = desk.office.audit.last(1)[0]
    assert (entry.who, entry.outcome, entry.channel) == ("viewer", "refused", "sea")


async def test_a_token_does_what_it_was_made_for_alone(desk: Desk) -> None:
    token, text = desk.office.tokens.make(
        "operator", label="robot", channels=["sea"], orders=["skip"], days=1
    )
    bearer = {"authorization": f"Bearer {text}", "accept": "application/json"}
    async with desk.visitor() as visitor:
        api = "/console/api/channels"
        assert (
            await visitor.http.post(f"{api}/sea/orders/skip", headers=bearer)
        ).status_code == 409
        assert (
            await visitor.http.post(f"{api}/sea/orders/hold", headers=bearer)
        ).status_code == 403
        assert (await visitor.http.get(api, headers=bearer)).json() == {"channels": []}
        assert (await visitor.http.get("/console", headers=bearer)).status_code == 403
        for text_of in ("\\ud800", "\\u0000", "\\u202e"):
            order = visitor.http.post(
                f"{api}/sea/orders/skip", headers=bearer, content=f'{{"at": "{text_of}"}}'
            )
            assert (await order).status_code == 422
        path = "/console/channels/sea/orders/skip"
        assert (await visitor.http.post(path, headers=bearer)).status_code == 403
        used = desk.office.tokens.of("operator")[0]
        assert used.used is not None
        assert used.used_from == "127.0.0.1"
        # What its person may not any more, it may not either; nor when it is ended.
        desk.office.users.set_role("operator", "viewer")
        assert (
            await visitor.http.post(f"{api}/sea/orders/skip", headers=bearer)
        ).status_code == 403
        desk.office.tokens.end(token.number)
        assert (await visitor.http.get(api, headers=bearer)).status_code == 401
    assert PASSWORD not in desk.office.audit.path.read_text()
    assert text not in desk.settings.accounts_file.read_bytes().decode("latin-1")
