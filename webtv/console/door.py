"""The door of a request: the name that it came by, and the address that it came from.

There are two doors. The public one is `WEBTV_CONSOLE_URL`, always with TLS: the console's own, or
that of a proxy in `WEBTV_TRUSTED_PROXIES`. Whoever else comes by that name has only written it into
a header, and nothing says that the line is secure. The other is this machine by its loopback names,
with or without TLS, at any port: people come through SSH tunnels. A page of another site reaches
neither by a name of its own (DNS rebinding).
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

from webtv.config.settings import Settings

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


@dataclass(frozen=True, slots=True)
class Door:
    """The way a request came in."""

    origin: str
    secure: bool
    address: str
    """Whose request it is, as far as can be told."""
    local: bool
    """Whether the request came from this machine, through no proxy that says so."""
    public: bool = False
    """Whether the request came by the name in `WEBTV_CONSOLE_URL`."""

    @property
    def cookie(self) -> str:
        """The name of the session's cookie. `__Host-` binds it to this host, TLS and all paths:
        https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis-20#section-4.1.3.2
        """
        return "__Host-webtv" if self.secure else "webtv-console"


class Doors:
    """Tells by which door a request comes."""

    def __init__(self, settings: Settings) -> None:
        self._own_tls = settings.console_cert is not None
        public = urlsplit(settings.console_url or "")
        self._public = _authority(public.netloc, secure=True) if settings.console_url else None
        trusted = filter(None, map(str.strip, settings.trusted_proxies.split(",")))
        self._proxies = tuple(map(ip_network, trusted))

    def of(self, scope: Scope) -> Door | None:
        """The door of a request; None for one that came by another name."""
        headers = Headers(scope=scope)
        if len(headers.getlist("host")) != 1:
            return None
        host = headers["host"].lower()
        peer = str(scope["client"][0]) if scope.get("client") else ""
        if self._public and _authority(host, secure=True) == self._public:
            if not (self._own_tls or self._trusts(peer)):
                return None  # plain HTTP from somewhere, whatever it says of itself
            if self._trusts(peer) and headers.get("x-forwarded-proto", "https") != "https":
                return None  # the proxy took it without TLS
            address = self._asker(headers, peer)
            origin = f"https://{self._public}"
            return Door(origin, secure=True, address=address, local=False, public=True)
        name = _name(host)
        if name not in _LOOPBACK and not name.endswith(".localhost"):  # RFC 6761, 6.3
            return None
        origin = (
            f"{'https' if self._own_tls else 'http'}://{_authority(host, secure=self._own_tls)}"
        )
        local = _is_loopback(peer) and not any(each in headers for each in _FORWARDED)
        return Door(origin, secure=self._own_tls, address=peer, local=local)

    def _asker(self, headers: Headers, peer: str) -> str:
        """The address of the person behind a proxy: the last one that the proxy has put there."""
        said = headers.getlist("x-forwarded-for")
        if not said or not self._trusts(peer):
            return peer
        last = said[-1].rpartition(",")[2].strip().removeprefix("[").removesuffix("]")
        try:
            return str(ip_address(last))
        except ValueError:
            return peer

    def _trusts(self, peer: str) -> bool:
        try:
            ip = ip_address(peer)
        except ValueError:
            return False
        return any(ip in network for network in self._proxies if network.version == ip.version)


def _name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _authority(host: str, *, secure: bool) -> str:
    """Host and port as browsers write them in an Origin: without the usual port."""
    return host.lower().removesuffix(":443" if secure else ":80")


def _is_loopback(peer: str) -> bool:
    try:
        ip = ip_address(peer)
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    return bool((mapped or ip).is_loopback)
