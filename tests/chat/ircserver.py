"""A chat server that speaks IRC over TLS as Twitch does, and fails in the ways that one may."""

from __future__ import annotations

import asyncio
import ssl
from types import TracebackType

from tests.playout.tap import CERTIFICATE

TOKEN = "sesame"


class IrcServer:
    """`async with IrcServer() as server`: what clients sent is in `seen`, one list for each."""

    def __init__(self) -> None:
        self.port = 0
        self.seen: list[list[str]] = []
        self.token = TOKEN
        self.mute = False
        """Whether it answers nothing, not even PING."""
        self.deaf = False
        """Whether it reads nothing after the login."""
        self._writers: list[asyncio.StreamWriter] = []
        self._moved = asyncio.Condition()

    async def __aenter__(self) -> IrcServer:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=context)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.close()
        for writer in self._writers:
            writer.transport.abort()
        gone = (writer.wait_closed() for writer in self._writers)
        await asyncio.gather(*gone, return_exceptions=True)

    async def send(self, *lines: str) -> None:
        """Send lines to the newest client."""
        self._writers[-1].write("".join(f"{line}\r\n" for line in lines).encode())
        await self._writers[-1].drain()

    async def said(self, text: str, *, user: int = 7, name: str = "Ann") -> None:
        """Have somebody say something in the chat."""
        tags = f"display-name={name};id=8a7f-{user:08d};user-id={user}"
        await self.send(f"@{tags} :ann!ann@ann.tmi.twitch.tv PRIVMSG #sea :{text}")

    async def until(self, text: str, *, client: int = -1) -> str:
        """The first line with `text` in it that a client has sent."""

        def found() -> str | None:
            lines = self.seen[client] if len(self.seen) > (client if client >= 0 else 0) else []
            return next((line for line in lines if text in line), None)

        async with asyncio.timeout(20), self._moved:
            await self._moved.wait_for(lambda: found() is not None)
        return found() or ""

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen: list[str] = []
        self.seen.append(seen)
        self._writers.append(writer)
        try:
            while data := await reader.readline():
                line = data.decode().rstrip()
                async with self._moved:
                    seen.append(line)
                    self._moved.notify_all()
                if self.mute:
                    continue
                if line.startswith("PASS") and line != f"PASS oauth:{self.token}":
                    notice = b":tmi.twitch.tv NOTICE * :Login authentication failed\r\n"
                    writer.write(notice)
                elif line.startswith("NICK") and seen[-2] == f"PASS oauth:{self.token}":
                    writer.write(b":tmi.twitch.tv 001 webtv :Welcome, GLHF!\r\n")
                elif line.startswith("PING"):
                    writer.write(b":tmi.twitch.tv PONG tmi.twitch.tv :webtv\r\n")
                if self.deaf and line.startswith("JOIN"):
                    return
        except (OSError, asyncio.IncompleteReadError):
            return
