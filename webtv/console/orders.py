"""The orders that can be given at the console, each with what it asks and what it needs.

The console only passes them on: playout says what it takes.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from webtv.config.settings import Settings
from webtv.console.accounts.roles import Right
from webtv.control.client import PlayoutClient
from webtv.control.console import OperatorConsole
from webtv.errors import WebTVError
from webtv.model.control import Cue
from webtv.model.programme import PROGRAMME_ID
from webtv.model.status import PlayoutStatus
from webtv.time_args import future_time

Needs = Literal["nothing", "programme", "programme and time", "time"]


@dataclass(frozen=True, slots=True)
class Order:
    """One order: the name that playout knows, the words on its button, and the question before."""

    name: str
    label: str
    question: str
    needs: Needs = "nothing"
    right: Right = Right.ORDER
    ends_what_is_on: bool = False
    secret: bool = False
    """True if the answer is for the person who asks alone, and for no record."""


ORDERS: Mapping[str, Order] = {
    order.name: order
    for order in (
        Order("skip", "Skip", "Leave what is on air and take the next?", ends_what_is_on=True),
        Order("hold", "Hold", "Put the slate on air until it is released?", ends_what_is_on=True),
        Order("release", "Release", "Go back to programmes?"),
        Order("pause", "Pause production", "Begin no new programme until production is resumed?"),
        Order("resume", "Resume production", "Begin new programmes again?"),
        Order("giveback", "End takeover", "End the live feed and go back to programmes?"),
        Order("next", "Take next", "Take it when what is on air ends?", "programme"),
        Order("unnext", "Not next", "Withdraw that order?", "programme"),
        Order("cue", "Cue", "Take it at this time, whatever is on?", "programme and time"),
        Order("uncue", "No cue", "Withdraw the cue?", "time"),
        Order("pull", "Pull", "Take it off the air at once, for good?", "programme"),
        Order("unpull", "Let air again", "Let it air again?", "programme"),
        Order(
            "takeover",
            "Takeover key",
            "Show the key with which anybody may go live on this channel?",
            right=Right.ENGINEER,
            secret=True,
        ),
    )
}
"""Every order by its name."""


class OtherItemError(WebTVError):
    """The item that somebody saw on air has left it meanwhile; nothing was ordered."""


def playout_status(settings: Settings, channel: str) -> PlayoutStatus:
    """Ask playout for the status of a channel. Raises `WebTVError`."""
    with closing(PlayoutClient(settings)) as client:
        return client.status(channel)


def give(settings: Settings, channel: str, order: Order, fields: Mapping[str, str]) -> str:
    """Have playout carry an order out. Returns a sentence on what came of it.

    `fields` may hold `programme`, `at` and `seen`: when what somebody saw on air began. Raises
    `WebTVError`.
    """
    with closing(PlayoutClient(settings)) as client:
        desk = OperatorConsole(settings, client, channel)
        if order.ends_what_is_on and fields.get("seen"):
            _is_still_on(client.status(channel), fields["seen"])
        operator = desk.operator
        match order.needs:
            case "programme":
                chosen = desk.programmes.find(_programme(fields))
                said: str = getattr(operator, order.name)(chosen)
            case "programme and time":
                chosen = desk.programmes.find(_programme(fields))
                said = operator.cue(chosen, _time(fields))
            case "time":
                said = operator.uncue(_cue(client.status(channel), fields.get("at", "")))
            case _ if order.name == "takeover":
                address = desk.takeover(new_key=False)
                said = f"Server: {address.server}\nStream key: {address.key}"
            case _:
                said = getattr(operator, order.name)()
    return said


def _is_still_on(status: PlayoutStatus, seen: str) -> None:
    on_air = status.on_air
    if on_air is None or on_air.started_at.isoformat() != seen:
        raise OtherItemError(
            "what you saw has left the air meanwhile, so nothing was ordered: look again"
        )


def _programme(fields: Mapping[str, str]) -> str:
    text = fields.get("programme", "")
    if not PROGRAMME_ID.match(text):
        raise WebTVError("a programme is named by its id")
    return text


def _time(fields: Mapping[str, str]) -> datetime:
    try:
        at = future_time(fields.get("at", ""), now=datetime.now(UTC))
    except ValueError as error:
        raise WebTVError(str(error)) from None
    return at.replace(microsecond=0) + timedelta(seconds=1) if at.microsecond else at


def _cue(status: PlayoutStatus, at: str) -> Cue:
    for cue in status.control.cues:
        if cue.at.isoformat() == at:
            return cue
    raise WebTVError("there is no cue for that time")
