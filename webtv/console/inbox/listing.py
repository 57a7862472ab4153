"""What became of the films that people sent to a channel."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Literal

from webtv.config.settings import Settings
from webtv.errors import MediaError, WebTVError
from webtv.model.guide import Listing
from webtv.model.programme import Programme
from webtv.production.inbox.inbox import Inbox
from webtv.production.inbox.shown import shown_as
from webtv.store.library import Library
from webtv.terminal import plain
from webtv.web.guide import Guides

SHOWN = 40
"""Films of each folder, the newest."""

_MOST_LISTED = 2000
_REASON_BYTES = 2000
_DETAILS = (".txt", ".yaml", ".yml")

State = Literal["waiting", "making", "taken", "refused"]


@dataclass(frozen=True, slots=True)
class SentFilm:
    """One film: where it is, why it was refused, or what it was made into and when that airs."""

    name: str
    state: State
    at: datetime
    size: int
    reason: str = ""
    programme: Programme | None = None
    airs: Listing | None = None
    aired: bool = False


class Inboxes:
    """Looks into the inboxes of all channels. Nothing is opened but reasons."""

    def __init__(self, settings: Settings, guides: Guides) -> None:
        self._folder = settings.inbox_dir
        self._inbox = Inbox(settings.inbox_dir)
        self._library = Library(settings.library_dir)
        self._guides = guides

    def films(self, channel: str) -> list[SentFilm]:
        """The films of one channel: those to come first, then newest first."""
        root = self._folder / channel
        waiting = [SentFilm(n, "waiting", at, size) for n, at, size, _ in _files(root)]
        making = list(self._making(channel, root))
        refused = [
            SentFilm(name, "refused", at, size, _reason(path))
            for name, at, size, path in _files(root / "refused")
        ]
        done = list(self._done(channel, root / "done"))
        put_away = sorted([*refused, *done], key=lambda film: film.at, reverse=True)
        return [*waiting, *making, *put_away]

    def _making(self, channel: str, root: Path) -> Iterator[SentFilm]:
        for place in _entries(root / ".taken"):
            try:
                dropped = self._inbox.find(channel, place.name)
            except (OSError, MediaError):
                continue
            if dropped is not None:
                found = _looked(dropped.film)
                size = found.st_size if found else 0
                yield SentFilm(dropped.called, "making", dropped.taken_at, size)

    def _done(self, channel: str, folder: Path) -> Iterator[SentFilm]:
        files = _files(folder)
        programmes = self._library.programmes(channel) if files else []
        try:
            guide = self._guides.guide(channel) if files else None
        except (WebTVError, OSError, KeyError):
            guide = None
        for name, at, size, path in files:
            programme = shown_as(channel, path, programmes)
            lines = [
                line
                for line in (guide.listings if guide else ())
                if programme is not None and line.programme == programme.id
            ]
            now = datetime.now(UTC)
            ahead = [line for line in lines if line.ends_at > now]
            airs = ahead[0] if ahead else lines[-1] if lines else None
            yield SentFilm(name, "taken", at, size, programme=programme, airs=airs, aired=not ahead)


def _files(folder: Path) -> list[tuple[str, datetime, int, Path]]:
    """Name as it can be shown, time, size and path of the newest films in a folder."""
    found = []
    for path in _entries(folder):
        looked = _looked(path)
        hidden = path.name.startswith(".") or path.suffix.lower() in _DETAILS
        if looked is not None and stat.S_ISREG(looked.st_mode) and not hidden:
            at = datetime.fromtimestamp(looked.st_ctime, UTC)
            found.append((plain(path.name), at, looked.st_size, path))
    return sorted(found, key=lambda each: each[1], reverse=True)[:SHOWN]


def _entries(folder: Path) -> list[Path]:
    if folder.is_symlink():
        return []
    try:
        with os.scandir(folder) as entries:
            return [Path(entry.path) for entry in islice(entries, _MOST_LISTED)]
    except OSError:
        return []


def _looked(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except OSError:
        return None


def _reason(film: Path) -> str:
    """Why a film was refused; empty where nobody has said so, or somebody put a link there."""
    never = os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        told = film.with_name(f"{film.name}.txt")
        with open(told, "rb", opener=lambda name, flags: os.open(name, flags | never)) as file:
            return file.read(_REASON_BYTES).decode("utf-8", "replace").strip()
    except (OSError, ValueError):
        return ""
