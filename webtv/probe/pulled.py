"""The result of one pull of a channel, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from webtv.errors import WebTVError
from webtv.model.status import Symptom

MAX_BYTES = 48 << 20
"""More than this is not a few seconds of a channel; the rest is not read."""


class PullError(WebTVError):
    """A viewer would get nothing. The message says why; `symptom` is the kind of fault."""

    def __init__(self, symptom: Symptom, message: str) -> None:
        super().__init__(message)
        self.symptom = symptom


@dataclass(frozen=True, slots=True)
class Pulled:
    """A few seconds of a channel, as they came.

    `live_s` says for how long it was received where it comes as it airs; 0 where it comes as a
    file. `edge` names the newest of those files.
    """

    data: bytes
    tune_in_s: float
    live_s: float = 0.0
    edge: str = ""
