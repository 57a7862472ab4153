"""Is this part of the station well? Exit code 0 says yes; else one line says why not.

    python health.py web|spaces|playout|production|rtmp|probe|mirror|console|alarms|chat [--restart]

Asks as a user of the part would: over HTTP, by an RTMP handshake, or by the status it publishes.
Then looks at what the probe found: a part may run and answer while no viewer gets anything through
it. Docker calls a container unhealthy and leaves it running; with `--restart`, a part that stays
unwell is ended from inside its container, and the restart policy starts it again.

Only the standard library, so that a check every few seconds costs next to nothing. The variables
and their defaults are those of docs/configuration.md.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path

WAIT_S = 5.0
STALE_AFTER_S = 15.0
RTMP_VERSION = b"\x03"
RTMP_HANDSHAKE_BYTES = 1536

HELD_S = 10.0
"""A suspicion of the probe's must be so old to count: longer than from one verdict to the next."""

UNWELL_TIMES = 3
"""So many checks in a row must fail before a part is ended; docker's own `retries` is the same."""

SETTLED_S = 60.0
"""A part that has not run so long is still starting."""

AGAIN_S = 300.0
"""Least time between two such ends of one part: what did not help at once seldom helps."""

GRACE_S = 1.5
"""Seconds a part may take to end after SIGTERM before it is killed."""


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


def reports(statuses: Path, channels: Path, now: datetime, *, shares: bool) -> str | None:
    """None if every channel's status is fresh; a channel without one was never valid.

    Where several machines share the channels, one may have none.
    """
    for path in sorted(statuses.glob("[!.]*.json")):
        if not (channels / f"{path.stem}.yaml").is_file():
            continue
        age_s = age(path, now)
        if age_s > STALE_AFTER_S:
            return f"the last word about {path.stem} is {age_s:.0f} s old"
    if not shares and not any(statuses.glob("[!.]*.json")) and any(channels.glob("*.yaml")):
        return "no status has been written"
    return None


def speaks(status: Path, now: datetime) -> str | None:
    """None if it said something of late. That others do not answer it is no fault of its own."""
    age_s = age(status, now)
    return f"its last word is {age_s:.0f} s old" if age_s > STALE_AFTER_S else None


def age(path: Path, now: datetime) -> float:
    """Seconds since a status was written."""
    written = datetime.fromisoformat(json.loads(path.read_bytes())["written_at"])
    return (now - written).total_seconds()


def accused(part: str, verdict: Path, now: datetime) -> str | None:
    """Why the probe suspects a part; None if it does not, not for long, or is away itself."""
    try:
        if age(verdict, now) > STALE_AFTER_S:
            return None
        for suspicion in json.loads(verdict.read_bytes())["suspicions"]:
            since = datetime.fromisoformat(suspicion["since"])
            if suspicion["part"] == part and (now - since).total_seconds() >= HELD_S:
                return f"the probe says: {suspicion['reason']}"
    except (OSError, ValueError, KeyError):
        pass  # nobody has judged yet
    return None


def check(part: str, env: Mapping[str, str]) -> str | None:
    """What is wrong with a part; None if nothing is."""

    def port(name: str, default: int) -> int:
        return int(env.get(f"WEBTV_{name}_PORT") or default)

    statuses = Path(env.get("WEBTV_HOME") or "var") / "status"
    channels = Path(env.get("WEBTV_CHANNELS_DIR") or "channels")
    now, shares = datetime.now(UTC), bool(env.get("WEBTV_MACHINE"))
    checks: dict[str, Callable[[], str | None]] = {
        "web": lambda: answers(port("WEB", 8080)),
        "spaces": lambda: answers(port("SPACES", 7860)),
        "playout": lambda: answers(port("CONTROL", 8090)),
        "console": lambda: answers(port("CONSOLE", 8081)),
        "production": lambda: reports(statuses / "production", channels, now, shares=shares),
        "rtmp": lambda: greets(port("RTMP", 1935), port("FLV", 8000)),
        "probe": lambda: reports(statuses / "probe", channels, now, shares=False),
        "mirror": lambda: speaks(statuses / "mirror.json", now),
        "alarms": lambda: speaks(statuses / "alarms.json", now),
        "chat": lambda: speaks(statuses / "chat.json", now),
    }
    if part not in checks:
        return f"no such part: {part}; there are {', '.join(checks)}"
    try:
        return checks[part]()
    except (OSError, ValueError, KeyError) as error:
        return f"{part}: {error}"


def times_unwell(trouble: str | None, note: Path) -> int:
    """How many checks in a row have failed, this one included: one mark each in the file `note`."""
    if not trouble:
        note.unlink(missing_ok=True)
        return 0
    with note.open("a") as file:
        file.write("x")
        return file.tell()


def may_end(mark: Path, *, up_s: float, now: float) -> bool:
    """Whether a part that has run for `up_s` may be ended. `mark` was touched when one last was."""
    ended_at = mark.stat().st_mtime if mark.is_file() else 0.0
    return up_s >= SETTLED_S and not 0 <= now - ended_at < AGAIN_S


def processes(proc: Path = Path("/proc")) -> dict[int, tuple[int, float]]:
    """Every process of this container: its parent, and its start in seconds after the boot."""
    ticks = os.sysconf("SC_CLK_TCK")
    found = {}
    for folder in proc.glob("[0-9]*"):
        try:
            # The name, which may hold anything, ends at the last bracket (proc(5), stat).
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended while we looked
        found[int(folder.name)] = int(fields[1]), int(fields[19]) / ticks
    return found


def uptime(pid: int) -> float:
    """Seconds that a process has run."""
    return float(Path("/proc/uptime").read_text().split()[0]) - processes()[pid][1]


def end_part(init: int) -> None:
    """End what the container's init process started, which ends the container.

    Not init itself: the kernel keeps that from being killed from inside.
    """
    for number in (signal.SIGTERM, signal.SIGKILL):
        children = [pid for pid, (parent, _) in processes().items() if parent == init]
        for pid in children:
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        deadline = time.monotonic() + GRACE_S
        while time.monotonic() < deadline and any(pid in processes() for pid in children):
            time.sleep(0.05)


def main() -> int:
    """Check the part named on the command line; with `--restart`, end it if it stays unwell."""
    part = sys.argv[1] if len(sys.argv) > 1 else ""
    statuses = Path(os.environ.get("WEBTV_HOME") or "var") / "status"
    trouble = check(part, os.environ)
    suspicion = accused(part, statuses / "verdict.json", datetime.now(UTC))
    for said in filter(None, (trouble, suspicion)):
        sys.stderr.write(f"{said}\n")
    # Only where process 1 is the init that docker puts before a part of the station.
    if "--restart" in sys.argv and b"webtv" in Path("/proc/1/cmdline").read_bytes():
        unwell = times_unwell(trouble, Path(f"/tmp/unwell-{part}")) >= UNWELL_TIMES
        mark = statuses / f"ended-{part}"
        if (unwell or suspicion) and may_end(mark, up_s=uptime(1), now=time.time()):
            sys.stderr.write(f"{part} is ended, to be started again\n")
            mark.touch()
            end_part(init=1)
    return 1 if trouble or suspicion else 0


if __name__ == "__main__":
    sys.exit(main())
