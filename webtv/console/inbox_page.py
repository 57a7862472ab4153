"""The page of a channel's inbox: what people sent, what became of it, and the way for more."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import suppress

import structlog
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from starlette.requests import ClientDisconnect

from webtv.console.audit import Outcome
from webtv.console.caller import Caller
from webtv.console.gate import TooMuchError
from webtv.console.inbox.listing import Inboxes
from webtv.console.inbox.names import FORMATS, UnwantedError
from webtv.console.inbox.upload import Uploads
from webtv.console.office import Office
from webtv.console.overview import Overview
from webtv.console.pages import Pages
from webtv.errors import WebTVError
from webtv.threads import in_thread

_LEFT_BYTES = 64 << 20
"""So much of a film that is not wanted is read on: browsers show no answer before they have sent
all. Of a longer one the connection ends."""


def inbox_routes(
    uploads: Uploads, inboxes: Inboxes, office: Office, overview: Overview, pages: Pages
) -> APIRouter:
    """`/console/channels/<id>/inbox`, and where films are sent to."""
    routes = APIRouter(prefix="/console/channels/{channel}/inbox")
    doorkeeper = _Doorkeeper(office)

    @routes.get("")
    def inbox(request: Request, channel: str) -> Response:
        view = overview.one(channel)
        return pages.page(
            request,
            "inbox.html",
            view=view,
            films=inboxes.films(channel),
            most_bytes=uploads.most_bytes,
            formats=FORMATS,
        )

    @routes.post("/films")
    async def take(request: Request, channel: str) -> Response:
        caller: Caller = request.state.caller
        assert caller.user is not None
        view, body = overview.one(channel), request.stream()
        wants_page = "text/html" in request.headers.get("accept", "")
        back = f"/console/channels/{channel}/inbox"
        try:
            name, size = await uploads.take(
                view.id,
                caller.user.name,
                content_type=request.headers.get("content-type", ""),
                length=int(request.headers["content-length"]),
                body=body,
                admit=lambda fields: doorkeeper.admit(caller, view.id, fields),
            )
        except (UnwantedError, OSError) as error:
            status = error.status if isinstance(error, UnwantedError) else 503
            text = (
                f"the film cannot be kept: {error.strerror}"
                if isinstance(error, OSError)
                else str(error)
            )
            await _read_on(body)
            await in_thread(
                lambda: doorkeeper.tell(caller, view.id, "refused", {"reason": text}), name="audit"
            )
            if wants_page:
                said = f"Not taken: {text}."
                return pages.said(request, said, back=back, status=status, title="Not taken")
            return JSONResponse({"error": text}, status)
        except (ClientDisconnect, TooMuchError):
            return JSONResponse({"error": "the film did not come whole, or came too slowly"}, 413)
        await in_thread(
            lambda: doorkeeper.tell(caller, view.id, "done", {"film": name, "bytes": size}),
            name="audit",
        )
        if wants_page:
            said = f"'{name}' is in the inbox. Production takes it within seconds."
            return pages.said(request, said, back=back, title="Taken")
        return JSONResponse({"film": name, "bytes": size}, 201)

    return routes


class _Doorkeeper:
    """Lets pass what comes from a page of the session, and writes down what came of it."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def admit(self, caller: Caller, channel: str, fields: Mapping[str, str]) -> None:
        """Raise `UnwantedError` for a form that is not of the caller's session."""
        csrf = caller.session.csrf if caller.session else ""
        if not csrf or not self._office.same(fields.get("csrf", ""), csrf):
            raise UnwantedError("the form is not of this session", 403)

    def tell(
        self, caller: Caller, channel: str, outcome: Outcome, detail: dict[str, object]
    ) -> None:
        """Put it into the audit. A full disk is said by the answer already."""
        try:
            self._office.audit.write(
                caller.actor, "film.send", outcome, channel=channel, detail=detail
            )
        except WebTVError as error:
            structlog.get_logger().error("a film is not in the audit", error=str(error))


async def _read_on(body: AsyncIterator[bytes]) -> None:
    """Let a browser send the rest, so that it shows the answer."""
    left = _LEFT_BYTES
    with suppress(ClientDisconnect, TooMuchError):
        async for chunk in body:
            left -= len(chunk)
            if left < 0:
                return
