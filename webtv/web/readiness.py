"""Readiness: does every channel reach its viewers, judged by the files they would get."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from webtv.config.channels import Lineup
from webtv.web.answers import ChannelReadiness, Readiness
from webtv.web.signal import measure_signal


def judge_readiness(hls_dir: Path, lineup: Lineup, *, now: datetime) -> Readiness:
    """Measure every channel in force. A file that never was valid is not a channel yet."""
    if not lineup.channels:
        return Readiness(ready=False, reason="the station has no channel", channels={})
    measured = {}
    for id in lineup.channels:
        signal = measure_signal(hls_dir / id, now=now.timestamp())
        measured[id] = ChannelReadiness(
            ready=signal.live, reason=signal.fault or "on air", age_s=signal.age_s
        )
    waiting = [id for id, channel in measured.items() if not channel.ready]
    reason = f"not on air: {', '.join(waiting)}" if waiting else "every channel is on air"
    return Readiness(ready=not waiting, reason=reason, channels=measured)
