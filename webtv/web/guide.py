"""The guide of each channel, read from the files of the other parts: what aired from the as-run
log, what is on from playout's status, and what comes from the rundown and operators' orders.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from webtv.config.settings import Settings
from webtv.model.asrun import Kind
from webtv.model.guide import Guide, Listing, Planned, aired, coming, joined, on_now
from webtv.model.programme import BETWEEN, Programme
from webtv.model.status import PlayoutStatus
from webtv.outage import Outage
from webtv.store.asrun import AsRunLog
from webtv.store.control import read_control
from webtv.store.library import Library
from webtv.store.playlists import Playlist, list_playlists
from webtv.store.retired import RetiredProgrammes
from webtv.store.tail import AsRunTail
from webtv.web.board import Board

PAST = timedelta(days=3)
"""How far back the guide goes. A channel airs some thousand items a day."""

MOST_AHEAD = 100
"""Lines of what comes, at most."""

_FRESH_S = 1.0
_SUMMARIES = 4096


@dataclass(frozen=True, slots=True)
class Summary:
    """The part of a programme's sidecar that a guide tells."""

    title: str
    logline: str
    length_s: float
    ai_generated: bool
    between: bool
    waiting: bool


@dataclass(slots=True)
class _Past:
    """What aired on one channel, as far back as the guide goes."""

    tail: AsRunTail
    raw: list[Listing]
    lines: tuple[Listing, ...] = ()


class Guides:
    """Reads guides; each is kept for a second, however many ask. Blocking: call it in a thread."""

    def __init__(
        self,
        settings: Settings,
        board: Board,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._settings = settings
        self._board = board
        self._clock = clock
        self._retired = RetiredProgrammes(settings.retired_dir)
        self._reading = threading.Lock()
        self._kept: dict[str, tuple[float, Guide]] = {}
        self._past: dict[str, _Past] = {}
        self._summaries: OrderedDict[tuple[str, str], Summary] = OrderedDict()
        self._unreadable = Outage(
            "the guide's files cannot be read, what was read stands",
            "the guide's files can be read again",
            level=logging.WARNING,
        )

    def guide(self, channel: str) -> Guide:
        """The guide of a channel of the board; an empty one for any other."""
        with self._reading:
            if channel not in self._board.channels:
                return Guide()
            kept_at, guide = self._kept.get(channel, (float("-inf"), Guide()))
            if time.monotonic() - kept_at > _FRESH_S:
                self._forget()
                try:
                    guide = self._read(channel, self._clock())
                    self._unreadable.end()
                except OSError as error:
                    self._unreadable.begin(error)
                self._kept[channel] = time.monotonic(), guide
            return guide

    def summary(self, channel: str, programme: str) -> Summary | None:
        """What is known of a programme in the library; None if it is not there."""
        key = channel, programme
        known = self._summaries.pop(key, None)
        if known is None or known.waiting:  # which ends with an operator's word
            # A library of its own, since that keeps whole sidecars.
            found = Library(self._settings.library_dir).get(channel, programme)
            known = _summary(found) if found else None
        if known is not None:
            self._summaries[key] = known
            while len(self._summaries) > _SUMMARIES:
                self._summaries.popitem(last=False)
        return known

    def keeps(self, channel: str, programme: str) -> bool:
        """Tell whether there is more to tell of a programme than the log does."""
        sidecar = Library(self._settings.library_dir).sidecar(channel, programme)
        return sidecar.is_file() or self._retired.has(channel, programme)

    def _forget(self) -> None:
        """Let go of channels that are gone."""
        for gone in self._past.keys() - self._board.channels.keys():
            del self._past[gone]
            self._kept.pop(gone, None)

    def _read(self, channel: str, now: datetime) -> Guide:
        status = self._board.channels[channel].playout
        orders = status.control if status else read_control(self._settings.control_dir, channel)[0]
        # What an operator took off the air for good is shown to nobody again.
        past = [line for line in self._aired(channel, now) if line.programme not in orders.pulled]
        on_air = on_now(status.on_air, status.next, now) if status and status.on_air else None
        if status is None or on_air is None:
            return Guide(past=tuple(past))
        if orders.cues and on_air.starts_at < orders.cues[0].at < on_air.ends_at:
            on_air = replace(on_air, ends_at=orders.cues[0].at)
        # For a moment the log has it already and the status still says that it is on.
        past = [line for line in past if line.starts_at < on_air.starts_at]
        later = self._later(channel, status, on_air, {line.programme for line in past})
        lines = joined([*past[-1:], on_air, *later])
        before = [line for line in lines if line.starts_at < on_air.starts_at]
        current = [line for line in lines if line.starts_at == on_air.starts_at]
        after = [line for line in lines if line.starts_at > on_air.starts_at]
        return Guide(
            past=(*past[:-1], *before),
            now=current[0] if current else on_air,
            later=tuple(after[:MOST_AHEAD]),
        )

    def _aired(self, channel: str, now: datetime) -> tuple[Listing, ...]:
        since = now - PAST
        past = self._past.get(channel)
        if past is None:
            tail = AsRunTail(AsRunLog(self._settings.asrun_dir), channel, since=since)
            past = self._past[channel] = _Past(tail, [])
        added = past.tail.read()
        expired = bool(past.raw) and past.raw[0].ends_at < since
        if added or expired:
            told = (self._told(channel, aired(entry)) for entry in added if entry.aired_s > 0)
            past.raw = [line for line in (*past.raw, *told) if line.ends_at >= since]
            past.lines = tuple(joined(past.raw))
        return past.lines

    def _told(self, channel: str, line: Listing) -> Listing:
        """A line with what the library adds to the log."""
        summary = self.summary(channel, line.programme) if line.programme else None
        if summary is None:
            return line
        return replace(line, logline=summary.logline, ai_generated=summary.ai_generated)

    def _later(
        self, channel: str, status: PlayoutStatus, on_air: Listing, known: set[str]
    ) -> list[Listing]:
        following = status.next
        if following is None or following.kind == "slate":
            return []
        known |= {on_air.programme}
        orders = status.control
        ordered = list(orders.next)
        if ordered and status.cued is None and following.programme == ordered[0]:
            del ordered[0]
        ahead = max(status.playlist, status.cued or 0)
        rundown = [p for p in self._playlists(channel) if p.number > ahead]
        wanted = [*ordered, *(p.programme for p in rundown)][:MOST_AHEAD]

        def plan(programme: str, kind: Kind | None = None, title: str = "") -> Planned | None:
            summary = self.summary(channel, programme)
            if summary is None or summary.waiting or programme in orders.pulled:
                return None
            usual: Kind = "rerun" if programme in known else "programme"
            known.add(programme)
            return Planned(
                kind or ("filler" if summary.between else usual),
                title or summary.title,
                summary.length_s,
                programme,
                summary.logline,
                summary.ai_generated,
            )

        def planned() -> Iterator[Planned]:
            first = plan(following.programme or "", following.kind, following.title)
            for each in (first, *map(plan, wanted)):
                if each is not None:
                    yield each

        items = list(planned())
        cues = [(cue.at, item) for cue in orders.cues if (item := plan(cue.programme)) is not None]
        return coming(on_air.ends_at, items, cues)

    def _playlists(self, channel: str) -> list[Playlist]:
        return list_playlists(self._settings.playlists_dir / channel)


def _summary(programme: Programme) -> Summary:
    return Summary(
        title=programme.title,
        logline=programme.logline,
        length_s=programme.duration_s,
        ai_generated=programme.ai_generated,
        between=programme.kind in BETWEEN,
        waiting=programme.approval == "waiting",
    )
