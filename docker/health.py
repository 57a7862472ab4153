"""Is this part of the station well? Exit code 0 says yes; else one line says why not.

    python health.py web|spaces|playout|production|rtmp

Asks as a user of the part would: over HTTP, by an RTMP handshake, or by the status it publishes.
Only the standard library, so that a check every few seconds costs next to nothing. The variables
and their defaults are those of docs/configuration.md.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path

WAIT_S = 5.0
STALE_AFTER_S = 15.0
RTMP_VERSION = b"\x03"
RTMP_HANDSHAKE_BYTES = 1536


def answers(port: int) -> str | None:
    """None if `GET /healthz` on this machine says 200, else what is wrong."""
    connection = HTTPConnection("127.0.0.1", port, timeout=WAIT_S)
    try:
        connection.request("GET", "/healthz")
        status = connection.getresponse().status
    finally:
        connection.close()
    return None if status == 200 else f"/healthz on port {port} says {status}"


def greets(rtmp_port: int, flv_port: int) -> str | None:
    """None if the RTMP server shakes hands and the FLV server accepts."""
    with socket.create_connection(("127.0.0.1", rtmp_port), timeout=WAIT_S) as peer:
        peer.sendall(RTMP_VERSION + bytes(RTMP_HANDSHAKE_BYTES))
        if peer.recv(1) != RTMP_VERSION:
            return f"port {rtmp_port} does not speak RTMP"
    socket.create_connection(("127.0.0.1", flv_port), timeout=WAIT_S).close()
    return None


def reports(statuses: Path, channels: Path, now: datetime) -> str | None:
    """None if every channel's status is fresh; a channel without one was never valid."""
    for path in sorted(statuses.glob("[!.]*.json")):
        if not (channels / f"{path.stem}.yaml").is_file():
            continue
        written = datetime.fromisoformat(json.loads(path.read_bytes())["written_at"])
        age_s = (now - written).total_seconds()
        if age_s > STALE_AFTER_S:
            return f"the last word about {path.stem} is {age_s:.0f} s old"
    if not any(statuses.glob("[!.]*.json")) and any(channels.glob("*.yaml")):
        return "no status has been written"
    return None


def check(part: str, env: Mapping[str, str]) -> str | None:
    """What is wrong with a part; None if nothing is."""

    def port(name: str, default: int) -> int:
        return int(env.get(f"WEBTV_{name}_PORT") or default)

    statuses = Path(env.get("WEBTV_HOME") or "var") / "status" / "production"
    channels = Path(env.get("WEBTV_CHANNELS_DIR") or "channels")
    checks: dict[str, Callable[[], str | None]] = {
        "web": lambda: answers(port("WEB", 8080)),
        "spaces": lambda: answers(port("SPACES", 7860)),
        "playout": lambda: answers(port("CONTROL", 8090)),
        "production": lambda: reports(statuses, channels, datetime.now(UTC)),
        "rtmp": lambda: greets(port("RTMP", 1935), port("FLV", 8000)),
    }
    if part not in checks:
        return f"no such part: {part}; there are {', '.join(checks)}"
    try:
        return checks[part]()
    except (OSError, ValueError, KeyError) as error:
        return f"{part}: {error}"


def main() -> int:
    """Check the part named on the command line."""
    trouble = check(sys.argv[1] if len(sys.argv) > 1 else "", os.environ)
    if trouble:
        sys.stderr.write(f"{trouble}\n")
    return 1 if trouble else 0


if __name__ == "__main__":
    sys.exit(main())
