"""The routes by which people and programs give orders."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import structlog
from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import JSONResponse

from webtv.config.settings import Settings
from webtv.console.accounts.tokens import LOOK
from webtv.console.audit import AuditError
from webtv.console.caller import Caller
from webtv.console.office import Office
from webtv.console.orders import ORDERS, Order, give
from webtv.console.overview import ChannelView, Overview
from webtv.console.pages import Pages
from webtv.errors import WebTVError
from webtv.threads import in_thread

_FIELDS = ("programme", "at", "seen")


class Orders:
    """Gives orders in somebody's name, and writes each into the audit, refused ones too."""

    def __init__(self, settings: Settings, office: Office, overview: Overview) -> None:
        self._settings = settings
        self._office = office
        self._overview = overview

    def give(self, caller: Caller, channel: str, name: str, fields: Mapping[str, str]) -> str:
        """Give one order. Returns what came of it; raises `HTTPException` and `WebTVError`."""
        view, order = self._overview.one(channel), ORDERS.get(name)
        if order is None:
            raise HTTPException(
                404, f"there is no order {name[:40]}; there are {', '.join(ORDERS)}"
            )
        detail: dict[str, Any] = {n: fields[n][:100] for n in _FIELDS if fields.get(n)}
        detail["before"] = _standing(view)
        reason = self._objection(caller, channel, order)
        if reason:
            self._tell(caller, channel, order, "refused", {**detail, "reason": reason})
            raise HTTPException(403, reason)
        try:
            self._office.audit.ask(
                caller.actor, f"order.{order.name}", channel=channel, detail=detail
            )
        except WebTVError as error:
            cure = f"or order at the station itself: webtv control {channel} {order.name}"
            raise AuditError(f"{error}, {cure}") from None
        try:
            said = give(self._settings, channel, order, fields)
        except WebTVError as error:
            self._tell(caller, channel, order, "failed", {**detail, "reason": str(error)})
            raise
        after = "the key was shown" if order.secret else said
        self._tell(caller, channel, order, "done", {**detail, "after": after})
        return said

    def _objection(self, caller: Caller, channel: str, order: Order) -> str:
        if not caller.may(order.right):
            return f"{order.name} needs the right to {order.right}"
        if caller.token is not None and not caller.token.allows(channel, order.name):
            return f"token {caller.token.number} is not for {order.name} on {channel}"
        return ""

    def _tell(
        self, caller: Caller, channel: str, order: Order, outcome: Any, detail: dict[str, Any]
    ) -> None:
        try:
            self._office.audit.write(
                caller.actor, f"order.{order.name}", outcome, channel=channel, detail=detail
            )
        except WebTVError as error:
            # That it was asked for is written down; what came of it stands in the log alone.
            structlog.get_logger().error(
                "the end of an order is not in the audit",
                error=str(error),
                who=caller.actor.who,
                order=order.name,
                channel=channel,
                outcome=outcome,
            )


def order_routes(orders: Orders, overview: Overview, pages: Pages) -> APIRouter:
    """Orders from forms, and the API for programs."""
    routes = APIRouter()

    @routes.post("/console/channels/{channel}/orders/{order}")
    def from_page(request: Request, channel: str, order: str) -> Response:
        caller: Caller = request.state.caller
        back = f"/console/channels/{channel}"
        if caller.form.get("from") == "programmes":
            back += "/programmes"
        try:
            said = orders.give(caller, channel, order, caller.form)
        except WebTVError as error:
            return pages.said(request, f"{error}.", back=back, status=409, title="Not done")
        if ORDERS[order].secret:
            facts = [
                (name, value) for name, _, value in (s.partition(": ") for s in said.split("\n"))
            ]
            text = "To go live, tell OBS (Settings, Stream, Custom), and nobody else:"
            return pages.said(request, text, back=back, title=ORDERS[order].label, facts=facts)
        return pages.said(request, said, back=back)

    @routes.get("/console/api/channels")
    def channels(request: Request) -> Response:
        caller: Caller = request.state.caller
        token = caller.token
        views = [v for v in overview.all() if token is None or token.allows(v.id, LOOK)]
        return JSONResponse({"channels": [_told(view) for view in views]})

    @routes.post("/console/api/channels/{channel}/orders/{order}")
    async def from_program(request: Request, channel: str, order: str) -> Response:
        caller: Caller = request.state.caller
        fields = await _fields(request)
        try:
            said = await in_thread(
                lambda: orders.give(caller, channel, order, fields), name="order"
            )
        except WebTVError as error:
            return JSONResponse({"error": str(error)}, 409)
        return JSONResponse({"channel": channel, "order": order, "said": said})

    return routes


async def _fields(request: Request) -> dict[str, str]:
    """The fields of an order from its JSON. Raises `HTTPException`."""
    body = await request.body()
    try:
        fields = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict) or any(
        name not in _FIELDS or not isinstance(value, str) or not value.isprintable()
        for name, value in fields.items()
    ):
        raise HTTPException(422, f"an order is a JSON object of texts: {', '.join(_FIELDS)}")
    return fields


def _standing(view: ChannelView) -> dict[str, Any]:
    """Tell the item on air and the standing orders before an order, for the audit."""
    on_air = view.on_air
    control = view.playout.control if view.playout else None
    return {
        "on_air": f"{on_air.programme or on_air.kind} '{on_air.title}'" if on_air else "",
        "held": bool(control and control.held),
        "next": list(control.next) if control else [],
        "cues": [f"{cue.at.isoformat()} {cue.programme}" for cue in control.cues]
        if control
        else [],
        "paused": bool(control and control.production_paused),
    }


def _told(view: ChannelView) -> dict[str, Any]:
    on_air, following = view.on_air, view.next
    return {
        "id": view.id,
        "title": view.title,
        "on_air": on_air.model_dump(mode="json", exclude={"shots"}) if on_air else None,
        "next": following.model_dump(mode="json") if following else None,
        "buffer_s": view.buffer_s,
        "fresh_share": view.fresh,
        "making": view.making,
        "alarms": [{"weight": alarm.weight, "text": alarm.text} for alarm in view.alarms],
        "orders": view.playout.control.model_dump(mode="json") if view.playout else None,
    }
