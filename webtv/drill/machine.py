"""The fault of a machine that is lost, where several share the station's channels.

Two playouts play two machines, with homes of their own and a database of their own on the server
of the station's. The library for databases is loaded where there is one.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from pydantic import SecretStr

from webtv.drill.fault import Fault, NotPlantedError, Planted
from webtv.drill.sandbox import PORTS, Sandbox, free_ports
from webtv.drill.stage import Stage
from webtv.errors import WebTVError
from webtv.media.process.process import tied_to_parent
from webtv.store.secret import read_secret
from webtv.threads import in_thread

_COMMON = ("library", "hls", "asrun", "control", "takeover", "assets", "clips")
"""The folders of HOME that machines of one station share."""

_LOST, _STAYS = "drill-1", "drill-2"
_SPREAD_S = 60.0


class TwoMachines(Stage):
    """A stage with a second playout, the process group of a machine that may be lost."""

    def __init__(self, sandbox: Sandbox, lost: Sandbox) -> None:
        super().__init__(sandbox)
        self._lost = lost
        self._machine: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start the machine that will be lost first, so that it has channels; then all else."""
        settings = self._lost.settings
        environ = self._lost.environ(WEBTV_PART="playout", **_shared(settings.work_book_url))
        settings.logs_dir.mkdir(parents=True)
        with (settings.logs_dir / "playout.out").open("wb") as output:
            self._machine = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "webtv", "playout"),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=environ,
                cwd=self._lost.folder,
                start_new_session=True,
                preexec_fn=tied_to_parent(),
            )
        url = settings.work_book_url

        async def holds() -> bool:
            return bool(await in_thread(lambda: held(url, _LOST), name="leases"))

        if not await self.until(holds, within_s=_SPREAD_S):
            raise NotPlantedError(f"the first machine took no channel; see {settings.logs_dir}")
        await super().start()

    async def stop(self) -> None:
        """End everything."""
        await self.lose()
        await super().stop()

    async def lose(self) -> None:
        """End the machine and all that runs on it, as a power cut would."""
        if self._machine is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._machine.pid, signal.SIGKILL)
            await self._machine.wait()

    @property
    def url(self) -> str:
        """The address of the database of both."""
        return self.settings.work_book_url


@asynccontextmanager
async def two_machines(stage: Stage) -> AsyncIterator[Stage]:
    """Two machines on the air with the channels of `stage`. Raises `NotPlantedError`."""
    server = stage.sandbox.database
    assert server is not None
    folder = stage.sandbox.folder / "machines"
    base = stage.settings
    ports = dict(zip(PORTS, free_ports(len(PORTS)), strict=True))
    control, *_ = free_ports(1)
    read_secret(base.rtmp_secret_file)
    with _own_database(server.get_secret_value()) as url:
        inside = {**ports, "database_url": SecretStr(url), "machine": _STAYS, "drain_s": 0.0}
        settings = base.model_copy(update={**inside, "home": folder / _STAYS})
        rtmp = f"rtmp://127.0.0.1:{settings.rtmp_port}/live"
        other = {"home": folder / _LOST, "machine": _LOST, "control_port": control}
        lost = settings.model_copy(update={**other, "rtmp_url": rtmp})
        for home in (settings.home, lost.home):
            _share_folders(home, common=folder / "common", library=base.library_dir)
            (home / "rtmp.secret").write_bytes(base.rtmp_secret_file.read_bytes())
        sandbox = replace(stage.sandbox, settings=settings)
        two = TwoMachines(sandbox, replace(sandbox, settings=lost))
        two.more["playout"] = _shared(url)
        try:
            try:
                await two.start()
            except WebTVError as error:
                raise NotPlantedError(str(error)) from None
            yield two
        finally:
            await two.stop()


async def _lose_machine(stage: Stage) -> Planted:
    assert isinstance(stage, TwoMachines)
    url = stage.url
    before = await in_thread(lambda: held(url, _LOST), name="leases")
    if not before:
        raise NotPlantedError("the machine to be lost held no channel")
    await stage.lose()

    async def taken() -> bool:
        return before <= await in_thread(lambda: held(url, _STAYS), name="leases")

    return Planted(taken, note=f"it held {', '.join(sorted(before))}")


def held(url: str, machine: str) -> frozenset[str]:
    """The channels that a machine's playout holds; none while the tables are not there."""
    from sqlalchemy import create_engine, text
    from sqlalchemy.exc import SQLAlchemyError

    from webtv.work.engine import parse_url

    engine = create_engine(parse_url(url))
    query = text("SELECT channel FROM leases WHERE part = 'playout' AND holder = :machine")
    try:
        with engine.connect() as connection:
            return frozenset(connection.execute(query, {"machine": machine}).scalars())
    except SQLAlchemyError:
        return frozenset()
    finally:
        engine.dispose()


@contextmanager
def _own_database(server: str) -> Iterator[str]:
    """A new database on the station's server, gone after the block. Raises `NotPlantedError`."""
    from sqlalchemy import create_engine, text
    from sqlalchemy.exc import SQLAlchemyError

    from webtv.work.engine import parse_url

    name = f"webtv_drill_{secrets.token_hex(6)}"
    address = parse_url(server)
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        try:
            yield address.set(database=name).render_as_string(hide_password=False)
        finally:
            with engine.connect() as connection:
                connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", error)).strip()
        raise NotPlantedError(f"no database of its own can be had: {reason}") from None
    finally:
        engine.dispose()


def _share_folders(home: Path, *, common: Path, library: Path) -> None:
    home.mkdir(parents=True)
    for name in _COMMON:
        shared = library if name == "library" else common / name
        shared.mkdir(parents=True, exist_ok=True)
        (home / name).symlink_to(shared)


def _shared(url: str) -> Mapping[str, str]:
    return {"WEBTV_DATABASE_URL": url}


def _lacks_machines(stage: Stage) -> str:
    return "" if stage.sandbox.database is not None else "one machine"


MACHINE = Fault(
    "machine-lost",
    "one of two machines that share the channels loses its power",
    _lose_machine,
    hls_s=8.0,
    rtmp_s=12.0,
    back_s=15.0,
    on=two_machines,
    lacks=_lacks_machines,
)
