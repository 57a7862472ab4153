"""An open connection to one Space's app, whatever version of Gradio it is made with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import httpx

from webtv.config.contract import Contract
from webtv.errors import MisconfiguredError, UnavailableError
from webtv.generators.address import Address, is_hugging_face, shown
from webtv.generators.app_config import believed, identity_of, signature_of
from webtv.generators.call import Value
from webtv.generators.endpoint import major_version
from webtv.generators.hub import STARTING_S, Hub, require_ready, subdomain_url
from webtv.generators.transport import Answer
from webtv.http.client import Resolve, client
from webtv.http.json import read_json
from webtv.http.limits import Limits
from webtv.http.place import is_inside, proxy_of

QUIET_S = 90.0
"""Gradio sends a heartbeat every 15 s while it works, so this much silence is the end."""

_CONFIG = Limits(body_bytes=8_000_000, total_s=30.0)
"""For /config. Those of large apps have half a megabyte."""


class Call(Protocol):
    """A call runs an endpoint once, in a thread, and is cancelled from outside."""

    def run(self, target: Path) -> Answer:
        """Submit the inputs, wait for the result, and fetch it to `target`. Blocks."""

    @property
    def worked_s(self) -> float:
        """The seconds that the app has worked on the call, also on one that failed; 0 if unknown.

        Waiting in the app's queue is not counted.
        """

    def cancel_soon(self) -> None:
        """Ask the Space to drop the work, without waiting for its answer."""


class Connection(Protocol):
    """A connection describes and calls the endpoints of one app. Its methods block."""

    site: Site
    """The app at the other end."""

    def described(self, contract: Contract) -> Mapping[str, Any] | None:
        """Describe the contract's endpoint as `Client.view_api` does; None if the app has none."""

    def prepare(self, contract: Contract, inputs: Mapping[str, Value], *, backend: str) -> Call:
        """Make a call of the endpoint with `inputs`, and do not begin it."""

    def close(self) -> None:
        """Free threads and connections as soon as no call is under way, without waiting."""


@dataclass(frozen=True, slots=True)
class Site:
    """A site is an app that answers: its address, its configuration, and what it is told.

    `peer` is the address its name stood for when it was connected to, which all later requests go
    to; None behind a proxy. `cookies` are those that lead to the same one of several servers.
    """

    url: str
    config: Mapping[str, Any]
    token: str | None = None
    peer: str | None = None
    cookies: Mapping[str, str] = field(default_factory=dict)

    @property
    def inside(self) -> bool:
        """Whether the app is on this machine or in a private network."""
        return self.peer is not None and is_inside(self.peer)

    @property
    def identity(self) -> str:
        """A digest that changes when the app is started anew or serves other functions."""
        return identity_of(self.config)

    @property
    def signature(self) -> str:
        """A digest that changes when the app serves other functions, or under other numbers."""
        return signature_of(self.config)

    @property
    def version(self) -> str:
        """Gradio's version, such as 3.50.2."""
        return str(self.config.get("version", "0"))

    @property
    def major(self) -> int:
        """The first number of Gradio's version."""
        return major_version(self.config)

    @property
    def headers(self) -> dict[str, str]:
        """The headers of each request."""
        return hugging_face_headers(self.token)


def hugging_face_headers(token: str | None) -> dict[str, str]:
    """Return the header by which Hugging Face's proxy takes a token; it keeps it from the app."""
    return {"x-hf-authorization": f"Bearer {token}"} if token else {}


def pinned(site: Site) -> Resolve | None:
    """Return how to dial the app: at the address that was judged; None behind a proxy."""
    peer = site.peer
    return None if peer is None else lambda _url: (peer,)


def find_site(address: Address, *, hub: Hub, token: str | None, backend: str) -> Site:
    """Find the address at which the app of `address` answers, and its configuration. Blocks.

    Raises `UnavailableError` while a Space wakes up, `MisconfiguredError` where an operator must
    act, and what httpx raises. The token goes to Hugging Face alone.
    """
    place = address.place
    url, objection = place.rstrip("/"), None
    if "://" not in url:
        url, objection = _url_of(place, hub=hub, token=token, backend=backend)
    told = address.key or (token if address.trusted and is_hugging_face(url) else None)
    try:
        return read_site(url, told, backend)
    except Exception as error:
        # What the Hub says of a Space that does not answer is nearer to the cause.
        if objection is not None:
            raise objection from error
        raise


def read_site(
    url: str, token: str | None, backend: str, *, cookies: Mapping[str, str] | None = None
) -> Site:
    """Read the app at `url` by its /config. Blocks; raises what `find_site` raises."""
    told = hugging_face_headers(token)
    with client(_CONFIG, headers=told, cookies=dict(cookies or {})) as http:
        with http.stream("GET", f"{url}/config") as response:
            peer = None if proxy_of(response.url) else _peer(response)
            response.read()
        kept = {**(cookies or {}), **cookies_of(http)}
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
    try:
        config = read_json(response.content)
    except ValueError as error:
        # Hugging Face answers with a page while a Space starts.
        raise UnavailableError(
            f"{backend} gives no /config: {error}", backend=backend, retry_after_s=STARTING_S
        ) from None
    return Site(url, believed(config, backend=backend), token, peer, kept)


def cookies_of(http: httpx.Client) -> dict[str, str]:
    """Return the cookies of a client by name; its own mapping refuses a name with two paths."""
    return {each.name: each.value or "" for each in http.cookies.jar}


def _peer(response: httpx.Response) -> str | None:
    """The address at the other end of the connection."""
    found = response.extensions["network_stream"].get_extra_info("server_addr")
    return str(found[0]) if found else None


def _url_of(
    space: str, *, hub: Hub, token: str | None, backend: str
) -> tuple[str, httpx.HTTPStatusError | None]:
    """Return where a Space's app answers, and the Hub's error if it did not say.

    Whatever is wrong with the Hub, the app itself is tried.
    """
    try:
        state = hub.state(space)
    except httpx.HTTPStatusError as error:
        return subdomain_url(space), error
    except (httpx.HTTPError, ValueError):
        return subdomain_url(space), None
    if state.stage == "SLEEPING":
        _wake(state.url, token if is_hugging_face(state.url) else None)
    require_ready(space, state, backend=backend)
    return state.url, None


def _wake(url: str, token: str | None) -> None:
    """Ask a sleeping Space for its page: that starts it, whatever the answer."""
    try:
        with client(_CONFIG, headers=hugging_face_headers(token)) as http:
            http.get(url)
    except httpx.HTTPError:
        return
