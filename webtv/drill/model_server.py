"""A stand-in for a language model's server on this machine, which can go away in mid-answer."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress

_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: %b\r\nConnection: close\r\n"
_MODELS = json.dumps({"object": "list", "data": [{"id": "stand-in", "object": "model"}]}).encode()
_WORD_S = 0.5


class ModelServer:
    """Lists one model, and answers whatever it is asked word by word, without end."""

    def __init__(self, port: int) -> None:
        self.asked = asyncio.Event()
        """Set once somebody waits for an answer."""
        self._port = port
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()

    async def start(self) -> None:
        """Listen."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self._port)

    def vanish(self) -> None:
        """Be gone at once, as a process that was killed: connections are reset."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in self._writers:
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            if head.startswith(b"GET "):
                length = b"Content-Length: %d\r\n\r\n" % len(_MODELS)
                writer.write(_HEAD % b"application/json" + length + _MODELS)
                await writer.drain()
            else:
                await self._answer(writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # whoever asked has gone, or speaks something else
        finally:
            self._writers.discard(writer)
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def _answer(self, writer: asyncio.StreamWriter) -> None:
        self.asked.set()
        writer.write(_HEAD % b"text/event-stream" + b"\r\n")
        chunk = {"index": 0, "delta": {"content": "once "}, "finish_reason": None}
        event = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "stand-in"}
        while not writer.is_closing():
            text = json.dumps({**event, "choices": [chunk]})
            writer.write(f"data: {text}\n\n".encode())
            await writer.drain()
            await asyncio.sleep(_WORD_S)
