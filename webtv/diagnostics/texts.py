"""The texts of a diagnosis: each says one kind of thing, and none is copied from a file of keys."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import distributions
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from webtv import __version__
from webtv.check import check_channels
from webtv.config.channels import read_lineup
from webtv.config.contracts import read_contracts
from webtv.config.settings import Settings
from webtv.disk import used_bytes
from webtv.doctor.look import look
from webtv.doctor.machine import free_gb, memory_gb
from webtv.files import open_regular, read_regular

OPEN = frozenset(
    "home channels_dir playlists_dir secrets_dir host web_port rtmp_port flv_port spaces_port "
    "control_port "
    "spaces_host control_host probe_s metrics ffmpeg node_modules rtmp_memory_mb home_gb "
    "library_gb spaces_gb inbox_gb asrun_days work_days spaces_workers spaces_engine models "
    "models_gb production log_level log_format log_target model_ports trusted_proxies "
    "c2pa watermark signing_cert signing_key "
    "console console_host console_port console_cert console_key console_oidc_client upload_gb "
    "machine machine_channels drain_s store_hours store_hls store_region twitch_user".split()
)
"""Settings that are shown as they are."""

ADDRESSES = frozenset(
    "spaces_url rtmp_url probe_hls_url openai_base_url runwayml_base_url console_url "
    "console_oidc_issuer store store_endpoint twitch_chat".split()
)
"""Settings of which the host is shown; of all others, whether they are set."""

MOST_LOG_BYTES = 2_000_000
_MOST_STATUS_BYTES = 200_000
_MOST_STATUSES = 200

_PACKAGES = ("node-media-server", "hls.js")


def texts(settings: Settings, *, lines: int) -> Iterator[tuple[str, str]]:
    """Name and text of each part. One that cannot be made says why instead."""
    parts: tuple[tuple[str, Callable[[], str]], ...] = (
        ("versions.json", lambda: _json(versions(settings))),
        ("settings.json", lambda: _json(shown_settings(settings))),
        ("channels.json", lambda: _json(channels(settings))),
        ("doctor.txt", lambda: _doctor(settings)),
        ("check.txt", lambda: _check(settings)),
        ("disk.json", lambda: _json(disk(settings))),
    )
    for name, make in parts:
        yield name, _or_why(make)
    found = sorted(settings.status_dir.rglob("[!.]*.json"))[:_MOST_STATUSES]
    for path in found:
        name = path.relative_to(settings.status_dir).as_posix()
        yield f"status/{name}", _or_why(lambda path=path: _status(path))  # type: ignore[misc]
    logs = (*settings.logs_dir.glob("*.log"), *settings.logs_dir.glob("*.out"))
    for path in sorted(path for path in logs if not path.is_symlink()):
        yield f"logs/{path.name}", _or_why(lambda path=path: last_lines(path, lines))  # type: ignore[misc]


def versions(settings: Settings) -> dict[str, Any]:
    """What runs here, and on what."""
    packages = {each.metadata["Name"]: each.version for each in distributions()}
    node: dict[str, str] = {}
    for name in _PACKAGES:
        with suppress(OSError, ValueError):
            data = read_regular(settings.node_modules / name / "package.json", most_bytes=1 << 20)
            node[name] = str(json.loads(data)["version"])
    return {
        "webtv": __version__,
        "python": sys.version,
        "system": platform.platform(),
        "container": Path("/.dockerenv").exists() or Path("/run/.containerenv").exists(),
        "processors": os.cpu_count(),
        "memory_gb": round(memory_gb(), 1),
        "load": os.getloadavg(),
        "sqlite": sqlite3.sqlite_version,
        "node": node,
        "packages": dict(sorted(packages.items())),
        "made_at": datetime.now(UTC).isoformat(),
    }


def shown_settings(settings: Settings) -> dict[str, Any]:
    """The settings: those in `OPEN`, hosts of addresses, and of others whether they are set."""
    return {
        name: _shown(name, getattr(settings, name)) for name in sorted(type(settings).model_fields)
    }


def _shown(name: str, value: Any) -> Any:
    if name in OPEN:
        return str(value) if isinstance(value, Path) else value
    if value is None:
        return "not set"
    if name in ADDRESSES:
        with suppress(ValueError):
            parts = urlsplit(str(value))
            return f"{parts.scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else "")
    return "set"


def channels(settings: Settings) -> dict[str, Any]:
    """The shape of each channel that is valid: formats, backends by contract, kinds of places."""
    contracts, _ = read_contracts(settings.contracts_dir)
    lineup = read_lineup(settings.channels_dir, contracts=contracts)
    return {
        name: {
            "house": channel.house.model_dump(mode="json"),
            "language": channel.language,
            "writer": channel.writer.kind,
            "series": channel.series,
            "live": len(channel.live),
            "dayparts": len(channel.dayparts),
            "announcements": len(channel.announcements),
            "budget": channel.budget.model_dump(mode="json"),
            "hls": channel.hls.model_dump(mode="json"),
            "pipeline": {
                stage: [
                    {
                        "contract": backend.space,
                        "places": [
                            s if s in ("local", "public") else "own" for s in backend.sources
                        ],
                    }
                    for backend in config.chain
                ]
                for stage, config in channel.pipeline.stages().items()
            },
            "destinations": [
                {
                    "kind": each.kind,
                    "platform": each.platform.title if each.platform else None,
                    "encode": each.encode.model_dump(mode="json") if each.encode else None,
                }
                for each in channel.destinations
            ],
        }
        for name, channel in lineup.channels.items()
    }


def disk(settings: Settings) -> dict[str, Any]:
    """How much there is of what."""
    folders = [path for path in sorted(settings.home.glob("*")) if path.is_dir()]
    places = {"home": settings.home, "playlists": settings.playlists_dir, "models": settings.models}
    return {
        "free_gb": {name: round(free_gb(path), 2) for name, path in places.items()},
        "used_mb": {path.name: round(used_bytes(path) / 1e6, 1) for path in folders},
        "programmes": {
            path.name: len(list(path.glob("[!.]*.json")))
            for path in sorted(settings.library_dir.glob("*"))
        },
        "playlists": {
            path.name: len(list(path.glob("*.ffconcat")))
            for path in sorted(settings.playlists_dir.glob("*/"))
        },
        "files": {
            path.name: path.stat().st_size
            for path in sorted(settings.home.glob("*"))
            if path.is_file()
        },
    }


def last_lines(path: Path, lines: int) -> str:
    """The last lines of a log, as far as they fit into `MOST_LOG_BYTES`."""
    with open_regular(path) as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - MOST_LOG_BYTES))
        last = deque(file, maxlen=lines)
    return b"".join(last).decode("utf-8", "replace")


def _doctor(settings: Settings) -> str:
    return "\n".join(f"{finding.kind:5} {finding}" for finding in look(settings)) + "\n"


def _check(settings: Settings) -> str:
    good, errors = check_channels(settings)
    return "\n".join([*good, *errors]) + "\n"


def _status(path: Path) -> str:
    return read_regular(path, most_bytes=_MOST_STATUS_BYTES).decode("utf-8", "replace")


def _json(value: Any) -> str:
    return json.dumps(value, indent=1, default=str) + "\n"


def _or_why(make: Callable[[], str]) -> str:
    try:
        return make()
    except Exception as error:  # whatever is wrong here is what somebody looks for
        return f"this could not be made: {type(error).__name__}: {error}\n"
