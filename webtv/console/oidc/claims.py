"""The ID token: whose word it is, to whom, about which login, and until when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from webtv.console.oidc.provider import Provider, ProviderError
from webtv.errors import WebTVError

LEEWAY_S = 60
"""Two clocks are so far apart at most."""

_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Signatures by a key that the provider alone has. Never `none`, and never the client's secret."""


class TokenError(WebTVError):
    """What was brought as the provider's word is not that, or not about this login."""


def claims_of(provider: Provider, answer: Mapping[str, Any], *, nonce: str) -> Mapping[str, Any]:
    """What the provider claims in its answer with tokens (OpenID Connect Core, 3.1.3.7).

    Raises `TokenError` for a token of somebody else, to somebody else, about another login, or
    over its time.
    """
    text, access = answer.get("id_token"), answer.get("access_token")
    if not isinstance(text, str):
        raise TokenError(f"{provider.name} has sent no ID token")
    try:
        token = decoded(provider, text)
        claims = CodeIDToken(
            token.claims,
            token.header,
            {
                "iss": {"essential": True, "value": provider.me.issuer},
                "aud": {"essential": True, "value": provider.me.id},
                "sub": {"essential": True},
                "nonce": {"essential": True, "value": nonce},
            },
            {
                "nonce": nonce,
                "client_id": provider.me.id,
                "access_token": access if isinstance(access, str) else None,
            },
        )
        claims.validate(leeway=LEEWAY_S)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise TokenError(f"the ID token of {provider.name} does not hold: {error}") from None
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= 255:
        raise TokenError(f"{provider.name} does not say who that is")
    return dict(claims)


def decoded(provider: Provider, text: str) -> jwt.Token:
    """The token, its signature checked; keys are fetched anew for one whose key is not known."""
    try:
        return jwt.decode(text, KeySet.import_key_set(_set(provider)), algorithms=_ALGORITHMS)
    except InvalidKeyIdError:
        keys = KeySet.import_key_set(_set(provider, anew=True))
        return jwt.decode(text, keys, algorithms=_ALGORITHMS)


def _set(provider: Provider, *, anew: bool = False) -> Any:
    """The keys that are for signatures of the kinds that count."""
    keys = provider.keys(anew=anew).get("keys")
    usable = [
        key
        for key in (keys if isinstance(keys, list) else [])
        if isinstance(key, dict)
        and key.get("kty") in ("RSA", "EC")
        and key.get("use", "sig") == "sig"
    ]
    if not usable:
        raise ProviderError(f"{provider.name} shows no key")
    return {"keys": usable}
