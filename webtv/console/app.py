"""The console's application, put together from its parts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI, Request, Response
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from webtv import __version__
from webtv.config.settings import Settings
from webtv.console.account import Account
from webtv.console.account_page import account_routes
from webtv.console.caller import LoginNeededError, Usher
from webtv.console.channel_page import channel_routes
from webtv.console.door import Doors
from webtv.console.events import Events, event_routes
from webtv.console.fresh import FreshShares
from webtv.console.gate import HEADERS, Gate, TooMuchError
from webtv.console.inbox.listing import Inboxes
from webtv.console.inbox.upload import Uploads
from webtv.console.inbox_page import inbox_routes
from webtv.console.judging import judging_routes
from webtv.console.login import login_routes
from webtv.console.moderation import moderation_routes
from webtv.console.office import Office
from webtv.console.oidc_routes import oidc_routes
from webtv.console.order_routes import Orders, order_routes
from webtv.console.orders import ORDERS
from webtv.console.overview import Overview, overview_routes
from webtv.console.pages import STATIC, Pages, see_other
from webtv.console.passkey_routes import passkey_routes
from webtv.console.people import people_routes
from webtv.console.saving import Saving
from webtv.console.theme_page import theme_routes
from webtv.console.week_page import week_routes
from webtv.errors import WebTVError
from webtv.store.asrun import AsRunLog
from webtv.web.board import Board
from webtv.web.guide import Guides
from webtv.web.headers import SecurityHeaders
from webtv.web.lineup import LineupWatch
from webtv.web.static import FOLDER, CheckedFiles
from webtv.web.thumbnails import Thumbnails


def create_console(settings: Settings) -> ASGIApp:
    """The application behind its gate."""
    return guarded(console_app(settings, Office(settings)), settings)


def guarded(app: ASGIApp, settings: Settings) -> ASGIApp:
    """An application behind the gate of the console, with its headers."""
    film_bytes = int(settings.upload_gb * 1e9)
    return SecurityHeaders(Gate(app, Doors(settings), film_bytes=film_bytes), HEADERS)


def console_app(settings: Settings, office: Office) -> FastAPI:
    """The application for `settings`; its board is followed while the application runs."""
    board = Board(settings, LineupWatch(settings))
    overview = Overview(settings, board, FreshShares(AsRunLog(settings.asrun_dir)))
    events, pages = Events(overview), Pages()

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with board.followed(events.follow):
            yield

    app = FastAPI(
        title="WebTV console",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
        dependencies=[Depends(Usher(office))],
    )
    app.state.board = board
    account = Account(office, overview, pages, orders=list(ORDERS))
    app.include_router(login_routes(office, pages))
    app.include_router(passkey_routes(office, account, pages))
    app.include_router(oidc_routes(office, pages))
    app.include_router(overview_routes(overview, Thumbnails(board), pages))
    app.include_router(channel_routes(settings, overview, pages))
    app.include_router(order_routes(Orders(settings, office, overview), overview, pages))
    app.include_router(judging_routes(settings, office, overview, pages))
    app.include_router(moderation_routes(settings, office, overview, pages))
    app.include_router(event_routes(events, office))
    inbox = Inboxes(settings, Guides(settings, board))
    app.include_router(inbox_routes(Uploads(settings), inbox, office, overview, pages))
    saving = Saving(settings, office)
    app.include_router(theme_routes(settings, saving, overview, pages))
    app.include_router(week_routes(settings, saving, overview, pages))
    app.include_router(account_routes(office, account))
    app.include_router(people_routes(office, pages))
    app.mount("/static", CheckedFiles(directory=FOLDER))
    app.mount("/console/static", CheckedFiles(directory=STATIC))

    @app.get("/")
    def home() -> Response:
        return see_other("/console")

    @app.get("/healthz")
    async def healthz() -> dict[str, str]:
        return {"status": "alive", "version": __version__}

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        """Errors are a page for people and JSON for programs."""
        wants_page = "text/html" in request.headers.get("accept", "")
        if isinstance(error, LoginNeededError) and wants_page and request.method in ("GET", "HEAD"):
            return see_other("/console/login")
        if wants_page:
            text = f"{str(error.detail)[:1].upper()}{str(error.detail)[1:]}."
            return pages.said(
                request, text, back="/console", status=error.status_code, title="Refused"
            )
        return JSONResponse(
            {"error": error.detail}, status_code=error.status_code, headers=error.headers
        )

    @app.exception_handler(TooMuchError)
    async def too_much(_request: Request, _error: TooMuchError) -> Response:
        return JSONResponse({"error": "it is too long, or came too slowly"}, 413)

    @app.exception_handler(WebTVError)
    async def failed(request: Request, error: WebTVError) -> Response:
        """An error that was foreseen becomes a page with one sentence."""
        return pages.said(request, str(error), back="/console", status=503, title="Not now")

    return app
