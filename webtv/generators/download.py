"""Fetches what a Space made, within limits of size and time."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from urllib.parse import quote

import httpx

from webtv.config.contract import Contract
from webtv.errors import UnavailableError
from webtv.generators.connection import Site, pinned
from webtv.generators.output import HEAD_BYTES, check_kind
from webtv.http.client import client
from webtv.http.limits import ForbiddenHostError, Limits, TooLargeError, TooSlowError
from webtv.http.place import public_addresses

MAX_BYTES = 1_000_000_000
"""A result larger than this is not taken."""

DEADLINE_S = 110.0
"""Seconds that one download may take."""

_IDLE_S = 60.0


class Download:
    """A download puts one result at `target`, where nothing but whole media ever stands.

    `site` is where the Space is: one on the Internet must not send us into our own network.
    """

    def __init__(
        self,
        contract: Contract,
        target: Path,
        *,
        site: Site,
        backend: str,
        deadline_s: float = DEADLINE_S,
    ) -> None:
        self._site = site
        self._contract = contract
        self._target = target
        self._deadline_s = deadline_s
        self._ends_at = monotonic() + deadline_s
        self._backend = backend

    def fetch(
        self, place: str, *, files: str, headers: Mapping[str, str], cookies: Mapping[str, str]
    ) -> None:
        """Fetch what `pick_output` found; `files` is the address before the Space's own paths."""
        if place.startswith("data:"):
            self.from_data(place)
        elif place.startswith(("http://", "https://")):
            self.from_elsewhere(place)
        else:
            self.from_space(files + quote(place, safe="/"), headers=headers, cookies=cookies)

    def from_space(
        self, url: str, *, headers: Mapping[str, str], cookies: Mapping[str, str]
    ) -> None:
        """Stream `url` of the Space; a redirect is followed without its headers and cookies."""
        with client(
            self._limits, resolve=pinned(self._site), headers=headers, cookies=dict(cookies)
        ) as http:
            with http.stream("GET", url) as response:
                if not response.has_redirect_location:
                    self._take(response)
                    return
                elsewhere = str(response.url.join(response.headers["location"]))
        self.from_elsewhere(elsewhere)

    def from_elsewhere(self, url: str) -> None:
        """Stream `url` of another server, which gets neither headers nor cookies."""
        resolve = None if self._site.inside else public_addresses
        try:
            with client(
                self._limits,
                resolve=resolve,
                follow_redirects=True,
                event_hooks={"request": [self._look]},
            ) as http:
                with http.stream("GET", url) as response:
                    self._take(response)
        except ForbiddenHostError as error:
            raise self._failed(str(error)) from None

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

    def _look(self, _request: httpx.Request) -> None:
        """Raise `UnavailableError` when a chain of redirects has used up the time."""
        if monotonic() > self._ends_at:
            raise self._failed("too slow")

    @property
    def _limits(self) -> Limits:
        return Limits(MAX_BYTES, self._deadline_s, idle_s=_IDLE_S)

    def _take(self, response: httpx.Response) -> None:
        if not response.is_success:
            raise self._failed(f"HTTP {response.status_code}")
        head = b""
        with self._part() as part:
            try:
                with part.open("wb") as file:
                    # As it comes: chunks of a fixed size would be waited for, past any deadline.
                    for chunk in response.iter_bytes():
                        if len(head) < HEAD_BYTES:
                            head = (head + chunk)[:HEAD_BYTES]
                        file.write(chunk)
            except TooLargeError:
                raise self._failed(f"more than {MAX_BYTES // 1_000_000} MB") from None
            except TooSlowError:
                raise self._failed("too slow") from None
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
