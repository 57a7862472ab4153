"""The right that each route of the console needs. Routes that are not named are for nobody."""

from __future__ import annotations

from collections.abc import Mapping

from webtv.console.accounts.roles import Right

Route = tuple[str, str]
"""Method and path. HEAD is GET."""

OPEN: frozenset[Route] = frozenset(
    {
        ("GET", "/healthz"),
        ("GET", "/"),
        ("GET", "/console/login"),
        ("POST", "/console/login"),
        ("POST", "/console/login/passkey"),
        ("GET", "/console/oidc"),
        ("GET", "/console/oidc/callback"),
        ("POST", "/console/oidc/logout"),
        ("GET", "/console/join"),
        ("POST", "/console/join"),
        ("GET", "/console/first-run"),
        ("POST", "/console/first-run"),
    }
)
"""Routes for everybody. Files of the look are mounted beside them, and have no secret."""

_CHANNEL = "/console/channels/{channel}"

RIGHTS: Mapping[Route, Right] = {
    ("GET", "/console"): Right.LOOK,
    ("GET", "/console/events"): Right.LOOK,
    ("GET", "/console/thumbs/{channel}.jpg"): Right.LOOK,
    ("GET", _CHANNEL): Right.LOOK,
    ("GET", f"{_CHANNEL}/programmes"): Right.LOOK,
    ("GET", f"{_CHANNEL}/programmes/{{programme}}.mp4"): Right.LOOK,
    ("POST", f"{_CHANNEL}/programmes/{{programme}}/approve"): Right.APPROVE,
    ("POST", f"{_CHANNEL}/programmes/{{programme}}/ban"): Right.BAN,
    ("GET", f"{_CHANNEL}/audience"): Right.LOOK,
    ("POST", f"{_CHANNEL}/audience/{{ref}}/{{verdict}}"): Right.MODERATE,
    ("GET", f"{_CHANNEL}/production"): Right.LOOK,
    ("GET", f"{_CHANNEL}/rejected"): Right.LOOK,
    ("GET", f"{_CHANNEL}/rejected/{{name}}.jpg"): Right.LOOK,
    ("GET", f"{_CHANNEL}/asrun"): Right.LOOK,
    ("POST", f"{_CHANNEL}/orders/{{order}}"): Right.ORDER,
    ("GET", f"{_CHANNEL}/inbox"): Right.LOOK,
    ("POST", f"{_CHANNEL}/inbox/films"): Right.EDIT,
    ("GET", f"{_CHANNEL}/week"): Right.LOOK,
    ("POST", f"{_CHANNEL}/week"): Right.EDIT,
    ("GET", f"{_CHANNEL}/theme"): Right.EDIT,
    ("POST", f"{_CHANNEL}/theme"): Right.EDIT,
    ("GET", f"{_CHANNEL}/theme/versions/{{number}}"): Right.EDIT,
    ("POST", f"{_CHANNEL}/theme/versions/{{number}}"): Right.EDIT,
    ("GET", "/console/new"): Right.EDIT,
    ("POST", "/console/new"): Right.EDIT,
    ("POST", "/console/logout"): Right.LOOK,
    ("GET", "/console/account"): Right.LOOK,
    ("POST", "/console/account/password"): Right.LOOK,
    ("POST", "/console/account/second-factor"): Right.LOOK,
    ("POST", "/console/account/second-factor/end"): Right.LOOK,
    ("POST", "/console/account/passkeys"): Right.LOOK,
    ("POST", "/console/account/passkeys/end"): Right.LOOK,
    ("POST", "/console/account/sessions/end"): Right.LOOK,
    ("POST", "/console/account/tokens"): Right.LOOK,
    ("POST", "/console/account/tokens/end"): Right.LOOK,
    ("GET", "/console/people"): Right.PEOPLE,
    ("POST", "/console/people/add"): Right.PEOPLE,
    ("POST", "/console/people/role"): Right.PEOPLE,
    ("POST", "/console/people/password"): Right.PEOPLE,
    ("POST", "/console/people/invite"): Right.PEOPLE,
    ("POST", "/console/people/remove"): Right.PEOPLE,
    ("GET", "/console/audit"): Right.PEOPLE,
    ("GET", "/console/api/channels"): Right.LOOK,
    ("POST", "/console/api/channels/{channel}/orders/{order}"): Right.ORDER,
}

BY_TOKEN: frozenset[Route] = frozenset(
    {
        ("GET", "/console/api/channels"),
        ("POST", "/console/api/channels/{channel}/orders/{order}"),
    }
)
"""Routes for programs with a token; all others are for people who have logged in."""

STREAMED: frozenset[Route] = frozenset({("POST", f"{_CHANNEL}/inbox/films")})
"""Routes that read their forms as they come, and look for the session's token in them before all
else."""
