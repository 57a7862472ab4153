"""Keeps the home within its size: old files go, and while that is not enough, nothing is begun.

What airs, is listed or is in the making is never touched. The clips and the work of programmes in
the making are bounded by their number, and that by this.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from functools import partial

import structlog

from webtv.config.settings import Settings
from webtv.disk import trim, used_bytes
from webtv.ingest.prune import prune, sweep
from webtv.media.graphics.still import thumbnail
from webtv.model.programme import Programme
from webtv.outage import Outage
from webtv.production.room import excess_bytes
from webtv.store.library import Library
from webtv.store.retired import Retired, RetiredProgrammes

_STILL_WIDTH = 480

_STILLS_S = 20.0
"""Pictures of what is deleted are drawn for so long at a look: each takes about half a second."""


class Housekeeping:
    """Looks after the folders of the home. Blocking: call it from a thread."""

    def __init__(self, settings: Settings, library: Library) -> None:
        self._settings = settings
        self._library = library
        self._retired = RetiredProgrammes(settings.retired_dir)
        self._full = Outage(
            "the home has reached its size, no programme is begun (WEBTV_HOME_GB)",
            "the home has room again",
        )

    @property
    def room(self) -> bool:
        """Whether there was room for more at the last look."""
        return not self._full

    def look(
        self,
        *,
        airings: Mapping[str, int],
        protected: Collection[str],
        others: Collection[str] = (),
    ) -> None:
        """Delete what is too old or too much. The arguments are as for `prune`."""
        settings, library = self._settings, self._library
        put_away = [
            folder
            for folder in settings.inbox_dir.glob("*/[dr]*/")
            if folder.name in ("done", "refused") and not folder.is_symlink()
        ]
        sweep(library, now_s=time.time())
        trim(put_away, limit_bytes=int(settings.inbox_gb * 1e9), newer_than=time.time())
        retire = partial(self._retire, airings=airings, until=time.monotonic() + _STILLS_S)
        tidy = partial(
            prune, library, airings=airings, protected=protected, others=others, retire=retire
        )
        tidy(limit_bytes=int(settings.library_gb * 1e9))
        excess = excess_bytes(self._settings)
        if excess > 0:
            kept = sum(map(used_bytes, put_away)) - excess
            trim(put_away, limit_bytes=max(0, kept), newer_than=time.time())
            excess = excess_bytes(self._settings)
        if excess > 0:
            tidy(limit_bytes=used_bytes(library.folder) - excess)
            excess = excess_bytes(self._settings)
        if excess > 0:
            self._full.begin(f"{excess / 1e9:.1f} GB too much")
        else:
            self._full.end()

    def _retire(self, programme: Programme, *, airings: Mapping[str, int], until: float) -> None:
        """Keep the page of a programme that goes; after `until` (monotonic) without a picture."""
        at_s, picture = programme.picture_at_s, None
        if time.monotonic() < until:
            film = self._library.media(programme)
            picture = thumbnail(film, at_s, width=_STILL_WIDTH)
        try:
            self._retired.add(
                Retired(
                    programme=programme,
                    airings=airings[programme.id],
                    retired_at=datetime.now(UTC),
                ),
                picture or b"",
            )
            self._retired.trim()
        except OSError as error:
            structlog.stdlib.get_logger().warning(
                "page of a programme is lost", programme=programme.id, error=str(error)
            )
