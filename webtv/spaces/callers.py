"""Callers whom the local Spaces answer: the station, by its key, and its user on this machine."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from webtv.spaces.peer import is_own_user

_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


class Callers:
    """Decides by the head of a request.

    `hosts` are names by which the Spaces are reached. A name in the `Host` header that is neither
    one of them nor an address is somebody's who has pointed it at this machine (DNS rebinding).
    `anyone` says that whoever reaches them may call, as on Hugging Face.
    """

    def __init__(self, key: str, hosts: Collection[str], *, anyone: bool = False) -> None:
        self._anyone = anyone
        self._key = key.encode()
        self._hosts = {"localhost", *hosts}

    def is_known_host(self, headers: Mapping[str, str]) -> bool:
        """Tell whether the request was meant for these Spaces."""
        name = _host(headers.get("host", ""))
        return self._anyone or name in self._hosts or _is_address(name)

    def may_call(
        self, headers: Mapping[str, str], client: tuple[str, int] | None, *, server_port: int
    ) -> bool:
        """Tell whether the caller has the key, or is a person or program of the station's own user.

        A browser carries requests of other sites too, and a proxy those of other people: both say
        so in headers, and then the key is needed.
        """
        if self._anyone:
            return True
        for name in ("x-hf-authorization", "authorization"):
            scheme, _, given = headers.get(name, "").partition(" ")
            if scheme == "Bearer" and secrets.compare_digest(given.encode(), self._key):
                return True
        if client is None or any(name in headers for name in _FORWARDED):
            return False
        host = headers.get("host", "")
        if not _is_loopback(_host(host)) or not _from_own_page(headers, host):
            return False
        return is_own_user(*client, server_port=server_port)


def _from_own_page(headers: Mapping[str, str], host: str) -> bool:
    """False for what a page of another site has a browser send (Fetch Metadata, Origin)."""
    site = headers.get("sec-fetch-site", "none")
    if site not in ("none", "same-origin"):
        # A link to the page is harmless: the page itself does nothing.
        opens = (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest"))
        return opens == ("navigate", "document")
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == host


def _host(header: str) -> str:
    """The name or address in a `Host` header, without port and brackets."""
    try:
        return (urlsplit(f"//{header}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _is_loopback(name: str) -> bool:
    return name == "localhost" or (_is_address(name) and ip_address(name).is_loopback)
