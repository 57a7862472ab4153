"""Settings of the OpenID Connect provider by which people log in at the console."""

from __future__ import annotations

from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings

from webtv.config.admission import admission_rules
from webtv.config.url import http_url

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class OidcSettings(BaseSettings):
    """What the console needs to know of it; `DeskSettings` has the rest of the console."""

    console_oidc_issuer: str | None = Field(
        None,
        title="OIDC issuer",
        description="Address of the OpenID Connect provider by which people may log in at the "
        "console, exactly as it calls itself: https://accounts.google.com",
    )
    console_oidc_client: str | None = Field(
        None,
        min_length=1,
        max_length=500,
        title="OIDC client id",
        description="Id that the provider has given to this console. Tell the provider that people "
        "come back to CONSOLE/console/oidc/callback.",
    )
    console_oidc_secret: SecretStr | None = Field(
        None,
        title="OIDC client secret",
        description="Secret of that client; without one, PKCE alone shows who asks.",
    )
    console_oidc_rules: str | None = Field(
        None,
        title="OIDC rules",
        description="Who of the provider's people may come in, and as what; the first rule that "
        "fits counts, and nobody else has an account: "
        "`admin: groups=tv-admins; viewer: email=@example.org`",
    )

    @field_validator("console_oidc_issuer")
    @classmethod
    def _issuer(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(http_url(value))
        if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
            raise ValueError("must begin with https://, unless the provider is on this machine")
        if parts.query or parts.fragment or parts.username is not None:
            raise ValueError("must be an address without a query, a fragment and a user's name")
        return value

    @field_validator("console_oidc_rules")
    @classmethod
    def _rules(cls, value: str | None) -> str | None:
        if value is not None:
            admission_rules(value)
        return value
