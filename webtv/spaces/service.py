"""`webtv spaces`: the local Spaces as one process with its niced workers."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

import structlog
import uvicorn

from webtv.config.host import public_host
from webtv.config.settings import Settings
from webtv.errors import PreflightError
from webtv.generators.local import local_key
from webtv.serving.connections import Connections
from webtv.serving.protocol import bounded_protocol
from webtv.spaces.callers import Callers
from webtv.spaces.folder import Folder
from webtv.spaces.workers import Workers

_SHUTDOWN_S = 1
"""Second that open connections (event streams never end by themselves) get at the end."""

_CONNECTIONS = 256
"""Connections open at once; for more, those go that have waited longest for a request."""


def run(settings: Settings, *, alone: str | None = None) -> None:
    """Serve the local Spaces until SIGTERM or SIGINT; `alone`, just that one, with its model.

    Raises PreflightError when the extra `spaces` or the artwork is not installed, or when models
    are asked for and are not.
    """
    folder = Folder(settings.spaces_dir, limit_bytes=int(settings.spaces_gb * 1e9))
    folder.create()
    callers = Callers(local_key(settings), _names(settings), anyone=_is_offered(settings, alone))
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_TEMP_DIR"] = str(folder.cache)
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    artwork = _artwork(settings) if alone is None else folder.cache
    workers = Workers(settings.spaces_workers, reads=[artwork, folder.cache], writes=folder.made)
    signal.signal(signal.SIGTERM, _leave)
    workers.start()  # they import while this process does
    try:
        try:
            from webtv.spaces.engines import choose
            from webtv.spaces.site import build_site
        except ModuleNotFoundError as error:
            raise _lacking(error) from None
        engine = choose(settings, workers, folder, artwork, fetches=alone is not None)
        calls = settings.spaces_workers
        site = build_site(engine, folder, calls=calls, callers=callers, alone=alone)
        structlog.stdlib.get_logger().info(
            "local Spaces",
            address=settings.local_spaces_url,
            workers=settings.spaces_workers,
            engine=engine.made_by,
        )
        uvicorn.run(
            site,
            host=settings.spaces_host,
            port=settings.spaces_port,
            log_config=None,
            log_level="error",
            access_log=False,
            timeout_keep_alive=60,  # the connections' own deadline comes first
            http=bounded_protocol(Connections(most=_CONNECTIONS)),
            ws="none",
            timeout_graceful_shutdown=_SHUTDOWN_S,
            # The guard must see who connects, not who a proxy says does.
            proxy_headers=False,
        )
    finally:
        workers.stop()


def _names(settings: Settings) -> list[str]:
    """Names, beside addresses and `localhost`, by which callers reach the Spaces."""
    known = [settings.spaces_host, urlsplit(settings.local_spaces_url).hostname]
    return [name.lower() for name in known if name]


def _is_offered(settings: Settings, alone: str | None) -> bool:
    """Whether a Space of its own is for whoever reaches it, which its owner decides elsewhere."""
    return alone is not None and public_host(settings.spaces_host) != "localhost"


def _artwork(settings: Settings) -> Path:
    """The index of the artwork, made at the first start where setting up has not made it."""
    try:
        from webtv.studio.theatre.artwork import find
    except ModuleNotFoundError as error:
        raise _lacking(error) from None
    return find(settings.node_modules, settings.home)


def _lacking(error: ModuleNotFoundError) -> PreflightError:
    return PreflightError(
        f"the local Spaces need the extra `spaces` ({error.name} is missing): "
        "pip install 'webtv[spaces]'"
    )


def _leave(_number: int, _frame: FrameType | None) -> None:
    """SIGTERM before and after uvicorn serves: unwind, so that the workers are stopped."""
    sys.exit(0)
