"""Apps of Gradio 4, 5 and 6, by gradio_client.

Facts about gradio_client 2.7 that shape this: its constructor and calls block, so they run in
threads; `token=None` sends a token saved on the machine, so "none" is said with `False`; it
downloads to a folder in /tmp that nobody empties, so results are fetched here, within limits; the
timeout of `httpx_kwargs` also counts silence of the event stream.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as JobTimeoutError
from contextlib import contextmanager, suppress
from datetime import datetime
from math import isfinite
from pathlib import Path
from threading import Lock, Thread
from typing import Any
from urllib.parse import urljoin

import httpx

from webtv.config.contract import Contract
from webtv.errors import UnavailableError
from webtv.generators.call import Value
from webtv.generators.connection import QUIET_S, Site
from webtv.generators.download import Download
from webtv.generators.endpoint import describe_from_config, wraps_pictures, wraps_video
from webtv.generators.output import pick_output
from webtv.generators.space_auth import SpaceAuth
from webtv.generators.transport import Answer
from webtv.http.client import trusted
from webtv.threads import DaemonExecutor

_MOST_STREAMS = 4
"""Streams that are read one after another for the same calls, if an app closes each of them."""


class Gradio4:
    """A connection to one app, by a client of gradio_client."""

    def __init__(self, site: Site) -> None:
        from gradio_client import Client

        class SiteClient(Client):  # type: ignore[misc]
            """Goes by a configuration that was read and judged before, and reads no other one.

            It finds apps of Gradio 4 below a path too; by itself it looks for those at the root.
            """

            stream_open: bool

            def _get_config(self) -> dict[str, Any]:
                return {**site.config, "api_prefix": site.config.get("api_prefix") or "."}

            def stream_messages(self, protocol: Any, session_hash: str) -> None:
                """Read the stream, and read on where the app closed it on a call just begun.

                Gradio closes it when the session's last call is done. One that is made before
                that is read here is taken for a call of the old stream, but goes on in the app,
                which keeps its events for whoever asks.
                """
                for _ in range(_MOST_STREAMS):
                    with self.pending_lock:
                        epoch = self.stream_epoch
                    super().stream_messages(protocol, session_hash)
                    with self.pending_lock:
                        if self.stream_open and self.stream_epoch == epoch:
                            return  # broken off, not closed: the calls under way are told
                        left = [
                            event
                            for event in self.pending_event_ids
                            if self.pending_event_epoch.get(event) == epoch
                            and not _is_completed(self.pending_messages_per_event.get(event))
                        ]
                        if self.stream_open:  # a newer one tells of these too
                            self.pending_event_epoch.update(dict.fromkeys(left, self.stream_epoch))
                        if self.stream_epoch != epoch or not left:
                            return
                        self.stream_open = True

        self.site = site
        self._auth = SpaceAuth(site.url, peer=site.peer)
        self._calls = 0
        self._closed = False
        self._lock = Lock()
        self._client: Any = SiteClient(
            site.url,
            token=site.token or False,
            verbose=False,
            download_files=False,
            httpx_kwargs={
                "auth": self._auth,
                "cookies": dict(site.cookies),
                "timeout": httpx.Timeout(QUIET_S, connect=10.0),
                # Requests go to the address that was dialled, or all by way of a proxy.
                "trust_env": site.peer is None,
            },
            analytics_enabled=False,
            # It makes a client of httpx for each request, which else read them each time.
            ssl_verify=trusted(),
        )
        # A job that is cancelled says so twice: within limits, and by a request that knows neither
        # them nor the address that was dialled. An address of no protocol keeps the latter here.
        self._client.reset_url = "none:"
        # A Space that hangs must not hold up the end of the process.
        threads = DaemonExecutor()
        self._client.executor = threads
        self._client.helper_executor = threads
        self._client.stream_executor = threads
        if self._client.protocol == "sse":
            # Gradio 4.0 to 4.17: there the client sets a timeout itself, and two are an error.
            self._client.httpx_kwargs.pop("timeout", None)

    def described(self, contract: Contract) -> Mapping[str, Any] | None:
        """Describe the endpoint as `view_api` does; an unlisted one by the app's configuration."""
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
        """Make a call of the endpoint with `inputs`, and do not begin it."""
        described = self.described(contract)
        return Gradio4Call(
            self,
            self._client,
            contract,
            inputs,
            wrap_video=wraps_video(described),
            wrap_pictures=wraps_pictures(described),
            backend=backend,
        )

    def close(self) -> None:
        """End the client's heartbeat, and all connections when the last call under way is over.

        Threads of gradio_client that still wait for something come to their end by that.
        """
        self._client._kill_heartbeat.set()
        self._closed = True
        self._shut_if_done()

    @contextmanager
    def calling(self) -> Iterator[None]:
        """Count a call within the block; raise what broke its stream off, if anything did."""
        self.begin()
        self._auth.fault = None
        try:
            yield
        except CancelledError:
            raise self._auth.fault or httpx.RemoteProtocolError("it broke off the call") from None
        finally:
            self.end()

    def begin(self) -> None:
        """Keep connections open, also when this one is closed, until as many calls of `end`."""
        with self._lock:
            self._calls += 1

    def end(self) -> None:
        """Let go of the connections."""
        with self._lock:
            self._calls -= 1
        self._shut_if_done()

    def _shut_if_done(self) -> None:
        with self._lock:
            done = self._closed and self._calls == 0
        if done:
            self._auth.lines.shut()


class Gradio4Call:
    """A call is one job of gradio_client."""

    def __init__(
        self,
        connection: Gradio4,
        client: Any,
        contract: Contract,
        inputs: Mapping[str, Value],
        *,
        wrap_video: bool,
        wrap_pictures: bool,
        backend: str,
    ) -> None:
        self._connection = connection
        self._client = client
        self._contract = contract
        self._inputs = inputs
        self._wrap_video = wrap_video
        self._wrap_pictures = wrap_pictures
        self._backend = backend
        self._job: Any = None
        self._updates: list[Any] = []

    def run(self, target: Path) -> Answer:
        """Submit the inputs, wait for the result, and fetch it to `target`. Blocks."""
        with self._connection.calling():
            return self._run(target)

    def _run(self, target: Path) -> Answer:
        contract = self._contract
        arguments = [
            self._argument(given.kind, self._inputs[given.name]) for given in contract.inputs
        ]
        self._job = self._client.submit(
            *arguments, api_name=contract.api_name, fn_index=contract.fn_index
        )
        try:
            result = self._job.result(timeout=contract.timeout_s)
        except (TimeoutError, JobTimeoutError):
            raise UnavailableError(
                f"{self._backend} took longer than {contract.timeout_s:g} s", backend=self._backend
            ) from None
        place = pick_output(contract, result, backend=self._backend)
        client = self._client
        Download(contract, target, site=self._connection.site, backend=self._backend).fetch(
            place,
            files=urljoin(client.src_prefixed, "file="),
            headers=client.headers,
            cookies=client.cookies,
        )
        return Answer(gpu_s=self.worked_s)

    @property
    def worked_s(self) -> float:
        """The seconds the app's function ran: as its last message says, else since it began."""
        if self._job is not None:
            self._updates += _updates_of(self._job)
        seconds = worked_s(self._updates, now=datetime.now())  # noqa: DTZ005 - as gradio_client's
        # Whoever runs the app says so; longer than anybody waited it cannot have been.
        return min(seconds, self._contract.timeout_s)

    def cancel_soon(self) -> None:
        """Ask the Space to drop the job, without waiting for its answer."""
        job = self._job
        if job is not None and not job.done():
            self._connection.begin()
            Thread(target=self._cancel, args=(job,), name="space-cancel", daemon=True).start()

    def _cancel(self, job: Any) -> None:
        # The Space may be gone, which is why the job is cancelled; nobody can do more about it.
        try:
            with suppress(httpx.HTTPError, KeyError):
                job.cancel()
        finally:
            self._connection.end()

    def _argument(self, kind: str, value: Value) -> object:
        from gradio_client import handle_file

        if isinstance(value, tuple):
            files = [self._argument(kind, each) for each in value]
            return [{"image": file} for file in files] if self._wrap_pictures else files
        if not isinstance(value, Path):
            return value
        file = handle_file(str(value))
        return {"video": file} if kind == "video" and self._wrap_video else file


def worked_s(updates: Sequence[Any], *, now: datetime) -> float:
    """Return the seconds that a function ran, by its updates; until `now` if it did not end."""
    began: datetime | None = None
    for update in updates:
        if getattr(update, "final", False) and isinstance(update.outputs, Mapping):
            duration = update.outputs.get("duration")
            if isinstance(duration, int | float) and isfinite(duration) and duration >= 0:
                return float(duration)
        code, at = getattr(update, "code", None), getattr(update, "time", None)
        if getattr(code, "name", "") == "PROCESSING" and began is None and at is not None:
            began = at
        if getattr(code, "name", "") == "FINISHED" and at is not None:
            now = at
    return 0.0 if began is None else max(0.0, (now - began).total_seconds())


def _updates_of(job: Any) -> list[Any]:
    """Take a job's updates that have come since the last look."""
    found = []
    with suppress(asyncio.QueueEmpty):
        while True:
            found.append(job.communicator.updates.get_nowait())
    return found


def _is_completed(messages: Iterable[Any] | None) -> bool:
    """Whether nothing is to come for an event: its last message is there, or was taken."""
    told = (each for each in messages or () if each)
    return messages is None or any(each["msg"] == "process_completed" for each in told)
