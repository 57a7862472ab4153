"""Everybody's own page as it is shown and changed, once its person has shown again who that is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pyotp
from fastapi import HTTPException, Request, Response

from webtv.console.accounts.sessions import FRESH_S
from webtv.console.accounts.throttle import network_of
from webtv.console.accounts.tokens import LOOK
from webtv.console.accounts.users import SECRET, User
from webtv.console.audit import AuditError
from webtv.console.caller import Caller
from webtv.console.office import Office
from webtv.console.overview import Overview
from webtv.console.pages import Pages
from webtv.errors import WebTVError


class Account:
    """The page of the account that asks for it. `orders` are those that tokens can be made for."""

    def __init__(
        self, office: Office, overview: Overview, pages: Pages, *, orders: list[str]
    ) -> None:
        self._office = office
        self._overview = overview
        self._pages = pages
        self._orders = orders

    def show(self, request: Request, status: int = 200, **values: Any) -> Response:
        """The page; `values` are what came of a form."""
        caller: Caller = request.state.caller
        office, user = self._office, user_of(caller)
        secret = values.pop("secret", "")
        if not SECRET.fullmatch(secret):
            secret = office.users.begin_second_factor()
        uri = pyotp.TOTP(secret).provisioning_uri(name=user.name, issuer_name="WebTV console")
        site, session = office.sites.get(caller.door.origin), caller.session
        offer = ""
        if site is not None and session is not None:
            offer = office.passkeys.offer(user, site, session=session.digest)
        return self._pages.page(
            request,
            "account.html",
            status,
            sessions=office.sessions.of(user.name),
            own=session.digest if session else "",
            passkeys=office.passkeys.of(user.name),
            offer=offer,
            places=list(office.sites),
            identities=office.identities.of(user.name),
            tokens=office.tokens.of(user.name),
            orders=[LOOK, *self._orders],
            channels=[view.id for view in self._overview.all()],
            secret=secret,
            uri=uri,
            **values,
        )

    def change(
        self, request: Request, action: str, work: Callable[[Caller], Mapping[str, Any]]
    ) -> Response | None:
        """Do what a form asks; the page that says why not, or None if it is done."""
        caller: Caller = request.state.caller
        audit = self._office.audit
        try:
            confirm(self._office, caller)
            audit.ask(caller.actor, action)
            detail = work(caller)
        except AuditError:
            raise
        except WebTVError as error:
            audit.write(caller.actor, action, "failed", detail={"reason": str(error)})
            return self.show(request, 409, fault=f"{error}.", secret=caller.form.get("secret", ""))
        audit.write(caller.actor, action, "done", detail=detail)
        return None


def user_of(caller: Caller) -> User:
    """The account that asks."""
    assert caller.user is not None  # the usher lets nobody else in here
    return caller.user


def confirm(office: Office, caller: Caller) -> None:
    """Have the caller show again who that is, before what others could misuse.

    That is the own password and code. Whoever has no password must have come in a moment ago.
    Raises `WebTVError` where that is not shown, and `HTTPException` after too many attempts.
    """
    user = user_of(caller)
    if not user.has_password:
        if caller.session is None or not caller.session.fresh:
            raise WebTVError(
                "log out and in again first: without a password that is what shows who you are, "
                f"for {FRESH_S / 60:.0f} minutes"
            )
        return
    network = network_of(caller.door.address)
    if (wait_s := office.throttle.begin(user.name, network)) > 0:
        raise HTTPException(429, f"too many attempts, try again in {wait_s:.0f} seconds")
    given, code = caller.form.get("own_password", "")[:300], caller.form.get("code", "")[:20]
    if office.users.log_in(user.name, given, code) is None:
        raise WebTVError("your own password, or the code, is not right")
    office.throttle.succeeded(user.name, network)
