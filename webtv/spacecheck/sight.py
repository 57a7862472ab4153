"""What was seen of one backend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from webtv.config.contract import Contract, Scalar
from webtv.generators.address import Address, backend_id
from webtv.generators.endpoint import Comparison
from webtv.generators.hub import Quota


@dataclass(frozen=True, slots=True)
class Subject:
    """One contract at one place, and the channels that use it, with the first one's parameters."""

    contract: Contract
    address: Address
    params: Mapping[str, Scalar] = field(default_factory=dict)
    channels: tuple[str, ...] = ()

    @property
    def backend(self) -> str:
        """How it is called on screens."""
        return backend_id(self.contract, self.address)


@dataclass(frozen=True, slots=True)
class Trial:
    """One call: how long it took, how long it was worked on, and what came. Or what went wrong."""

    took_s: float = 0.0
    worked_s: float = 0.0
    size_bytes: int = 0
    came: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Sight:
    """One look at one backend. `mend` says that somebody must act before it works."""

    subject: Subject
    state: str = ""
    hardware: str = ""
    gradio: str = ""
    rows: tuple[Comparison, ...] = ()
    problem: str = ""
    mend: bool = False
    trial: Trial | None = None

    @property
    def fits(self) -> bool:
        """Whether the contract is the endpoint's own; false too if that is not known."""
        return bool(self.rows) and not any(row.problem for row in self.rows)


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was seen. `quota_note` says why `quota` is not known."""

    sights: tuple[Sight, ...]
    quota: Quota | None = None
    quota_note: str = ""

    @property
    def mend(self) -> bool:
        """Whether there is anything that an operator must mend."""
        return any(sight.mend for sight in self.sights)
