"""Where a channel's items come from: its playlists folder, the library and the as-run log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from structlog.stdlib import BoundLogger

from webtv.model.rundown import last_aired
from webtv.model.status import ShotLine
from webtv.playout.item import Item
from webtv.playout.rundown import choose
from webtv.store.asrun import AsRunLog
from webtv.store.library import Library
from webtv.store.playlists import Playlist, list_playlists

MEMORY = timedelta(days=7)
"""How far back the as-run log is read at start."""

REFUSED_FOR = timedelta(minutes=10)
"""How long a playlist that did not play is passed over. Its cause may go away, and when every
playlist failed for a passing reason, the channel must not stay on slate for ever."""


class Source:
    """What one channel could air next. Reads disk: call it from a thread."""

    def __init__(
        self,
        channel: str,
        *,
        playlists: Path,
        library: Library,
        asrun: AsRunLog,
        log: BoundLogger,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.taken = 0
        self._channel = channel
        self._playlists = playlists
        self._library = library
        self._asrun = asrun
        self._log = log
        self._now = now
        self._aired: dict[str, datetime] = {}
        self._refused: dict[Playlist, datetime] = {}

    def load(self) -> None:
        """Learn from the as-run log what has aired, so that a restart does not repeat it."""
        entries = self._asrun.read(self._channel, since=self._now() - MEMORY)
        self._aired = last_aired(entries)
        self.taken = max((e.playlist for e in entries if e.playlist is not None), default=0)

    def next_item(self, previous: str | None, *, quiet: bool = False) -> Item | None:
        """The item after programme `previous`; None if only slate is left.

        Playlists whose programme is gone are passed over, with one log line each.
        """
        playlists = list_playlists(self._playlists)
        limit = self._now() - REFUSED_FOR
        self._refused = {p: at for p, at in self._refused.items() if at > limit}
        missing: set[Playlist] = set()
        while True:
            playlist = choose(
                playlists,
                taken=self.taken,
                aired=self._aired,
                previous=previous,
                refused=self._refused.keys() | missing,
            )
            if playlist is None:
                return None
            item = self._item(playlist)
            if item is not None:
                return item
            missing.add(playlist)
            if not quiet:
                self._refused[playlist] = self._now()
                self._log.warning(
                    "playlist skipped", playlist=playlist.name, error="its programme is gone"
                )

    def take(self, item: Item, at: datetime) -> None:
        """Remember that `item` went on air."""
        if item.number is not None:
            self.taken = max(self.taken, item.number)
        if item.programme is not None:
            self._aired[item.programme] = at

    def refuse(self, item: Item) -> None:
        """Pass over the playlist of `item` for `REFUSED_FOR`: it does not play."""
        if item.number is not None and item.programme is not None:
            playlist = Playlist(item.number, item.programme, item.playlist)
            self._refused[playlist] = self._now()

    def _item(self, playlist: Playlist) -> Item | None:
        programme = self._library.get(self._channel, playlist.programme)
        if programme is None:
            return None
        return Item(
            kind="rerun" if programme.id in self._aired else "programme",
            title=programme.title,
            logline=programme.logline,
            playlist=playlist.path,
            frames=programme.frames,
            rate=programme.rate,
            programme=programme.id,
            number=playlist.number,
            shots=tuple(ShotLine(start_s=s.start_s, prompt=s.prompt) for s in programme.shots),
        )
