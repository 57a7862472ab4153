"""structlog, set up once per process."""

from __future__ import annotations

import asyncio
import logging
import re
import sys
from collections.abc import Mapping
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Literal

import structlog
from structlog.typing import EventDict, WrappedLogger

from webtv.terminal import plain, plain_lines

_PASSWORD = re.compile(r"(://)[^\s/@'\"\\]+(?=@)")
_SECRET = re.compile(
    r"""
      (rtmps?://[^\s/'"\\]+/[^\s/?'"\\]+/)[^\s'"\\|\])]*[^\s'"\\|\]):,.]   # rtmp://host/app/KEY
    | ([?&](?:sign|key|token|access_token|api_key|auth|secret|signature|streamid|passphrase)=)
      [^\s&'"\\|\])]+
    | (\b(?:sk-|hf_))[\w-]{8,}                            # keys of OpenAI and Hugging Face
    | (\bkey_)\w{32,}                                     # of Runway
    | (\bwtv_)[\w-]{40,}                                  # of the station's console
    | (\b[Bb]earer\s+)[\w.~+/=-]{8,}
    """,
    re.VERBOSE,
)


def configure_logging(
    process: str,
    *,
    level: str = "info",
    style: Literal["auto", "console", "json"] = "auto",
    folder: Path | None = None,
) -> None:
    """Log to stderr, or to `<folder>/<process>.log` (10 MB, 3 old files kept) if given.

    Lines carry UTC time, level, process and whatever is bound (channel, programme, ...).
    """
    handler: logging.Handler
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / f"{process}.log", maxBytes=10_000_000, backupCount=3, encoding="utf-8"
        )
        console = style == "console"
    else:
        handler = logging.StreamHandler(sys.stderr)
        console = style == "console" or (style == "auto" and sys.stderr.isatty())
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        hide_secrets,
    ]
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer(
            colors=folder is None and sys.stderr.isatty(),
            exception_formatter=structlog.dev.plain_traceback,
        )
        if console
        # In ASCII, and so without anything that steers a terminal.
        else structlog.processors.JSONRenderer(default=str)
    )
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *((harmless,) if console else ()),
                renderer,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    logging.getLogger("uvicorn.error").addFilter(_is_fault)
    for noisy in (
        "httpx",
        "httpcore",
        "watchfiles",
        "apscheduler",
        "alembic",
        "uvicorn.access",
        "asyncio",
    ):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(process=process)


def hide_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Stream keys, passwords and tokens in any value, however deep, become `***`."""
    for key, value in event.items():
        if not key.startswith("_"):  # structlog's own record of a foreign logger
            event[key] = _hidden(value)
    return event


def harmless(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Nothing in a line for people steers their terminal: names and errors come from anybody."""
    return {plain(key): _plain(value) for key, value in event.items()}


def redact(text: str) -> str:
    """`text` without stream keys, passwords and tokens.

    The key of an RTMP address is everything after the application, as Twitch
    (`/app/KEY`), YouTube (`/live2/KEY`) and node-media-server (`/live/NAME?sign=...`) have it.
    """
    text = _PASSWORD.sub(r"\1***", text)
    return _SECRET.sub(lambda match: next(filter(None, match.groups())) + "***", text)


def _hidden(value: object) -> object:
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, Mapping):
        return {key: _hidden(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_hidden(item) for item in value]
    return redact(str(value))


def _plain(value: object) -> object:
    if isinstance(value, str):
        return plain_lines(value)
    if isinstance(value, Mapping):
        return {plain(str(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _is_fault(record: logging.LogRecord) -> bool:
    """False for what uvicorn logs of event streams that it cut itself, when it was told to end."""
    raised = record.exc_info[1] if record.exc_info else None
    return not isinstance(raised, asyncio.CancelledError)
