"""The logout token: the provider says by itself that somebody's session there has ended.

Source: https://openid.net/specs/openid-connect-backchannel-1_0.html, 2.4 and 2.6.
"""

from __future__ import annotations

import time

from joserfc import jwt
from joserfc.errors import JoseError

from webtv.console.oidc.claims import LEEWAY_S, TokenError, decoded
from webtv.console.oidc.provider import Provider

EVENT = "http://schemas.openid.net/event/backchannel-logout"

_OLDEST_S = 300
"""A token that was made so long ago is not sent by the provider now."""


def logged_out(provider: Provider, text: str) -> str:
    """The subject of whom a logout token says that they have logged out.

    Raises `TokenError` for a token of somebody else, to somebody else, over its time, or of another
    kind, as an ID token is; `ProviderError` while the provider's keys cannot be had.
    """
    try:
        claims = decoded(provider, text).claims
        jwt.JWTClaimsRegistry(
            leeway=LEEWAY_S,
            iss={"essential": True, "value": provider.me.issuer},
            aud={"essential": True, "value": provider.me.id},
            iat={"essential": True},
            jti={"essential": True},
            sub={"essential": True},
        ).validate(claims)
        made, events, subject = int(claims["iat"]), claims.get("events"), claims["sub"]
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise TokenError(f"the logout token of {provider.name} does not hold: {error}") from None
    if time.time() - made > _OLDEST_S:
        raise TokenError("it was made too long ago")
    if "nonce" in claims or not isinstance(events, dict) or not isinstance(events.get(EVENT), dict):
        raise TokenError("it is no logout token")
    if not isinstance(subject, str):
        raise TokenError("it does not say who has logged out")
    return subject
