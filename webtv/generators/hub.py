"""What Hugging Face says of a Space before it is called: its state, its address, the quota left.

States: `huggingface_hub.SpaceStage`, and SLEEPING, which the Hub has and that list has not.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from webtv.errors import MisconfiguredError, UnavailableError

if TYPE_CHECKING:
    from huggingface_hub import HfApi

HUGGING_FACE = "https://huggingface.co"

STARTING_S = 30.0
"""Seconds between two looks at a Space that wakes up or is being built."""

_TIMEOUT_S = 15.0

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


@dataclass(frozen=True, slots=True)
class SpaceState:
    """A Space as the Hub sees it. `url` is where its app answers."""

    stage: str
    url: str
    hardware: str = ""

    @property
    def means(self) -> Means:
        """Whether it can be called now, soon, or not before somebody mends it."""
        return _STAGES.get(self.stage, "ready")


@dataclass(frozen=True, slots=True)
class Quota:
    """Seconds of ZeroGPU that a token may still use, of how many, and when they come back."""

    left_s: float
    base_s: float
    resets_at: datetime | None


class Hub:
    """The Hub's own API, asked with the operator's token. Its methods block."""

    def __init__(self, token: str | None = None, *, endpoint: str = HUGGING_FACE) -> None:
        self._token = token
        self._endpoint = endpoint

    @property
    def has_token(self) -> bool:
        """Whether it asks as somebody, and not as anybody."""
        return bool(self._token)

    def state(self, space: str) -> SpaceState:
        """The state of the Space `owner/name`. Raises what huggingface_hub and httpx raise."""
        info = self._api().space_info(space, timeout=_TIMEOUT_S)
        runtime = info.runtime
        return SpaceState(
            stage=str(runtime.stage) if runtime else "",
            url=(info.host or subdomain_url(space)).rstrip("/"),
            hardware=str((runtime.hardware if runtime else None) or ""),
        )

    def quota(self) -> Quota:
        """What the token may still use. Raises what huggingface_hub and httpx raise."""
        quota = self._api().get_zero_gpu_quota()
        return Quota(float(quota.remaining), float(quota.base), quota.resets_at)

    def _api(self) -> HfApi:
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        from huggingface_hub import HfApi

        # `None` would send a token saved on the machine; "none" is said with False.
        return HfApi(endpoint=self._endpoint, token=self._token or False)


def require_ready(space: str, state: SpaceState, *, backend: str) -> None:
    """Raise `UnavailableError` while the Space starts, `MisconfiguredError` where it never will."""
    if state.means == "starting":
        raise UnavailableError(
            f"{backend} is {state.stage.lower()}", backend=backend, retry_after_s=STARTING_S
        )
    if state.means == "broken":
        raise MisconfiguredError(
            f"{backend} is {state.stage}: restart it at {HUGGING_FACE}/spaces/{space}/settings, "
            "or name another source",
            backend=backend,
        )


def subdomain_url(space: str) -> str:
    """Where the app of a Space answers: https://owner-name.hf.space, lower case, no other signs.

    https://huggingface.co/docs/hub/spaces-embed
    """
    name = re.sub(r"[^a-z0-9]+", "-", space.lower()).strip("-")
    return f"https://{name}.hf.space"
