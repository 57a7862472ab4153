"""`webtv console`: the operators' console over HTTP or HTTPS, on a port of its own."""

from __future__ import annotations

import structlog
import uvicorn

from webtv.config.settings import Settings
from webtv.console.app import create_console
from webtv.errors import ConfigError
from webtv.ports import open_port
from webtv.serving.connections import Connections
from webtv.serving.ending import end_on_signals
from webtv.serving.protocol import bounded_protocol

_CONNECTIONS = 512
_SHUTDOWN_S = 2


def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT. A `PreflightError` says why the port cannot be had."""
    if (settings.console_cert is None) != (settings.console_key is None):
        raise ConfigError("WEBTV_CONSOLE_CERT and WEBTV_CONSOLE_KEY belong together: set both")
    if (settings.console_oidc_issuer is None) != (settings.console_oidc_client is None):
        raise ConfigError(
            "WEBTV_CONSOLE_OIDC_ISSUER and WEBTV_CONSOLE_OIDC_CLIENT belong together: set both"
        )
    app = create_console(settings)
    with open_port(
        settings.console_host,
        settings.console_port,
        purpose="the console",
        variable="WEBTV_CONSOLE_PORT",
    ) as listener:
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                log_config=None,
                log_level="error",
                access_log=False,
                timeout_keep_alive=60,  # the connections' own deadline comes first
                http=bounded_protocol(Connections(most=_CONNECTIONS)),
                ws="none",
                server_header=False,
                proxy_headers=False,  # `door` reads them, from whom it may
                lifespan="on",
                timeout_graceful_shutdown=_SHUTDOWN_S,
                ssl_certfile=settings.console_cert,
                ssl_keyfile=settings.console_key,
            )
        )
        end_on_signals()
        structlog.get_logger().info(
            "console listens", host=settings.console_host, port=settings.console_port
        )
        server.run(sockets=[listener])
