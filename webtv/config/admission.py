"""Rules by which people of an OpenID Connect provider are let in: `ROLE: CLAIM=VALUE; ...`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

ROLES = ("viewer", "operator", "editor", "engineer", "admin")

_RULE = re.compile(rf"({'|'.join(ROLES)})\s*:\s*([\w./:-]{{1,200}})\s*=\s*(\S(?:.*\S)?)")


@dataclass(frozen=True, slots=True)
class Rule:
    """A role for everybody of whom the provider claims something.

    A claim that is a list fits if one of it does. `email=@example.org` is any address of that
    domain; no address counts that the provider has not verified.
    """

    role: str
    claim: str
    value: str

    def fits(self, claims: Mapping[str, object]) -> bool:
        """Tell whether the claims about somebody are those that the rule asks for."""
        found = _claimed(claims, self.claim)
        texts = found if isinstance(found, list) else [found]
        if self.claim == "email":
            return claims.get("email_verified") is True and any(map(self._is_address, texts))
        return any(isinstance(text, str) and text == self.value for text in texts)

    def _is_address(self, text: object) -> bool:
        if not isinstance(text, str):
            return False
        given, wanted = text.lower(), self.value.lower()
        user, _, domain = given.rpartition("@")
        return bool(user) and (f"@{domain}" == wanted or given == wanted)


def admission_rules(text: str) -> tuple[Rule, ...]:
    """The rules of a text, in its order. Raises `ValueError`, naming the one that is none."""
    rules = []
    for each in filter(None, map(str.strip, text.split(";"))):
        match = _RULE.fullmatch(each)
        if match is None:
            raise ValueError(
                f"'{each[:60]}' must be a rule such as 'editor: groups=tv-editors' or "
                f"'viewer: email=@example.org', with a role of {', '.join(ROLES)}"
            )
        rules.append(Rule(*match.groups()))
    if not rules:
        raise ValueError("must be one rule or more, such as 'viewer: email=@example.org'")
    return tuple(rules)


def role_by(rules: Iterable[Rule], claims: Mapping[str, object]) -> str | None:
    """The role of the first rule that fits; None where nobody has said that they may come in."""
    return next((rule.role for rule in rules if rule.fits(claims)), None)


def _claimed(claims: Mapping[str, object], name: str) -> object:
    """A claim by its name, or one within others: `realm_access.roles`."""
    if name in claims:
        return claims[name]
    first, dot, rest = name.partition(".")
    within = claims.get(first)
    return _claimed(within, rest) if dot and isinstance(within, Mapping) else None
