"""`webtv up`: check the machine, start every part, say what airs, stop everything cleanly."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Sequence
from datetime import UTC, datetime

from rich.console import Console

from webtv.config.channels import read_lineup
from webtv.config.contracts import load_contracts
from webtv.config.host import loopback
from webtv.config.settings import Settings
from webtv.console.beginning import console_address, first_run_link
from webtv.model.status import MirrorStatus, PlayoutStatus, ProbeStatus, ProductionStatus, Verdict
from webtv.outage import Outage
from webtv.preflight import check_machine, only_station
from webtv.station.addresses import watch_lines
from webtv.station.environment import part_environment
from webtv.station.listening import until_listening
from webtv.station.parts import Part, station_parts
from webtv.station.screen import Screen
from webtv.station.supervisor import Death, Supervisor
from webtv.station.view import View, news
from webtv.station.watchdog import Watchdog
from webtv.store.status import read_station, read_statuses

LOOK_S = 0.5
"""Seconds between two looks at the channels."""

HEAD_START_S = 8.0
"""Longest wait for the slate before production starts, which would slow the slate down."""

SPACES_START_S = 40.0
"""Longest wait for the local Spaces before production starts without them."""


def up(settings: Settings, console: Console) -> None:
    """Run the station until Ctrl-C or SIGTERM. Raises `PreflightError` if it cannot start."""
    with only_station(settings.home):
        check_machine(settings, spaces=settings.production)
        asyncio.run(_run(settings, Screen(console)))


async def _run(settings: Settings, screen: Screen) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stop.set)
    parts = station_parts(settings)
    air = [part for part in parts if part.air]
    beside = ("probe", "alarms", "console", "chat")
    watchers = [part for part in parts if part.name in beside]
    mirror = [part for part in parts if part.name == "mirror"]
    spaces = [part for part in parts if part.name == "spaces"]
    production = [part for part in parts if part.name == "production"]

    def tell(death: Death) -> None:
        said = f": {death.last_line}" if death.last_line else ""
        screen.line(f"{death.part} ended (exit {death.code}){said}; starting again", style="yellow")

    supervisor = Supervisor(
        env=lambda part: {
            **part_environment(part, settings),
            "WEBTV_LOG_TARGET": "file",
            "PYTHONUNBUFFERED": "1",
        },
        logs=settings.logs_dir,
        on_death=tell,
    )
    makers: asyncio.Task[None] | None = None
    try:
        supervisor.start([*air, *mirror])
        await _until_on_air(settings, stop)
        supervisor.start(watchers)
        screen.addresses([(c, watch_lines(settings, c)) for c in _lineup(settings)])
        if any(part.name == "console" for part in parts):
            link = first_run_link(settings)
            first = f"the first account, within an hour and on this machine: {link}"
            screen.line(first if link else f"console: {console_address(settings)}")
        if production:
            makers = asyncio.create_task(_start_makers(settings, supervisor, spaces, production))
        await _watch(settings, screen, supervisor, stop)
    finally:
        screen.close()
        if makers is not None:
            makers.cancel()
        if stop.is_set():
            screen.line("stopping")
        # A playout that hands its channels over needs the others for that.
        leaving = [part for part in air if part.grace_s]
        staying = [part for part in air if part not in leaving]
        await supervisor.stop([production + spaces + watchers, leaving, staying, mirror])
    screen.line("off air")


async def _until_on_air(settings: Settings, stop: asyncio.Event) -> None:
    """Wait until playout sends something on every channel, or `HEAD_START_S`."""
    wanted = set(_lineup(settings))
    deadline = asyncio.get_running_loop().time() + HEAD_START_S
    while not stop.is_set() and asyncio.get_running_loop().time() < deadline:
        view = _look(settings)
        if wanted and all(view.on_air(channel) for channel in wanted):
            return
        await asyncio.sleep(LOOK_S / 2)


async def _start_makers(
    settings: Settings,
    supervisor: Supervisor,
    spaces: Sequence[Part],
    production: Sequence[Part],
) -> None:
    """Start the Spaces, and production once they listen: before, it would only complain."""
    supervisor.start(spaces)
    host = loopback(settings.spaces_host)
    await until_listening(host, settings.spaces_port, within_s=SPACES_START_S)
    supervisor.start(production)


async def _watch(
    settings: Settings, screen: Screen, supervisor: Supervisor, stop: asyncio.Event
) -> None:
    """Show progress and takes, and restart what is stuck, until the station is told to stop."""
    before = View()
    watchdog = Watchdog()
    waiting = set(_lineup(settings)) if settings.production else set()
    outage = Outage("what the parts say cannot be shown", "what the parts say can be shown again")
    while not stop.is_set():
        try:
            before, waiting = await _look_once(
                settings, screen, supervisor, watchdog, before, waiting
            )
            outage.end()
        except Exception as error:
            outage.begin(
                error, exc_info=error
            )  # the parts go on, whatever is wrong with what is shown of them
        try:
            await asyncio.wait_for(stop.wait(), LOOK_S)
        except TimeoutError:
            continue


async def _look_once(
    settings: Settings,
    screen: Screen,
    supervisor: Supervisor,
    watchdog: Watchdog,
    before: View,
    waiting: set[str],
) -> tuple[View, set[str]]:
    """Show what is new since `before`; what is known now, and which channels still wait."""
    view = _look(settings)
    for line in news(before, view):
        screen.line(line)
    waiting = {c for c in waiting if view.waits_for_first(c)}
    screen.progress(view, sorted(waiting))
    # A part that restarts has no status for a moment; what it said before still counts.
    before = View(
        playout={**before.playout, **view.playout} if not view.playout else view.playout,
        production={**before.production, **view.production},
        probe={**before.probe, **view.probe},
        store_problem=view.store_problem,
    )
    verdict = read_station(settings.status_dir, Verdict, now=datetime.now(UTC))
    for part, reason in watchdog.due(verdict, uptimes=supervisor.uptimes()).items():
        screen.line(f"{part} is restarted: {reason}", style="yellow")
        await supervisor.restart(part, reason)
    return before, waiting


def _look(settings: Settings) -> View:
    now = datetime.now(UTC)
    mirror = read_station(settings.status_dir, MirrorStatus, now=now) if settings.store else None
    return View(
        store_problem=mirror.problem if mirror else "",
        playout=read_statuses(settings.status_dir, PlayoutStatus, now=now),
        production=read_statuses(settings.status_dir, ProductionStatus, now=now),
        probe=read_statuses(settings.status_dir, ProbeStatus, now=now),
    )


def _lineup(settings: Settings) -> list[str]:
    """The channels that will air."""
    contracts = load_contracts(settings.contracts_dir)
    return list(
        read_lineup(
            settings.channels_dir, contracts=contracts, last_good=settings.last_good_dir
        ).channels
    )
