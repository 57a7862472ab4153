"""Where a channel's items come from: its playlists folder, the library and the as-run log."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path

import structlog

from webtv.backoff import Backoff
from webtv.files import is_file
from webtv.model.asrun import Cause, Kind
from webtv.model.history import AirHistory
from webtv.model.house import HouseFormat
from webtv.model.programme import BETWEEN, Programme
from webtv.model.status import ShotLine
from webtv.model.subtitle import Subtitle, subtitles
from webtv.playout.players.item import Item
from webtv.playout.schedule.rundown import choose
from webtv.store.asrun import AsRunLog
from webtv.store.library import Library
from webtv.store.playlists import Playlist, list_playlists

MEMORY = timedelta(days=7)
"""How far back the as-run log is read at start."""

REFUSED_FOR = timedelta(minutes=10)
"""How long a playlist that did not play is passed over. Its cause may go away, and when every
playlist failed for a passing reason, the channel must not stay on slate for ever."""

LATE_FOR = timedelta(seconds=20)
"""How long one that only did not begin in time is passed over; doubles each time."""


class Source:
    """What one channel could air next. Reads disk: call it from a thread."""

    def __init__(
        self,
        channel: str,
        *,
        playlists: Path,
        library: Library,
        asrun: AsRunLog,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._channel = channel
        self._playlists = playlists
        self._library = library
        self._asrun = asrun
        self._log = structlog.stdlib.get_logger()
        self._now = now
        self._history = AirHistory()
        self._refused: dict[Playlist, datetime] = {}
        """Until when each playlist is passed over."""
        self._late: dict[Playlist, Backoff] = {}
        self._known: dict[str, Programme] = {}

    def load(self) -> None:
        """Learn from the as-run log what has aired, so that a restart does not repeat it."""
        try:
            # One by one: a week of it would take much memory.
            self._history = AirHistory.of(
                self._asrun.entries(self._channel, since=self._now() - MEMORY)
            )
        except OSError as error:
            self._log.error("as-run log cannot be read, reruns may come early", error=str(error))

    @property
    def taken(self) -> int:
        """The highest number of a playlist that was taken."""
        return self._history.playlist

    def next_item(
        self,
        previous: str | None,
        *,
        house: HouseFormat,
        pulled: Collection[str] = (),
        quiet: bool = False,
    ) -> Item | None:
        """The item after programme `previous`; None if only slate is left.

        Playlists of `pulled` programmes are passed over, and so are those whose programme is gone,
        with one log line each, and those that may not air now. Programmes in the format of `house`
        come first. Raises `OSError` if the folder cannot be read now.
        """
        now = self._now()
        self._refused = {p: until for p, until in self._refused.items() if until > now}
        listed = list_playlists(self._playlists, strict=True)
        playlists = [p for p in listed if p.programme not in pulled]
        misfits = self._misfits({p.programme for p in playlists}, house)
        passed = set(self._refused) | {p for p in playlists if not self._may_air(p, now)}
        while True:
            playlist = choose(
                playlists,
                taken=self.taken,
                aired=self._history.last,
                previous=previous,
                refused=passed,
                misfits=misfits,
            )
            if playlist is None:
                return None
            programme = self._library.get(self._channel, playlist.programme)
            fault = self._fault(playlist, programme)
            if programme is not None and not fault:
                return self._item(programme, playlist.path, playlist.number)
            passed.add(playlist)
            if not quiet:
                self._refused[playlist] = now + REFUSED_FOR
                self._log.warning("playlist skipped", playlist=playlist.name, error=fault)

    def programme(self, programme: str, *, cause: Cause) -> Item | None:
        """One programme from the library, whatever the rundown says; None if it is not there."""
        found = self._library.get(self._channel, programme)
        if found is None or self._film_fault(found):
            return None
        return self._item(found, self._library.media(found), None, cause)

    def fault(self, programme: str, *, whole: bool) -> str:
        """Why a programme cannot be ordered; empty if it can. With `whole` its film must be there
        too, and as long as it was.
        """
        sidecar = self._library.sidecar(self._channel, programme)
        if not is_file(sidecar):
            return f"{programme} is not in the library"
        found = self._library.get(self._channel, programme)
        if found is None:
            return (
                f"{sidecar.name} is damaged, or the film that it names is missing" if whole else ""
            )
        return self._film_fault(found) if whole else ""

    def take(self, item: Item, at: datetime) -> None:
        """Remember that `item` went on air."""
        if item.number is not None:
            self._history.playlist = max(self.taken, item.number)
            self._late = {p: waits for p, waits in self._late.items() if p.number != item.number}
        if item.programme is not None:
            self._history.last[item.programme] = at

    def refuse(self, item: Item, *, late: bool = False) -> None:
        """Pass over the playlist of `item` for some time: it does not play, or began too `late`."""
        if item.number is None or item.programme is None:
            return
        playlist = Playlist(item.number, item.programme, item.playlist)
        span = REFUSED_FOR
        if late:
            waits = self._late.get(playlist) or Backoff(
                first_s=LATE_FOR.total_seconds(), most_s=REFUSED_FOR.total_seconds(), jitter=0
            )
            self._late[playlist] = waits
            span = timedelta(seconds=waits.wait_s())
        self._refused[playlist] = self._now() + span

    def _misfits(self, programmes: set[str], house: HouseFormat) -> set[str]:
        """Those in another format than the channel's. What was read once is not read again."""
        self._known = {ident: p for ident, p in self._known.items() if ident in programmes}
        for ident in programmes - self._known.keys():
            programme = self._library.get(self._channel, ident)
            if programme is not None:
                self._known[ident] = programme
        return {ident for ident, p in self._known.items() if not p.is_in(house)}

    def _may_air(self, playlist: Playlist, now: datetime) -> bool:
        known = self._known.get(playlist.programme)
        if known is None:
            return True
        if known.kind in BETWEEN and playlist.number <= self.taken:
            return False  # its place was before what came next then
        return known.may_air(now, aired=known.id in self._history.last)

    def _kind(self, programme: Programme) -> Kind:
        if programme.kind in BETWEEN:
            return "filler"
        return "rerun" if programme.id in self._history.last else "programme"

    def _fault(self, playlist: Playlist, programme: Programme | None) -> str:
        """What can be seen to be wrong with a playlist without reading film; empty if nothing."""
        if not is_file(playlist.path):
            return "it is not a file"
        if programme is not None:
            return self._film_fault(programme)
        return self.fault(playlist.programme, whole=True)

    def _film_fault(self, programme: Programme) -> str:
        """Why a film may not be shown. One that is not as long as it was when it was admitted is
        cut off, or another one.
        """
        if programme.approval == "waiting":
            return f"{programme.id} waits for approval: see `webtv programmes approve`"
        size = self._library.media(programme).stat().st_size
        if size == programme.size_bytes:
            return ""
        return f"{programme.file} has {size} bytes, not the {programme.size_bytes} it came with"

    def _item(
        self, programme: Programme, path: Path, number: int | None, cause: Cause = "rundown"
    ) -> Item:
        return Item(
            kind=self._kind(programme),
            title=programme.title,
            logline=programme.logline,
            playlist=path,
            frames=programme.frames,
            rate=programme.rate,
            programme=programme.id,
            number=number,
            cause=cause,
            file=programme.file,
            sha256=programme.sha256,
            size=(programme.width, programme.height),
            ai_generated=programme.ai_generated,
            shots=tuple(
                ShotLine(start_s=s.start_s, prompt=s.prompt, line=s.line) for s in programme.shots
            ),
            spoken=_subtitles(programme),
        )


def _subtitles(programme: Programme) -> tuple[Subtitle, ...]:
    """The narration as it is read: line by line where each is laid with its picture."""
    if programme.lines:
        each = (subtitles(line.text, line.start_s, line.end_s) for line in programme.lines)
        return tuple(chain.from_iterable(each))
    return subtitles(programme.narration, *programme.spoken) if programme.spoken else ()
