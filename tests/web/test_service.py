from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.slack import slack

if TYPE_CHECKING:
    from tests.web.station import Station


def test_a_taken_port_is_one_sentence(station: Station) -> None:
    with socket.create_server(("127.0.0.1", station.settings.web_port)):
        ended = subprocess.run(
            [sys.executable, "-m", "webtv", "web"],
            env={
                **os.environ,
                "WEBTV_HOME": str(station.settings.home),
                "WEBTV_CHANNELS_DIR": str(station.settings.channels_dir),
                "WEBTV_WEB_PORT": str(station.settings.web_port),
            },
            cwd=station.settings.home.parent,
            capture_output=True,
            text=True,
            timeout=30 * slack(),
            check=False,
        )
    assert ended.returncode == 1
    assert ended.stderr == (
        f"webtv: port {station.settings.web_port} for the web page cannot be used on 127.0.0.1 "
        "(it is in use): stop what uses it, or choose another with WEBTV_WEB_PORT=...\n"
    )


@pytest.mark.parametrize(
    ("how", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)], ids=["SIGTERM", "SIGINT"]
)
def test_stops_in_time_with_a_viewer_in_the_middle(
    station: Station, how: signal.Signals, code: int
) -> None:
    station.add_channel("tides", "Tides")
    folder = station.settings.hls_dir / "tides"
    folder.mkdir(parents=True)
    (folder / "1.ts").write_bytes(bytes(64_000_000))
    station.start()
    with socket.create_connection(("127.0.0.1", station.settings.web_port)) as viewer:
        viewer.sendall(b"GET /hls/tides/1.ts HTTP/1.1\r\nHost: tv\r\n\r\n")
        assert viewer.recv(4096)  # and then reads no more
        began = time.monotonic()
        assert station.stop(how) == code
    assert time.monotonic() - began < 5 * slack()
