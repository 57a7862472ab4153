"""The transport to a Gradio Space: gradio_client kept behind one small adapter.

Facts about gradio_client 2.7 that shape it: the constructor blocks (for ever, while a Space is
building), so everything runs in threads under our own deadline; `token=None` sends a token saved
on the machine, so "none" is said with `False`; downloads leave a folder behind in /tmp, so the
result is fetched here, with a size limit.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Mapping
from concurrent.futures import TimeoutError as JobTimeoutError
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote, urljoin

import httpx

from webtv.config.contract import Contract
from webtv.errors import UnavailableError
from webtv.generators.address import Address
from webtv.generators.call import Value, pick_output
from webtv.generators.endpoint import Endpoint, check_endpoint, describe_from_config
from webtv.generators.failure import backend_error
from webtv.generators.transport import Answer, Progressed
from webtv.threads import in_thread

CONNECT_S = 45.0
"""Seconds for reaching a Space and reading its API."""

MAX_BYTES = 1_000_000_000
"""A result larger than this is refused."""

_HTTP = httpx.Timeout(90.0, connect=10.0)
"""Gradio sends a heartbeat every 15 s while it works, so 90 s of silence is the end."""


class GradioSpace:
    """One Space. Connects at the first call; `close` frees its threads and connections.

    Calls raise `UnavailableError`, `RefusedError` or `MisconfiguredError`. After any failure but
    a refusal the client is built anew for the next call.
    """

    def __init__(self, contract: Contract, address: Address, *, token: str | None = None) -> None:
        self.contract = contract
        self.address = address
        self.backend = f"{contract.id} at {address.name}"
        self._token: str | bool = token if token and address.trusted else False
        self._session: tuple[Any, Endpoint] | None = None
        self._connecting = asyncio.Lock()

    @property
    def connected(self) -> bool:
        """Whether a client is open."""
        return self._session is not None

    async def call(
        self, inputs: Mapping[str, Value], target: Path, *, ticket: Progressed
    ) -> Answer:
        """Run the endpoint on `inputs` and put the picked file at `target`.

        Ends within the contract's `timeout_s` plus the time to connect. What a Space was working
        on cannot be collected later, so `ticket` is left alone.
        """
        session: tuple[Any, Endpoint] | None = None
        started = time.monotonic()
        try:
            session = await self._connected()
            client, endpoint = session
            job = _Call(client, self.contract, endpoint, list(inputs.values()), self.backend)
            try:
                await in_thread(
                    lambda: job.run(target),
                    name="space-call",
                    deadline_s=self.contract.timeout_s + 5,
                )
            except BaseException:
                # Also when this task is cancelled: the Space should stop working for nobody.
                job.cancel_soon()
                raise
        except Exception as error:
            failure = backend_error(error, backend=self.backend)
            if isinstance(failure, UnavailableError) and session is self._session:
                self.close()
            raise failure from error
        return Answer(gpu_s=time.monotonic() - started)

    async def _connected(self) -> tuple[Any, Endpoint]:
        async with self._connecting:
            if self._session is None:
                self._session = await in_thread(
                    self._connect, name="space-connect", deadline_s=CONNECT_S
                )
            return self._session

    def close(self) -> None:
        """Give up the client; the next call connects again."""
        session, self._session = self._session, None
        if session is None:
            return
        client, _ = session
        client._kill_heartbeat.set()
        for pool in (client.executor, client.helper_executor, client.stream_executor):
            pool.shutdown(wait=False)

    def _connect(self) -> tuple[Any, Endpoint]:
        # gradio_client reports each start to its makers unless this variable says no;
        # its argument `analytics_enabled` alone does not stop that.
        os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
        from gradio_client import Client

        client = Client(
            self.address.source,
            token=self._token,
            verbose=False,
            download_files=False,
            httpx_kwargs={"timeout": _HTTP},
            analytics_enabled=False,
        )
        try:
            described = _described(client, self.contract)
            return client, check_endpoint(self.contract, described, backend=self.backend)
        except BaseException:
            client.close()
            raise


class _Call:
    """One job at a Space, run in a thread and cancelled from outside."""

    def __init__(
        self,
        client: Any,
        contract: Contract,
        endpoint: Endpoint,
        inputs: list[Value],
        backend: str,
    ) -> None:
        self._client = client
        self._contract = contract
        self._wrap_video = endpoint.wrap_video
        self._inputs = inputs
        self._backend = backend
        self._job: Any = None

    def run(self, target: Path) -> None:
        """Submit, wait, fetch. Blocks."""
        arguments = [
            self._argument(given.kind, value)
            for given, value in zip(self._contract.inputs, self._inputs, strict=True)
        ]
        self._job = self._client.submit(
            *arguments, api_name=self._contract.api_name, fn_index=self._contract.fn_index
        )
        try:
            result = self._job.result(timeout=self._contract.timeout_s)
        except (TimeoutError, JobTimeoutError):
            raise UnavailableError(
                f"{self._backend} took longer than {self._contract.timeout_s:g} s",
                backend=self._backend,
            ) from None
        place = pick_output(self._contract, result, backend=self._backend)
        _fetch(self._client, place, target, backend=self._backend)

    def cancel_soon(self) -> None:
        """Ask the Space to drop the job, without waiting for its answer."""
        job = self._job
        if job is not None and not job.done():
            Thread(target=_cancel, args=(job,), name="space-cancel", daemon=True).start()

    def _argument(self, kind: str, value: Value) -> object:
        from gradio_client import handle_file

        if not isinstance(value, Path):
            return value
        file = handle_file(str(value))
        return {"video": file} if kind == "video" and self._wrap_video else file


def _cancel(job: Any) -> None:
    # The Space may be gone, which is why the job is cancelled; nobody can do more about it.
    with suppress(httpx.HTTPError, KeyError):
        job.cancel()


def _described(client: Any, contract: Contract) -> Mapping[str, Any] | None:
    """What the Space says of the contract's endpoint; None if it has no such endpoint."""
    api = client.view_api(all_endpoints=True, print_info=False, return_format="dict")
    named: dict[str, Mapping[str, Any]] = api["named_endpoints"]
    if contract.fn_index is None:
        return named.get(contract.api_name or "")
    endpoint = client.endpoints.get(contract.fn_index)
    listed = named.get(getattr(endpoint, "api_name", None) or "")
    return listed or describe_from_config(client.config, contract.fn_index)


def _fetch(client: Any, place: str, target: Path, *, backend: str) -> None:
    """Stream a Space's file to `target`; a part never stands under that name."""
    foreign = place.startswith(("http://", "https://"))
    url = place if foreign else urljoin(client.src_prefixed, "file=" + quote(place, safe="/"))
    part = target.with_name(target.name + ".part")
    size = 0
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with httpx.stream(
            "GET",
            url,
            headers={} if foreign else client.headers,
            cookies=None if foreign else client.cookies,
            timeout=_HTTP,
            follow_redirects=foreign,
        ) as response:
            response.raise_for_status()
            with part.open("wb") as file:
                for chunk in response.iter_bytes(1 << 16):
                    size += len(chunk)
                    if size > MAX_BYTES:
                        raise UnavailableError(
                            f"{backend} sent more than {MAX_BYTES >> 20} MiB", backend=backend
                        )
                    file.write(chunk)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
