"""The channels as `webtv up` tells of them, as values: compared between looks, then shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from webtv.model.status import OnAir, PlayoutStatus, ProbeStatus, ProductionStatus


@dataclass(frozen=True, slots=True)
class View:
    """One look at the whole station."""

    playout: Mapping[str, PlayoutStatus] = field(default_factory=dict)
    production: Mapping[str, ProductionStatus] = field(default_factory=dict)
    probe: Mapping[str, ProbeStatus] = field(default_factory=dict)
    store_problem: str = ""
    """Why the store of several machines cannot be followed; empty if it is, or there is none."""

    @property
    def channels(self) -> list[str]:
        """Every channel that any part knows of."""
        return sorted({*self.playout, *self.production})

    def on_air(self, channel: str) -> OnAir | None:
        """What a channel sends."""
        status = self.playout.get(channel)
        return status.on_air if status else None

    def waits_for_first(self, channel: str) -> bool:
        """Tell whether the channel shows its slate because nothing was made yet."""
        on_air = self.on_air(channel)
        return on_air is None or on_air.kind == "slate"


def progress_line(view: View, channel: str) -> tuple[str, float]:
    """(what happens for this channel in words, share done 0..1)."""
    status = view.production.get(channel)
    if status is None:
        return "production is starting", 0.0
    if status.note:
        return status.note, status.done
    if not status.making:
        written = status.makings[0].written if status.makings else 0
        if written:
            return f"{status.stage}, {written:,} characters so far", status.done
        ready = "on air soon" if status.programmes else "waiting for its turn"
        return (status.stage if status.stage != "idle" else ready), status.done
    running = [s for s in status.shots if s.state == "running"]
    if not running:
        return f"{status.stage}: {status.making}", status.done
    shot = min(running, key=lambda s: s.index)
    return (
        f"{shot.stage}, shot {shot.index + 1} of {len(status.shots)}: {status.making}",
        status.done,
    )


def news(before: View, now: View) -> list[str]:
    """One line for everything that changed between two looks: takes, errors, channels."""
    lines: list[str] = []
    for channel in now.channels:
        old, new = before.on_air(channel), now.on_air(channel)
        if new is not None and (old is None or old.started_at != new.started_at):
            slate_again = new.kind == "slate" and old is not None and old.kind == "slate"
            if not slate_again:
                lines.append(take_line(channel, new))
        lines += _file_news(before.production.get(channel), now.production.get(channel))
        lines += _viewers_news(before.probe.get(channel), now.probe.get(channel))
    if now.store_problem != before.store_problem:
        lost = f"the store cannot be followed, what is here airs: {now.store_problem}"
        lines.append(lost if now.store_problem else "the store is followed again")
    lines += _opening_news(before, now)
    lines += _notes(before, now)
    lines += [
        # Production keeps a channel while its file is there; both may be starting again.
        f"{channel}: off air"
        + (", its file was removed" if now.production and channel not in now.production else "")
        for channel in sorted(set(before.playout) - set(now.playout))
        if now.playout
    ]
    return lines


def _opening_news(before: View, now: View) -> list[str]:
    """One line for all channels that open alike, and one for those that have opened."""
    told: dict[str, list[str]] = {}
    for channel, new in sorted(now.production.items()):
        old = before.production.get(channel)
        was, lacks_s = (old.opening_s if old else 0.0), new.opening_s
        if lacks_s > 0 and was <= 0:
            minutes = max(1, round(lacks_s / 60))
            text = f"opening, {minutes} minutes of different programmes are made first"
            told.setdefault(text, []).append(channel)
        if was > 0 and lacks_s <= 0:
            text = f"has opened, {new.programmes} programmes; paced from now on"
            told.setdefault(text, []).append(channel)
    return [f"{', '.join(channels)}: {text}" for text, channels in told.items()]


def _file_news(old: ProductionStatus | None, new: ProductionStatus | None) -> list[str]:
    if new is None:
        return []
    lines = []
    if new.config_error and (old is None or old.config_error != new.config_error):
        lines.append(f"{new.channel}: its file has errors, the last good version stays on air")
        lines += [f"    {line}" for line in new.config_error.splitlines()]
    if old is not None and old.config_error and not new.config_error:
        lines.append(f"{new.channel}: its file is good again")
    return lines


def _viewers_news(old: ProbeStatus | None, new: ProbeStatus | None) -> list[str]:
    """What viewers of one channel are without, and that they are served again."""
    if new is None:
        return []
    faults = {r.destination: r.fault for r in new.results if r.confirmed}
    known = {r.destination for r in old.results if r.confirmed} if old else set()
    lost = [
        f"{new.channel}: viewers by {_by(destination)} are without: {fault}"
        for destination, fault in faults.items()
        if destination not in known
    ]
    back = [
        f"{new.channel}: viewers by {_by(destination)} are served again"
        for destination in sorted(known - faults.keys())
    ]
    return lost + back


def _by(destination: str) -> str:
    return destination.upper() if destination in ("hls", "rtmp") else destination


def _notes(before: View, now: View) -> list[str]:
    """Notes that no channel had before: a Space that is lost is lost for all, and told once."""
    known = {note for status in before.production.values() for note in _notes_of(status)}
    told: dict[str, tuple[str, list[str]]] = {}
    for channel, status in now.production.items():
        for key, text in _notes_of(status).items():
            if key not in known:
                told.setdefault(key, (text, []))[1].append(channel)
    return [f"{', '.join(channels)}: {text}" for text, channels in told.values()]


def _notes_of(status: ProductionStatus) -> dict[str, str]:
    """Notes by what they say apart from numbers: a countdown is no news."""
    notes = [note for note in (status.note, status.writer_note) if note]
    return {re.sub(r"[0-9]+", "#", note): note for note in notes}


def take_line(channel: str, on_air: OnAir) -> str:
    """One line for what went on air."""
    length = (on_air.ends_at - on_air.started_at).total_seconds()
    kind = "" if on_air.kind == "programme" else f", {on_air.kind}"
    return f"{channel}: {on_air.title} ({length:.0f} s{kind})"


def clock(now: datetime) -> str:
    """The wall clock of a line, in local time."""
    return f"{now.astimezone():%H:%M:%S}"
