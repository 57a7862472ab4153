"""The real RTMP server as a process on free ports, and the real programme that is sent to it."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import av

from tests.ports import free_ports
from tests.slack import slack
from webtv.media.process.binary import find_ffmpeg
from webtv.model.status import ServerStatus, StreamStatus
from webtv.rtmp.node import find_node
from webtv.rtmp.service import SERVER
from webtv.store.secret import read_secret
from webtv.store.signature import signed_address
from webtv.store.status import read_station

ROOT = Path(__file__).parents[2]


def until(condition: Callable[[], bool], *, within_s: float, what: str) -> float:
    """Wait for `condition`, longer on a busy machine; return how many seconds it took."""
    started = time.monotonic()
    while not condition():
        assert time.monotonic() - started < within_s * slack(), f"not within {within_s} s: {what}"
        time.sleep(0.05)
    return time.monotonic() - started


def listens(port: int) -> bool:
    """Whether something accepts connections on `port`."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@dataclass
class Server:
    """A running `webtv rtmp`."""

    home: Path
    port: int
    flv_port: int
    process: subprocess.Popen[bytes]

    @property
    def base(self) -> str:
        return f"rtmp://127.0.0.1:{self.port}/live"

    def signed(self, name: str, *, app: str = "live", epoch: int = 0) -> str:
        base = f"rtmp://127.0.0.1:{self.port}/{app}"
        secret = read_secret(self.home / "rtmp.secret")
        return signed_address(base, name, secret=secret, epoch=epoch)

    def keyed(self, name: str) -> str:
        """Where a person publishes a feed for channel `name`; makes the key."""
        key = read_secret(self.home / "takeover" / f"{name}.key")
        return f"rtmp://127.0.0.1:{self.port}/takeover/{name}?key={key}"

    def status(self) -> ServerStatus | None:
        return read_station(self.home / "status", ServerStatus, now=datetime.now(UTC))

    def stream(self, path: str) -> StreamStatus | None:
        status = self.status()
        return next((s for s in status.streams if s.path == path), None) if status else None

    def said(self, event: str, **fields: object) -> list[dict[str, object]]:
        """The log lines of one event that hold `fields`."""
        return [
            line
            for line in self.lines()
            if line["event"] == event and fields.items() <= line.items()
        ]

    def lines(self) -> list[dict[str, object]]:
        text = (self.home / "logs" / "rtmp.log").read_text("utf-8")
        return [json.loads(line) for line in text.splitlines()]


def environment(home: Path, **more: object) -> dict[str, str]:
    """The environment of a station's process that keeps everything below `home`."""
    settings = {
        "WEBTV_HOME": home,
        "WEBTV_CHANNELS_DIR": home / "lineup",
        "WEBTV_PLAYLISTS_DIR": home / "playlists",
        "WEBTV_NODE_MODULES": ROOT / "node_modules",
        "WEBTV_LOG_TARGET": "file",
        **more,
    }
    return {**os.environ, **{name: str(value) for name, value in settings.items()}}


def javascript(script: str) -> str:
    """What a script prints that may import the server's modules by their names."""
    script = script.replace('from "./', f'from "{SERVER.parent.as_uri()}/')
    done = subprocess.run(
        [str(find_node()), "--expose-gc", "--input-type=module", "-"],
        input=script,
        capture_output=True,
        text=True,
        timeout=20 * slack(),
        check=True,
    )
    return done.stdout + done.stderr


@contextmanager
def serving(home: Path, **settings: object) -> Iterator[Server]:
    """Run the server until the block ends."""
    port, flv_port = free_ports(2)
    env = environment(home, WEBTV_RTMP_PORT=port, WEBTV_FLV_PORT=flv_port, **settings)
    with subprocess.Popen([sys.executable, "-m", "webtv", "rtmp"], cwd=ROOT, env=env) as process:
        try:
            until(lambda: listens(port), within_s=20, what="the server listens")
            until(lambda: listens(flv_port), within_s=5, what="the server listens for HTTP")
            yield Server(home, port, flv_port, process)
        finally:
            process.terminate()
            process.wait(timeout=5 * slack())


@contextmanager
def publishing(media: Path, address: str) -> Iterator[subprocess.Popen[bytes]]:
    """Send a file over and over, in real time, until the block ends."""
    argv = [str(find_ffmpeg(None)), "-v", "error", "-re", "-stream_loop", "-1", "-i", str(media)]
    argv += ["-c", "copy", "-f", "flv", address]
    with subprocess.Popen(argv, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


def watchable(address: str) -> bool:
    """Whether a viewer gets pictures within a few seconds."""
    try:
        with av.open(address, timeout=(3, 3)) as container:
            return any(True for _ in container.demux(video=0))
    except (av.FFmpegError, IndexError):
        return False
