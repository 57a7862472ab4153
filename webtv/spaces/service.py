"""`webtv spaces`: the local Spaces as one process with its niced workers."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import structlog
import uvicorn

from webtv.config.host import public_host
from webtv.config.settings import Settings
from webtv.errors import PreflightError
from webtv.generators.local import local_key, tell_of_spaces
from webtv.serving.connections import Connections
from webtv.serving.protocol import bounded_protocol
from webtv.spaces.callers import Callers
from webtv.spaces.folder import Folder
from webtv.spaces.workers import Workers
from webtv.threads import in_thread

if TYPE_CHECKING:
    from webtv.spaces.apps.engine import Engine

_SHUTDOWN_S = 1
"""Second that open connections (event streams never end by themselves) get at the end."""

_TELL_S = 60.0
"""Seconds between two words to production; `SPACES_HELD_S` allows for some that are lost."""

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
    os.environ["GRADIO_TEMP_DIR"] = str(folder.cache)
    artwork = _artwork(settings) if alone is None else folder.cache
    workers = Workers(settings.spaces_workers, reads=[artwork, folder.cache], writes=folder.made)
    signal.signal(signal.SIGTERM, _leave)
    workers.start()  # they import while this process does
    try:
        if alone is None and settings.spaces_engine != "auto":
            # Before what takes long: production, starting beside, is to wait for models that come.
            with suppress(OSError):  # it is told again, and that is logged
                tell_of_spaces(settings, models=settings.spaces_engine == "models")
        try:
            from webtv.spaces.engines import choose
            from webtv.spaces.site import build_site
        except ModuleNotFoundError as error:
            raise _lacking(error) from None
        engine = choose(settings, workers, folder, artwork, alone=alone)
        calls = settings.spaces_workers
        beside = _loops(settings, engine) if alone is None else {}
        site = build_site(engine, folder, calls=calls, callers=callers, alone=alone, beside=beside)
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


def _loops(settings: Settings, engine: Engine) -> dict[str, Callable[[], Awaitable[None]]]:
    """What the Spaces of a station do beside answering calls, by its name in the log."""

    async def keep_telling() -> None:
        while True:
            tell = partial(tell_of_spaces, settings, models=engine.has_models)
            await in_thread(tell, name="status")
            await asyncio.sleep(_TELL_S)

    loops: dict[str, Callable[[], Awaitable[None]]] = {"status of the Spaces": keep_telling}
    if engine.has_models:
        loops["live programmes"] = _live(settings, engine)
    return loops


def _live(settings: Settings, engine: Engine) -> Callable[[], Awaitable[None]]:
    """What makes live programmes."""
    from webtv.media.process.binary import find_ffmpeg  # exported Spaces have none
    from webtv.spaces.live.programmes import LiveProgrammes
    from webtv.spaces.own_models import OwnModels

    assert isinstance(engine, OwnModels)
    ffmpeg = find_ffmpeg(settings.ffmpeg)
    return LiveProgrammes(settings, engine.models, ffmpeg=ffmpeg).run


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
        "pip install '.[spaces]' in the project's folder"
    )


def _leave(_number: int, _frame: FrameType | None) -> None:
    """SIGTERM before and after uvicorn serves: unwind, so that the workers are stopped."""
    sys.exit(0)
