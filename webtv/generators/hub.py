"""Hugging Face's word on a Space before a call: its state, its address, the quota left.

States: `huggingface_hub.SpaceStage`, and SLEEPING, which the Hub has and that list has not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from urllib.parse import quote

from webtv.errors import MisconfiguredError, UnavailableError
from webtv.generators.failure import readable
from webtv.http.client import client
from webtv.http.json import read_json
from webtv.http.limits import Limits

HUGGING_FACE = "https://huggingface.co"

STARTING_S = 30.0
"""Seconds between two looks at a Space that wakes up or is being built."""

_LIMITS = Limits(body_bytes=2_000_000, total_s=15.0)

Means = Literal["ready", "starting", "broken"]

_STAGES: dict[str, Means] = {
    "RUNNING": "ready",
    "RUNNING_BUILDING": "ready",
    "RUNNING_APP_STARTING": "ready",
    "BUILDING": "starting",
    "APP_STARTING": "starting",
    "SLEEPING": "starting",
    "PAUSED": "broken",
    "STOPPED": "broken",
    "DELETING": "broken",
    "NO_APP_FILE": "broken",
    "CONFIG_ERROR": "broken",
    "BUILD_ERROR": "broken",
    "RUNTIME_ERROR": "broken",
}
"""What each stage means for a call. One that is not known here is tried."""


_PASSES = re.compile(r"scheduling failure|unable to schedule|no (?:gpu|hardware) .*available", re.I)
"""Errors of the Hub itself, which gives the Space a machine as soon as it has one."""


@dataclass(frozen=True, slots=True)
class SpaceState:
    """The state of a Space as the Hub tells it.

    `url` is where its app answers; `error` is why it does not run.
    """

    stage: str
    url: str
    hardware: str = ""
    error: str = ""

    @property
    def means(self) -> Means:
        """Whether the Space can be called now, soon, or not before somebody mends it."""
        if self.stage.endswith("_ERROR") and _PASSES.search(self.error):
            return "starting"
        return _STAGES.get(self.stage, "ready")


@dataclass(frozen=True, slots=True)
class Quota:
    """A token's quota of ZeroGPU: the seconds left, of how many, and when they come back."""

    left_s: float
    base_s: float
    resets_at: datetime | None


class Hub:
    """A client of the Hub's own API, with the operator's token. Its methods block.

    huggingface_hub is not used for it: that takes a token it finds on the machine where it is
    given none, and the errors it raises are those of another HTTP client.
    """

    def __init__(self, token: str | None = None, *, endpoint: str = HUGGING_FACE) -> None:
        self._token = token
        self._endpoint = endpoint

    @property
    def has_token(self) -> bool:
        """Whether requests carry a token."""
        return bool(self._token)

    def state(self, space: str) -> SpaceState:
        """Ask for the state of a Space `owner/name`. Raises what httpx raises, and `ValueError`."""
        info = self._ask(f"/api/spaces/{quote(space, safe='/')}")
        runtime = _part(info, "runtime")
        return SpaceState(
            stage=readable(str(runtime.get("stage") or "")),
            url=str(info.get("host") or subdomain_url(space)).rstrip("/"),
            hardware=readable(str(_part(runtime, "hardware").get("current") or "")),
            error=readable(str(runtime.get("errorMessage") or "")),
        )

    def quota(self) -> Quota:
        """Ask for the token's quota. Raises what httpx raises, and `ValueError`.

        The answer is as `HfApi.get_zero_gpu_quota` of huggingface_hub reads it. A fine-grained
        token needs the permission to read billing usage.
        """
        told = self._ask("/api/spaces/zero-gpu/quota")
        back = told.get("resetsAt")
        return Quota(
            left_s=_number(told.get("current")),
            base_s=_number(told.get("base")),
            resets_at=datetime.fromisoformat(back) if isinstance(back, str) else None,
        )

    def _ask(self, path: str) -> Mapping[str, Any]:
        told = {"authorization": f"Bearer {self._token}"} if self._token else {}
        with client(_LIMITS, headers=told) as http:
            response = http.get(self._endpoint + path)
        response.raise_for_status()
        body = read_json(response.content)
        return body if isinstance(body, dict) else {}


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _part(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = value.get(name)
    return part if isinstance(part, dict) else {}


def require_ready(space: str, state: SpaceState, *, backend: str) -> None:
    """Raise `UnavailableError` while the Space starts, `MisconfiguredError` where it never will."""
    if state.means == "starting":
        raise UnavailableError(
            f"{backend} is {state.stage.lower()}{_because(state)}",
            backend=backend,
            retry_after_s=STARTING_S,
        )
    if state.means == "broken":
        raise MisconfiguredError(
            f"{backend} is {state.stage}{_because(state)}: restart it at "
            f"{HUGGING_FACE}/spaces/{space}/settings, or name another source",
            backend=backend,
        )


def _because(state: SpaceState) -> str:
    return f" ({state.error})" if state.error else ""


def subdomain_url(space: str) -> str:
    """Return the address of a Space's app: https://owner-name.hf.space, in letters and digits.

    https://huggingface.co/docs/hub/spaces-embed
    """
    name = re.sub(r"[^a-z0-9]+", "-", space.lower()).strip("-")
    return f"https://{name}.hf.space"
