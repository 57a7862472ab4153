"""Everybody's own page: password, second factor, sessions, tokens."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pyotp
from fastapi import APIRouter, Request, Response

from webtv.console.accounts.tokens import ANY, LOOK
from webtv.console.accounts.users import User
from webtv.console.caller import Caller
from webtv.console.office import Office
from webtv.console.orders import ORDERS
from webtv.console.overview import Overview
from webtv.console.pages import Pages, see_other
from webtv.console.people import confirm
from webtv.errors import WebTVError

_BACK = "/console/account"


def account_routes(office: Office, overview: Overview, pages: Pages) -> APIRouter:
    """`/console/account`."""
    routes = APIRouter(prefix=_BACK)

    def show(request: Request, status: int = 200, **values: Any) -> Response:
        caller: Caller = request.state.caller
        user = _user(caller)
        secret = values.pop("secret", "") or office.users.begin_second_factor()
        uri = pyotp.TOTP(secret).provisioning_uri(name=user.name, issuer_name="WebTV console")
        return pages.page(
            request,
            "account.html",
            status,
            sessions=office.sessions.of(user.name),
            own=caller.session.digest if caller.session else "",
            tokens=office.tokens.of(user.name),
            orders=[LOOK, *ORDERS],
            channels=[view.id for view in overview.all()],
            secret=secret,
            uri=uri,
            **values,
        )

    def change(
        request: Request, action: str, work: Callable[[Caller], Mapping[str, Any]]
    ) -> Response | None:
        """Do what a form asks; the page that says why not, or None if it is done."""
        caller: Caller = request.state.caller
        try:
            confirm(office, caller)
            detail = work(caller)
        except WebTVError as error:
            office.audit.write(caller.actor, action, "failed", detail={"reason": str(error)})
            return show(request, 409, fault=f"{error}.", secret=caller.form.get("secret", ""))
        office.audit.write(caller.actor, action, "done", detail=detail)
        return None

    @routes.get("")
    def account(request: Request) -> Response:
        return show(request)

    @routes.post("/password")
    def password(request: Request) -> Response:
        def work(caller: Caller) -> Mapping[str, Any]:
            if caller.form.get("password") != caller.form.get("again"):
                raise WebTVError("the two new passwords differ")
            office.users.set_password(_user(caller).name, caller.form.get("password", ""))
            return {}

        return change(request, "account.password", work) or see_other("/console/login")

    @routes.post("/second-factor")
    def second_factor(request: Request) -> Response:
        def work(caller: Caller) -> Mapping[str, Any]:
            secret, code = caller.form.get("secret", ""), caller.form.get("new_code", "")
            office.users.set_second_factor(_user(caller).name, secret, code)
            return {}

        return change(request, "account.second_factor", work) or see_other("/console/login")

    @routes.post("/second-factor/end")
    def end_second_factor(request: Request) -> Response:
        def work(caller: Caller) -> Mapping[str, Any]:
            office.users.drop_second_factor(_user(caller).name)
            return {}

        return change(request, "account.second_factor_end", work) or see_other(_BACK)

    @routes.post("/sessions/end")
    def end_sessions(request: Request) -> Response:
        caller: Caller = request.state.caller
        count = office.sessions.end_all(_user(caller).name)
        office.audit.write(caller.actor, "account.sessions_end", "done", detail={"count": count})
        return see_other("/console/login")

    @routes.post("/tokens")
    def make_token(request: Request) -> Response:
        made: list[str] = []

        def work(caller: Caller) -> Mapping[str, Any]:
            form = caller.form
            channels, orders = _named(form, "channel-"), _named(form, "order-")
            token, text = office.tokens.make(
                _user(caller).name,
                label=form.get("label", "").strip(),
                channels=channels,
                orders=orders,
                days=_days(form.get("days", "")),
            )
            made.append(text)
            return {"number": token.number, "channels": channels, "orders": orders}

        return change(request, "account.token", work) or show(request, made=made[0])

    @routes.post("/tokens/end")
    def end_token(request: Request) -> Response:
        caller: Caller = request.state.caller
        given = caller.form.get("number", "")
        number = int(given) if re.fullmatch(r"[0-9]{1,9}", given) else 0
        try:
            token = office.tokens.end(number, user=_user(caller).name)
        except WebTVError as error:
            return show(request, 409, fault=f"{error}.")
        office.audit.write(
            caller.actor, "account.token_end", "done", detail={"number": token.number}
        )
        return see_other(_BACK)

    return routes


def _user(caller: Caller) -> User:
    assert caller.user is not None  # the usher lets nobody else in here
    return caller.user


def _named(form: Mapping[str, str], prefix: str) -> list[str]:
    """The names that were ticked; one star if all were meant."""
    names = [name.removeprefix(prefix) for name in form if name.startswith(prefix)]
    if ANY in names:
        return [ANY]
    return [name for name in names if re.fullmatch(r"[a-z0-9-]{1,40}", name)]


def _days(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,3}", text):
        raise WebTVError("say in how many days the token ends")
    return float(text)
