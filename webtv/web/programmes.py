"""The programmes that viewers may look up: what has aired, and what is about to.

The page of one that has left the library stays, without its film.
"""

from __future__ import annotations

import stat
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, replace
from pathlib import Path

from webtv.config.settings import Settings
from webtv.errors import ConfigError
from webtv.files import read_regular
from webtv.media.graphics.still import thumbnail
from webtv.model.asrun import AsRunEntry
from webtv.model.guide import Listing
from webtv.model.programme import BETWEEN, PROGRAMME_ID, Programme
from webtv.store.bans import read_bans
from webtv.store.control import read_control
from webtv.store.library import Library
from webtv.store.retired import RetiredProgrammes
from webtv.web.airings import Airings
from webtv.web.board import Board, ChannelState
from webtv.web.guide import Guides

PICTURE_WIDTH = 640
MOST_PICTURES = 128
MOST_WAITING = 8
"""Requests that wait for a picture to be decoded; more are asked to come again."""

RETRY_S = 60.0
"""A film without a picture is looked at again after so long."""

_MOST_PICTURE_BYTES = 1_000_000
_FRESH_S = 5.0
_MOST_KNOWN = 256


@dataclass(frozen=True, slots=True)
class Shown:
    """One programme as viewers may see it. `film` is None where it is gone, or has not aired, and
    `still` a picture that is kept of a film that is gone; `current` is the entry of its airing now,
    `times` how often it has aired, as far as anybody remembers.
    """

    programme: Programme
    state: ChannelState
    airings: tuple[AsRunEntry, ...]
    on_now: bool
    due: Listing | None
    film: Path | None
    current: AsRunEntry | None = None
    times: int = 0
    still: Path | None = None

    @property
    def aired(self) -> bool:
        """Whether viewers have seen some of it: only then is all of it told."""
        return bool(self.times) or self.on_now


class Programmes:
    """Looks programmes up in the library, the as-run log and the guide. Blocking."""

    def __init__(self, settings: Settings, board: Board, guides: Guides) -> None:
        self._settings = settings
        self._board = board
        self._guides = guides
        self._airings = Airings(settings.asrun_dir)
        self._retired = RetiredProgrammes(settings.retired_dir)
        self._known: OrderedDict[str, tuple[float, Shown | None]] = OrderedDict()
        self._looking = threading.Lock()

    def find(self, ident: str) -> Shown | None:
        """A programme by its id; None if there is none that viewers may look up.

        That is one which neither aired nor stands in the guide, which waits for approval, which an
        operator has pulled or banned, or which only airs between others. Each is looked up once in
        some seconds.
        """
        if not PROGRAMME_ID.match(ident):
            return None
        with self._looking:
            looked_at, shown = self._known.pop(ident, (float("-inf"), None))
            if time.monotonic() - looked_at > _FRESH_S:
                looked_at, shown = time.monotonic(), self._look(ident)
            self._known[ident] = looked_at, shown
            while len(self._known) > _MOST_KNOWN:
                self._known.popitem(last=False)
            return shown

    def barred(self, channel: str, ident: str, programme: Programme | None) -> bool:
        """Tell whether an operator has pulled or banned a programme, which may be gone already."""
        if ident in read_control(self._settings.control_dir, channel)[0].pulled:
            return True
        try:
            bans = read_bans(self._settings.bans_file)
        except ConfigError:
            return True  # nobody knows what is banned
        return ident in bans.programmes or (programme is not None and bans.covers(programme))

    def _look(self, ident: str) -> Shown | None:
        library = Library(self._settings.library_dir)  # one of its own, since it keeps what it read
        for state, _ in self._board.valid():
            programme = library.get(state.id, ident)
            if programme is not None:
                return self._shown(state, programme, library.media(programme))
            retired = self._retired.get(state.id, ident)
            if retired is not None:
                still = self._retired.picture(state.id, ident)
                shown = self._shown(state, retired.programme, None, retired.airings)
                return replace(shown, still=still if still.is_file() else None) if shown else None
        return None

    def _shown(
        self, state: ChannelState, programme: Programme, media: Path | None, aired: int = 0
    ) -> Shown | None:
        if programme.kind in BETWEEN or programme.approval == "waiting":
            return None
        if self.barred(state.id, programme.id, programme):
            return None
        guide = self._guides.guide(state.id)
        on_now = guide.now is not None and guide.now.programme == programme.id
        due = next((line for line in guide.later if line.programme == programme.id), None)
        airings = self._airings.of(state.id, programme.id, since=programme.created_at)
        current = self._airings.now(state.id) if on_now else None
        if not (airings or on_now or due or aired):
            return None
        film = media if media and (airings or on_now) and _is_film(media) else None
        if current is not None and current.programme != programme.id:
            current = None  # it has left the air meanwhile
        times = max(aired, len(airings))
        return Shown(programme, state, airings, on_now, due, film, current, times)


class Pictures:
    """Makes a picture of each programme that is asked for, one at a time, and keeps some."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[float, bytes]] = OrderedDict()
        self._decoding = threading.Lock()
        self._room = threading.BoundedSemaphore(MOST_WAITING)

    def get(self, shown: Shown) -> bytes | None:
        """A JPEG of the film of `shown`; empty where none decodes, or it is gone.

        None while too many wait for theirs. Blocking.
        """
        picture = self._known(shown)
        if picture is None:
            if not self._room.acquire(blocking=False):
                return None
            try:
                with self._decoding:
                    picture = self._known(shown)
                    if picture is None:
                        picture = self._draw(shown)
                        self._kept[shown.programme.sha256] = time.monotonic(), picture
                        while len(self._kept) > MOST_PICTURES:
                            self._kept.popitem(last=False)
            finally:
                self._room.release()
        return picture

    def _known(self, shown: Shown) -> bytes | None:
        drawn_at, picture = self._kept.get(shown.programme.sha256, (0.0, None))
        # That none decodes may be the fault of a busy machine.
        stale = picture == b"" and time.monotonic() - drawn_at > RETRY_S
        return None if stale else picture

    def _draw(self, shown: Shown) -> bytes:
        if shown.film is None:
            return _kept_picture(shown.still)
        return thumbnail(shown.film, shown.programme.picture_at_s, width=PICTURE_WIDTH) or b""


def _kept_picture(path: Path | None) -> bytes:
    try:
        return read_regular(path, most_bytes=_MOST_PICTURE_BYTES) if path else b""
    except OSError:
        return b""


def _is_film(path: Path) -> bool:
    try:
        return path.suffix == ".mp4" and stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False
