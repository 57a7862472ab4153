"""The office of the console: accounts and audit, shared by all pages and commands."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from functools import cached_property

from webtv.config.settings import Settings
from webtv.console.accounts.database import Database
from webtv.console.accounts.first_run import FirstRun
from webtv.console.accounts.passwords import Passwords
from webtv.console.accounts.sessions import Sessions
from webtv.console.accounts.throttle import Throttle
from webtv.console.accounts.tokens import Tokens
from webtv.console.accounts.users import Users
from webtv.console.audit import Audit


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
