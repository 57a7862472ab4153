"""Passkeys: made and removed on the own page, shown at the login."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response

from webtv.console.account import Account, user_of
from webtv.console.accounts.passkeys import PasskeyError, Site
from webtv.console.caller import Caller
from webtv.console.coming import Entrance
from webtv.console.office import Office
from webtv.console.pages import Pages, see_other


def passkey_routes(office: Office, account: Account, pages: Pages) -> APIRouter:
    """`/console/login/passkey` and `/console/account/passkeys`."""
    routes = APIRouter()
    entrance = Entrance(office, pages)

    @routes.post("/console/login/passkey")
    def log_in(request: Request) -> Response:
        caller: Caller = request.state.caller
        credential = caller.form.get("credential", "")
        owner = office.passkeys.owner(credential)
        if (
            slowed := entrance.slowed(request, owner or "?", account=owner, way="passkey")
        ) is not None:
            return slowed
        try:
            site = _site(office, caller)
            user, passkey = office.passkeys.log_in(site, credential, address=caller.door.address)
        except PasskeyError as error:
            return entrance.refuse(
                request,
                "The passkey is not right here, or nobody's any more.",
                way="passkey",
                reason=str(error),
                account=owner,
            )
        return entrance.let_in(
            request,
            user.name,
            see_other("/console"),
            way="passkey",
            throttled=user.name,
            passkey=passkey.number,
        )

    @routes.post("/console/account/passkeys")
    def make(request: Request) -> Response:
        def work(caller: Caller) -> Mapping[str, Any]:
            assert caller.session is not None
            made = office.passkeys.register(
                user_of(caller),
                _site(office, caller),
                caller.form.get("credential", ""),
                session=caller.session.digest,
                label=caller.form.get("label", "").strip(),
            )
            return {"number": made.number, "site": made.site}

        return account.change(request, "account.passkey", work) or see_other("/console/account")

    @routes.post("/console/account/passkeys/end")
    def end(request: Request) -> Response:
        def work(caller: Caller) -> Mapping[str, Any]:
            given = caller.form.get("number", "")
            number = int(given) if re.fullmatch(r"[0-9]{1,9}", given) else 0
            removed = office.passkeys.remove(number, user=user_of(caller).name)
            return {"number": removed.number, "site": removed.site}

        return account.change(request, "account.passkey_end", work) or see_other("/console/login")

    return routes


def _site(office: Office, caller: Caller) -> Site:
    """The site that the caller has come by. Raises `WebTVError` where there can be no passkeys."""
    site = office.sites.get(caller.door.origin)
    if site is None:
        raise PasskeyError(f"passkeys work at {' and '.join(office.sites)} alone")
    return site
