"""Backends whose calls are answered by a test, behind the real `Backend`."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from webtv.config.contract import Contract, Input
from webtv.config.pipeline import BackendConfig
from webtv.config.price import Price
from webtv.generators.address import Address
from webtv.generators.backends import Backend
from webtv.generators.call import Value
from webtv.generators.transport import Answer, Progressed
from webtv.model.stage import Stage


class Seconds:
    """Seconds that a test lets pass."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def contract(
    name: str,
    *,
    stage: Stage = "video",
    seeded: bool = True,
    more: Sequence[Input] = (),
    output: Literal["video", "audio", "image"] = "video",
    price: Price | None = None,
    transport: Literal["gradio", "runway"] = "gradio",
    concurrency: int = 1,
) -> Contract:
    inputs = [Input(name="prompt", source="prompt")]
    if seeded:
        inputs.append(Input(name="seed", source="seed", kind="int"))
    return Contract(
        id=name,
        title=name,
        stage=stage,
        source=f"people/{name}",
        api_name="/run",
        inputs=(*inputs, *more),
        output_kind=output,
        transport=transport,
        concurrency=concurrency,
        ahead=0,
        price=price or Price(),
    )


class Scripted:
    """A transport: `says` is called for each call, with its number, and answers or raises."""

    connected = False

    def __init__(
        self,
        says: Callable[[int], Answer] | None = None,
        *,
        task: str | None = None,
        gives: Callable[[int], Path] | None = None,
    ) -> None:
        self.says = says or (lambda number: Answer(gpu_s=2.0))
        self.task = task
        """The name under which it sells its work, if it is a vendor."""
        self.gives = gives
        """The file that each call gives; without it, a few bytes."""
        self.inputs: list[Mapping[str, Value]] = []
        self.calls = 0
        self.running = 0
        self.most = 0
        self.go_on = asyncio.Event()
        self.go_on.set()
        self.tasks: list[str | None] = []

    async def call(
        self, inputs: Mapping[str, Value], target: Path, *, ticket: Progressed
    ) -> Answer:
        self.calls += 1
        number = self.calls
        self.tasks.append(ticket.task)
        self.inputs.append(inputs)
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            if self.task is not None and ticket.task is None:
                await ticket.submitted(self.task)
            await self.go_on.wait()
            answer = self.says(number)
            if self.gives is not None:
                shutil.copyfile(self.gives(number), target)
            else:
                target.write_bytes(f"{inputs} {number}".encode())
            return answer
        finally:
            self.running -= 1

    def close(self) -> None:
        pass


class Row:
    """All backends of a test, by the `space` of their config; a pool has several of one name."""

    def __init__(self, clock: Callable[[], float] | None = None) -> None:
        self.seconds = Seconds()
        self._clock = clock or self.seconds
        self._serving: dict[str, list[Backend]] = {}
        self.scripts: dict[str, Scripted] = {}

    def add(
        self, made: Contract, transport: Scripted, *, place: str = "", local: bool = False
    ) -> Backend:
        name = place or f"people/{made.id}"
        backend = Backend(
            made,
            Address(name, name, local=local, trusted=False),
            transport,
            workers=1,
            clock=self._clock,
        )
        self._serving.setdefault(made.id, []).append(backend)
        self.scripts[backend.id] = transport
        return backend

    def serving(self, config: BackendConfig) -> tuple[Backend, ...]:
        return tuple(self._serving[config.space])
