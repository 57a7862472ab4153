"""An open connection to one Space's app, whatever version of Gradio it is made with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import httpx

from webtv.config.contract import Contract
from webtv.errors import MisconfiguredError, UnavailableError
from webtv.generators.address import Address, is_hugging_face, shown
from webtv.generators.call import Value
from webtv.generators.endpoint import major_version
from webtv.generators.hub import STARTING_S, Hub, require_ready, subdomain_url
from webtv.generators.transport import Answer

QUIET_S = 90.0
"""Gradio sends a heartbeat every 15 s while it works, so this much silence is the end."""

_CONFIG_TIMEOUT = httpx.Timeout(30.0, connect=10.0)


class Call(Protocol):
    """One call of an endpoint, run in a thread and cancelled from outside."""

    def run(self, target: Path) -> Answer:
        """Submit, wait, fetch. Blocks."""

    def cancel_soon(self) -> None:
        """Ask the Space to drop the work, without waiting for its answer."""


class Session(Protocol):
    """A connection through which endpoints of one app are described and called. Blocks."""

    version: str
    """Gradio's version."""

    def described(self, contract: Contract) -> Mapping[str, Any] | None:
        """The endpoint in the form of `Client.view_api`; None if there is no such endpoint."""

    def prepare(self, contract: Contract, inputs: Mapping[str, Value], *, backend: str) -> Call:
        """A call that has not begun."""

    def close(self) -> None:
        """Free threads and connections, without waiting for calls under way."""


@dataclass(frozen=True, slots=True)
class Site:
    """An app that answers: where, with which configuration, and what is told to it."""

    url: str
    config: Mapping[str, Any]
    token: str | None = None

    @property
    def version(self) -> str:
        """Gradio's version, such as 3.50.2."""
        return str(self.config.get("version", "0"))

    @property
    def major(self) -> int:
        """The first number of it."""
        return major_version(self.config)

    @property
    def headers(self) -> dict[str, str]:
        """What goes with each request."""
        return hugging_face_headers(self.token)


def hugging_face_headers(token: str | None) -> dict[str, str]:
    """The token as the proxy before each Space takes it; the app itself does not get to see it."""
    return {"x-hf-authorization": f"Bearer {token}"} if token else {}


def find_site(address: Address, *, hub: Hub, token: str | None, backend: str) -> Site:
    """Where the app of `address` answers, and how it is configured. Blocks.

    Raises `UnavailableError` while a Space wakes up, `MisconfiguredError` where an operator must
    act, and what httpx raises. The token goes to Hugging Face alone.
    """
    url = address.source.rstrip("/")
    if "://" not in url:
        url = _url_of(address.source, hub=hub, token=token, backend=backend)
    told = address.key or (token if address.trusted and is_hugging_face(url) else None)
    response = httpx.get(
        f"{url}/config", headers=hugging_face_headers(told), timeout=_CONFIG_TIMEOUT
    )
    if response.has_redirect_location:
        elsewhere = shown(str(response.url.join(response.headers["location"])))
        if response.status_code in (301, 308):
            raise MisconfiguredError(
                f"{backend} has moved to {elsewhere}; name that as its source", backend=backend
            )
        raise UnavailableError(f"{backend} sends its callers to {elsewhere}", backend=backend)
    if response.status_code in (502, 503, 504) and "retry-after" not in response.headers:
        raise UnavailableError(
            f"{backend} is not up (HTTP {response.status_code})",
            backend=backend,
            retry_after_s=STARTING_S,
        )
    response.raise_for_status()
    config = response.json()
    if not isinstance(config, dict) or "dependencies" not in config:
        raise MisconfiguredError(
            f"{backend} is no Gradio app: its /config is something else", backend=backend
        )
    return Site(url, config, told)


def _url_of(space: str, *, hub: Hub, token: str | None, backend: str) -> str:
    """Where a Space's app answers. While the Hub is away, that is tried without asking it."""
    try:
        state = hub.state(space)
    except httpx.TransportError:
        return subdomain_url(space)
    if state.stage == "SLEEPING":
        _wake(state.url, token if is_hugging_face(state.url) else None)
    require_ready(space, state, backend=backend)
    return state.url


def _wake(url: str, token: str | None) -> None:
    """Ask a sleeping Space for its page: that starts it, whatever the answer."""
    try:
        httpx.get(url, headers=hugging_face_headers(token), timeout=_CONFIG_TIMEOUT)
    except httpx.HTTPError:
        return
