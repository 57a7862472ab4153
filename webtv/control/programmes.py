"""The programmes of a channel, as an operator sees and names them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from webtv.config.settings import Settings
from webtv.errors import WebTVError
from webtv.model.history import AirHistory
from webtv.model.programme import BETWEEN, Programme
from webtv.store.asrun import AsRunLog
from webtv.store.library import Library

_MEMORY = timedelta(days=30)
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ChannelProgrammes:
    """The programmes in the library, oldest first, and when each last aired."""

    programmes: Sequence[Programme]
    aired: Mapping[str, datetime]

    def title(self, programme: str) -> str:
        """The title of a programme in quotes; its id if it is not in the library."""
        for known in self.programmes:
            if known.id == programme:
                return f"'{known.title}'"
        return programme

    def find(self, text: str) -> Programme:
        """The one programme whose id is, or whose id or title holds, `text`.

        Raises `WebTVError` if there is none or more than one.
        """
        return the_one(self.programmes, text, listing="webtv control ... programmes")


def the_one(
    programmes: Sequence[Programme], text: str, *, listing: str, kind: str = "programme"
) -> Programme:
    """The one of `programmes` whose id is, or whose id or title holds, `text`.

    Raises `WebTVError` if there is none or more than one; `listing` is the command that shows all.
    """
    wanted = text.casefold()
    exact = [p for p in programmes if wanted in (p.id.casefold(), p.title.casefold())]
    found = exact or [
        p for p in programmes if wanted in p.title.casefold() or wanted in p.id.casefold()
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise WebTVError(f"no {kind} is called {text!r}: see `{listing}`")
    names = "; ".join(f"{p.id} '{p.title}'" for p in found[:_SHOWN])
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    raise WebTVError(f"{text!r} may be {names}{more}: give the id")


def read_programmes(
    settings: Settings, channel: str, *, now: datetime | None = None
) -> ChannelProgrammes:
    """Read the library and the as-run log of one channel. Raises `OSError`."""
    since = (now or datetime.now(UTC)) - _MEMORY
    history = AirHistory.of(AsRunLog(settings.asrun_dir).entries(channel, since=since))
    known = Library(settings.library_dir).programmes(channel)
    return ChannelProgrammes([p for p in known if p.kind not in BETWEEN], history.last)
