"""The transport to a Gradio Space of any version, in threads under deadlines of our own."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import httpx

from webtv.config.contract import Contract
from webtv.errors import MisconfiguredError, UnavailableError
from webtv.generators.address import Address, backend_id
from webtv.generators.call import Value
from webtv.generators.connection import Call, Connection, Site, find_site, read_site
from webtv.generators.endpoint import check_endpoint
from webtv.generators.failure import backend_error
from webtv.generators.gradio3 import Gradio3
from webtv.generators.gradio4 import Gradio4
from webtv.generators.hub import Hub
from webtv.generators.local import START_MODELS
from webtv.generators.transport import Answer, Progressed
from webtv.threads import in_thread

CONNECT_S = 60.0
"""Seconds for reaching a Space and reading its API."""

FETCH_S = 120.0
"""Seconds that fetching a result may take on top of the contract's `timeout_s`."""

BY_MODELS = "real models"
"""Words in the titles of the station's own Spaces, where no paper theatre stands behind them."""


def open_connection(site: Site) -> Connection:
    """Connect to an app in the way its version of Gradio asks for. Blocks."""
    return Gradio3(site) if site.major == 3 else Gradio4(site)


class GradioSpace:
    """A transport that calls one endpoint of a Space. It connects at the first call.

    Calls raise `UnavailableError`, `RefusedError` or `MisconfiguredError`. After any failure but
    a refusal the connection is made anew for the next call. So it is when the app is another one
    than it was: then its functions may be others, and Gradio numbers them. That is looked at
    before and after each call; what came while it changed is not used. The station's own Spaces
    change with the station alone, but may be elsewhere than before.
    """

    def __init__(
        self,
        contract: Contract,
        address: Address,
        *,
        token: str | None = None,
        hub: Hub | None = None,
    ) -> None:
        self.contract = contract
        self.address = address
        self.backend = backend_id(contract, address)
        self._token = token if address.trusted else None
        self._hub = hub or Hub(self._token)
        self._connection: Connection | None = None
        self._connecting = asyncio.Lock()

    @property
    def connected(self) -> bool:
        """Whether a connection is open."""
        return self._connection is not None

    async def call(
        self, inputs: Mapping[str, Value], target: Path, *, ticket: Progressed
    ) -> Answer:
        """Run the endpoint on `inputs` and put the picked file at `target`.

        Ends within the contract's `timeout_s` plus the time to connect and to fetch. What a Space
        was working on cannot be collected later, so `ticket` is left alone.
        """
        connection: Connection | None = None
        call: Call | None = None
        try:
            connection = await self._connected()
            call = connection.prepare(self.contract, inputs, backend=self.backend)
            try:
                answer = await in_thread(
                    lambda: call.run(target),
                    name="space-call",
                    deadline_s=self.contract.timeout_s + FETCH_S,
                )
            except BaseException:
                # Also when this task is cancelled: the Space should stop working for nobody.
                call.cancel_soon()
                raise
            if await self._has_changed(connection):
                target.unlink(missing_ok=True)
                raise UnavailableError(
                    f"{self.backend} was changed during the call", backend=self.backend
                )
            title = connection.site.config.get("title", "")
            return replace(answer, trained=not self.address.local or BY_MODELS in title)
        except Exception as error:
            failure = backend_error(error, backend=self.backend)
            failure.gpu_s = call.worked_s if call else 0.0
            if isinstance(failure, UnavailableError) and connection is self._connection:
                self.close()
            raise failure from error

    def close(self) -> None:
        """Close the connection; the next call connects again."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    async def _connected(self) -> Connection:
        async with self._connecting:
            if self._connection is not None and await self._is_another(self._connection.site):
                self.close()
            if self._connection is None:
                self._connection = await in_thread(
                    self._connect, name="space-connect", deadline_s=CONNECT_S
                )
            return self._connection

    async def _is_another(self, site: Site) -> bool:
        """Whether an app is not to be asked any more: it has been started anew, or has moved."""
        if self.address.local and site.url != self.address.place:
            return True
        return (await self._looked_at(site)).identity != site.identity

    async def _has_changed(self, connection: Connection) -> bool:
        """Whether other functions answer now than those a connection was opened with.

        If that cannot be seen, what was called and has answered counts.
        """
        try:
            now = await self._looked_at(connection.site)
        except Exception:
            return False
        return now.signature != connection.site.signature

    async def _looked_at(self, site: Site) -> Site:
        """The app at the place of `site`, as it is now; the station's own are as they were."""
        if self.address.local:
            return site
        return await in_thread(
            lambda: read_site(site.url, site.token, self.backend, cookies=site.cookies),
            name="space-look",
            deadline_s=CONNECT_S,
        )

    def _site(self) -> Site:
        try:
            return find_site(self.address, hub=self._hub, token=self._token, backend=self.backend)
        except httpx.HTTPStatusError as error:
            asks_models = self.address.local and self.contract.local_engine == "models"
            if asks_models and error.response.status_code == 404:
                cure = f"it needs {START_MODELS}, or `source: public`"
                text = f"{self.backend} is not served here: {cure}"
                raise MisconfiguredError(text, backend=self.backend) from None
            raise

    def _connect(self) -> Connection:
        site = self._site()
        connection = open_connection(site)
        try:
            check_endpoint(self.contract, connection.described(self.contract), backend=self.backend)
        except BaseException:
            connection.close()
            raise
        return connection
