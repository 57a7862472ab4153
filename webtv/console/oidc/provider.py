"""The provider: where it is, its keys, and the answers to this console's requests."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.discovery import OpenIDProviderMetadata, get_well_known_url

from webtv.errors import WebTVError
from webtv.http.client import client
from webtv.http.json import read_json
from webtv.http.limits import Limits

_LIMITS = Limits(body_bytes=1_000_000, total_s=10, idle_s=8, connect_s=5)
_KEPT_S = 3600.0
_AGAIN_S = 30.0
_FAILED_S = 5.0
"""A failure is remembered so long."""
_AT_ONCE = 4
_WAIT_S = 1.0
_SCOPE = "openid profile email"


class ProviderError(WebTVError):
    """The provider does not answer, or not as a provider does."""


@dataclass(frozen=True, slots=True)
class Client:
    """The console, as the provider knows it."""

    issuer: str
    id: str
    secret: str
    redirect: str


class Provider:
    """Asks the provider. Methods raise `ProviderError`, and block for some seconds at most."""

    def __init__(self, me: Client, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.me = me
        self._clock = clock
        self._kept: dict[str, tuple[float, Mapping[str, Any]]] = {}
        self._failed: dict[str, tuple[float, ProviderError | None]] = {}
        self._room = threading.BoundedSemaphore(_AT_ONCE)

    @property
    def name(self) -> str:
        """The provider's host, as people know it."""
        return urlsplit(self.me.issuer).hostname or self.me.issuer

    def metadata(self) -> OpenIDProviderMetadata:
        """What the provider says of itself (OpenID Connect Discovery, 4), an hour old at most."""
        told = self._document(get_well_known_url(self.me.issuer, external=True))
        found = OpenIDProviderMetadata(told)
        if found.get("issuer") != self.me.issuer:
            raise ProviderError(f"{self.name} is no {self.me.issuer}: it calls itself otherwise")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            self._check_address(name, found.get(name))
        return found

    def keys(self, *, anew: bool = False) -> Mapping[str, Any]:
        """The provider's public keys; `anew` where a key is not among those that are known."""
        address = str(self.metadata()["jwks_uri"])
        return self._document(address, kept_s=_AGAIN_S if anew else _KEPT_S)

    def login_address(self, *, state: str, nonce: str, verifier: str) -> str:
        """Where a browser is sent to log in."""
        address = str(self.metadata()["authorization_endpoint"])
        query = {
            "response_type": "code",
            "client_id": self.me.id,
            "redirect_uri": self.me.redirect,
            "scope": _SCOPE,
            "state": state,
            "nonce": nonce,
            "code_challenge": create_s256_code_challenge(verifier),
            "code_challenge_method": "S256",
        }
        return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"

    def logout_address(self, back: str) -> str:
        """Where a browser ends the session at the provider; empty where that has no such place."""
        try:
            address = self.metadata().get("end_session_endpoint")
            if address is None:
                return ""
            self._check_address("end_session_endpoint", address)
        except ProviderError:
            return ""
        query = {"client_id": self.me.id, "post_logout_redirect_uri": back}
        return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"

    def exchange(self, code: str, verifier: str) -> Mapping[str, Any]:
        """The tokens that the provider gives for a code."""
        metadata = self.metadata()
        ways = metadata.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        way = "client_secret_basic" if "client_secret_basic" in ways else "client_secret_post"
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.me.redirect,
            "code_verifier": verifier,
        }
        auth = _Auth(self.me.id, self.me.secret, way if self.me.secret else "none")
        answer = self._asked("POST", str(metadata["token_endpoint"]), data=form, auth=auth)
        if "error" in answer:
            raise ProviderError(f"{self.name} gives no token: {str(answer['error'])[:60]}")
        return answer

    def _document(self, address: str, *, kept_s: float = _KEPT_S) -> Mapping[str, Any]:
        kept = self._kept.get(address)
        if kept is not None and self._clock() - kept[0] < kept_s:
            return kept[1]
        failed_at, error = self._failed.get(address, (-math.inf, None))
        if error is not None and self._clock() - failed_at < _FAILED_S:
            raise ProviderError(str(error))  # strangers who ask again and again hold up no thread
        try:
            found = self._asked("GET", address)
        except ProviderError as failure:
            self._failed[address] = self._clock(), failure
            raise
        self._kept[address] = self._clock(), found
        return found

    def _asked(self, method: str, address: str, **options: Any) -> Mapping[str, Any]:
        """The JSON object at an address. Nobody is led elsewhere: redirects are not followed."""
        if not self._room.acquire(timeout=_WAIT_S):
            raise ProviderError(f"too many log in by {self.name} at once: try again")
        try:
            with client(_LIMITS, headers={"accept": "application/json"}) as asker:
                answer = asker.request(method, address, **options)
            found = read_json(answer.content)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise ProviderError(f"{self.name} does not answer as a provider: {error}") from None
        finally:
            self._room.release()
        told = isinstance(found, dict) and (answer.status_code == 200 or "error" in found)
        if not told or not isinstance(found, dict):
            raise ProviderError(f"{self.name} answers {answer.status_code} to {method} {address}")
        return found

    def _check_address(self, name: str, address: object) -> None:
        """An address that the provider names must be as well guarded as its own."""
        scheme = urlsplit(self.me.issuer).scheme
        try:
            parts = urlsplit(address if isinstance(address, str) else "")
            right = bool(parts.hostname) and parts.scheme in ("https", scheme)
        except ValueError:
            right = False
        if not right:
            raise ProviderError(f"{self.name} names no {name} that can be used")


class _Auth(httpx.Auth):
    """Shows who asks for a token, as authlib writes it down."""

    requires_request_body = True

    def __init__(self, client_id: str, secret: str, way: str) -> None:
        self._auth = ClientAuth(client_id, secret, way)

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        url, headers, body = self._auth.prepare(
            request.method, str(request.url), request.headers, request.content.decode()
        )
        headers["content-length"] = str(len(body))
        yield httpx.Request(
            request.method, url, headers=headers, content=body, extensions=request.extensions
        )
