"""Coming in, whatever by: the login page, what is too often, what is refused, and the session."""

from __future__ import annotations

import math
from typing import Any

from fastapi import Request, Response

from webtv.console.accounts.throttle import network_of
from webtv.console.audit import Actor
from webtv.console.caller import Caller
from webtv.console.door import Door
from webtv.console.office import Office
from webtv.console.pages import Pages
from webtv.console.site import own_address


class Entrance:
    """The ways in of a console, as far as they are alike."""

    def __init__(self, office: Office, pages: Pages) -> None:
        self.office = office
        self._pages = pages

    def page(self, request: Request, status: int = 200, **values: Any) -> Response:
        """The login page, with all ways in that there are at this address."""
        site = self.office.sites.get(request.state.caller.door.origin)
        return self._pages.page(
            request,
            "login.html",
            status,
            ask=self.office.passkeys.ask(site) if site else "",
            provider=self.office.provider.name if self.office.provider else "",
            provider_link=f"{own_address(self.office.settings)}/console/oidc",
            **values,
        )

    def slowed(self, request: Request, counted: str, **detail: str) -> Response | None:
        """Count an attempt for an account. Gives the page that asks to wait, or None."""
        door: Door = request.state.caller.door
        wait_s = self.office.throttle.begin(counted, network_of(door.address))
        if wait_s <= 0:
            return None
        told = {**detail, "reason": "too often"}
        self.office.audit.write(Actor("", "", door.address), "login", "refused", detail=told)
        text = f"Too many attempts. Try again in {math.ceil(wait_s)} seconds."
        answer = self.page(request, 429, fault=text, name=detail.get("name", ""))
        answer.headers["Retry-After"] = str(math.ceil(wait_s))
        return answer

    def refuse(self, request: Request, fault: str, status: int = 401, **detail: str) -> Response:
        """The login page with what was wrong, which is written down."""
        stranger = Actor("", "", request.state.caller.door.address)
        self.office.audit.write(stranger, "login", "refused", detail=detail)
        return self.page(request, status, fault=fault, name=detail.get("name", ""))

    def let_in(
        self,
        request: Request,
        name: str,
        answer: Response,
        *,
        way: str,
        throttled: str,
        **detail: Any,
    ) -> Response:
        """Begin a session, always a new one, and hand it to the browser with `answer`.

        `throttled` is the account that the attempt was counted for.
        """
        caller: Caller = request.state.caller
        door = caller.door
        self.office.throttle.succeeded(throttled, network_of(door.address))
        if caller.session is not None:
            self.office.sessions.end(caller.session.digest)
        actor = Actor(name, "session", door.address)
        self.office.audit.write(actor, "login", "done", detail={"way": way, **detail})
        return self.begin(request, name, answer, way=way)

    def begin(self, request: Request, name: str, answer: Response, *, way: str) -> Response:
        """Begin a session of somebody who has been let in."""
        door: Door = request.state.caller.door
        agent = request.headers.get("user-agent", "")
        token = self.office.sessions.begin(name, address=door.address, agent=agent, way=way)
        set_cookie(answer, door, token)
        return answer


def set_cookie(answer: Response, door: Door, token: str) -> None:
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
