"""`/metrics`: what the board knows, for Prometheus.

Names follow https://prometheus.io/docs/practices/naming/: base units, `_total` on counters, and
the moment of an event in place of its age. Counters of a part begin anew when it restarts.
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address

from fastapi import APIRouter, HTTPException, Request, Response
from prometheus_client.exposition import choose_encoder

from webtv.config.settings import Settings
from webtv.web.board import Board
from webtv.web.meters import Meters

_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")


def metrics_routes(settings: Settings, board: Board) -> APIRouter:
    """`/metrics`, in the format that the one who asks takes."""
    routes = APIRouter()
    meters = Meters(board, settings.home)

    @routes.api_route("/metrics", methods=["GET", "HEAD"], include_in_schema=False)
    def metrics(request: Request) -> Response:
        """Give every measured value."""
        if settings.metrics == "off":
            raise HTTPException(404, "metrics are switched off")
        client = request.client.host if request.client else ""
        if settings.metrics == "private" and not is_private(client, request.headers):
            raise HTTPException(403, "metrics are for this machine and its private network")
        try:
            encode, media_type = choose_encoder(request.headers.get("accept", ""))
        except (TypeError, ValueError):  # it knows versions in numbers alone
            encode, media_type = choose_encoder("")
        return Response(
            encode(meters), headers={"Content-Type": media_type, "Cache-Control": "no-store"}
        )

    return routes


def is_private(client: str, headers: Mapping[str, str]) -> bool:
    """Tell whether a request comes from a loopback or private address, and from there itself.

    Behind a proxy every request seems to come from the proxy, so forwarded ones are not private.
    """
    try:
        address = ip_address(client)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_private and not any(name in headers for name in _FORWARDED)
