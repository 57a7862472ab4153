"""Which addresses a host name stands for, and whether they are in a network of our own."""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.request import getproxies, proxy_bypass

import httpx

from webtv.http.limits import ForbiddenHostError

_NAT64 = ip_network("64:ff9b::/96")
"""IPv4 inside IPv6 (RFC 6052): a translator would lead such a packet to the IPv4 address."""


def look_up(url: httpx.URL) -> tuple[str, ...]:
    """The addresses of a URL's host, in the order to try them. Blocks.

    Raises `httpx.ConnectError` if there are none.
    """
    try:
        found = socket.getaddrinfo(url.host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpx.ConnectError(f"{url.host} is not known: {error}") from None
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_inside(address: str) -> bool:
    """Tell whether an IP address is this machine's, or of a network hidden from the Internet."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address) and (within := _embedded(ip)) is not None:
        return is_inside(str(within))
    return not ip.is_global or ip.is_multicast


def public_addresses(url: httpx.URL) -> tuple[str, ...]:
    """The addresses of a URL's host, all of them of the Internet. Blocks.

    Raises `ForbiddenHostError` if one of them is inside.
    """
    return judged(look_up(url), is_inside)


def judged(addresses: tuple[str, ...], forbidden: Callable[[str], bool]) -> tuple[str, ...]:
    """`addresses`; raises `ForbiddenHostError` if one of them is `forbidden`."""
    if any(map(forbidden, addresses)):
        raise ForbiddenHostError("it would lead into a private network")
    return addresses


def proxy_of(url: httpx.URL) -> str | None:
    """The proxy that the environment names for a URL (`HTTPS_PROXY`, `NO_PROXY`, ...), if any.

    None leads to this machine, or to a host without a domain, such as a container beside this one:
    a proxy would look for them at its own place, and be told the key of the local Spaces.
    """
    proxies = getproxies()
    if not proxies or _is_beside(url.host) or proxy_bypass(url.host, proxies):
        return None
    return proxies.get(url.scheme) or proxies.get("all")


def _is_beside(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return "." not in host


def _embedded(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for."""
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
