"""The RTMP and HTTP-FLV server as a process: node-media-server, set up by `server.mjs`."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from webtv.config.settings import Settings
from webtv.environment import plain
from webtv.ports import require_port
from webtv.rtmp.node import find_node, require_package
from webtv.store.secret import read_secret

SERVER = Path(__file__).parent / "server.mjs"

MALLOC = {"MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "131072"}
"""Makes glibc give memory back once a crowd of slow viewers is gone; Node works in one thread."""


def run(settings: Settings) -> None:
    """Become the RTMP server: this process is Node.js from here on, so signals reach it directly.

    Raises `PreflightError` when Node.js or the server is missing or a port is in use.
    """
    require_package(settings.node_modules, "node-media-server")
    node = find_node()
    for purpose, port, variable in (
        ("RTMP", settings.rtmp_port, "WEBTV_RTMP_PORT"),
        ("HTTP-FLV", settings.flv_port, "WEBTV_FLV_PORT"),
    ):
        require_port(settings.host, port, purpose=purpose, variable=variable)
    read_secret(settings.rtmp_secret_file)
    if settings.log_target == "file":
        _log_to(settings.logs_dir / "rtmp.log")
    heap_mb = settings.rtmp_memory_mb // 2  # media is kept outside of it
    flags = ["--expose-gc", f"--max-old-space-size={heap_mb}"]
    argv = [str(node), *flags, str(SERVER), json.dumps(server_options(settings))]
    os.execve(node, argv, {**plain(), **MALLOC})


def server_options(settings: Settings) -> dict[str, str | int | bool]:
    """The options of `server.mjs`. The secret goes as the name of its file, not in the open."""
    return {
        "modules": str(settings.node_modules),
        "host": settings.host,
        "rtmpPort": settings.rtmp_port,
        "flvPort": settings.flv_port,
        "secretFile": str(settings.rtmp_secret_file),
        "alone": settings.rtmp_url is None and settings.machine is None,
        "takeoverFolder": str(settings.takeover_dir),
        "statusFile": str(settings.status_dir / "rtmp.json"),
        "memoryLimit": settings.rtmp_memory_mb * 1_000_000,
    }


def _log_to(path: Path) -> None:
    """Point this process's output, and Node's after it, to the end of a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sys.stdout.flush()
    sys.stderr.flush()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    os.close(descriptor)
