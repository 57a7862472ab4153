"""Logging in by the OpenID Connect provider: there, and back with a code.

All that a login needs to know of itself follows from one challenge in a cookie of this browser. So
nothing is kept of logins that nobody ends, and a code that somebody else was given is of no use.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import cast

import structlog
from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from webtv.config.admission import role_by
from webtv.console.accounts.challenges import HOLDS_S
from webtv.console.accounts.roles import Role
from webtv.console.accounts.throttle import network_of
from webtv.console.accounts.users import User
from webtv.console.audit import Actor
from webtv.console.caller import Caller
from webtv.console.coming import Entrance
from webtv.console.door import Door
from webtv.console.office import Office
from webtv.console.oidc.claims import claims_of
from webtv.console.oidc.logout import logged_out
from webtv.console.oidc.provider import Provider, ProviderError
from webtv.console.pages import Pages
from webtv.console.site import own_address
from webtv.errors import WebTVError
from webtv.terminal import plain

_PURPOSE = "oidc"
_LONGEST = 20_000
"""Letters of a logout token."""


def oidc_routes(office: Office, pages: Pages) -> APIRouter:
    """`/console/oidc`, `/console/oidc/callback` and `/console/oidc/logout`."""
    routes = APIRouter()
    entrance = Entrance(office, pages)

    @routes.get("/console/oidc")
    def go(request: Request) -> Response:
        provider, door = _provider(office), request.state.caller.door
        if door.origin != own_address(office.settings):  # it comes back there, with its cookie
            return RedirectResponse(f"{own_address(office.settings)}/console/oidc", 303)
        begun = office.challenges.make(_PURPOSE)
        try:
            address = provider.login_address(
                state=office.challenges.derived(begun, "state"),
                nonce=office.challenges.derived(begun, "nonce"),
                verifier=office.challenges.derived(begun, "verifier"),
            )
        except ProviderError as error:
            return _away(entrance, request, error)
        answer = RedirectResponse(address, 303)
        _set_begun(answer, door, urlsafe_b64encode(begun).decode())
        return answer

    @routes.get("/console/oidc/callback")
    def back(request: Request) -> Response:
        provider, caller = _provider(office), cast("Caller", request.state.caller)
        # Who it is, only the provider will say: those of one network keep nobody else waiting.
        counted = f"?oidc {network_of(caller.door.address)}"
        if (slowed := entrance.slowed(request, counted, way="oidc")) is not None:
            return slowed
        try:
            begun = _begun(office, request, caller.door)
            code = _code(provider, request)
            answer = provider.exchange(code, office.challenges.derived(begun, "verifier"))
            nonce = office.challenges.derived(begun, "nonce")
            claims = claims_of(provider, answer, nonce=nonce)
        except ProviderError as error:
            return _away(entrance, request, error)
        except WebTVError as error:
            return _refused(entrance, request, caller.door, str(error))
        subject = str(claims["sub"])
        user = _user(office, provider, subject, claims)
        if user is None:
            return _refused(
                entrance,
                request,
                caller.door,
                f"{provider.name} knows you, but nobody has said that you may come in here",
                subject=subject,
            )
        # This page was come to from another site, so a browser shows no session on the way on.
        landing = pages.page(request, "come_in.html")
        _set_begun(landing, caller.door, "")
        return entrance.let_in(
            request, user.name, landing, way="oidc", throttled=counted, subject=subject
        )

    @routes.post("/console/oidc/logout")
    def logged_out_there(request: Request) -> Response:
        provider, caller = _provider(office), cast("Caller", request.state.caller)
        address = caller.door.address
        try:
            subject = logged_out(provider, caller.form.get("logout_token", "")[:_LONGEST])
        except ProviderError as error:
            raise HTTPException(503, str(error)) from None
        except WebTVError as error:
            # Strangers may try as often as they like; not all that they send is written down.
            network = network_of(address)
            if office.throttle.begin(f"?oidc-logout {network}", network) <= 0:
                detail = {"way": "oidc", "reason": str(error)}
                office.audit.write(Actor("", "", address), "logout", "refused", detail=detail)
            raise HTTPException(400, str(error)) from None
        name = office.identities.named(provider.me.issuer, subject)
        if ended := office.sessions.end_all(name, way="oidc"):
            told = {"way": "oidc", "subject": subject, "sessions": ended}
            office.audit.write(Actor(name, "provider", address), "logout", "done", detail=told)
        return Response()

    return routes


def _user(
    office: Office, provider: Provider, subject: str, claims: Mapping[str, object]
) -> User | None:
    role = cast("Role | None", role_by(office.rules, claims))
    return office.identities.let_in(provider.me.issuer, subject, role, claims)


def _provider(office: Office) -> Provider:
    if office.provider is None:
        raise HTTPException(404, "there is no provider")
    return office.provider


def _begun(office: Office, request: Request, door: Door) -> bytes:
    """The login that this browser has begun, used up now. Raises `WebTVError` if it is another."""
    try:
        begun = urlsafe_b64decode(request.cookies.get(_cookie(door), ""))
    except ValueError:
        begun = b""
    state = request.query_params.get("state", "")
    if not office.same(state, office.challenges.derived(begun, "state")):
        raise WebTVError("this browser has not begun that login: begin again")
    office.challenges.take(begun, _PURPOSE)
    return begun


def _code(provider: Provider, request: Request) -> str:
    """The code that the provider's answer has. Raises `WebTVError`.

    An answer that says whose it is must be this provider's: https://www.rfc-editor.org/rfc/rfc9207.
    """
    told = request.query_params
    says = provider.metadata().get("authorization_response_iss_parameter_supported") is True
    if told.get("iss", None if says else provider.me.issuer) != provider.me.issuer:
        raise WebTVError(f"the answer is not that of {provider.name}")
    if "error" in told:
        raise WebTVError(f"{provider.name} lets nobody in: {plain(told['error'][:60])}")
    if not 0 < len(told.get("code", "")) <= 4000:
        raise WebTVError(f"{provider.name} has sent no code")
    return told["code"]


def _away(entrance: Entrance, request: Request, error: ProviderError) -> Response:
    """Say that the provider does not work: an operator must look, so the log has it too."""
    structlog.get_logger().warning("the OIDC provider does not work", error=str(error))
    return _refused(entrance, request, request.state.caller.door, str(error), 503)


def _refused(
    entrance: Entrance, request: Request, door: Door, text: str, status: int = 401, **detail: str
) -> Response:
    fault = f"{text[:1].upper()}{text[1:]}."
    answer = entrance.refuse(request, fault, status, way="oidc", reason=text, **detail)
    _set_begun(answer, door, "")
    return answer


def _cookie(door: Door) -> str:
    return "__Host-webtv-oidc" if door.secure else "webtv-console-oidc"


def _set_begun(answer: Response, door: Door, value: str) -> None:
    """Have the browser remember a login that it begins; an empty one is forgotten.

    Lax, for the provider sends it back from another site.
    """
    answer.set_cookie(
        _cookie(door),
        value,
        max_age=int(HOLDS_S) if value else 0,
        path="/",
        secure=door.secure,
        httponly=True,
        samesite="lax",
    )
