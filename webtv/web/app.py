"""The web application, put together from its parts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from webtv import __version__
from webtv.config.settings import Settings
from webtv.threads import in_thread
from webtv.web.api import api_routes
from webtv.web.board import Board
from webtv.web.headers import SecurityHeaders
from webtv.web.hls import hls_routes
from webtv.web.lineup import LineupWatch
from webtv.web.metrics import metrics_routes
from webtv.web.pages import Pages, page_routes
from webtv.web.static import FOLDER, CheckedFiles, vendor_routes
from webtv.web.thumbnails import Thumbnails, thumbnail_routes


def create_app(settings: Settings) -> FastAPI:
    """The application for `settings`; its board is followed while the application runs."""
    board = Board(settings, LineupWatch(settings))
    pages = Pages(settings, board)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await in_thread(board.lineup.read, name="board")
        await in_thread(board.refresh, name="board")
        tasks = [asyncio.create_task(board.lineup.watch()), asyncio.create_task(board.follow())]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            for task in tasks:
                with suppress(asyncio.CancelledError):
                    await task

    # FastAPI's documentation pages load scripts from a CDN, so there are none.
    app = FastAPI(
        title="WebTV",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=lifespan,
    )
    app.include_router(api_routes(settings, board))
    app.include_router(metrics_routes(settings, board))
    app.include_router(hls_routes(settings.hls_dir))
    app.include_router(thumbnail_routes(Thumbnails(board)))
    app.include_router(vendor_routes(settings.node_modules))
    app.include_router(page_routes(pages))
    app.mount("/static", CheckedFiles(directory=FOLDER))

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        """Errors are a page for people and JSON for programs."""
        if error.status_code == 404 and "text/html" in request.headers.get("accept", ""):
            return pages.missing(request)
        return JSONResponse(
            {"error": error.detail}, status_code=error.status_code, headers=error.headers
        )

    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(SecurityHeaders)
    return app
