"""All that is wrong with the station now: a line for each thing that an operator should look at.

This is the one list: the console shows it, and people are called by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from webtv.log import redact
from webtv.model.status import (
    DestinationStatus,
    PlayoutStatus,
    ProbeStatus,
    ProductionStatus,
    ServerStatus,
    Verdict,
)
from webtv.web.board import ChannelState

Weight = Literal["fault", "note", "quiet"]

DARK_S = 30.0
"""HLS stands still for its viewers when its newest segment is so old."""

_STANDING = ("black", "frozen", "silent")
_FREE_BYTES = 2e9
_SPENT = 0.9
_MEMORY = 0.9


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing that is wrong. A `fault` is, or soon will be, seen by viewers; what is `quiet` is
    wrong only when it lasts, and until then nobody is shown it.

    `kind` is a name in `KINDS`, empty for what nobody is called for, such as an order. `about` says
    what of the channel it is, such as a destination; the text may change while the alarm lasts.
    """

    weight: Weight
    text: str
    kind: str = ""
    about: str = ""


def alarms_of(
    state: ChannelState, *, production_expected: bool, shared: bool = False
) -> tuple[Alarm, ...]:
    """List the alarms of one channel, faults first.

    Where channels are `shared` by several machines, one may be aired and produced by another.
    """
    elsewhere = shared and state.playout is None and state.signal.live
    found = [
        *([] if elsewhere else _of_playout(state.playout)),
        *_of_signal(state),
        *_of_viewers(state.probe),
        *_of_file(state),
        *_of_production(state.production, expected=production_expected and not shared),
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda alarm: alarm.weight != "fault"))


def alarms_of_station(
    server: ServerStatus | None, verdict: Verdict | None, *, free_bytes: int | None
) -> tuple[Alarm, ...]:
    """List what is wrong with the station as a whole."""
    found = []
    if server is None:
        found.append(Alarm("fault", "The RTMP server says nothing", "RtmpServerDown"))
    elif server.memory_bytes > _MEMORY * server.memory_limit_bytes:
        text = "The RTMP server is near its limit of memory"
        found.append(Alarm("note", text, "RtmpServerMemory"))
    for each in verdict.suspicions if verdict else ():
        text = f"{each.part} seems to be why viewers get nothing: {redact(each.reason)}"
        found.append(Alarm("fault", text, "PartSuspected", each.part))
    if free_bytes is not None and free_bytes < _FREE_BYTES:
        text = f"The station's disk has less than {_FREE_BYTES / 1e9:g} GB left"
        found.append(Alarm("fault", text, "DiskNearlyFull"))
    return tuple(found)


def _of_playout(playout: PlayoutStatus | None) -> list[Alarm]:
    if playout is None:
        text = "Playout says nothing of this channel"
        return [Alarm("fault", text, "ChannelDark", "playout")]
    found = []
    if playout.on_air is None:
        found.append(Alarm("fault", "Nothing is on air yet", "ChannelDark", "nothing"))
    elif playout.on_air.kind == "slate" and not playout.control.held:
        text = "The slate is on air: there is nothing else to show"
        found.append(Alarm("fault", text, "ChannelOnSlate"))
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
    text = f"{destination.id} is {destination.state}{why}"
    return Alarm(weight, text, "DestinationDown", destination.id)


def _of_signal(state: ChannelState) -> list[Alarm]:
    if state.signal.age_s is None or state.signal.age_s <= DARK_S:
        return []
    return [Alarm("fault", f"HLS stands still for over {DARK_S:g} s", "ChannelDark", "hls")]


def _of_viewers(probe: ProbeStatus | None) -> list[Alarm]:
    if probe is None:
        return [Alarm("note", "Nobody watches as viewers do: no probe", "ProbeAway")]
    return [
        Alarm(
            "fault",
            f"Viewers of {each.destination}: {redact(each.fault)}",
            "StandingPicture" if each.symptom in _STANDING else "ProbeFailing",
            each.destination,
        )
        for each in probe.results
        if each.confirmed
    ]


def _of_file(state: ChannelState) -> list[Alarm]:
    if not state.error:
        return []
    what = "its last good version stands" if state.channel else "it never was valid"
    return [Alarm("fault", f"The channel's file has an error, {what}", "ChannelFileWrong")]


def _of_production(production: ProductionStatus | None, *, expected: bool) -> list[Alarm]:
    if production is None:
        text = "Production says nothing of this channel"
        return [Alarm("note", text, "ProductionAway")] if expected else []
    found = []
    if production.note:
        found.append(Alarm("note", redact(production.note), "ProductionHeldUp"))
    if production.writer_note:
        found.append(Alarm("note", redact(production.writer_note)))
    if production.buffer_s == 0:
        text = "There is no programme that has never aired"
        found.append(Alarm("quiet", text, "ProductionBehind"))
    found += [
        Alarm(
            "fault" if each.state == "parked" else "note",
            f"{redact(each.id)} is {each.state}"
            + (f": {redact(each.error)}" if each.error else ""),
            "BackendAway",
            each.id,
        )
        for each in production.backends
        if each.state in ("away", "parked")
    ]
    for budget in production.budget:
        if budget.limit is not None and budget.spent >= _SPENT * budget.limit:
            text = f"{_SPENT:.0%} or more of today's {budget.unit} are spent"
            found.append(Alarm("note", text, "BudgetNearlySpent", budget.unit))
    return found
