"""The transport to Runway: tasks of its API, by its own SDK.

A task costs credits from the moment it is created, and Runway neither lists tasks nor knows
idempotency keys. So its name is on disk before anybody waits for it, a request that creates one
is never repeated by the SDK, and one whose name is known is collected, never bought again. What
cannot be excluded: a task that Runway accepted and whose name did not arrive, because this
process was killed or the connection broke within that very answer. Nothing tells of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import structlog

from webtv.backoff import Backoff
from webtv.config.contract import Contract
from webtv.errors import BackendError, MisconfiguredError, RefusedError, UnavailableError
from webtv.generators.call import Value
from webtv.generators.failure import readable
from webtv.generators.runway_arguments import arguments
from webtv.generators.runway_failure import credits_of, request_error, task_error
from webtv.generators.runway_output import download
from webtv.generators.runway_task import outcome_of, outputs_of
from webtv.generators.transport import Answer, Progressed
from webtv.http.client import async_client
from webtv.http.limits import Limits
from webtv.threads import in_thread

if TYPE_CHECKING:
    import httpx
    from runwayml import AsyncRunwayML

API = "https://api.dev.runwayml.com"
"""Where Runway is."""

POLL_S = 5.0
"""Seconds between two looks at a task; Runway says that more of them tell nothing new."""

GONE_AFTER = timedelta(hours=24)
"""A task that still is not done by then is given up and cancelled."""

_REQUEST_S = 60.0
_ANSWER = Limits(body_bytes=4_000_000, total_s=2 * _REQUEST_S, idle_s=_REQUEST_S)
"""For an answer of the API; sending a large file takes part of the time."""

_LONGEST_PAUSE_S = 60.0
_DOWNLOADS = 3
"""Tries for one result; each asks for a fresh address, since they expire."""


@dataclass(frozen=True, slots=True)
class RunwayAccount:
    """An account at Runway, and its address. `poll_s` are the seconds between looks at a task."""

    key: str | None = None
    url: str = API
    poll_s: float = POLL_S

    def __repr__(self) -> str:
        return f"RunwayAccount(url={self.url!r})"


class Runway:
    """A transport that calls one method of the SDK. It keeps nothing open between calls."""

    def __init__(self, contract: Contract, account: RunwayAccount) -> None:
        self.contract = contract
        self.backend = f"Runway {contract.id}"
        self._account = account
        self._told: set[str] = set()

    @property
    def connected(self) -> bool:
        """Whether it holds connections: never, between calls."""
        return False

    def close(self) -> None:
        """Do nothing: each call closes its own connections."""

    async def call(
        self, inputs: Mapping[str, Value], target: Path, *, ticket: Progressed
    ) -> Answer:
        """Buy a task, or collect the one the ticket names, and put its result at `target`.

        A cancelled call leaves its task at Runway, to be collected by the next one.
        """
        if not self._account.key:
            raise MisconfiguredError(
                f"{self.backend} needs a key; set RUNWAYML_API_SECRET", backend=self.backend
            )
        client, http = await in_thread(self._connect, name="runway-connect")
        async with http:
            collecting = ticket.task
            task = collecting or await self._bought(client, inputs, ticket)
            if not collecting:
                await _rest(self._pause_of())
            credits = await self._fetched(client, task, target, known=bool(collecting))
        return Answer(credits=credits, task=task)

    def _connect(self) -> tuple[AsyncRunwayML, httpx.AsyncClient]:
        """Make the SDK's client and its connections. Blocks: it imports the SDK and reads keys."""
        from runwayml import AsyncRunwayML

        http = async_client(_ANSWER)
        sdk = AsyncRunwayML(
            api_key=self._account.key,
            base_url=self._account.url,
            max_retries=0,
            http_client=http,
            timeout=_ANSWER.timeout,
        )
        return sdk, http

    async def _bought(
        self, client: AsyncRunwayML, inputs: Mapping[str, Value], ticket: Progressed
    ) -> str:
        """Buy a task, and return its name when that is on disk.

        Being cancelled does not stop the purchase: it is noted before this ends.
        """

        async def upload(path: Path, name: str) -> str:
            content = await in_thread(path.read_bytes, name="runway-read")
            return (await client.uploads.create_ephemeral(file=(name, content))).uri

        async def buy(made: dict[str, object]) -> str:
            method = getattr(client, self.contract.api_name or "", None)
            if method is None:
                raise MisconfiguredError(
                    f"{self.backend}: the SDK has no {self.contract.api_name}; correct api_name",
                    backend=self.backend,
                )
            task = getattr(await method.create(**made), "id", None)
            if not isinstance(task, str) or not task:
                raise UnavailableError(
                    f"{self.backend} answered without the name of a task", backend=self.backend
                )
            await ticket.submitted(task)
            return task

        try:
            made = await arguments(self.contract, inputs, upload=upload, backend=self.backend)
            purchase = asyncio.create_task(buy(made), name="runway-buy")
            try:
                return await asyncio.shield(purchase)
            except asyncio.CancelledError:
                await asyncio.wait({purchase}, timeout=_REQUEST_S)
                raise
            finally:
                if purchase.done() and not purchase.cancelled():
                    purchase.exception()
                purchase.cancel()
        except Exception as error:
            raise self._error(error) from error

    async def _fetched(
        self,
        client: AsyncRunwayML,
        task: str,
        target: Path,
        *,
        known: bool,
    ) -> float | None:
        """Wait for the task, put its result at `target`, and return the credits that it took."""
        tries = 0
        while True:
            done = await self._finished(client, task, known=known or tries > 0)
            try:
                await self._download(done, target)
            except BackendError as error:
                tries += 1
                if not error.collectable:
                    error.credits = credits_of(done)
                    raise
                if tries == _DOWNLOADS:
                    raise
                await _rest(self._pause_of())
            else:
                return credits_of(done)

    async def _download(self, done: Any, target: Path) -> None:
        outputs = outputs_of(getattr(done, "output", None))
        if len(outputs) <= (self.contract.output or 0):
            # It is done and paid for, and would be the same once more: it was filtered.
            raise RefusedError(
                f"{self.backend} finished with {len(outputs)} results", backend=self.backend
            )
        await download(
            outputs[self.contract.output or 0],
            target,
            contract=self.contract,
            plain=self._account.url.startswith("http://"),
            backend=self.backend,
        )

    async def _finished(self, client: AsyncRunwayML, task: str, *, known: bool) -> Any:
        """Wait for the task to succeed. Raises `BackendError` if it fails or takes too long."""
        until = monotonic() + self.contract.timeout_s
        pause = self._pause_of()
        while True:
            state = await self._looked(client, task, known=known)
            if isinstance(state, UnavailableError):
                why, wait_s = str(state), state.retry_after_s
            else:
                outcome = outcome_of(state)
                if outcome == "done":
                    return state
                if outcome == "failed":
                    raise task_error(state, backend=self.backend)
                if outcome == "unknown":
                    self._tell_unknown(task, state)
                else:
                    await self._give_up_if_old(client, task, state.created_at)
                pause.reset()
                wait_s = None
                why = f"{self.backend} is not done yet ({readable(str(state.status)).lower()})"
            if monotonic() > until:
                raise UnavailableError(
                    f"{why} after {self.contract.timeout_s:g} s; it will be collected",
                    backend=self.backend,
                    collectable=True,
                )
            await _rest(pause, wait_s)

    def _tell_unknown(self, task: str, state: Any) -> None:
        """Say once for a task that its status is a word nobody knows here. The task is kept."""
        if task in self._told:
            return
        self._told.add(task)
        structlog.get_logger().error(
            "a task has a status that is not known; it is kept, look at it at the vendor",
            backend=self.backend,
            task=task,
            status=readable(str(getattr(state, "status", "none"))),
        )

    async def _looked(self, client: AsyncRunwayML, task: str, *, known: bool) -> Any:
        """Ask for the task as it is now; return the `UnavailableError` that hid it, if one did."""
        from runwayml import NotFoundError

        try:
            return await client.tasks.retrieve(task)
        except NotFoundError as error:
            if known:
                raise UnavailableError(
                    f"{self.backend} does not know its task {task} any more; it is lost",
                    backend=self.backend,
                ) from error
            raise self._error(error) from error
        except Exception as error:
            failure = self._error(error)
            if isinstance(failure, UnavailableError):
                return failure
            failure.collectable = True
            raise failure from error

    async def _give_up_if_old(self, client: AsyncRunwayML, task: str, created: object) -> None:
        if not isinstance(created, datetime) or datetime.now(UTC) - created < GONE_AFTER:
            return
        with suppress(Exception):
            await client.tasks.delete(task)
        raise UnavailableError(
            f"{self.backend} did not finish {task} within a day; given up", backend=self.backend
        )

    def _pause_of(self) -> Backoff:
        """Return the pauses between requests; Runway asks for up to a half more, by chance."""
        return Backoff(
            first_s=1.25 * self._account.poll_s, most_s=1.25 * _LONGEST_PAUSE_S, jitter=0.2
        )

    def _error(self, error: BaseException) -> BackendError:
        return request_error(error, backend=self.backend)


async def _rest(pause: Backoff, wait_s: float | None = None) -> None:
    """Rest for as long as was asked for, within reason, and no shorter than `pause` says."""
    await asyncio.sleep(max(pause.wait_s(), min(wait_s or 0.0, _LONGEST_PAUSE_S)))
