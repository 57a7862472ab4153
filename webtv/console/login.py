"""Coming in by password, going out, and the first account of all."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request, Response

from webtv.console.accounts.users import NAME
from webtv.console.audit import Actor
from webtv.console.caller import Caller
from webtv.console.coming import Entrance, set_cookie
from webtv.console.door import Door
from webtv.console.office import Office
from webtv.console.pages import Pages, see_other
from webtv.console.site import own_address
from webtv.errors import WebTVError

_WRONG = "Name, password or code is not right."


def login_routes(office: Office, pages: Pages) -> APIRouter:
    """`/console/login`, `/console/logout`, `/console/first-run` and `/console/join`."""
    routes = APIRouter()
    entrance = Entrance(office, pages)

    @routes.get("/console/login")
    def form(request: Request) -> Response:
        return entrance.page(request, first=office.first_run.needed)

    @routes.post("/console/login")
    def log_in(request: Request) -> Response:
        caller: Caller = request.state.caller
        name = caller.form.get("name", "").strip().lower()
        known = name if NAME.match(name) else ""
        # Names that nobody can have share one count: each costs as much as any other.
        if (slowed := entrance.slowed(request, known or "?", name=known)) is not None:
            return slowed
        password, code = caller.form.get("password", "")[:300], caller.form.get("code", "")[:20]
        user = office.users.log_in(known, password, code)
        if user is None:
            return entrance.refuse(request, _WRONG, name=known, reason="wrong")
        answer = see_other("/console")
        return entrance.let_in(request, user.name, answer, way="password", throttled=user.name)

    @routes.post("/console/logout")
    def log_out(request: Request) -> Response:
        caller: Caller = request.state.caller
        answer: Response = see_other("/console/login")
        if caller.session is not None:
            office.sessions.end(caller.session.digest)
            office.audit.write(caller.actor, "logout", "done")
            if caller.session.way == "oidc" and office.provider is not None:
                back = f"{own_address(office.settings)}/console/login"
                request.state.caller = Caller(caller.door)
                answer = pages.page(
                    request,
                    "logged_out.html",
                    provider=office.provider.name,
                    address=office.provider.logout_address(back),
                )
        set_cookie(answer, caller.door, "")
        return answer

    @routes.get("/console/first-run")
    def first(request: Request) -> Response:
        token = request.query_params.get("token", "")
        _check_first(office, request, token)
        return pages.page(request, "first_run.html", token=token)

    @routes.post("/console/first-run")
    def make_first(request: Request) -> Response:
        caller: Caller = request.state.caller
        token = caller.form.get("token", "")
        _check_first(office, request, token)
        name, password = caller.form.get("name", "").strip(), caller.form.get("password", "")
        try:
            if password != caller.form.get("again", ""):
                raise WebTVError("the two passwords differ")
            user = office.first_run.take(token, name, password)
        except WebTVError as error:
            return pages.page(
                request, "first_run.html", 422, token=token, fault=str(error), name=name
            )
        office.audit.write(Actor(user.name, "first run", caller.door.address), "people.add", "done")
        return entrance.begin(request, user.name, see_other("/console"), way="password")

    @routes.get("/console/join")
    def invited(request: Request) -> Response:
        token = request.query_params.get("token", "")
        return pages.page(request, "join.html", token=token, name=_check_invited(office, token))

    @routes.post("/console/join")
    def join(request: Request) -> Response:
        caller: Caller = request.state.caller
        token = caller.form.get("token", "")
        name = _check_invited(office, token)
        office.audit.ask(Actor(name, "invitation", caller.door.address), "people.join")
        office.invitations.take(token)
        answer = see_other("/console/account")
        if caller.session is not None:
            office.sessions.end(caller.session.digest)
        office.audit.write(Actor(name, "invitation", caller.door.address), "people.join", "done")
        return entrance.begin(request, name, answer, way="invitation")

    return routes


def _check_first(office: Office, request: Request, token: str) -> None:
    """Raise `HTTPException` unless this machine itself shows the token that holds."""
    door: Door = request.state.caller.door
    if not door.local:
        raise HTTPException(403, "the first account is made on the machine itself")
    if not office.first_run.needed or not office.first_run.holds(token):
        raise HTTPException(403, "the link does not hold: start `webtv console` for another")


def _check_invited(office: Office, token: str) -> str:
    """The account that an invitation lets in. Raises `HTTPException` if it does not hold."""
    name = office.invitations.holds(token)
    if not name:
        raise HTTPException(403, "the invitation does not hold any more: ask for another")
    return name
