"""`webtv chat`: reads the chats that channels name, for ever."""

from __future__ import annotations

import asyncio
import signal
import ssl
import time
from collections import deque
from collections.abc import Mapping
from datetime import UTC, datetime

import structlog

from webtv.audience.intake import Intake
from webtv.audience.ledger import Ledger
from webtv.backoff import Backoff
from webtv.chat.answers import Answers
from webtv.chat.commands import Command, command_of
from webtv.chat.connection import Account, Connection, Waits, connected
from webtv.chat.line import say
from webtv.config.channel import Channel
from webtv.config.channels import watch_lineup
from webtv.config.contracts import load_contracts
from webtv.config.settings import Settings
from webtv.errors import BackendError, ConfigError, MisconfiguredError
from webtv.model.status import ChatStatus
from webtv.outage import Outage
from webtv.store.status import write_chat

_FIRST_S = 1.0
_LONGEST_S = 120.0
_REFUSED_S = 300.0
"""Seconds before a token that was refused is tried again: Twitch limits tries, too."""

_TELL_S = 5.0
_SAID, _SAID_S = 18, 30.0
"""Lines that are said within so many seconds, at most: Twitch silences who says more than 20."""

_MOST_WAITING = 50
"""Commands that wait to be done; what comes beside them is not heard."""


async def run(settings: Settings) -> None:
    """Read chats until SIGTERM or SIGINT. Raises `ConfigError` without an account."""
    if settings.twitch_user is None or settings.twitch_token is None:
        raise ConfigError("set WEBTV_TWITCH_USER and WEBTV_TWITCH_TOKEN, both: docs/audience.md")
    account = Account(settings.twitch_user, settings.twitch_token)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    ledger = Ledger(settings.audience_address_for_public, guest=True)
    chat = Chat(settings, account, Answers(settings, Intake(ledger)))
    jobs = [asyncio.create_task(each) for each in (chat.read(), chat.answer(), chat.tell())]
    try:
        async for lineup in watch_lineup(
            settings.channels_dir,
            contracts=load_contracts(settings.contracts_dir),
            last_good=settings.last_good_dir,
            stop=stop,
        ):
            chat.follow(lineup.channels)
    finally:
        for job in jobs:
            job.cancel()
        await asyncio.gather(*jobs, return_exceptions=True)
        ledger.close()


class Chat:
    """The chats of all channels that name one, over one connection."""

    def __init__(
        self,
        settings: Settings,
        account: Account,
        answers: Answers,
        *,
        context: ssl.SSLContext | None = None,
        waits: Waits | None = None,
        backoff: Backoff | None = None,
    ) -> None:
        self._settings = settings
        self._account = account
        self._answers = answers
        self._context = context
        self._waits = waits or Waits()
        self._backoff = backoff or Backoff(first_s=_FIRST_S, most_s=_LONGEST_S)
        self._away = Outage("the chat is lost", "the chat is back")
        self._channels: dict[str, tuple[str, Channel]] = {}
        self._changed = asyncio.Event()
        self._connection: Connection | None = None
        self._waiting: asyncio.Queue[Command] = asyncio.Queue(_MOST_WAITING)
        self._said: deque[float] = deque(maxlen=_SAID)

    def follow(self, channels: Mapping[str, Channel]) -> None:
        """Take channels in: those that name a chat. Two may not share one: the first has it."""
        named: dict[str, tuple[str, Channel]] = {}
        for ident, channel in channels.items():
            if channel.audience.twitch is not None:
                named.setdefault(channel.audience.twitch.channel.lower(), (ident, channel))
        moved = named.keys() != self._channels.keys()
        self._channels = named
        if moved:
            self._changed.set()

    async def read(self) -> None:
        """Keep a connection while any channel names a chat, until cancelled."""
        while True:
            self._changed.clear()
            if not self._channels:
                await self._changed.wait()
                continue
            begun = time.monotonic()
            wait_s = 0.0
            try:
                if await self._session():
                    wait_s = self._backoff.wait_s(lasted_s=time.monotonic() - begun)
            except MisconfiguredError as error:
                self._away.begin(error)
                wait_s = _REFUSED_S
            except BackendError as error:
                self._away.begin(error)
                wait_s = self._backoff.wait_s(lasted_s=time.monotonic() - begun)
            except Exception as error:  # whatever a stranger wrote must not end the reading
                self._away.begin(error, exc_info=error)
                wait_s = self._backoff.wait_s(lasted_s=time.monotonic() - begun)
            finally:
                self._connection = None
            if wait_s:
                await self._rest(wait_s)

    async def answer(self) -> None:
        """Do what viewers asked for, one after the other, until cancelled."""
        while True:
            command = await self._waiting.get()
            ident, channel = self._channels.get(command.chat, ("", None))
            if channel is None:
                continue
            try:
                said = await self._answers.to(command, ident, channel)
                if said and self._connection is not None and self._may_speak():
                    await self._connection.send(say(command.chat, said, to=command.message))
            except BackendError:
                continue  # the reader finds the connection lost
            except Exception:
                structlog.get_logger().exception("a command of a chat failed", channel=ident)

    async def tell(self) -> None:
        """Publish how the chat does, until cancelled."""
        while True:
            try:
                write_chat(self._settings.status_dir, self.status)
            except OSError as error:
                structlog.get_logger().debug("no status of the chat", error=str(error))
            await asyncio.sleep(_TELL_S)

    @property
    def status(self) -> ChatStatus:
        """How it does now."""
        return ChatStatus(
            written_at=datetime.now(UTC),
            connected=self._connection is not None,
            problem=self._away.note,
            channels=tuple(sorted(ident for ident, _ in self._channels.values())),
        )

    async def _session(self) -> bool:
        """One connection, until it ends or other channels are to be read.

        Gives whether the server asked for another one.
        """
        context = self._context or ssl.create_default_context()
        async with connected(
            self._settings.twitch_chat,
            self._account,
            list(self._channels),
            context=context,
            waits=self._waits,
        ) as connection:
            reading = asyncio.create_task(self._lines(connection))
            changing = asyncio.create_task(self._changed.wait())
            try:
                await asyncio.wait({reading, changing}, return_when=asyncio.FIRST_COMPLETED)
                if not reading.done():
                    return False
                reading.result()
                return True
            finally:
                for task in (reading, changing):
                    task.cancel()
                await asyncio.gather(reading, changing, return_exceptions=True)

    async def _lines(self, connection: Connection) -> None:
        async for line in connection.lines():
            if line.command == "001":  # it has let us in
                self._connection = connection
                self._away.end()
            command = command_of(line)
            if command is not None and not self._waiting.full():
                self._waiting.put_nowait(command)

    async def _rest(self, seconds: float) -> None:
        """Wait, or until other channels are to be read."""
        try:
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        except TimeoutError:
            return

    def _may_speak(self) -> bool:
        """Count a line that is said; False where that would be too many."""
        now = time.monotonic()
        if len(self._said) == _SAID and now - self._said[0] < _SAID_S:
            return False
        self._said.append(now)
        return True
