"""`webtv alarms`: looks at the station's files, and calls people once, and once more.

A process of its own, so that it calls while production, playout, the web server, the probe or the
console is dead. What is dead with it, the machine, only somebody outside can tell.
"""

from __future__ import annotations

import asyncio
import shutil
import signal
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial

import structlog

from webtv.alarms.book import STATION, Book, read_book, write_book
from webtv.alarms.conditions import Alarm, alarms_of, alarms_of_station
from webtv.alarms.kinds import Source
from webtv.alarms.message import Message, message_of
from webtv.alarms.service import Service, services_of
from webtv.config.settings import Settings
from webtv.errors import ConfigError, WebTVError
from webtv.model.status import AlarmsStatus
from webtv.outage import Outage
from webtv.restart import keep_running
from webtv.store.status import write_alarms
from webtv.threads import in_thread
from webtv.web.board import Board, ChannelState
from webtv.web.lineup import LineupWatch

LOOK_S = 5.0
"""Seconds between two looks."""


async def run(settings: Settings) -> None:
    """Call people until SIGTERM or SIGINT. Raises `ConfigError` where nobody is to be called."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await AlarmWatch(settings, configured(settings)).run(stop)


def configured(settings: Settings) -> list[Service]:
    """The services that the settings name. Raises `ConfigError`."""
    urls = settings.alarm_urls.get_secret_value() if settings.alarm_urls else ""
    if not (services := services_of(urls)):
        raise ConfigError(
            "WEBTV_ALARM_URLS is not set: it holds addresses of services to call people by, such "
            "as mailtos://USER:PASSWORD@example.org or ntfys://ntfy.example.org/TOPIC"
        )
    return services


async def try_out(services: Sequence[Service]) -> list[str]:
    """Send a message to each service now. Returns what was wrong; empty if all took it."""
    message = Message("WebTV: a trial", "This is how alarms reach you. Nothing is wrong.", "info")
    wrong = []
    for service in services:
        try:
            await service.send(message)
        except (WebTVError, OSError) as error:
            wrong.append(f"{service.name}: {error}")
    return wrong


class AlarmWatch:
    """Looks every `LOOK_S` seconds, and tells each service beside that, one message at a time."""

    def __init__(
        self,
        settings: Settings,
        services: Sequence[Service],
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._settings = settings
        self._services = services
        self._now = now
        self._board = Board(settings, LineupWatch(settings))
        self._telling: dict[str, asyncio.Task[None]] = {}
        self._unkept = Outage(
            "what was told of alarms cannot be kept: after a restart it is told again",
            "what was told of alarms is kept again",
        )
        self._keeping = asyncio.Lock()
        kept = read_book(settings.alarms_file).of_services({each.id for each in services})
        self.book = kept.reopened(now())

    async def run(self, stop: asyncio.Event) -> None:
        """Look and tell until `stop` is set."""
        await in_thread(self._board.lineup.read, name="lineup")
        outage = Outage("alarms cannot be looked for", "alarms are looked for again")
        jobs = [
            asyncio.create_task(self._board.lineup.watch()),
            asyncio.create_task(keep_running(self._follow, outage=outage)),
        ]
        try:
            await stop.wait()
        finally:
            for job in (*jobs, *self._telling.values()):
                job.cancel()
            await asyncio.gather(*jobs, *self._telling.values(), return_exceptions=True)

    async def look(self) -> None:
        """Look once, and begin to tell what is new."""
        free_bytes = await in_thread(self._refresh, name="alarms")
        await self._put(self.book.looked(*self._found(free_bytes), now=self._now()))
        for service in self._services:
            busy = service.id in self._telling and not self._telling[service.id].done()
            if not busy and not service.waits and any(self.book.news(service.id)):
                self._telling[service.id] = asyncio.create_task(self._tell(service))
        write = partial(write_alarms, self._settings.status_dir, self._status())
        await in_thread(write, name="status")

    async def told(self) -> None:
        """Wait until nothing is being told."""
        await asyncio.gather(*self._telling.values())

    async def _follow(self) -> None:
        while True:
            await self.look()
            await asyncio.sleep(LOOK_S)

    def _refresh(self) -> int | None:
        self._board.refresh()
        try:
            return shutil.disk_usage(self._settings.home).free
        except OSError:
            return None

    def _found(
        self, free_bytes: int | None
    ) -> tuple[dict[str, tuple[Alarm, ...]], set[tuple[str, Source]]]:
        """The alarms of each channel and of the station, and who says nothing of which."""
        settings, board = self._settings, self._board
        found = {
            id: alarms_of(
                state,
                production_expected=settings.production,
                shared=settings.machine is not None,
            )
            for id, state in board.channels.items()
        }
        found[STATION] = alarms_of_station(board.server, board.verdict, free_bytes=free_bytes)
        mute = {(id, source) for id, state in board.channels.items() for source in _mute(state)}
        return found, mute

    async def _tell(self, service: Service) -> None:
        begun, over = self.book.news(service.id)
        where = self._settings.console_url
        console = f"{where.rstrip('/')}/console" if where else ""
        message = message_of(begun, over, now=self._now(), console=console)
        if await service.tell(message):
            await self._put(self.book.after_telling(service.id, begun, over))

    async def _put(self, book: Book) -> None:
        """Take another book, and keep it where it differs in more than when it was looked at."""
        before, self.book = self.book, book
        if _lasting(before) == _lasting(book):
            return
        _log(before, book)
        async with self._keeping:  # what is written last is the newest
            write = partial(write_book, self._settings.alarms_file, self.book)
            try:
                await in_thread(write, name="alarms")
            except OSError as error:
                self._unkept.begin(error)
            else:
                self._unkept.end()

    def _status(self) -> AlarmsStatus:
        problems = [each.outage.note for each in self._services if each.outage]
        return AlarmsStatus(
            written_at=datetime.now(UTC),
            standing=sum(entry.stands for entry in self.book.alarms),
            problem="; ".join(problems),
        )


def _mute(state: ChannelState) -> list[Source]:
    parts: tuple[tuple[Source, object], ...] = (
        ("playout", state.playout),
        ("probe", state.probe),
        ("production", state.production),
    )
    return [source for source, status in parts if status is None]


def _lasting(book: Book) -> object:
    alarms = {entry.key: (entry.since, entry.stands) for entry in book.alarms}
    return alarms, {service: {e.key for e in told} for service, told in book.told.items()}


def _log(before: Book, after: Book) -> None:
    """Log what stands now and did not, and the reverse, whether or not people can be called."""
    log = structlog.stdlib.get_logger()
    stood, stands = (
        {entry.key: entry for entry in book.alarms if entry.stands} for book in (before, after)
    )
    for key in stands.keys() - stood.keys():
        entry = stands[key]
        log.warning("alarm", alarm=entry.kind, channel=entry.channel, said=entry.text)
    for key in stood.keys() - stands.keys():
        log.info("alarm over", alarm=stood[key].kind, channel=stood[key].channel)
