"""The caller of each request: found out, and let pass or refused, before any page is made.

Every route stands in a table of `access`; a route that stands in none answers nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from fastapi import HTTPException, Request
from starlette.requests import ClientDisconnect

from webtv.console.access import BY_TOKEN, OPEN, RIGHTS, STREAMED
from webtv.console.accounts.roles import Right
from webtv.console.accounts.sessions import Session
from webtv.console.accounts.tokens import Token
from webtv.console.accounts.users import User
from webtv.console.audit import Actor
from webtv.console.door import Door
from webtv.console.gate import TooMuchError
from webtv.console.office import Office
from webtv.threads import in_thread

_MOST_FIELDS = 200

LIVE = "x-console-live"
"""The header of what a page fetches by itself: nobody has asked, so no session lasts longer."""


class LoginNeededError(HTTPException):
    """Nobody is logged in."""

    def __init__(self) -> None:
        super().__init__(401, "log in first")


@dataclass(frozen=True, slots=True)
class Caller:
    """A person or program that asks, with the fields of its form; the last of a name counts."""

    door: Door
    user: User | None = None
    session: Session | None = None
    token: Token | None = None
    form: Mapping[str, str] = field(default_factory=dict)

    @property
    def actor(self) -> Actor:
        """As the audit calls it."""
        by = f"token {self.token.number}" if self.token else "session" if self.session else ""
        return Actor(self.user.name if self.user else "", by, self.door.address)

    def may(self, right: Right) -> bool:
        """Tell whether the caller has a right."""
        return self.user is not None and right in self.user.rights


class Usher:
    """The dependency of all routes: finds out who asks, and refuses what may not be."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def __call__(self, request: Request) -> None:
        """Put the caller into `request.state.caller`. Raises `HTTPException`."""
        route = request.scope["route"].path
        if request.scope["door"] is None:
            return  # the gate lets that be for `/healthz` alone, which says nothing
        method = "GET" if request.method == "HEAD" else request.method
        caller = await self._caller(request, method, route)
        request.state.caller = caller
        if (method, route) in OPEN:
            return
        right = RIGHTS.get((method, route))
        if right is None:
            raise HTTPException(403, "nobody may ask for that")
        if caller.user is None:
            raise LoginNeededError
        if caller.token is not None and (method, route) not in BY_TOKEN:
            await self._refuse(caller, request, route, "a token is not for pages")
        if not caller.may(right):
            await self._refuse(caller, request, route, f"needs the right to {right}")

    async def _caller(self, request: Request, method: str, route: str) -> Caller:
        door: Door = request.scope["door"]
        bearer = request.headers.get("authorization", "")
        if bearer:
            scheme, _, text = bearer.partition(" ")
            token = None
            if scheme.lower() == "bearer":
                token = await in_thread(
                    lambda: self._office.tokens.find(text.strip(), address=door.address),
                    name="token",
                )
            if token is None:
                raise HTTPException(401, "there is no such token")
            return Caller(door, user=token.user, token=token)
        streamed = (method, route) in STREAMED
        form = await _form(request) if method == "POST" and not streamed else {}
        shown = request.cookies.get(door.cookie, "")
        touch = LIVE not in request.headers
        session = None
        if shown:
            session = await in_thread(
                lambda: self._office.sessions.find(shown, touch=touch), name="session"
            )
        caller = Caller(door, user=session.user if session else None, session=session, form=form)
        guarded = session is not None and method == "POST" and (method, route) not in OPEN
        if (
            guarded
            and not streamed
            and not self._office.same(form.get("csrf", ""), session.csrf if session else "")
        ):
            await self._refuse(caller, request, route, "the form is not of this session")
        return caller

    async def _refuse(self, caller: Caller, request: Request, route: str, reason: str) -> None:
        detail = {"path": request.url.path[:300], "reason": reason}
        channel = str(request.path_params.get("channel", ""))[:60]
        await in_thread(
            lambda: self._office.audit.write(
                caller.actor, f"{request.method} {route}", "refused", channel=channel, detail=detail
            ),
            name="audit",
        )
        raise HTTPException(403, reason)


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form. A body of another kind has none."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        body = await request.body()
    except (TooMuchError, ClientDisconnect):
        raise HTTPException(413, "the form is too long, or came too slowly") from None
    if kind != "application/x-www-form-urlencoded":
        return {}
    try:
        pairs = parse_qsl(
            body.decode("utf-8"),
            keep_blank_values=True,
            max_num_fields=_MOST_FIELDS,
            errors="strict",
        )
    except ValueError:
        raise HTTPException(422, "the form cannot be read") from None
    return {name: value.replace("\r\n", "\n") for name, value in pairs}
