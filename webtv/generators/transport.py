"""The interface of every transport to a backend: the way one call is made, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from webtv.generators.call import Value


@dataclass(frozen=True, slots=True)
class Answer:
    """The facts that a finished call tells beside its file.

    `gpu_s` are the seconds the place worked on it, waiting in its queue left out. `credits` are
    what the vendor says it took; None if it says nothing. `task` is the vendor's own name of it.
    `trained` is whether a model with weights made it.
    """

    gpu_s: float = 0.0
    credits: float | None = None
    task: str | None = None
    trained: bool = True


class Progressed(Protocol):
    """The record of one call, for vendors that sell work which can be collected later.

    With a `task`, that piece of work is collected and nothing is bought. `submitted` must be
    awaited as soon as a new one has a name: it is on disk when this returns.
    """

    @property
    def task(self) -> str | None:
        """The vendor's name of work begun before, perhaps by a process that died."""

    async def submitted(self, task: str) -> None:
        """Keep the name of work that has just been begun."""


class Transport(Protocol):
    """A transport calls one endpoint at one place. It connects at the first call."""

    @property
    def connected(self) -> bool:
        """Whether it holds connections or threads."""

    async def call(
        self, inputs: Mapping[str, Value], target: Path, *, ticket: Progressed
    ) -> Answer:
        """Run the endpoint on `inputs`, by name in its own order; put the file at `target`.

        Ends within a deadline of its own. Raises `BackendError` and nothing else; a part of a
        file never stands at `target`.
        """

    def close(self) -> None:
        """Free connections and threads; the next call connects again."""


class Unrecorded:
    """A `Progressed` for calls that nobody will want to collect, such as trials."""

    task: str | None = None

    async def submitted(self, task: str) -> None:
        """Keep nothing."""
