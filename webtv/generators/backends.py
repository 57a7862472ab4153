"""All backends that film, paint, score and speak for the station, shared by its channels."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from webtv.config.contract import Contract, Scalar
from webtv.config.pipeline import BackendConfig
from webtv.errors import BackendError, MisconfiguredError
from webtv.files import sha256_of
from webtv.generators.address import Address, addresses, backend_id
from webtv.generators.call import Request, Value, build_inputs, missing_input, recorded
from webtv.generators.gradio import GradioSpace
from webtv.generators.price import cost_of
from webtv.generators.runway import Runway, RunwayAccount
from webtv.generators.transport import Progressed, Transport
from webtv.health import Health
from webtv.model.cost import Cost
from webtv.model.programme import Generation

IDLE_S = 60.0
"""Seconds without a call after which a backend's connections are closed."""


class Backend:
    """A backend is one endpoint at one place.

    It takes as many calls at once as it gets: `slots` says how many it should get, together with
    all others at the same `place`. `health` knows how the calls went.
    """

    def __init__(
        self,
        contract: Contract,
        address: Address,
        transport: Transport,
        *,
        workers: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.id = backend_id(contract, address)
        self.contract = contract
        self.local = address.local
        # Runway limits each model by itself; a Space has one GPU for all of its endpoints.
        self.place = self.id if contract.transport == "runway" else address.name
        self.slots = (workers if address.local else contract.concurrency) + contract.ahead
        self.health = Health(self.id, clock=clock)
        self._transport = transport
        self._calls = 0
        self._used_at = 0.0

    @property
    def licence(self) -> str:
        """The licence of the weights it works with."""
        weighted = not self.local or self.contract.local_is_trained
        return self.contract.licence if weighted else ""

    def inputs(self, params: Mapping[str, Scalar], request: Request) -> dict[str, Value]:
        """The inputs that a call of this request sends, by name."""
        return build_inputs(self.contract, params, request)

    def key_inputs(
        self,
        params: Mapping[str, Scalar],
        request: Request,
        *,
        digest: Callable[[Path], str] = sha256_of,
    ) -> dict[str, Scalar]:
        """`inputs` as values that can be kept and compared: of a file, its SHA-256."""

        def kept(value: Value) -> Scalar:
            if isinstance(value, tuple):
                return " ".join(map(digest, value))
            return digest(value) if isinstance(value, Path) else value

        return {name: kept(value) for name, value in self.inputs(params, request).items()}

    def estimate(self, params: Mapping[str, Scalar], request: Request) -> Cost:
        """The cost of a call as far as its price list tells; a GPU's seconds are not in it."""
        return cost_of(self.contract, self.inputs(params, request), wanted_s=request.seconds)

    def charged(self, error: BackendError) -> Cost | None:
        """The cost of a call that failed; None if what was charged for it so far stands."""
        if error.collectable or error.credits is None:
            return None
        return cost_of(
            self.contract,
            {},
            wanted_s=None,
            gpu_s=0.0 if self.local else error.gpu_s,
            credits_taken=error.credits,
        )

    async def run(
        self, params: Mapping[str, Scalar], request: Request, target: Path, *, ticket: Progressed
    ) -> Generation:
        """Make one call: put its file at `target`, and return what was asked and what it cost.

        Raises a `BackendError` of the class that says what to do, after `health` has noted it.
        """
        inputs = self.inputs(params, request)
        if (missing := missing_input(self.contract, inputs)) is not None:
            raise MisconfiguredError(
                f"{self.id} needs {missing.source} for its {missing.name}; "
                "put a stage before it that makes one, or name another contract",
                backend=self.id,
            )
        started = time.monotonic()
        self._calls += 1
        try:
            answer = await self._transport.call(inputs, target, ticket=ticket)
        except BackendError as error:
            self.health.failed(error)
            raise
        finally:
            self._calls -= 1
            self._used_at = time.monotonic()
        self.health.worked()
        trained = answer.trained or self.contract.local_is_trained
        seeds = [inputs[given.name] for given in self.contract.inputs if given.source == "seed"]
        return Generation(
            stage=self.contract.stage,
            backend=self.id,
            prompt=request.text or request.prompt,
            params=recorded(self.contract, inputs),
            seed=next((seed for seed in seeds if isinstance(seed, int)), None),
            seconds_taken=round(time.monotonic() - started, 3),
            licence=self.contract.licence if trained else "",
            trained=trained,
            cost=cost_of(
                self.contract,
                inputs,
                wanted_s=request.seconds,
                gpu_s=0.0 if self.local else answer.gpu_s,
                credits_taken=answer.credits,
            ),
            task=answer.task,
        )

    def close_idle(self) -> None:
        """Close the connections if they have had nothing to do for `IDLE_S` seconds."""
        idle = not self._calls and time.monotonic() - self._used_at > IDLE_S
        if idle and self._transport.connected:
            self._transport.close()

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()


class Backends:
    """Finds and closes backends; each exists once, whichever channel asks.

    `local_url` tells where the local Spaces are now. `clock` gives the seconds that health goes by.
    """

    def __init__(
        self,
        contracts: Mapping[str, Contract],
        *,
        local_url: Callable[[], str],
        local_concurrency: int,
        local_key: str = "",
        token: str | None = None,
        runway: RunwayAccount | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._contracts = contracts
        self._clock = clock
        self._local_url = local_url
        self._local_key = local_key
        self._local_concurrency = local_concurrency
        self._token = token
        self._runway = runway or RunwayAccount()
        self._open: dict[tuple[str, Address], Backend] = {}

    def contract(self, config: BackendConfig) -> Contract:
        """The contract of a stage's backend."""
        return self._contracts[config.space]

    def serving(self, config: BackendConfig) -> tuple[Backend, ...]:
        """The backends of a stage: one for each place of its pool."""
        contract = self.contract(config)
        places = addresses(config, contract, local_url=self._local_url, local_key=self._local_key)
        return tuple(self._backend(contract, address) for address in places)

    def close_idle(self) -> None:
        """Close the connections that have had nothing to do for `IDLE_S` seconds."""
        for backend in self._open.values():
            backend.close_idle()

    def close(self) -> None:
        """Close every connection."""
        for backend in self._open.values():
            backend.close()

    def _backend(self, contract: Contract, address: Address) -> Backend:
        backend = self._open.get((contract.id, address))
        if backend is None:
            transport = self._transport(contract, address)
            backend = Backend(
                contract, address, transport, workers=self._local_concurrency, clock=self._clock
            )
            self._open[contract.id, address] = backend
        return backend

    def _transport(self, contract: Contract, address: Address) -> Transport:
        """Choose the transport of a contract; a new kind is added here."""
        if contract.transport == "runway":
            return Runway(contract, self._runway)
        return GradioSpace(contract, address, token=self._token)
