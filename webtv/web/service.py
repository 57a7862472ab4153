"""`webtv web`: the watch page, HLS and the API over HTTP."""

from __future__ import annotations

import structlog
import uvicorn

from webtv.config.settings import Settings
from webtv.ports import open_port
from webtv.serving.connections import Connections
from webtv.serving.descriptors import MOST, raise_capacity
from webtv.serving.ending import end_on_signals
from webtv.serving.protocol import bounded_protocol
from webtv.web.app import create_app

_BACKLOG = MOST
"""Connections that wait in the system while the server is busy: who finds no room tries again
after 1, 3 and 7 s."""

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
        backlog=_BACKLOG,
    ) as listener:
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                backlog=_BACKLOG,
                log_config=None,
                log_level="error",
                access_log=False,
                forwarded_allow_ips=settings.trusted_proxies,
                timeout_keep_alive=60,  # the connections' own deadline comes first
                http=bounded_protocol(Connections(most=raise_capacity())),
                ws="none",
                server_header=False,
                lifespan="on",
                timeout_graceful_shutdown=_SHUTDOWN_S,
            )
        )
        end_on_signals()
        structlog.get_logger().info(
            "web server listens", host=settings.host, port=settings.web_port
        )
        server.run(sockets=[listener])
