"""Coming in and going out: the login, the logout, and the first account of all."""

from __future__ import annotations

import math

from fastapi import APIRouter, HTTPException, Request, Response

from webtv.console.accounts.throttle import network_of
from webtv.console.accounts.users import NAME
from webtv.console.audit import Actor
from webtv.console.caller import Caller
from webtv.console.door import Door
from webtv.console.office import Office
from webtv.console.pages import Pages, see_other
from webtv.errors import WebTVError

_WRONG = "Name, password or code is not right."


def login_routes(office: Office, pages: Pages) -> APIRouter:
    """`/console/login`, `/console/logout` and `/console/first-run`."""
    routes = APIRouter()

    @routes.get("/console/login")
    def form(request: Request) -> Response:
        if office.first_run.needed:
            return pages.page(request, "login.html", first=True)
        return pages.page(request, "login.html")

    @routes.post("/console/login")
    def log_in(request: Request) -> Response:
        caller: Caller = request.state.caller
        name = caller.form.get("name", "").strip().lower()
        door, known = caller.door, name if NAME.match(name) else ""
        network = network_of(door.address)
        # Names that nobody can have share one count: each costs as much as any other.
        wait_s = office.throttle.begin(known or "?", network)
        stranger = Actor("", "", door.address)
        if wait_s > 0:
            office.audit.write(
                stranger, "login", "refused", detail={"name": known, "reason": "too often"}
            )
            text = f"Too many attempts. Try again in {math.ceil(wait_s)} seconds."
            answer = pages.page(request, "login.html", 429, fault=text, name=known)
            answer.headers["Retry-After"] = str(math.ceil(wait_s))
            return answer
        password, code = caller.form.get("password", "")[:300], caller.form.get("code", "")[:20]
        user = office.users.log_in(known, password, code)
        if user is None:
            office.audit.write(
                stranger, "login", "refused", detail={"name": known, "reason": "wrong"}
            )
            return pages.page(request, "login.html", 401, fault=_WRONG, name=known)
        office.throttle.succeeded(user.name, network)
        if caller.session is not None:
            office.sessions.end(caller.session.digest)
        office.audit.write(Actor(user.name, "session", door.address), "login", "done")
        return _come_in(office, request, door, user.name)

    @routes.post("/console/logout")
    def log_out(request: Request) -> Response:
        caller: Caller = request.state.caller
        if caller.session is not None:
            office.sessions.end(caller.session.digest)
            office.audit.write(caller.actor, "logout", "done")
        answer = see_other("/console/login")
        _set_cookie(answer, caller.door, "")
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
        return _come_in(office, request, caller.door, user.name)

    return routes


def _check_first(office: Office, request: Request, token: str) -> None:
    """Raise `HTTPException` unless this machine itself shows the token that holds."""
    door: Door = request.state.caller.door
    if not door.local:
        raise HTTPException(403, "the first account is made on the machine itself")
    if not office.first_run.needed or not office.first_run.holds(token):
        raise HTTPException(403, "the link does not hold: start `webtv console` for another")


def _come_in(office: Office, request: Request, door: Door, name: str) -> Response:
    """Begin a session, always a new one, and show the overview."""
    agent = request.headers.get("user-agent", "")
    token = office.sessions.begin(name, address=door.address, agent=agent)
    answer = see_other("/console")
    _set_cookie(answer, door, token)
    return answer


def _set_cookie(answer: Response, door: Door, token: str) -> None:
    """Give the browser its session, until it is closed; an empty one takes it away."""
    answer.set_cookie(
        door.cookie,
        token,
        max_age=None if token else 0,
        path="/",
        secure=door.secure,
        httponly=True,
        samesite="strict",
    )
