"""One call of a backend, as the work book knows it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from webtv.config.contract import Scalar
from webtv.model.stage import Stage


@dataclass(frozen=True, slots=True)
class CallKey:
    """The identity of a call: two that are equal are the same work, and one result serves both.

    `inputs` are the very values sent; of files, the SHA-256 of their content stands there.
    """

    programme_id: str
    channel_id: str
    stage: Stage
    shot: int | None
    backend: str
    inputs: Mapping[str, Scalar] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """SHA-256 of all of it, in hex."""
        parts = [self.programme_id, self.stage, self.shot, self.backend, dict(self.inputs)]
        text = json.dumps(parts, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished result on disk, named by its content. It is immutable."""

    path: Path
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Ticket:
    """A call that is being made.

    `task` is what a vendor calls it, if it was handed over before and is not collected yet: then
    it is to be collected, not bought again.
    """

    id: int
    task: str | None = None
