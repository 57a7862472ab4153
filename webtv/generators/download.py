"""Fetches what a Space made, within limits of size and time."""

from __future__ import annotations

import base64
import binascii
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx

from webtv.config.contract import Contract
from webtv.errors import UnavailableError
from webtv.generators.output import HEAD_BYTES, check_kind

MAX_BYTES = 1_000_000_000
"""A result larger than this is refused."""

DEADLINE_S = 110.0
"""Seconds that one download may take."""

_TIMEOUT = httpx.Timeout(60.0, connect=10.0)


class Download:
    """Puts one result at `target`; a part of it, or what is no media, never stands there.

    `home` is where the Space is: one on the Internet must not send us into our own network.
    """

    def __init__(
        self,
        contract: Contract,
        target: Path,
        *,
        home: str,
        backend: str,
        deadline_s: float = DEADLINE_S,
    ) -> None:
        self._home = home
        self._contract = contract
        self._target = target
        self._ends_at = time.monotonic() + deadline_s
        self._backend = backend

    def fetch(
        self, place: str, *, files: str, headers: Mapping[str, str], cookies: Mapping[str, str]
    ) -> None:
        """Get what `pick_output` found. The Space's own paths are behind the address `files`."""
        if place.startswith("data:"):
            self.from_data(place)
        elif place.startswith(("http://", "https://")):
            self.from_elsewhere(place)
        else:
            self.from_space(files + quote(place, safe="/"), headers=headers, cookies=cookies)

    def from_space(
        self, url: str, *, headers: Mapping[str, str], cookies: Mapping[str, str]
    ) -> None:
        """Stream `url` of the Space itself. A redirect is followed without headers and cookies."""
        try:
            with httpx.stream(
                "GET", url, headers=dict(headers), cookies=dict(cookies), timeout=_TIMEOUT
            ) as response:
                if not response.has_redirect_location:
                    self._take(response)
                    return
                elsewhere = str(response.url.join(response.headers["location"]))
            self.from_elsewhere(elsewhere)
        except httpx.HTTPStatusError as error:
            raise self._failed(f"HTTP {error.response.status_code}") from None

    def from_elsewhere(self, url: str) -> None:
        """Stream `url` of somebody else, to whom nothing is told."""
        try:
            with httpx.Client(
                timeout=_TIMEOUT, follow_redirects=True, event_hooks={"request": [self._look]}
            ) as http:
                with http.stream("GET", url) as response:
                    self._take(response)
        except httpx.HTTPStatusError as error:
            raise self._failed(f"HTTP {error.response.status_code}") from None

    def from_data(self, url: str) -> None:
        """Decode a `data:` URL."""
        form, _, text = url.partition(",")
        if not form.endswith(";base64"):
            raise self._failed("a data URL that is not base64")
        try:
            content = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            raise self._failed("a data URL that cannot be decoded") from None
        check_kind(self._contract, content[:HEAD_BYTES], backend=self._backend)
        with self._part() as part:
            part.write_bytes(content)

    def _look(self, request: httpx.Request) -> None:
        """Called before each request of a chain of redirects."""
        if _is_inside(request.url.host) and not _is_inside(urlsplit(self._home).hostname or ""):
            raise self._failed("it would lead into a private network")

    def _take(self, response: httpx.Response) -> None:
        response.raise_for_status()
        size, head = 0, b""
        with self._part() as part:
            with part.open("wb") as file:
                # As it comes: chunks of a fixed size would be waited for, past any deadline.
                for chunk in response.iter_bytes():
                    size += len(chunk)
                    if size > MAX_BYTES:
                        raise self._failed(f"more than {MAX_BYTES // 1_000_000} MB")
                    if time.monotonic() > self._ends_at:
                        raise self._failed("too slow")
                    if len(head) < HEAD_BYTES:
                        head = (head + chunk)[:HEAD_BYTES]
                    file.write(chunk)
            check_kind(self._contract, head, backend=self._backend)

    @contextmanager
    def _part(self) -> Iterator[Path]:
        """A place to write to that becomes the target when all went well."""
        self._target.parent.mkdir(parents=True, exist_ok=True)
        part = self._target.with_name(self._target.name + ".part")
        try:
            yield part
            part.replace(self._target)
        finally:
            part.unlink(missing_ok=True)

    def _failed(self, what: str) -> UnavailableError:
        return UnavailableError(
            f"the result of {self._backend} cannot be fetched: {what}", backend=self._backend
        )


def _is_inside(host: str) -> bool:
    """Whether a host is this machine or in a private network; False if it is not known."""
    try:
        found = socket.getaddrinfo(host, None)
    except (OSError, UnicodeError):
        return False
    return any(not ip_address(str(entry[4][0]).partition("%")[0]).is_global for entry in found)
