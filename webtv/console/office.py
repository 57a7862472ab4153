"""The office of the console: accounts and audit, shared by all pages and commands."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from webtv.config.admission import Rule, admission_rules
from webtv.config.settings import Settings
from webtv.console.accounts.challenges import Challenges
from webtv.console.accounts.database import Database
from webtv.console.accounts.first_run import FirstRun
from webtv.console.accounts.identities import Identities
from webtv.console.accounts.invitations import Invitations
from webtv.console.accounts.passkeys import Passkeys, Site
from webtv.console.accounts.passwords import Passwords
from webtv.console.accounts.sessions import Sessions
from webtv.console.accounts.throttle import Throttle
from webtv.console.accounts.tokens import Tokens
from webtv.console.accounts.users import Users
from webtv.console.audit import Audit
from webtv.console.oidc.provider import Client, Provider
from webtv.console.site import own_address, sites


@dataclass
class Office:
    """The accounts of one station, and the record of what their people ask for."""

    settings: Settings
    passwords: Passwords = field(default_factory=Passwords)

    @cached_property
    def database(self) -> Database:
        """The file of accounts."""
        return Database(self.settings.accounts_file)

    @cached_property
    def users(self) -> Users:
        """Everybody with an account."""
        return Users(self.database, self.passwords)

    @cached_property
    def sessions(self) -> Sessions:
        """The sessions of people who have logged in."""
        return Sessions(self.database)

    @cached_property
    def tokens(self) -> Tokens:
        """The tokens of programs."""
        return Tokens(self.database)

    @cached_property
    def challenges(self) -> Challenges:
        """What browsers must bring back."""
        return Challenges()

    @cached_property
    def passkeys(self) -> Passkeys:
        """The passkeys of people."""
        return Passkeys(self.database, self.challenges)

    @cached_property
    def sites(self) -> Mapping[str, Site]:
        """Where passkeys work, by origin."""
        return sites(self.settings)

    @cached_property
    def invitations(self) -> Invitations:
        """The links for people without a password."""
        return Invitations(self.database)

    @cached_property
    def identities(self) -> Identities:
        """Whom the OpenID Connect provider knows."""
        return Identities(self.database)

    @cached_property
    def provider(self) -> Provider | None:
        """That provider; None where none is set."""
        settings = self.settings
        if settings.console_oidc_issuer is None or settings.console_oidc_client is None:
            return None
        secret = settings.console_oidc_secret
        return Provider(
            Client(
                issuer=settings.console_oidc_issuer,
                id=settings.console_oidc_client,
                secret=secret.get_secret_value() if secret else "",
                redirect=f"{own_address(settings)}/console/oidc/callback",
            )
        )

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Who of the provider's people may come in without being asked for by name."""
        text = self.settings.console_oidc_rules
        return admission_rules(text) if text else ()

    @cached_property
    def throttle(self) -> Throttle:
        """The count of wrong passwords."""
        return Throttle(self.database)

    @cached_property
    def first_run(self) -> FirstRun:
        """The way to the first account."""
        return FirstRun(self.database, self.users)

    @cached_property
    def audit(self) -> Audit:
        """The record of all deeds and refusals."""
        return Audit(self.settings.console_dir / "audit.jsonl", self.database)

    @staticmethod
    def same(given: str, wanted: str) -> bool:
        """Compare two secrets in the same time whatever they are."""
        return hmac.compare_digest(given.encode(), wanted.encode())
