"""Everything that programmes are made with, put together from the settings."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from webtv.audience.ledger import Ledger
from webtv.clock import Clock
from webtv.config.contract import Contract
from webtv.config.contracts import load_contracts
from webtv.config.settings import Settings
from webtv.errors import ConfigError
from webtv.generators.backends import Backends
from webtv.generators.local import LocalSpaces, local_key
from webtv.generators.runway import RunwayAccount
from webtv.media.process.binary import find_ffmpeg
from webtv.model.programme import Programme, ProgrammeKind
from webtv.outage import Outage
from webtv.production.announcements.announcer import Announcer
from webtv.production.calls.budget import Budgets
from webtv.production.calls.calls import Calls
from webtv.production.calls.qc import QualityControl
from webtv.production.calls.scheduler import CallScheduler, Rank
from webtv.production.continuity.continuity import Continuity
from webtv.production.inbox.editor import FilmEditor
from webtv.production.inbox.footage import Footage
from webtv.production.inbox.inbox import Inbox
from webtv.production.programme.producer import Producer
from webtv.production.programme.progress import Progress
from webtv.safety.choose import Moderations
from webtv.signing.identity import identity
from webtv.signing.sign import Signer
from webtv.store.bans import Bans, read_bans
from webtv.store.library import Library
from webtv.store.rejected import RejectedStills
from webtv.work.book import WorkBook
from webtv.work.commission import Commission
from webtv.work.entries import Fence

Maker = Callable[[Commission, Progress, Callable[[], Rank]], Awaitable[Programme]]
"""Makes one programme, in the library when it returns; raises `MediaError` if it is lost."""


class BanList:
    """The bans in force, read again when their file has changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._bans = Bans()
        self._stamp = -1
        self._damage = Outage("bans are damaged", "bans can be read again")

    def look(self) -> Bans:
        """The bans now. While the file is damaged those before it stay in force."""
        try:
            stamp = self._path.stat().st_mtime_ns
        except OSError:
            stamp = 0
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._bans = read_bans(self._path)
            except ConfigError as error:
                self._damage.begin(error)
            else:
                self._damage.end()
        return self._bans

    def seeds(self) -> Collection[int]:
        """The seeds that nothing may be filmed with."""
        return self._bans.seeds


@dataclass(frozen=True, slots=True)
class Studio:
    """The means of production, shared by all channels."""

    settings: Settings
    contracts: dict[str, Contract]
    library: Library
    backends: Backends
    book: WorkBook
    budgets: Budgets
    scheduler: CallScheduler
    calls: Calls
    moderations: Moderations
    producer: Producer
    announcer: Announcer
    continuity: Continuity
    footage: Footage
    audience: Ledger
    bans: BanList
    clock: Clock

    def maker(self, kind: ProgrammeKind) -> Maker:
        """Who makes programmes of a kind."""
        makers: dict[ProgrammeKind, Maker] = {
            "programme": self.producer.make,
            "announcement": self.announcer.make,
            "footage": self.footage.make,
            "ident": self.continuity.make,
            "trail": self.continuity.make,
        }
        return makers[kind]


@asynccontextmanager
async def open_studio(
    settings: Settings, *, clock: Clock, fence: Fence | None = None
) -> AsyncIterator[Studio]:
    """A studio, closed at the end of the block. Its caller holds the lock on production.

    `fence` is for a work book that several machines share.

    Raises `ConfigError`, `PreflightError` or `WorkBookError` if it cannot be set up.
    """
    contracts = load_contracts(settings.contracts_dir)
    ffmpeg = find_ffmpeg(settings.ffmpeg)
    # What was half made is in the work book; what lies here is of no use to anybody.
    shutil.rmtree(settings.work_dir, ignore_errors=True)
    book = await WorkBook.open(
        settings.work_book_url,
        artifacts=settings.clips_dir,
        now=clock.now,
        days=settings.work_days,
        fence=fence,
    )
    backends = Backends(
        contracts,
        local_url=LocalSpaces(settings).url,
        local_concurrency=settings.spaces_workers,
        local_key=local_key(settings),
        token=settings.hf_token.get_secret_value() if settings.hf_token else None,
        runway=_runway(settings),
        clock=clock.monotonic,
    )
    studio = fit_out(
        settings, contracts=contracts, ffmpeg=ffmpeg, book=book, backends=backends, clock=clock
    )
    try:
        yield studio
    finally:
        studio.scheduler.close()
        studio.audience.close()
        backends.close()
        await book.close()


def fit_out(
    settings: Settings,
    *,
    contracts: dict[str, Contract],
    ffmpeg: Path,
    book: WorkBook,
    backends: Backends,
    clock: Clock,
) -> Studio:
    """A studio whose work book, backends and scheduler of calls are its caller's to close."""
    budgets = Budgets(book, clock=clock)
    scheduler = CallScheduler(budgets=budgets, clock=clock)
    library = Library(settings.library_dir)
    qc = QualityControl(book=book, stills=RejectedStills(settings.rejected_dir), clock=clock)
    calls = Calls(
        backends=backends,
        scheduler=scheduler,
        budgets=budgets,
        book=book,
        scratch=settings.work_dir / "calls",
    )
    bans = BanList(settings.bans_file)
    moderations = Moderations(api_key=settings.openai_api_key, base_url=settings.openai_base_url)
    producer = Producer(
        calls=calls,
        scheduler=scheduler,
        qc=qc,
        book=book,
        library=library,
        ffmpeg=ffmpeg,
        work_dir=settings.work_dir,
        assets=settings.assets_dir,
        banned=bans.seeds,
        clock=clock,
        signer=Signer(partial(identity, settings)) if settings.c2pa else None,
        watermark=settings.watermark,
    )
    announcer = Announcer(
        calls=calls,
        qc=qc,
        producer=producer,
        library=library,
        object_to=moderations.object_to,
        ffmpeg=ffmpeg,
        work_dir=settings.work_dir,
        assets=settings.assets_dir,
        clock=clock,
    )
    continuity = Continuity(
        calls=calls,
        qc=qc,
        producer=producer,
        library=library,
        ffmpeg=ffmpeg,
        work_dir=settings.work_dir,
        clock=clock,
    )
    footage = Footage(
        inbox=Inbox(settings.inbox_dir),
        editor=FilmEditor(calls=calls, qc=qc, contracts=contracts, ffmpeg=ffmpeg, clock=clock),
        producer=producer,
        library=library,
        object_to=moderations.object_to,
        ffmpeg=ffmpeg,
        work_dir=settings.work_dir,
        clock=clock,
    )
    return Studio(
        settings=settings,
        contracts=contracts,
        library=library,
        backends=backends,
        book=book,
        budgets=budgets,
        scheduler=scheduler,
        calls=calls,
        moderations=moderations,
        producer=producer,
        announcer=announcer,
        continuity=continuity,
        footage=footage,
        audience=Ledger(settings.audience_url),
        bans=bans,
        clock=clock,
    )


def _runway(settings: Settings) -> RunwayAccount:
    secret = settings.runwayml_api_secret
    return RunwayAccount(
        key=secret.get_secret_value() if secret else None, url=settings.runwayml_base_url
    )
