"""Playout as a process: every channel of the line-up on air, edits taken up live."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine

from webtv.config.channels import watch_lineup
from webtv.config.contracts import load_contracts
from webtv.config.settings import Settings
from webtv.media.process.binary import find_ffmpeg
from webtv.openfiles import raise_open_files
from webtv.outage import Outage
from webtv.playout.channels import Playout
from webtv.playout.control.http import ControlServer, control_app
from webtv.playout.handover import Handover
from webtv.ports import open_port
from webtv.restart import keep_running
from webtv.store.secret import read_secret


async def run(settings: Settings) -> None:
    """Air every channel until SIGTERM or SIGINT. Raises `WebTVError` if it cannot start."""
    raise_open_files()  # every channel needs a dozen
    stop, at_once = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def told() -> None:
        (at_once if stop.is_set() else stop).set()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told)
    playout = Playout(settings, ffmpeg=find_ffmpeg(settings.ffmpeg))
    listener = open_port(
        settings.control_host,
        settings.control_port,
        purpose="control",
        variable="WEBTV_CONTROL_PORT",
    )
    token = read_secret(settings.control_token_file)
    contracts = load_contracts(settings.contracts_dir)

    async def follow() -> None:
        await playout.follow(
            watch_lineup(
                settings.channels_dir,
                contracts=contracts,
                last_good=settings.last_good_dir,
                airs_only=True,
                stop=stop,
            )
        )

    following = asyncio.create_task(
        keep_running(
            follow,
            outage=Outage("channel files cannot be followed", "channel files are followed again"),
        )
    )
    server = ControlServer(control_app(playout.channels, token=token, host=settings.control_host))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    watching = asyncio.create_task(
        keep_running(
            lambda: playout.feeds.run(playout.channels),
            outage=Outage("live feeds cannot be followed", "live feeds are followed again"),
        )
    )
    handover = Handover(playout)
    sharing = asyncio.create_task(handover.run())
    stopping = asyncio.create_task(stop.wait())
    try:
        done, _ = await asyncio.wait(
            (stopping, following, serving, watching, sharing), return_when=asyncio.FIRST_COMPLETED
        )
        for task in done - {stopping}:
            task.result()  # an error of control ends the process, and the supervisor restarts it
        await _unless(at_once, handover.drain(settings.drain_s))
    finally:
        server.should_exit = True
        for task in (stopping, following, watching, sharing):
            task.cancel()
        await asyncio.gather(
            stopping, following, watching, sharing, serving, return_exceptions=True
        )
        await playout.close()


async def _unless(event: asyncio.Event, work: Coroutine[None, None, None]) -> None:
    """Do `work` to its end, or until `event` is set."""
    waiting, working = asyncio.create_task(event.wait()), asyncio.create_task(work)
    await asyncio.wait((waiting, working), return_when=asyncio.FIRST_COMPLETED)
    for task in (waiting, working):
        task.cancel()
    await asyncio.gather(waiting, working, return_exceptions=True)
