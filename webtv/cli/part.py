"""Runs one part of the station."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine

import typer

from webtv.config.loading import load_settings
from webtv.config.settings import Settings
from webtv.log import configure_logging


def run_part(name: str, run: Callable[[Settings], Coroutine[None, None, None] | None]) -> None:
    """Run one part until it is told to stop; deliberate errors become one line and exit code 1."""
    settings = load_settings()
    configure_logging(
        name,
        level=settings.log_level,
        style=settings.log_format,
        folder=settings.logs_dir if settings.log_target == "file" else None,
    )
    try:
        result = run(settings)
        if result is not None:
            asyncio.run(result)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
