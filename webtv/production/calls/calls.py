"""Calls of backends as production makes them: durable, within budget, by whoever can do them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from webtv.config.contract import Contract
from webtv.config.pipeline import BackendConfig, StageConfig
from webtv.errors import (
    BackendError,
    MisconfiguredError,
    RefusedError,
    UnavailableError,
)
from webtv.files import sha256_of
from webtv.generators.backends import Backend
from webtv.generators.call import Request, missing_input
from webtv.model.cost import Cost
from webtv.model.programme import Generation
from webtv.model.stage import Stage
from webtv.production.calls.budget import Budgets
from webtv.production.calls.scheduler import CallScheduler, Option, Rank, Wanted
from webtv.threads import in_thread
from webtv.work.book import WorkBook
from webtv.work.call import Artifact, CallKey, Ticket

STRIKES = 4
"""Failures of a backend at a call, while it works for others, after which the call is at fault."""

_SUFFIXES = {"video": ".mp4", "audio": ".wav", "image": ".png"}

_FIRST_GPU_S = 10.0
"""GPU seconds that a call is thought to take while nobody knows."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be made by one stage, for one shot or (`shot` is None) a whole programme.

    `request` tells a backend what is wanted, in the words it reads best. `rank` says how urgent
    the programme is.
    """

    channel_id: str
    programme_id: str
    stage: Stage
    shot: int | None
    chain: Sequence[BackendConfig]
    request: Callable[[Backend], Request]
    rank: Callable[[], Rank]
    begun: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Made:
    """What a job gave. `link` is the place in the chain of who did it."""

    artifact: Artifact
    generation: Generation
    link: int
    backend: Backend

    @property
    def path(self) -> Path:
        """Where the file is; it stays until the programme is settled."""
        return self.artifact.path


@dataclass(slots=True)
class _Trouble:
    """How a job has fared with each backend, so that it does not try one for ever."""

    strikes: Counter[str] = field(default_factory=Counter)
    seen: dict[str, int] = field(default_factory=dict)

    def strike(self, backend: Backend) -> bool:
        """Note a failure; whether it has become plain that the job is at fault.

        An outage is nobody's fault but the backend's, however long it lasts. What counts is that
        it did work for others meanwhile.
        """
        successes = backend.health.successes
        if self.seen.get(backend.id, successes) != successes:
            self.strikes[backend.id] += 1
        self.seen[backend.id] = successes
        return self.strikes[backend.id] >= STRIKES


class Serving(Protocol):
    """Knows the backends of a stage; `Backends` does."""

    def serving(self, config: BackendConfig) -> tuple[Backend, ...]:
        """The backends of a stage: one for each place of its pool."""


class Calls:
    """Makes calls. `scratch` is a folder for files on their way into the work book."""

    def __init__(
        self,
        *,
        backends: Serving,
        scheduler: CallScheduler,
        budgets: Budgets,
        book: WorkBook,
        scratch: Path,
    ) -> None:
        self._backends = backends
        self._scheduler = scheduler
        self._budgets = budgets
        self._book = book
        self._scratch = scratch
        self._typical: dict[str, float] = {}

    async def make(self, job: Job, *, without: Collection[int] = ()) -> Made:
        """What a job wants, by the first backend of its chain that can be had.

        A result that the work book has is used again. While no backend can be had, this waits,
        however long. `without` are places in the chain that are out of the question. Raises
        `RefusedError` when every other backend has refused, and `WorkBookError`.
        """
        links = await self._links(job, without)
        if not links:
            raise RefusedError(
                f"no backend of {job.stage} can work without what the shot does not have",
                backend=job.chain[0].space,
            )
        known = await self._known(links)
        if known is not None:
            return known
        links = await self._without_refused(links)
        trouble = _Trouble()
        pinned = await self._begun_before(links)
        while True:
            ways = [pinned] if pinned else links
            wanted = Wanted(job.channel_id, job.programme_id, job.stage, job.rank, ways)
            try:
                async with self._scheduler.slot(wanted) as option:
                    job.begun()
                    return await self._call(job, option)
            except RefusedError:
                links, pinned = self._dropped(links, option), ()
                if not links:
                    raise
            except UnavailableError as error:
                # What the vendor still works on is paid for: nobody else may do it meanwhile.
                pinned = (_paid(option),) if error.collectable else ()
                if not pinned and trouble.strike(option.backend):
                    links = self._dropped(links, option)
                    if not links:
                        raise RefusedError(
                            f"{option.backend.id} failed at this {STRIKES} times while it "
                            f"worked for others, last: {error}",
                            backend=option.backend.id,
                        ) from error
            except MisconfiguredError:
                pinned = ()

    def takes(self, config: StageConfig, source: str) -> bool:
        """Whether a backend of a stage, its fallbacks apart, has an input of this kind."""
        serving = self._backends.serving(config)
        return any(each.contract.takes(source) for each in serving)

    def costs_nothing(self, config: StageConfig) -> bool:
        """Whether only the station's own Spaces do the work of a stage, its fallbacks' included."""
        return all(each.local for way in config.chain for each in self._backends.serving(way))

    async def _call(self, job: Job, option: Option) -> Made:
        backend = option.backend
        ticket = await self._book.begin(option.key)
        target = self._scratch / f"{uuid4().hex}{_suffix(backend.contract)}"
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            record = _Record(self._book, ticket, option.estimate)
            generation = await backend.run(option.params, option.request, target, ticket=record)
            artifact = await self._book.done(ticket, target, generation)
        except BackendError as error:
            await self._book.failed(
                ticket,
                str(error),
                cost=backend.charged(error),
                final=not error.collectable,
                refused=isinstance(error, RefusedError),
            )
            raise
        finally:
            target.unlink(missing_ok=True)
            await self._budgets.refresh(job.channel_id)
        return Made(artifact, generation, option.link, backend)

    async def _links(self, job: Job, without: Collection[int]) -> list[tuple[Option, ...]]:
        links = []
        digest = cache(sha256_of)  # the links get the same files
        for place, config in enumerate(job.chain):
            if place in without:
                continue
            serving = self._backends.serving(config)
            options = [await self._option(job, each, config, place, digest) for each in serving]
            links.append(tuple(option for option in options if option is not None))
        return [options for options in links if options]

    async def _option(
        self,
        job: Job,
        backend: Backend,
        config: BackendConfig,
        link: int,
        digest: Callable[[Path], str],
    ) -> Option | None:
        """A way to do a job; None if this backend needs what there is not, such as an image."""
        request = job.request(backend)
        if missing_input(backend.contract, backend.inputs(config.params, request)) is not None:
            return None
        inputs = await in_thread(  # it reads whole files
            lambda: backend.key_inputs(config.params, request, digest=digest), name="key"
        )
        key = CallKey(job.programme_id, job.channel_id, job.stage, job.shot, backend.id, inputs)
        if not backend.local:
            typical = await self._book.typical(backend.id)
            if typical is not None:
                self._typical[backend.id] = typical.gpu_s
        estimate = self.estimate(backend, config, request)
        return Option(backend, config.params, request, estimate, link, key)

    def estimate(self, backend: Backend, config: BackendConfig, request: Request) -> Cost:
        """What a call is going to cost: by price where there is one, else as the last ones did."""
        listed = backend.estimate(config.params, request)
        if backend.local or backend.contract.transport != "gradio":
            return listed
        gpu_s = self._typical.get(backend.id, _FIRST_GPU_S)
        return listed + Cost(gpu_s=gpu_s, money=gpu_s * backend.contract.price.money_per_gpu_s)

    async def _known(self, links: Sequence[Sequence[Option]]) -> Made | None:
        """What one of the backends has given for this very job before, perhaps in another life."""
        for option in (option for link in links for option in link):
            found = await self._book.result(option.key)
            if found is not None:
                return Made(*found, option.link, option.backend)
        return None

    async def _without_refused(
        self, links: Sequence[tuple[Option, ...]]
    ) -> list[tuple[Option, ...]]:
        """The links that have not refused this very job before, perhaps in another life.

        Raises `RefusedError` if there are none: to ask again would cost the same for nothing.
        """
        left, reason, refused_by = [], "", ""
        for link in links:
            told = [await self._book.refused(option.key) for option in link]
            if any(told):
                reason, refused_by = next(filter(None, told)) or "", link[0].backend.id
            else:
                left.append(link)
        if not left:
            raise RefusedError(reason, backend=refused_by)
        return left

    async def _begun_before(self, links: Sequence[Sequence[Option]]) -> tuple[Option, ...]:
        """The option at whose vendor this very job was begun and can be collected."""
        for option in (option for link in links for option in link):
            if await self._book.task(option.key) is not None:
                return (_paid(option),)
        return ()

    @staticmethod
    def _dropped(links: Sequence[Sequence[Option]], option: Option) -> list[tuple[Option, ...]]:
        """The links without the one an option belongs to: a pool is one backend many times."""
        return [tuple(link) for link in links if all(o.link != option.link for o in link)]


class _Record:
    """What a transport writes into the work book while it works on a call."""

    def __init__(self, book: WorkBook, ticket: Ticket, price: Cost) -> None:
        self._book = book
        self._ticket = ticket
        self._price = price
        self.task = ticket.task

    async def submitted(self, task: str) -> None:
        """Keep the name of work that has just been bought, and charge its price."""
        await self._book.submitted(self._ticket, task, cost=self._price)
        self.task = task


def _paid(option: Option) -> Option:
    """The option for work that is bought already: no budget stands in the way of collecting it."""
    return replace(option, estimate=Cost())


def _suffix(contract: Contract) -> str:
    return _SUFFIXES[contract.output_kind]
