"""The roles of people at the console, and what each may do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Literal, get_args


class Right(StrEnum):
    """One kind of thing that somebody may do at the console."""

    LOOK = "look"
    """See channels, pictures, production, the as-run log."""
    ORDER = "order"
    """Order what is on air: skip, next, hold, cue, pull, pause."""
    EDIT = "edit"
    """Write themes and words, and make new channels."""
    ENGINEER = "engineer"
    """Change where things are sent to and fetched from, budgets, checks, formats."""
    APPROVE = "approve"
    """Let programmes air that wait for approval."""
    BAN = "ban"
    """Take seeds and programmes off for good."""
    MODERATE = "moderate"
    """Approve and refuse what viewers suggest."""
    PEOPLE = "people"
    """Give and take accounts, and read the audit."""


Role = Literal["viewer", "operator", "editor", "engineer", "admin"]

ROLES: tuple[Role, ...] = get_args(Role)

RIGHTS: Mapping[Role, frozenset[Right]] = {
    "viewer": frozenset({Right.LOOK}),
    "operator": frozenset({Right.LOOK, Right.ORDER}),
    "editor": frozenset({Right.LOOK, Right.EDIT}),
    "engineer": frozenset({Right.LOOK, Right.ORDER, Right.EDIT, Right.ENGINEER}),
    "admin": frozenset(Right),
}

EXTRA = (Right.APPROVE, Right.BAN, Right.MODERATE)
"""Rights that anybody may be given beside a role."""


def rights_of(role: Role, extra: Iterable[Right] = ()) -> frozenset[Right]:
    """The rights of a role, with those that were given beside it."""
    return RIGHTS[role] | frozenset(extra)
