"""The accounts of the station, for admins; and the audit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from fastapi import APIRouter, HTTPException, Request, Response

from webtv.console.accounts.roles import EXTRA, ROLES, Right, Role
from webtv.console.accounts.throttle import network_of
from webtv.console.caller import Caller
from webtv.console.office import Office
from webtv.console.pages import Pages, see_other
from webtv.errors import WebTVError

_SHOWN = 200
_BACK = "/console/people"


def people_routes(office: Office, pages: Pages) -> APIRouter:
    """`/console/people` and `/console/audit`."""
    routes = APIRouter()

    @routes.get(_BACK)
    def people(request: Request) -> Response:
        users, tokens = office.users.all(), office.tokens.of()
        return pages.page(
            request, "people.html", users=users, tokens=tokens, roles=ROLES, extra=EXTRA
        )

    @routes.post(f"{_BACK}/add")
    def add(request: Request) -> Response:
        return _change(office, pages, request, "people.add")

    @routes.post(f"{_BACK}/role")
    def role(request: Request) -> Response:
        return _change(office, pages, request, "people.role")

    @routes.post(f"{_BACK}/password")
    def password(request: Request) -> Response:
        return _change(office, pages, request, "people.password")

    @routes.post(f"{_BACK}/remove")
    def remove(request: Request) -> Response:
        return _change(office, pages, request, "people.remove")

    @routes.get("/console/audit")
    def audit(request: Request) -> Response:
        verdict = office.audit.verify()
        return pages.page(request, "audit.html", entries=office.audit.last(_SHOWN), verdict=verdict)

    return routes


def _change(office: Office, pages: Pages, request: Request, action: str) -> Response:
    """Change one account, once the admin has given the own password again."""
    caller: Caller = request.state.caller
    form = caller.form
    name = form.get("name", "").strip()[:60]
    detail = {"name": name, "role": form.get("role", ""), "may": _extra(form)}
    if action in ("people.password", "people.remove"):
        detail = {"name": name}
    try:
        confirm(office, caller)
        if action == "people.role":
            detail["before"] = office.users.find(name).role
        _carry_out(office, action, name, form)
    except WebTVError as error:
        detail["reason"] = str(error)
        office.audit.write(caller.actor, action, "failed", detail=detail)
        return pages.said(request, f"{error}.", back=_BACK, status=409, title="Not done")
    office.audit.write(caller.actor, action, "done", detail=detail)
    return see_other(_BACK)


def _carry_out(office: Office, action: str, name: str, form: Mapping[str, str]) -> None:
    role = cast("Role", form.get("role", ""))
    extra = [Right(each) for each in _extra(form)]
    match action:
        case "people.add":
            if role not in ROLES:
                raise WebTVError("choose a role")
            office.users.add(name, form.get("password", ""), role, extra)
        case "people.role":
            office.users.set_role(name, role, extra)
        case "people.password":
            office.users.set_password(name, form.get("password", ""))
        case _:
            office.users.remove(name)


def _extra(form: Mapping[str, str]) -> list[str]:
    return [each.value for each in EXTRA if form.get(f"may-{each.value}")]


def confirm(office: Office, caller: Caller) -> None:
    """Have the caller say the own password again, before what others could misuse.

    Raises `WebTVError` for a wrong one, and `HTTPException` after too many.
    """
    assert caller.user is not None
    network = network_of(caller.door.address)
    if (wait_s := office.throttle.begin(caller.user.name, network)) > 0:
        raise HTTPException(429, f"too many attempts, try again in {wait_s:.0f} seconds")
    given, code = caller.form.get("own_password", "")[:300], caller.form.get("code", "")[:20]
    if office.users.log_in(caller.user.name, given, code) is None:
        raise WebTVError("your own password, or the code, is not right")
    office.throttle.succeeded(caller.user.name, network)
