"""What hostile peers can do to the real server: lose their own connection."""

import json
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import av
import psutil
import pytest

from tests.rtmp.peer import CHUNK_SIZE, COMMAND, VIDEO, Peer
from tests.rtmp.server import Server, javascript, listens, publishing, serving, until, watchable
from tests.slack import slack
from webtv.media.process.binary import find_ffmpeg

LONGEST_S = 14
"""Until a connection that does not say what it wants is closed: 10 s, more on a slow machine."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("home"), WEBTV_RTMP_MEMORY_MB=300) as running:
        yield running


@pytest.fixture(scope="module", autouse=True)
def dawdlers(server: Server) -> Iterator[list[socket.socket]]:
    """Connections that never say what they want; opened first, looked at last."""
    greeting = b"\x03" + bytes(1536)
    with ExitStack() as stack:
        found = []
        for port, words in (
            *[(server.port, said) for said in (b"", b"\x03", greeting[:700], greeting)],
            *[(server.flv_port, said) for said in (b"", b"GET /live/any.flv HTTP/1.1\r\nHost: x")],
        ):
            for _ in range(10):
                one = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=5))
                one.sendall(words)
                found.append(one)
        yield found


def test_a_viewer_cannot_put_pictures_on_the_air(server: Server, media: Path) -> None:
    with publishing(media, server.signed("open")):
        until(lambda: watchable(f"{server.base}/open"), within_s=10, what="RTMP plays")
        with Peer(server.port).connect("live").play("open") as witness:
            with Peer(server.port).connect("live").play("open") as intruder:
                intruder.picture()
                assert intruder.closed()
            with pytest.raises(TimeoutError):
                witness.heard(within_s=0.5)
        with av.open(f"{server.base}/open", timeout=(5, 5)) as container:
            for number, packet in enumerate(container.demux(video=0)):
                assert b"INJECTED" not in bytes(packet)
                if number > 24:
                    break
    assert server.said("connection refused", error="media from one who does not publish")


def test_a_refused_publisher_cannot_go_on(server: Server) -> None:
    with (
        Peer(server.port).connect("live").play("empty") as witness,
        Peer(server.port).connect("live").publish("empty?sign=1-abc") as intruder,
    ):
        intruder.picture()
        assert b"NetStream.Publish.BadName" in intruder.heard(within_s=5)
        said = b""
        try:
            witness.socket.settimeout(0.5)
            while True:
                said += witness.socket.recv(65536)
        except TimeoutError:
            pass
        assert b"INJECTED" not in said


def test_one_connection_has_one_stream(server: Server) -> None:
    with Peer(server.port).connect("live").play("one") as peer:
        peer.play("two")
        assert peer.closed()


@pytest.mark.parametrize("name", ["../secret", "A", "a" * 41, "", "a/b"])
def test_other_names_and_applications_are_refused(server: Server, name: str) -> None:
    for app, stream in (("live", name), (name, "any")):
        with Peer(server.port).connect(app).play(stream) as peer:
            assert peer.closed()


def test_a_large_message_is_refused_before_it_is_kept(server: Server) -> None:
    with Peer(server.port).connect("live") as peer:
        peer.message(VIDEO, bytes(100), says=0xFFFFFF)
        assert peer.closed()


def test_a_message_on_each_chunk_stream_takes_no_memory(server: Server) -> None:
    """A byte of each had 17 kB set aside: a megabyte for a connection that had sent a thousand."""
    with Peer(server.port).connect("live") as peer:
        peer.message(CHUNK_SIZE, (1).to_bytes(4, "big"))
        with suppress(ConnectionError):
            for stream in range(4, 20):
                peer.message(COMMAND, b"x", says=16_000, stream=stream)
        assert peer.closed()
    assert server.said("connection refused", error="too many messages at once")


def test_who_publishes_nothing_is_not_listened_to_for_long(server: Server) -> None:
    with Peer(server.port).connect("live") as peer:
        with suppress(ConnectionError):
            for _ in range(400):
                peer.message(22, bytes(1000))
        assert peer.closed()
    assert "bytes from one who does not publish" in str(server.said("connection refused"))


def test_one_address_cannot_take_all_connections(server: Server) -> None:
    with ExitStack() as stack:
        peers = [
            stack.enter_context(Peer(server.port, source="127.0.0.2").connect("live").play("any"))
            for _ in range(128)
        ]
        with Peer(server.port, source="127.0.0.2") as last:
            assert last.closed()
        with Peer(server.port, source="127.0.0.3").connect("live").play("any") as other:
            assert not other.closed(within_s=0.5)
        peers[0].socket.close()

        def room() -> bool:
            with Peer(server.port, source="127.0.0.2") as again:
                return not again.closed(within_s=0.3)

        until(room, within_s=5, what="a place is free again")


def test_strangers_cannot_shut_the_station_out() -> None:
    said = javascript(
        'import { EventEmitter } from "node:events";\n'
        'import { Guard } from "./guard.mjs";\n'
        "const guard = new Guard({ complaints: { say() {} } });\n"
        "const taken = (remoteAddress) => guard.count(Object.assign(new EventEmitter(), {\n"
        "  remoteAddress, setKeepAlive() {}, destroy() {} })) !== null;\n"
        "let strangers = 0;\n"
        "for (let i = 0; i < 9000; i += 1) strangers += taken(`2001:db8:0:${i % 100}::1`);\n"
        "const near = ['127.0.0.1', '::1', '::ffff:172.18.0.3', '192.168.1.2', 'fd00::2'];\n"
        "const far = ['172.32.0.1', '::ffff:8.8.8.8', '2001:db8:1::1'];\n"
        "console.log(JSON.stringify([strangers, near.map(taken), far.map(taken)]));"
    )
    strangers, near, far = json.loads(said)
    assert strangers == 4096 - 256
    assert all(near)
    assert not any(far)


def test_a_viewer_who_does_not_read_goes_and_one_who_reads_stays() -> None:
    """Real sockets; the seconds between two looks are told, not waited for."""
    said = javascript(
        'import { connect, createServer } from "node:net";\n'
        'import { once } from "node:events";\n'
        'import { setTimeout as pause } from "node:timers/promises";\n'
        'import { Viewers } from "./viewers.mjs";\n'
        "const server = createServer().listen(0, '127.0.0.1');\n"
        "await once(server, 'listening');\n"
        "const sessions = new Map(), gone = [];\n"
        "for (const streamPath of ['lazy', 'keen']) {\n"
        "  const { port } = server.address();\n"
        "  const peer = connect({ port, host: '127.0.0.1' }).on('error', () => {});\n"
        "  if (streamPath === 'keen') peer.resume();\n"
        "  const [socket] = await once(server, 'connection');\n"
        "  sessions.set(streamPath, { socket, streamPath });\n"
        "}\n"
        "const say = (_event, _socket, { stream }) => gone.push(stream);\n"
        "const viewers = new Viewers({ sessions, complaints: { say } });\n"
        "const looks = [];\n"
        "for (let second = 0; second < 8; second += 1) {\n"
        "  for (const { socket } of sessions.values())\n"
        "    if (!socket.destroyed) socket.write(Buffer.alloc(second ? 1 << 16 : 7 << 20));\n"
        "  const keen = sessions.get('keen').socket;\n"
        "  for (let wait = 0; keen.writableLength && wait < 500; wait += 1) await pause(10);\n"
        "  viewers.check(second * 1000);\n"
        "  looks.push(gone.length);\n"
        "}\n"
        "console.log(JSON.stringify([gone, looks, sessions.get('keen').socket.destroyed]));\n"
        "process.exit();"
    )
    gone, looks, closed = json.loads(said)
    assert set(gone) == {"lazy"}
    assert looks[:5] == [0] * 5
    assert looks[-1]
    assert not closed


def test_viewers_of_this_machine_are_bounded_and_its_publishers_are_not() -> None:
    said = javascript(
        'import { EventEmitter } from "node:events";\n'
        'import { Guard, OWN_VIEWERS } from "./guard.mjs";\n'
        "const guard = new Guard({ complaints: { say() {} } });\n"
        "const taken = (most) => guard.count(Object.assign(new EventEmitter(), {\n"
        "  remoteAddress: '127.0.0.1', setKeepAlive() {}, destroy() {} }), most) !== null;\n"
        "let viewers = 0;\n"
        "for (let i = 0; i < 750; i += 1) viewers += taken(OWN_VIEWERS);\n"
        "console.log(JSON.stringify([viewers, taken()]));"
    )
    assert json.loads(said) == [512, True]


def test_unknown_commands_do_not_fill_the_log(server: Server) -> None:
    with Peer(server.port).connect("live") as peer:
        for number in range(500):
            peer.command("nonsense", number)
        with Peer(server.port).connect("live").play("any") as other:
            assert not other.closed(within_s=0.5)
    said = [line for line in server.lines() if "Unknown command" in str(line)]
    assert len(said) == 1


def test_a_second_request_on_a_connection_ends_it(server: Server) -> None:
    request = b"GET /live/open.flv HTTP/1.1\r\nHost: x\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.flv_port), timeout=5) as connection:
        connection.sendall(request * 50)
        try:
            while connection.recv(65536):
                pass
        except ConnectionResetError:
            pass


def test_a_request_with_a_body_is_refused(server: Server) -> None:
    head = b"GET /live/open.flv HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.flv_port), timeout=5) as connection:
        connection.sendall(head)
        assert connection.recv(1024).startswith(b"HTTP/1.1 405")


def test_when_memory_is_short_slow_viewers_go_first(server: Server, media: Path) -> None:
    """Many who do not read, on many streams that come as fast as they can."""
    names = [f"fast-{i}" for i in range(30)]
    with ExitStack() as stack:
        for name in names:
            lazy = stack.enter_context(socket.socket())
            lazy.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            lazy.connect(("127.0.0.1", server.flv_port))
            lazy.sendall(f"GET /live/{name}.flv HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        senders = []
        for name in names:
            argv = [str(find_ffmpeg(None)), "-v", "error", "-stream_loop", "3", "-i", str(media)]
            argv += ["-c", "copy", "-f", "flv", server.signed(name)]
            senders.append(subprocess.Popen(argv, stdin=subprocess.DEVNULL))
        for sender in senders:
            assert sender.wait(timeout=60 * slack()) == 0
        until(
            lambda: bool(server.said("memory is short, slow viewers dropped")),
            within_s=5,
            what="slow viewers are dropped",
        )
    until(
        lambda: psutil.Process(server.process.pid).memory_info().rss < 300e6,
        within_s=10,
        what="it is within its limit",
    )
    assert server.process.poll() is None


def test_who_never_says_what_he_wants_is_sent_away(
    server: Server, dawdlers: list[socket.socket]
) -> None:
    started = time.monotonic()
    ended: list[float] = []

    def wait(one: socket.socket) -> None:
        one.settimeout(LONGEST_S)
        try:
            while one.recv(4096):
                pass
        except ConnectionResetError:
            pass
        except TimeoutError:
            return
        ended.append(time.monotonic() - started)

    threads = [threading.Thread(target=wait, args=(one,)) for one in dawdlers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ended) == len(dawdlers)
    assert listens(server.port)


def test_misdeeds_are_logged_once_for_each_address(server: Server) -> None:
    for _ in range(3):
        with Peer(server.port, source="127.0.0.9").connect("nothing").play("any") as peer:
            assert peer.closed()
    assert len(server.said("connection refused", **{"from": "127.0.0.9"})) == 1
