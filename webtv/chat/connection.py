"""One connection to a chat: dialled, logged in, and given up when nothing comes any more."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import SecretStr

from webtv.chat.line import LONGEST_BYTES, Line, join, read_line
from webtv.errors import MisconfiguredError, UnavailableError

_REFUSALS = ("login authentication failed", "improperly formatted auth", "invalid nick")
"""How Twitch says that a token is wrong or old."""

_BACKEND = "Twitch chat"


@dataclass(frozen=True, slots=True)
class Waits:
    """How long a server may take, in seconds: to connect and log in, to be silent before it is
    asked whether it is there, and to take or give an answer.
    """

    login_s: float = 15.0
    silent_s: float = 330.0
    answer_s: float = 15.0


@dataclass(frozen=True, slots=True)
class Account:
    """Who reads the chat."""

    user: str
    token: SecretStr


class Connection:
    """A chat that was logged in to."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, waits: Waits
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._waits = waits

    async def send(self, data: bytes) -> None:
        """Send lines. Raises `UnavailableError` where the server does not take them."""
        try:
            async with asyncio.timeout(self._waits.answer_s):
                self._writer.write(data)
                await self._writer.drain()
        except (OSError, TimeoutError):
            raise UnavailableError("the chat takes nothing", backend=_BACKEND) from None

    async def lines(self) -> AsyncIterator[Line]:
        """Lines as they come, without PING and PONG. Ends when the server asks to reconnect.

        Raises `UnavailableError` when it is gone or silent for too long, and `MisconfiguredError`
        when it refuses the token.
        """
        asked = False
        while True:
            wait_s = self._waits.answer_s if asked else self._waits.silent_s
            try:
                async with asyncio.timeout(wait_s):
                    line = await self._next()
            except TimeoutError:
                if asked:
                    raise UnavailableError("the chat is silent", backend=_BACKEND) from None
                asked = True
                await self.send(b"PING :webtv\r\n")
                continue
            asked = False
            if line is None:
                continue
            if line.command == "PING":
                await self.send(b"PONG :" + line.text.encode()[:300] + b"\r\n")
            elif line.command == "RECONNECT":
                return
            elif line.command == "NOTICE" and line.text.lower().startswith(_REFUSALS):
                raise MisconfiguredError(
                    "Twitch refuses WEBTV_TWITCH_TOKEN: it is wrong or has ended; make a new one "
                    "for the account in WEBTV_TWITCH_USER",
                    backend=_BACKEND,
                )
            elif line.command != "PONG":
                yield line

    async def _next(self) -> Line | None:
        try:
            data = await self._reader.readline()
        except ValueError:  # longer than any line may be: the rest of it is no line either
            return None
        except OSError as error:
            raise UnavailableError(f"the chat is gone: {error}", backend=_BACKEND) from None
        if not data:
            raise UnavailableError("the chat hung up", backend=_BACKEND)
        return read_line(data)


@asynccontextmanager
async def connected(
    url: str,
    account: Account,
    channels: Iterable[str],
    *,
    context: ssl.SSLContext,
    waits: Waits,
) -> AsyncIterator[Connection]:
    """A connection to `ircs://HOST:PORT` that has asked for the lines of `channels`.

    Raises `UnavailableError` if nobody is there, or the certificate is another's.
    """
    place = urlsplit(url)
    try:
        async with asyncio.timeout(waits.login_s):
            reader, writer = await asyncio.open_connection(
                place.hostname, place.port, ssl=context, limit=LONGEST_BYTES
            )
    except (OSError, TimeoutError) as error:
        why = str(error) or "it does not answer"
        raise UnavailableError(f"the chat cannot be reached: {why}", backend=_BACKEND) from None
    try:
        connection = Connection(reader, writer, waits)
        token = account.token.get_secret_value().removeprefix("oauth:")
        await connection.send(
            b"CAP REQ :twitch.tv/tags twitch.tv/commands\r\n"
            + f"PASS oauth:{token}\r\nNICK {account.user.lower()}\r\n".encode()
            + b"".join(map(join, channels))
        )
        yield connection
    finally:
        writer.transport.abort()
        with suppress(OSError, TimeoutError):
            async with asyncio.timeout(1):
                await writer.wait_closed()
