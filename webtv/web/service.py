"""`webtv web`: the watch page, HLS and the API over HTTP."""

from __future__ import annotations

import signal
import sys
from types import FrameType

import structlog
import uvicorn

from webtv.config.settings import Settings
from webtv.ports import open_port
from webtv.web.app import create_app

_SHUTDOWN_S = 2
"""How long open connections may take to finish when the server is told to stop."""


def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT. A `PreflightError` says why the port cannot be had."""
    app = create_app(settings)
    with open_port(
        settings.host,
        settings.web_port,
        purpose="the web page",
        variable="WEBTV_WEB_PORT",
        backlog=1024,
    ) as listener:
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                log_config=None,
                log_level="warning",
                access_log=False,
                server_header=False,
                lifespan="on",
                timeout_graceful_shutdown=_SHUTDOWN_S,
            )
        )
        # uvicorn raises the signal again after its clean stop; that is an orderly end here. A
        # shell that starts this in the background has SIGINT ignored, which would lose it.
        signal.signal(signal.SIGTERM, _leave)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        structlog.get_logger().info("web_listening", host=settings.host, port=settings.web_port)
        server.run(sockets=[listener])


def _leave(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)
