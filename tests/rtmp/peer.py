"""A peer that speaks RTMP by hand, so that it can also speak it wrongly.

Sources: Adobe's RTMP 1.0 specification (chunks, commands) and AMF 0.
"""

import os
import socket
import struct
import time
from types import TracebackType
from typing import Self

HANDSHAKE_BYTES = 1536
COMMAND, VIDEO, CHUNK_SIZE = 20, 9, 1


class Peer:
    """One connection. `source` is the address it comes from, `user` who makes it (for root)."""

    def __init__(self, port: int, *, source: str = "127.0.0.1", user: int | None = None) -> None:
        me = os.geteuid()
        os.seteuid(me if user is None else user)  # a socket stays with the user who made it
        try:
            self.socket = socket.socket()
        finally:
            os.seteuid(me)
        self.socket.settimeout(5)
        self.socket.bind((source, 0))
        self.socket.connect(("127.0.0.1", port))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.socket.close()

    def connect(self, app: str) -> Self:
        """Shake hands and open an application."""
        self.socket.sendall(b"\x03" + bytes(HANDSHAKE_BYTES))
        wanted = 1 + 2 * HANDSHAKE_BYTES
        while wanted:
            wanted -= len(self.socket.recv(wanted))
        self.socket.sendall(bytes(HANDSHAKE_BYTES))
        self.message(CHUNK_SIZE, struct.pack(">I", 1 << 20))
        self.command("connect", 1, {"app": app, "tcUrl": f"rtmp://127.0.0.1/{app}"})
        self.command("createStream", 2, None)
        return self

    def play(self, name: str) -> Self:
        self.command("play", 3, None, name)
        return self

    def publish(self, name: str) -> Self:
        self.command("publish", 3, None, name, "live")
        return self

    def command(self, name: str, number: int, *values: object) -> None:
        self.message(COMMAND, b"".join(map(_amf, (name, float(number), *values))))

    def message(
        self, kind: int, payload: bytes, *, says: int | None = None, stream: int = 3
    ) -> None:
        """One message in one chunk of a chunk stream; `says` is the length it claims to have."""
        length = len(payload) if says is None else says
        head = bytes([stream]) + bytes(3) + length.to_bytes(3, "big") + bytes([kind]) + bytes(4)
        self.socket.sendall(head + payload)

    def picture(self) -> None:
        """A keyframe that is none."""
        self.message(VIDEO, b"\x17\x01\x00\x00\x00" + b"INJECTED" * 50)

    def heard(self, *, within_s: float) -> bytes:
        """Everything that comes until the connection is closed, or for so many seconds."""
        said = b""
        deadline = time.monotonic() + within_s
        while (left := deadline - time.monotonic()) > 0:
            self.socket.settimeout(left)
            try:
                data = self.socket.recv(65536)
            except TimeoutError:
                break
            except ConnectionResetError:
                return said
            if not data:
                return said
            said += data
        raise TimeoutError(f"still connected after {within_s} s")

    def closed(self, *, within_s: float = 5) -> bool:
        """Whether the server ends the connection by then."""
        try:
            self.heard(within_s=within_s)
        except TimeoutError:
            return False
        return True


def _amf(value: object) -> bytes:
    if value is None:
        return b"\x05"
    if isinstance(value, float):
        return b"\x00" + struct.pack(">d", value)
    if isinstance(value, str):
        return b"\x02" + _text(value)
    assert isinstance(value, dict)
    pairs = b"".join(_text(key) + _amf(one) for key, one in value.items())
    return b"\x03" + pairs + b"\x00\x00\x09"


def _text(value: str) -> bytes:
    data = value.encode()
    return struct.pack(">H", len(data)) + data
