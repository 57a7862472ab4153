"""Tells operators from strangers: an operator presents the token that control wants."""

from __future__ import annotations

import hmac
from pathlib import Path

from fastapi import Request

from webtv.config.settings import Settings


def is_operator(request: Request, settings: Settings) -> bool:
    """Tell whether a request has `Authorization: Bearer` and the token in HOME/control.token."""
    scheme, _, presented = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not presented:
        return False
    token = _token(settings.home / "control.token")
    return bool(token) and hmac.compare_digest(presented.encode(), token.encode())


def _token(path: Path) -> str:
    try:
        return path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""  # playout has not made it yet: there is no operator
