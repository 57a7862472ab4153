"""The addresses of the console, as its settings have them; never as a request's Host says."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from webtv.config.settings import Settings
from webtv.console.accounts.passkeys import Site

_LOCAL = ("localhost", "webtv.localhost")
"""Names of this machine to which passkeys can belong; an address such as 127.0.0.1 cannot."""


def own_address(settings: Settings) -> str:
    """Where people find the console: `https://console.example.org`, or this machine's port."""
    if not settings.console_url:
        return local_address(settings)
    return settings.console_url.lower().rstrip("/").removesuffix(":443")


def invitation_link(settings: Settings, token: str) -> str:
    """The link of an invitation."""
    return f"{own_address(settings)}/console/join?token={token}"


def local_address(settings: Settings, name: str = "localhost") -> str:
    """Where the console is on this machine."""
    scheme, usual = ("https", 443) if settings.console_cert else ("http", 80)
    port = settings.console_port
    return f"{scheme}://{name}" + ("" if port == usual else f":{port}")


def sites(settings: Settings) -> Mapping[str, Site]:
    """Where passkeys work, by origin: at the public address, and at this machine's own names.

    A passkey belongs to a host, so one that was made at one of them is good there alone.
    """
    found = {}
    if settings.console_url:
        parts = urlsplit(settings.console_url)
        origin = own_address(settings)
        if parts.hostname and not _is_address(parts.hostname):
            found[origin] = Site(parts.hostname, origin)
    for name in _LOCAL:
        origin = local_address(settings, name)
        found[origin] = Site(name, origin)
    return found


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
