"""Apps of Gradio 4, 5 and 6, by gradio_client.

Facts about gradio_client 2.7 that shape this: its constructor and calls block, so they run in
threads; `token=None` sends a token saved on the machine, so "none" is said with `False`; it
downloads to a folder in /tmp that nobody empties, so results are fetched here, within limits; the
timeout of `httpx_kwargs` also counts silence of the event stream.
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
from urllib.parse import urljoin

import httpx

from webtv.config.contract import Contract
from webtv.errors import UnavailableError
from webtv.generators.call import Value
from webtv.generators.download import Download
from webtv.generators.endpoint import describe_from_config, wraps_video
from webtv.generators.output import pick_output
from webtv.generators.session import QUIET_S, Site
from webtv.generators.transport import Answer
from webtv.threads import DaemonExecutor


class Gradio4:
    """A connected client of one app."""

    def __init__(self, site: Site) -> None:
        # gradio_client reports each start to its makers unless this variable says no;
        # its argument `analytics_enabled` alone does not stop that.
        os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
        from gradio_client import Client

        class RootedClient(Client):  # type: ignore[misc]
            """Finds apps of Gradio 4 below a path too; by itself it looks for those at the root."""

            def _get_config(self) -> dict[str, Any]:
                config: dict[str, Any] = super()._get_config()
                return {**config, "api_prefix": config.get("api_prefix") or "."}

        self.version = site.version
        self._client: Any = RootedClient(
            site.url,
            token=site.token or False,
            verbose=False,
            download_files=False,
            httpx_kwargs={"timeout": httpx.Timeout(QUIET_S, connect=10.0)},
            analytics_enabled=False,
        )
        # A Space that hangs must not hold up the end of the process.
        threads = DaemonExecutor()
        self._client.executor = threads
        self._client.helper_executor = threads
        self._client.stream_executor = threads
        if self._client.protocol == "sse":
            # Gradio 4.0 to 4.17: there the client sets a timeout itself, and two are an error.
            self._client.httpx_kwargs.pop("timeout", None)

    def described(self, contract: Contract) -> Mapping[str, Any] | None:
        """The endpoint as `view_api` has it; an unlisted one as the configuration has it."""
        api = self._client.view_api(all_endpoints=True, print_info=False, return_format="dict")
        named: dict[str, Mapping[str, Any]] = api["named_endpoints"]
        if contract.fn_index is None:
            return named.get(contract.api_name or "")
        endpoint = self._client.endpoints.get(contract.fn_index)
        listed = named.get(getattr(endpoint, "api_name", None) or "")
        return listed or describe_from_config(
            self._client.config, lambda index, _function: index == contract.fn_index
        )

    def prepare(
        self, contract: Contract, inputs: Mapping[str, Value], *, backend: str
    ) -> Gradio4Call:
        """A call that has not begun."""
        return Gradio4Call(
            self._client,
            contract,
            inputs,
            wrap_video=wraps_video(self.described(contract)),
            backend=backend,
        )

    def close(self) -> None:
        """End the client's heartbeat; jobs under way end by themselves."""
        self._client._kill_heartbeat.set()


class Gradio4Call:
    """One job."""

    def __init__(
        self,
        client: Any,
        contract: Contract,
        inputs: Mapping[str, Value],
        *,
        wrap_video: bool,
        backend: str,
    ) -> None:
        self._client = client
        self._contract = contract
        self._inputs = inputs
        self._wrap_video = wrap_video
        self._backend = backend
        self._job: Any = None

    def run(self, target: Path) -> Answer:
        """Submit, wait, fetch. Blocks."""
        contract = self._contract
        arguments = [
            self._argument(given.kind, self._inputs[given.name]) for given in contract.inputs
        ]
        started = time.monotonic()
        self._job = self._client.submit(
            *arguments, api_name=contract.api_name, fn_index=contract.fn_index
        )
        try:
            result = self._job.result(timeout=contract.timeout_s)
        except (TimeoutError, JobTimeoutError):
            raise UnavailableError(
                f"{self._backend} took longer than {contract.timeout_s:g} s", backend=self._backend
            ) from None
        worked_s = _worked_s(self._job)
        if worked_s is None:
            worked_s = time.monotonic() - started
        place = pick_output(contract, result, backend=self._backend)
        client = self._client
        Download(contract, target, home=client.src, backend=self._backend).fetch(
            place,
            files=urljoin(client.src_prefixed, "file="),
            headers=client.headers,
            cookies=client.cookies,
        )
        return Answer(gpu_s=worked_s)

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


def _worked_s(job: Any) -> float | None:
    """Seconds the app's function ran, as its last message says; None if it does not."""
    updates = job.communicator.updates
    while True:
        try:
            update = updates.get_nowait()
        except asyncio.QueueEmpty:
            return None
        if getattr(update, "final", False) and isinstance(update.outputs, Mapping):
            duration = update.outputs.get("duration")
            return float(duration) if isinstance(duration, (int, float)) else None


def _cancel(job: Any) -> None:
    # The Space may be gone, which is why the job is cancelled; nobody can do more about it.
    with suppress(httpx.HTTPError, KeyError):
        job.cancel()
