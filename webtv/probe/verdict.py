"""Which part of the station is the reason why viewers get nothing.

The outermost signal wins: a part is suspected because of what viewers receive, or because it no
longer says anything at all, never because of what it says about itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from webtv.model.status import (
    DestinationStatus,
    PlayoutStatus,
    ProbeResult,
    ServerStatus,
    Suspicion,
    Verdict,
)

Part = Literal["rtmp", "playout", "web", "production"]

OLD_S = 20.0
"""An HLS playlist that was not written for so long does not advance."""

CUT_OFF = ("unreachable", "starved", "stale", "broken")
"""Symptoms that a restart may cure. A black, frozen or silent programme is none of them."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence at one moment. Statuses are the fresh ones; `left` names the parts of which
    only stale ones were found. `hls_age_s` is the age of each channel's playlist file.
    """

    channels: frozenset[str]
    probes: Mapping[str, tuple[ProbeResult, ...]] = field(default_factory=dict)
    playout: Mapping[str, PlayoutStatus] = field(default_factory=dict)
    server: ServerStatus | None = None
    hls_age_s: Mapping[str, float] = field(default_factory=dict)
    left: frozenset[Part] = frozenset()


def judge_parts(evidence: Evidence) -> dict[Part, str]:
    """The parts at fault, each with the reason in one sentence."""
    if not evidence.channels:
        return {}
    found: dict[Part, str] = {}
    for part in ("production", "rtmp", "playout"):
        if part in evidence.left:
            found[part] = "it says nothing any more"
    if "playout" not in found and (reason := _playout(evidence)):
        found["playout"] = reason
    if reason := _web(evidence):
        found["web"] = reason
    # Without playout nothing reaches the RTMP server, which is then no fault of its own.
    if "playout" not in found and "rtmp" not in found and (reason := _rtmp(evidence)):
        found["rtmp"] = reason
    return found


def carry(before: Verdict | None, found: Mapping[Part, str], *, now: datetime) -> Verdict:
    """The verdict for `found`: a suspicion that was there before is as old as it was."""
    since = {s.part: s.since for s in before.suspicions} if before else {}
    return Verdict(
        written_at=now,
        suspicions=tuple(
            Suspicion(part=part, reason=reason, since=since.get(part, now))
            for part, reason in found.items()
        ),
    )


def _playout(evidence: Evidence) -> str | None:
    """Whether a channel's HLS stands still though playout has the channel on air."""
    for channel in sorted(evidence.channels):
        status, fault = evidence.playout.get(channel), _fault(evidence, channel, "hls")
        if status is None or fault is None:
            continue
        age_s = evidence.hls_age_s.get(channel)
        told = _destination(status, "hls")
        # A full disk is known to playout, and a restart does not empty it.
        if (age_s is None or age_s > OLD_S) and (told is None or told.state != "retrying"):
            return f"{channel} stands still: {fault.fault}"
    return None


def _web(evidence: Evidence) -> str | None:
    """Whether fresh HLS files of every channel do not reach viewers."""
    fresh = [c for c in sorted(evidence.channels) if evidence.hls_age_s.get(c, OLD_S) < OLD_S]
    faults = [_fault(evidence, channel, "hls") for channel in fresh]
    if not faults or None in faults:
        return None
    return f"HLS is written but not served: {_said(faults)}"


def _rtmp(evidence: Evidence) -> str | None:
    """Whether what playout sends on every channel does not reach viewers, or not the server."""
    on_air = [c for c, s in sorted(evidence.playout.items()) if s.on_air and c in evidence.channels]
    faults = [_fault(evidence, channel, "rtmp") for channel in on_air]
    if faults and None not in faults:
        return f"no viewer gets a picture: {_said(faults)}"
    if evidence.server is None:
        return None
    sent = [
        channel
        for channel in on_air
        if (told := _destination(evidence.playout[channel], "rtmp")) and told.state == "sending"
    ]
    streams = evidence.server.streams
    kbps = {s.path.removeprefix("/live/"): s.kbps for s in streams if s.path.startswith("/live/")}
    if sent and not any(kbps.get(channel) for channel in sent):
        return "playout sends and nothing comes in"
    return None


def _fault(evidence: Evidence, channel: str, destination: str) -> ProbeResult | None:
    """A confirmed fault that a restart may cure."""
    for result in evidence.probes.get(channel, ()):
        if result.destination == destination and result.confirmed and result.symptom in CUT_OFF:
            return result
    return None


def _destination(status: PlayoutStatus, ident: str) -> DestinationStatus | None:
    return next((d for d in status.destinations if d.id == ident), None)


def _said(faults: list[ProbeResult | None]) -> str:
    return next(fault.fault for fault in faults if fault is not None)
