from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.slack import slack
from tests.strays import taken
from webtv.environment import plain

AWAY = "192.0.2.1"  # for documentation, RFC 5737


def test_a_connection_out_is_refused_and_noted(stays_here: Path) -> None:
    with socket.socket() as peer, pytest.raises(ConnectionRefusedError, match="may not leave"):
        peer.connect((AWAY, 9))
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer,
        pytest.raises(ConnectionRefusedError, match="may not leave"),
    ):
        peer.sendto(b"x", (AWAY, 9))
    assert [line.rpartition(": ")[2] for line in taken(stays_here)] == [f"{AWAY} 9"] * 2


def test_children_are_watched_too(stays_here: Path) -> None:
    code = f"import socket; socket.create_connection(('{AWAY}', 9), timeout=2)"
    for env in (dict(os.environ), plain()):
        done = subprocess.run(
            [sys.executable, "-c", code], env=env, capture_output=True, timeout=20 * slack()
        )
        assert b"may not leave this machine" in done.stderr
    assert len(taken(stays_here)) == 2


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost"])
def test_this_machine_is_reached(host: str) -> None:
    with socket.create_server(("", 0)) as server:
        with socket.create_connection((host, server.getsockname()[1]), timeout=2):
            pass
