"""`webtv produce --once`: one programme for one channel, watched as it is made."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from urllib.parse import urlsplit

from rich.console import Console
from rich.text import Text

from webtv.clock import Clock
from webtv.config.channel import Channel
from webtv.config.channels import read_lineup
from webtv.config.contract import Contract
from webtv.config.contracts import load_contracts
from webtv.config.host import loopback
from webtv.config.settings import Settings
from webtv.errors import ConfigError, WebTVError
from webtv.feasible.objections import hopeless
from webtv.generators.backends import Backends
from webtv.generators.local import LocalSpaces, local_spaces
from webtv.model.programme import Programme
from webtv.model.status import PlayoutStatus
from webtv.production.desk.backend_status import backends_of, spent_up
from webtv.production.desk.desk import Desk
from webtv.production.preview.console import print_preview
from webtv.production.preview.preview import preview
from webtv.production.rundown.shelf import Shelf
from webtv.production.studio import Studio, open_studio
from webtv.station.environment import part_environment
from webtv.station.listening import listens, until_listening
from webtv.station.parts import spaces_part
from webtv.station.supervisor import Supervisor
from webtv.station.worksheet import Worksheet
from webtv.store.production_lock import production_lock
from webtv.store.status import read_statuses
from webtv.terminal import plain

SPACES_START_S = 60.0
_LOOK_S = 0.25


def once(settings: Settings, channel_id: str, console: Console) -> None:
    """Make one programme and put it into the library and the rundown.

    A programme that was begun before is gone on with. Raises `WebTVError` if nothing comes of it,
    or if another production works in the same home.
    """
    contracts = load_contracts(settings.contracts_dir)
    channel, number = _read_channel(settings, contracts, channel_id)
    with production_lock(settings.home):
        programme = asyncio.run(_once(settings, channel_id, channel, number, console))
    console.print(
        Text(
            plain(
                f"'{programme.title}' is made: {programme.duration_s:.0f} s, "
                f"{programme.seconds_taken:.0f} s of work"
            ),
            "bold",
        )
    )
    console.print(Text(f"webtv programmes play {programme.id}", "dim"))


def dry_run(settings: Settings, channel_id: str, console: Console) -> None:
    """Have a programme written, print its prompts and what it would cost, and make nothing."""
    contracts = load_contracts(settings.contracts_dir)
    channel, _ = _read_channel(settings, contracts, channel_id)
    reasons = hopeless(channel_id, channel, contracts=contracts, settings=settings)
    if reasons:
        raise ConfigError("\n".join(reasons))
    backends = Backends(
        contracts,
        local_url=LocalSpaces(settings).url,
        local_concurrency=settings.spaces_workers,
    )
    try:
        paper = asyncio.run(preview(settings, channel_id, channel, backends=backends))
    finally:
        backends.close()
    print_preview(console, channel_id, paper)


def _read_channel(
    settings: Settings, contracts: dict[str, Contract], channel_id: str
) -> tuple[Channel, int]:
    """One channel as its file says now, and its number on screens.

    `ConfigError` says what is wrong with it.
    """
    lineup = read_lineup(settings.channels_dir, contracts=contracts)
    channel = lineup.channels.get(channel_id)
    if channel is not None:
        return channel, lineup.numbers[channel_id]
    if channel_id in lineup.problems:
        raise ConfigError(lineup.error_text(channel_id))
    known = ", ".join(sorted({*lineup.channels, *lineup.problems})) or "none"
    raise ConfigError(f"there is no channel {channel_id} in {settings.channels_dir}: {known}")


async def _once(
    settings: Settings, channel_id: str, channel: Channel, number: int, console: Console
) -> Programme:
    work = asyncio.current_task()
    assert work is not None  # this is a coroutine of `asyncio.run`
    loop = asyncio.get_running_loop()
    for ending in (signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(ending, work.cancel)
    try:
        async with _spaces(settings, channel, console), open_studio(settings, clock=Clock()) as s:
            return await _make(s, channel_id, channel, number, console)
    except asyncio.CancelledError:
        raise WebTVError("stopped; the same command goes on where it was") from None


async def _make(
    studio: Studio, channel_id: str, channel: Channel, number: int, console: Console
) -> Programme:
    over = asyncio.Event()
    await studio.budgets.refresh(channel_id)
    shelf = Shelf(channel_id, settings=studio.settings, library=studio.library)
    shelf.refresh(studio.clock.now(), studio.bans.look())
    before = {programme.id for programme in shelf.programmes}
    desk = Desk(channel_id, channel, shelf=shelf, studio=studio, over=over.set)
    desk.number = number
    begun = [
        commission
        for commission in await studio.book.open_commissions()
        if commission.channel_id == channel_id and commission.kind == "programme"
    ]
    if spent := spent_up(channel_id, channel, studio):
        raise WebTVError(f"{spent}; the same command goes on then")
    try:
        with Worksheet(console) as sheet:
            if begun:
                desk.resume(begun[:1])
            else:
                desk.start()
            while not over.is_set():
                status = desk.status()
                sheet.show(status)
                if not status.makings:
                    break  # nothing was planned, and the note says why
                if spent := _spent_while_waiting(studio, channel_id, channel):
                    raise WebTVError(f"{spent}; the same command goes on then")
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(over.wait(), _LOOK_S)
    finally:
        await desk.stop()
    now = datetime.now(UTC)
    shelf.refresh(now, studio.bans.look())
    shelf.publish(
        desk.numbered,
        read_statuses(studio.settings.status_dir, PlayoutStatus, now=now).get(channel_id),
        now=now,
    )
    made = [programme for programme in shelf.programmes if programme.id not in before]
    if not made:
        raise WebTVError(desk.status().note or "nothing was made; the log says why")
    return made[-1]


def _spent_while_waiting(studio: Studio, channel_id: str, channel: Channel) -> str:
    """Why the programme will not go on today; empty while it may.

    What runs holds more of a budget than it may take in the end, so that is waited for.
    """
    used = backends_of(channel.pipeline, studio.backends)
    if any(studio.scheduler.calls(backend) for _, _, backend in used):
        return ""
    return spent_up(channel_id, channel, studio)


@asynccontextmanager
async def _spaces(settings: Settings, channel: Channel, console: Console) -> AsyncIterator[None]:
    """The local Spaces, started for this if the channel uses them and they do not run."""
    told = local_spaces(settings)
    place = urlsplit(told.url if told else settings.local_spaces_url)
    local = any(
        "local" in link.sources
        for stage in channel.pipeline.stages().values()
        for link in stage.chain
    )
    if not local or settings.spaces_url or await listens(place.hostname or "", place.port or 80):
        yield
        return
    host, port = loopback(settings.spaces_host), settings.spaces_port
    console.print(Text("starting the local Spaces", "dim"))
    part = spaces_part()
    supervisor = Supervisor(
        env=lambda part: {**part_environment(part, settings), "WEBTV_LOG_TARGET": "file"},
        logs=settings.logs_dir,
        on_death=lambda death: console.print(Text(f"spaces ended: {death.last_line}", "yellow")),
    )
    supervisor.start([part])
    try:
        if not await until_listening(host, port, within_s=SPACES_START_S):
            raise WebTVError(f"the local Spaces do not start; see {settings.logs_dir}/spaces.out")
        yield
    finally:
        await supervisor.stop([[part]])
