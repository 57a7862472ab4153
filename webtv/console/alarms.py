"""The alarms of one channel: a line for each thing that an operator should look at now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from webtv.log import redact
from webtv.model.status import DestinationStatus, PlayoutStatus, ProbeStatus, ProductionStatus
from webtv.web.board import ChannelState

Weight = Literal["fault", "note"]


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing that is wrong. A `fault` is, or soon will be, seen by viewers."""

    weight: Weight
    text: str


def alarms_of(state: ChannelState, *, production_expected: bool) -> tuple[Alarm, ...]:
    """List the alarms of one channel, faults first."""
    found = [
        *_of_playout(state.playout),
        *_of_viewers(state.probe),
        *_of_file(state),
        *_of_production(state.production, expected=production_expected),
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda alarm: alarm.weight != "fault"))


def _of_playout(playout: PlayoutStatus | None) -> list[Alarm]:
    if playout is None:
        return [Alarm("fault", "Playout says nothing of this channel")]
    found = []
    if playout.on_air is None:
        found.append(Alarm("fault", "Nothing is on air yet"))
    elif playout.on_air.kind == "slate" and not playout.control.held:
        found.append(Alarm("fault", "The slate is on air: there is nothing else to show"))
    if playout.note:
        found.append(Alarm("fault", redact(playout.note)))
    found += [_of_destination(each) for each in playout.destinations if each.state != "sending"]
    if playout.control.held:
        found.append(Alarm("note", "The slate is held by an order"))
    if playout.control.production_paused:
        found.append(Alarm("note", "Production is paused by an order"))
    return found


def _of_destination(destination: DestinationStatus) -> Alarm:
    why = f": {redact(destination.last_error)}" if destination.last_error else ""
    weight: Weight = "note" if destination.state == "connecting" else "fault"
    return Alarm(weight, f"{destination.id} is {destination.state}{why}")


def _of_viewers(probe: ProbeStatus | None) -> list[Alarm]:
    return [
        Alarm("fault", f"Viewers of {each.destination}: {redact(each.fault)}")
        for each in (probe.results if probe else ())
        if each.confirmed
    ]


def _of_file(state: ChannelState) -> list[Alarm]:
    if not state.error:
        return []
    what = "its last good version stands" if state.channel else "it never was valid"
    return [Alarm("fault", f"The channel's file has an error, {what}")]


def _of_production(production: ProductionStatus | None, *, expected: bool) -> list[Alarm]:
    if production is None:
        return [Alarm("note", "Production says nothing of this channel")] if expected else []
    found = [
        Alarm("note", redact(text)) for text in (production.note, production.writer_note) if text
    ]
    found += [
        Alarm(
            "fault" if each.state == "parked" else "note",
            f"{redact(each.id)} is {each.state}"
            + (f": {redact(each.error)}" if each.error else ""),
        )
        for each in production.backends
        if each.state in ("away", "parked")
    ]
    return found
