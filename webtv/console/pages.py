"""Renders the console's pages: the watch page's look, with what the person may do around it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from fastapi.templating import Jinja2Templates

from webtv.console.accounts.roles import Right
from webtv.console.caller import Caller
from webtv.log import redact
from webtv.model.timecode import length
from webtv.terminal import plain

_HERE = Path(__file__).parent
STATIC = _HERE / "static"


class Pages:
    """The templates, with the caller in each of them."""

    def __init__(self) -> None:
        self._templates = Jinja2Templates(directory=_HERE / "templates")
        self._templates.env.filters.update(
            when=_when, running=_running, minutes=_minutes, plain=plain, redact=redact, ago=_ago
        )

    def page(self, request: Request, template: str, status: int = 200, **values: Any) -> Response:
        """A page; `values` are what its template shows."""
        caller: Caller | None = getattr(request.state, "caller", None)
        context = {
            "caller": caller,
            "csrf": caller.session.csrf if caller and caller.session else "",
            "Right": Right,
            "path": request.url.path,
            **values,
        }
        return self._templates.TemplateResponse(request, template, context, status)

    def said(
        self,
        request: Request,
        text: str,
        *,
        back: str,
        status: int = 200,
        title: str = "Done",
        facts: Iterable[tuple[str, str]] = (),
    ) -> Response:
        """A page that says one sentence, tells `facts` to be copied, and leads back."""
        text = plain(text[:1].upper() + text[1:])
        return self.page(
            request, "said.html", status, text=text, back=back, title=title, facts=[*facts]
        )


def see_other(path: str) -> Response:
    """Send a browser on to `path`, a page of the console, after a form."""
    return RedirectResponse(path, 303)


def _when(at: datetime | None, form: str = "%H:%M:%S") -> str:
    return at.astimezone().strftime(form) if at else ""


def _running(seconds: float) -> str:
    return length(seconds).removeprefix("0:").removeprefix("0")


def _minutes(seconds: float) -> str:
    minutes = seconds / 60
    return f"{minutes:.0f} min" if minutes >= 10 else f"{minutes:.1f} min"


def _ago(seconds: float) -> str:
    for name, size in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= size:
            return f"{seconds / size:.0f} {name} ago"
    return "just now"
