"""The real RTMP server: who may publish, who may watch, and what it survives."""

import os
import socket
import subprocess
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path

import av
import httpx
import psutil
import pytest

from tests.ports import free_port
from tests.rtmp.peer import Peer
from tests.rtmp.server import (
    ROOT,
    Server,
    environment,
    javascript,
    listens,
    publishing,
    until,
    watchable,
)
from tests.slack import slack
from webtv.media.process.binary import find_ffmpeg
from webtv.store.signature import signed_address

HANDSHAKE = b"\x03" + bytes(1536) + bytes(1536)


def test_the_process_is_node_itself(server: Server) -> None:
    process = psutil.Process(server.process.pid)
    assert "node" in process.name()
    assert process.children() == []


def test_the_secret_is_for_its_owner_only_and_not_on_the_command_line(server: Server) -> None:
    path = server.home / "rtmp.secret"
    assert path.stat().st_mode & 0o777 == 0o600
    secret = path.read_text().strip()
    assert len(secret) == 64
    assert secret not in " ".join(psutil.Process(server.process.pid).cmdline())


def test_with_the_secret_viewers_get_the_channel(server: Server, media: Path) -> None:
    with publishing(media, server.signed("open")):
        until(lambda: watchable(f"{server.base}/open"), within_s=10, what="RTMP plays")
        flv = f"http://127.0.0.1:{server.flv_port}/live/open.flv"
        assert watchable(flv)
        with httpx.stream("GET", flv, timeout=5) as response:
            assert response.headers["access-control-allow-origin"] == "*"
            assert next(response.iter_bytes())[:3] == b"FLV"


@pytest.mark.parametrize(
    "query", ["", "?sign=1-abc", "?sign=a&sign=b", "?sign=99999999999-" + "0" * 64]
)
def test_a_foreign_publisher_is_refused(server: Server, media: Path, query: str) -> None:
    with publishing(media, f"{server.base}/foreign{query}") as publisher:
        assert publisher.wait(timeout=10 * slack()) != 0


def test_a_signature_dies_and_fits_one_name_only(server: Server, media: Path) -> None:
    secret = (server.home / "rtmp.secret").read_text().strip()
    old = signed_address(server.base, "foreign", secret=secret, now=time.time() - 120)
    other = server.signed("mine").replace("/mine?", "/foreign?")
    for address in (old, other):
        with publishing(media, address) as publisher:
            assert publisher.wait(timeout=10 * slack()) != 0


def test_a_signature_publishes_once(server: Server, media: Path) -> None:
    """Who reads one in `ps` and waits for the station to lose its connection has nothing."""
    address = server.signed("once")
    with publishing(media, address):
        until(lambda: watchable(f"{server.base}/once"), within_s=10, what="RTMP plays")
    until(lambda: server.stream("/live/once") is None, within_s=10, what="the name is free")
    with publishing(media, address) as publisher:
        assert publisher.wait(timeout=10 * slack()) != 0
    with publishing(media, server.signed("once")):
        until(lambda: watchable(f"{server.base}/once"), within_s=10, what="RTMP plays again")


def test_of_several_machines_the_newest_publishes(server: Server, media: Path) -> None:
    """One that was stopped, and believes to have the channel still, puts nothing on air again."""
    with publishing(media, server.signed("shared", epoch=3)) as old:
        until(lambda: watchable(f"{server.base}/shared"), within_s=10, what="RTMP plays")
        with publishing(media, server.signed("shared", epoch=4)):
            assert old.wait(timeout=10 * slack()) != 0
            until(lambda: watchable(f"{server.base}/shared"), within_s=10, what="it plays again")
            with publishing(media, server.signed("shared", epoch=3)) as zombie:
                assert zombie.wait(timeout=10 * slack()) != 0
            until(
                lambda: bool(server.said("connection refused", stream="/live/shared")),
                within_s=10,
                what="the server says so",
            )
        until(lambda: server.stream("/live/shared") is None, within_s=10, what="the name is free")
        with publishing(media, server.signed("shared", epoch=3)) as zombie:
            assert zombie.wait(timeout=10 * slack()) != 0
    (refused, *_) = server.said("connection refused", stream="/live/shared")
    assert refused["error"] == "another machine has this channel now"


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only root can become somebody else"
)
def test_another_user_who_is_faster_with_a_signature_does_not_publish(
    server: Server, media: Path
) -> None:
    """One who has seen it on the command line before ffmpeg has connected."""
    address = server.signed("raced")
    name = address.rpartition("/")[2]
    with Peer(server.port, user=65534).connect("live").publish(name) as thief:
        assert b"another user" in thief.heard(within_s=5)
        with publishing(media, address):
            until(lambda: watchable(f"{server.base}/raced"), within_s=10, what="the station airs")


def test_whose_connection_it_is_is_read_from_the_system() -> None:
    found = javascript(
        """
        import { createConnection, createServer } from "node:net";
        import { peerOf } from "./peer.mjs";
        const found = [];
        const look = async (listen, connect) => {
          const server = createServer();
          await new Promise((done) => server.listen(0, listen, done));
          const near = new Promise((done) => server.once("connection", done));
          const far = createConnection(server.address().port, connect);
          found.push(peerOf(await near));
          far.destroy();
          server.close();
        };
        await look("127.0.0.1", "127.0.0.1");
        await look("::", "127.0.0.1");
        await look("::1", "::1");
        const ends = { localAddress: "127.0.0.1", remoteAddress: "::1" };
        found.push(peerOf({ ...ends, localPort: 1, remotePort: 2 }));
        console.log(found.join(" "));
        """
    )
    assert found.split() == ["own", "own", "own", "unknown"]


def test_viewers_and_their_clock_go_on_when_the_publisher_returns(
    server: Server, media: Path
) -> None:
    times: dict[str, list[float]] = {"audio": [], "video": []}
    done = threading.Event()

    def watch() -> None:
        with av.open(f"{server.base}/back", timeout=(5, 20)) as container:
            for packet in container.demux(video=0, audio=0):
                if packet.dts is not None and packet.time_base is not None:
                    times[packet.stream.type].append(float(packet.dts * packet.time_base))
                if done.is_set():
                    return

    with publishing(media, server.signed("back")):
        until(lambda: watchable(f"{server.base}/back"), within_s=10, what="RTMP plays")
        viewer = threading.Thread(target=watch)
        viewer.start()
        until(lambda: len(times["video"]) > 48, within_s=10, what="the viewer has pictures")
    before = len(times["video"])
    with publishing(media, server.signed("back")):
        until(lambda: len(times["video"]) > before + 72, within_s=15, what="pictures again")
        done.set()
        viewer.join(timeout=10)
    for track in times.values():
        assert min(b - a for a, b in pairwise(track)) > 0
    assert abs(times["video"][-1] - times["audio"][-1]) < 0.25


@pytest.mark.parametrize(
    "rubbish",
    [
        HANDSHAKE
        + b"\x03\x00\x00\x00\x00\x00\x30\x14\x00\x00\x00\x00"
        + b"\x02\x00\x07connect" * 6,
        b"\x03" + os.urandom(8192),
        b"GET /live/%00%24.flv HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
)
def test_malformed_input_costs_only_the_sender(server: Server, rubbish: bytes) -> None:
    for port in (server.port, server.flv_port):
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(rubbish)
            connection.settimeout(0.5)
            try:
                connection.recv(65536)
            except OSError:
                pass
    assert listens(server.port)
    assert listens(server.flv_port)


def test_a_websocket_with_a_wrong_path_does_not_end_the_server(server: Server) -> None:
    request = (
        "GET /l$ve/x HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.flv_port), timeout=5) as connection:
        connection.sendall(request.encode())
        connection.settimeout(2)
        assert b"101" not in connection.recv(1024)[:20]
    assert listens(server.flv_port)


def test_nothing_else_is_served(server: Server) -> None:
    for path in ("/admin/", "/api/v1/streams", "/api/v1/health"):
        assert httpx.get(f"http://127.0.0.1:{server.flv_port}{path}").status_code == 404
    name = f"http://127.0.0.1:{server.flv_port}/live/any.flv"
    assert httpx.post(name, content=b"FLV").status_code == 405


def test_a_viewer_who_does_not_read_is_cut_off(server: Server, media: Path) -> None:
    request = b"GET /live/fast.flv HTTP/1.1\r\nHost: x\r\n\r\n"
    # Sent as fast as it goes, so that the viewer's share of memory fills within seconds.
    with socket.socket() as lazy:
        lazy.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        lazy.connect(("127.0.0.1", server.flv_port))
        lazy.sendall(request)
        send = [
            str(find_ffmpeg(None)),
            "-v",
            "error",
            "-stream_loop",
            "40",
            "-i",
            str(media),
            "-c",
            "copy",
        ]
        send += ["-f", "flv", server.signed("fast")]
        subprocess.run(send, check=True, timeout=30 * slack())

        def cut_off() -> bool:
            said = [str(line["event"]) for line in server.lines() if "fast" in str(line)]
            return "viewer too slow, connection closed" in said

        until(cut_off, within_s=5, what="the lazy viewer is cut off")


def test_a_port_in_use_is_one_sentence(server: Server, tmp_path: Path) -> None:
    env = environment(tmp_path, WEBTV_RTMP_PORT=server.port, WEBTV_FLV_PORT=free_port())
    done = subprocess.run(
        [sys.executable, "-m", "webtv", "rtmp"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        timeout=20 * slack(),
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"port {server.port} for RTMP" in done.stderr
    assert "WEBTV_RTMP_PORT" in done.stderr
