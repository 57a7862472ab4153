"""The web application: Gradio apps side by side, and /healthz."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

import gradio as gr
from fastapi import FastAPI

from webtv.outage import Outage
from webtv.restart import keep_running
from webtv.spaces.apps import film, flux, kokoro, musicgen, wan, zeroscope_v2, zeroscope_xl
from webtv.spaces.apps.engine import Engine
from webtv.spaces.apps.page import theme
from webtv.spaces.callers import Callers
from webtv.spaces.folder import Folder
from webtv.spaces.guard import Guard
from webtv.spaces.routes import UPLOAD_BYTES
from webtv.threads import in_thread

APPS = {
    "zeroscope-v2": zeroscope_v2.build,
    "zeroscope-xl": zeroscope_xl.build,
    "film": film.build,
    "musicgen": musicgen.build,
    "kokoro": kokoro.build,
}
"""Each local Space by the id of its contract, which is its path too."""

MODEL_APPS = {"wan-2-2-5b": wan.build, "flux-2-klein": flux.build}
"""Those that only models can do."""

_SWEEP_S = 60.0

_IDLE_POLL_S = 0.25
"""Pause of Gradio's queues between looks at an empty queue; its own, 1 ms, keeps a core at 5 %."""


def build_site(
    engine: Engine,
    folder: Folder,
    *,
    calls: int,
    callers: Callers,
    alone: str | None = None,
    beside: Mapping[str, Callable[[], Awaitable[None]]] | None = None,
) -> Guard:
    """The application for `callers`; its lifespan keeps `folder` small, runs the loops `beside`
    it, by their names in the log, and stops `engine`.

    `alone` names the one app that is served, at the root, as Hugging Face has it.
    """
    apps = APPS | (MODEL_APPS if engine.has_models else {})
    paths = {f"/{name}": build for name, build in apps.items()}
    if alone is not None:
        paths = {"": apps[alone]}

    @asynccontextmanager
    async def lifespan(_site: FastAPI) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(_sweep(folder))]
        for name, loop in (beside or {}).items():
            outage = Outage(f"{name}: failed, begins again", f"{name}: works again")
            tasks.append(asyncio.create_task(keep_running(loop, outage=outage)))
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            engine.stop()

    site = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)

    @site.get("/healthz")
    def healthz() -> dict[str, list[str]]:
        return {"spaces": [alone] if alone else sorted(apps)}

    for path, build in paths.items():
        app = build(engine, calls=calls)
        app.queue(max_size=32, api_open=False)
        app._queue.sleep_when_free = _IDLE_POLL_S
        app._queue.progress_update_sleep_when_free = _IDLE_POLL_S
        gr.mount_gradio_app(
            site,
            app,
            path,
            theme=theme(),
            footer_links=["api"],
            run_history=False,
            ssr_mode=False,
            mcp_server=False,
            allowed_paths=[str(folder.made)],
            max_file_size=UPLOAD_BYTES,
            enable_monitoring=False,
        )
        # Gradio asks this before it checks any path, and a mounted app is never launched.
        app.has_launched = True
    return Guard(site, callers=callers, paths=paths, uploads=folder.cache)


async def _sweep(folder: Folder) -> None:
    outage = Outage(
        "old files of the Spaces cannot be deleted", "old files of the Spaces can be deleted again"
    )
    while True:
        try:
            await in_thread(folder.sweep, name="sweep")
            outage.end()
        except Exception as error:
            outage.begin(error, exc_info=error)
        await asyncio.sleep(_SWEEP_S)
