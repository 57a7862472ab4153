"""The accounts of the station, for admins; and the audit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import cast

from fastapi import APIRouter, Request, Response

from webtv.console.account import confirm
from webtv.console.accounts.roles import EXTRA, ROLES, Right, Role
from webtv.console.audit import AuditError
from webtv.console.caller import Caller
from webtv.console.office import Office
from webtv.console.pages import Pages, see_other
from webtv.console.site import invitation_link
from webtv.errors import WebTVError

_SHOWN = 200
_BACK = "/console/people"


def people_routes(office: Office, pages: Pages) -> APIRouter:
    """`/console/people` and `/console/audit`."""
    routes = APIRouter()

    @routes.get(_BACK)
    def people(request: Request) -> Response:
        return pages.page(
            request,
            "people.html",
            users=office.users.all(),
            keyed=Counter(each.user for each in office.passkeys.of()),
            known={each.user: each for each in office.identities.of()},
            tokens=office.tokens.of(),
            roles=ROLES,
            extra=EXTRA,
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

    @routes.post(f"{_BACK}/invite")
    def invite(request: Request) -> Response:
        return _change(office, pages, request, "people.invite")

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
    if action in ("people.password", "people.invite", "people.remove"):
        detail = {"name": name}
    try:
        confirm(office, caller)
        if action == "people.role":
            detail["before"] = office.users.find(name).role
        office.audit.ask(caller.actor, action, detail=detail)
        invitation = _carry_out(office, action, name, form)
    except AuditError:
        raise
    except WebTVError as error:
        detail["reason"] = str(error)
        office.audit.write(caller.actor, action, "failed", detail=detail)
        return pages.said(request, f"{error}.", back=_BACK, status=409, title="Not done")
    office.audit.write(caller.actor, action, "done", detail=detail)
    if invitation:
        link = invitation_link(office.settings, invitation)
        return pages.page(request, "invited.html", name=name, link=link)
    return see_other(_BACK)


def _carry_out(office: Office, action: str, name: str, form: Mapping[str, str]) -> str:
    """Do it. Gives the invitation of who has no password: they come in by a link once."""
    role = cast("Role", form.get("role", ""))
    extra = [Right(each) for each in _extra(form)]
    match action:
        case "people.add":
            if role not in ROLES:
                raise WebTVError("choose a role")
            office.users.add(name, form.get("password") or None, role, extra)
            return "" if form.get("password") else office.invitations.invite(name)
        case "people.role":
            office.users.set_role(name, role, extra)
        case "people.password":
            office.users.set_password(name, form.get("password", ""))
        case "people.invite":
            return office.invitations.invite(name)
        case _:
            office.users.remove(name)
    return ""


def _extra(form: Mapping[str, str]) -> list[str]:
    return [each.value for each in EXTRA if form.get(f"may-{each.value}")]
