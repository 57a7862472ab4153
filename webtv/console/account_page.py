"""Everybody's own page: password, second factor, sessions, tokens."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response

from webtv.console.account import Account, user_of
from webtv.console.accounts.tokens import ANY
from webtv.console.caller import Caller
from webtv.console.office import Office
from webtv.console.pages import see_other
from webtv.errors import WebTVError

_BACK = "/console/account"


def account_routes(office: Office, account: Account) -> APIRouter:
    """`/console/account`."""
    routes = APIRouter(prefix=_BACK)

    @routes.get("")
    def page(request: Request) -> Response:
        return account.show(request)

    @routes.post("/password")
    def password(request: Request) -> Response:
        def work(caller: Caller) -> Mapping[str, Any]:
            if caller.form.get("password") != caller.form.get("again"):
                raise WebTVError("the two new passwords differ")
            office.users.set_password(user_of(caller).name, caller.form.get("password", ""))
            return {}

        return account.change(request, "account.password", work) or see_other("/console/login")

    @routes.post("/second-factor")
    def second_factor(request: Request) -> Response:
        def work(caller: Caller) -> Mapping[str, Any]:
            secret, code = caller.form.get("secret", ""), caller.form.get("new_code", "")
            office.users.set_second_factor(user_of(caller).name, secret, code)
            return {}

        return account.change(request, "account.second_factor", work) or see_other("/console/login")

    @routes.post("/second-factor/end")
    def end_second_factor(request: Request) -> Response:
        def work(caller: Caller) -> Mapping[str, Any]:
            office.users.drop_second_factor(user_of(caller).name)
            return {}

        return account.change(request, "account.second_factor_end", work) or see_other(_BACK)

    @routes.post("/sessions/end")
    def end_sessions(request: Request) -> Response:
        caller: Caller = request.state.caller
        count = office.sessions.end_all(user_of(caller).name)
        office.audit.write(caller.actor, "account.sessions_end", "done", detail={"count": count})
        return see_other("/console/login")

    @routes.post("/tokens")
    def make_token(request: Request) -> Response:
        made: list[str] = []

        def work(caller: Caller) -> Mapping[str, Any]:
            form = caller.form
            channels, orders = _named(form, "channel-"), _named(form, "order-")
            token, text = office.tokens.make(
                user_of(caller).name,
                label=form.get("label", "").strip(),
                channels=channels,
                orders=orders,
                days=_days(form.get("days", "")),
            )
            made.append(text)
            return {"number": token.number, "channels": channels, "orders": orders}

        return account.change(request, "account.token", work) or account.show(request, made=made[0])

    @routes.post("/tokens/end")
    def end_token(request: Request) -> Response:
        caller: Caller = request.state.caller
        given = caller.form.get("number", "")
        number = int(given) if re.fullmatch(r"[0-9]{1,9}", given) else 0
        try:
            token = office.tokens.end(number, user=user_of(caller).name)
        except WebTVError as error:
            return account.show(request, 409, fault=f"{error}.")
        office.audit.write(
            caller.actor, "account.token_end", "done", detail={"number": token.number}
        )
        return see_other(_BACK)

    return routes


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
