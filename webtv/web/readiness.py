"""Readiness: does every channel reach its viewers, judged by what the probe got as one of them
and by the files it is made of.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path

from webtv.config.channels import Lineup
from webtv.log import redact
from webtv.model.status import ProbeResult, ProbeStatus
from webtv.web.answers import ChannelReadiness, Readiness
from webtv.web.plain import gist
from webtv.web.signal import Signal, measure_signal

_SHOWN = ("black", "frozen", "silent")
"""Symptoms of what is shown, in place of how it arrives."""


def judge_readiness(
    hls_dir: Path,
    lineup: Lineup,
    probe: Mapping[str, ProbeStatus],
    *,
    live: Collection[str] = (),
    now: datetime,
) -> Readiness:
    """Measure every channel in force. A file that never was valid is not a channel yet.

    A channel is ready when its HLS files advance and the probe's last looks at HLS found no
    confirmed fault; one that was not looked at yet is judged by the files alone, so a station
    that starts is ready as soon as it airs. Other destinations' faults are told, but they are not
    this server's to be ready for; nor is what an operator shows who has taken over a channel in
    `live`: a card without sound may be what is wanted.
    """
    if not lineup.channels:
        return Readiness(
            ready=False, reason="the station has no channel", probe=_probe(False), channels={}
        )
    judged = {
        id: _judge(
            measure_signal(hls_dir / id, now=now.timestamp()),
            probe[id].results if id in probe else (),
            live=id in live,
        )
        for id in lineup.channels
    }
    waiting = [id for id, channel in judged.items() if not channel.ready]
    reason = f"not on air: {', '.join(waiting)}" if waiting else "every channel is on air"
    return Readiness(
        ready=not waiting,
        reason=reason,
        probe=_probe(any(id in probe for id in lineup.channels)),
        channels=judged,
    )


def _judge(signal: Signal, results: tuple[ProbeResult, ...], *, live: bool) -> ChannelReadiness:
    faults = {
        result.destination: gist(redact(result.fault))
        for result in results
        if result.confirmed and not (live and result.symptom in _SHOWN)
    }
    seen = f"viewers by HLS are without: {faults['hls']}" if "hls" in faults else ""
    return ChannelReadiness(
        ready=signal.live and not seen,
        reason=signal.fault or seen or "on air",
        age_s=signal.age_s,
        faults=faults,
    )


def _probe(watching: bool) -> str:
    return "watching" if watching else "away; judged by the files alone"
