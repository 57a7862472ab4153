"""Films that people drop into a folder: taken when they are complete, and put away afterwards.

    HOME/inbox/<channel>/film.mp4            dropped, perhaps with film.yaml or film.txt beside it
    HOME/inbox/<channel>/.taken/<id>/        being made into a programme
    HOME/inbox/<channel>/done/film.mp4       it is in the library
    HOME/inbox/<channel>/refused/film.mp4    it is not; film.mp4.txt says why

Whoever may write to the folder may be anybody: nothing is opened by a name that they chose,
nothing that is not a plain file is opened at all, and no link is followed, not even one that
stands where a folder of ours should be. What was taken survives a crash of production.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from webtv.errors import RejectedError
from webtv.files import move_durable, sync_folder, write_atomic
from webtv.model.programme import PROGRAMME_ID, programme_id
from webtv.production.inbox.details import MOST_BYTES as MOST_DETAILS_BYTES
from webtv.production.inbox.details import FilmDetails, parse_details, title_of
from webtv.production.inbox.places import clear, free_name, is_folder, own_folder, shortened
from webtv.production.inbox.shown import nonce_of
from webtv.terminal import plain

MOST_BYTES = 4_000_000_000
"""A larger film is refused."""

SETTLED_S = 5.0
"""A file that has not changed for so long, and that nobody has open for writing, is complete."""

MOST_LISTED = 500
"""Entries of a folder that one look takes notice of."""

_MOST_ABOUT_BYTES = 65_536
_DETAILS_SUFFIXES = (".yaml", ".yml", ".txt")
_UNFINISHED = (".part", ".partial", ".tmp", ".crdownload", ".download", ".filepart", ".!ut")
_SUFFIX = re.compile(r"^\.[a-z0-9]{1,8}\Z")

_Stamp = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A film that was taken. `name` is what its owner called it, in whatever encoding.

    `problem` says why it cannot be used; empty if nothing is known against it.
    """

    channel_id: str
    programme_id: str
    film: Path
    name: str
    title: str
    text: str
    taken_at: datetime
    problem: str = ""

    @property
    def called(self) -> str:
        """The name as it can be written and shown anywhere."""
        return plain(self.name)


class Inbox:
    """The inboxes of all channels, below one folder. Raises `OSError` when the disk fails."""

    def __init__(self, folder: Path) -> None:
        self.fault: OSError | None = None
        """Why a film could not be taken at the last look."""
        self._folder = folder
        self._seen: dict[Path, tuple[_Stamp, float]] = {}

    def look(self, channel_id: str, *, now: datetime, monotonic: float) -> list[Dropped]:
        """Take what is complete, and give everything that is taken and not put away yet."""
        root = self._folder / channel_id
        root.mkdir(parents=True, exist_ok=True)
        self.fault = None
        for path in self._complete(root, monotonic):
            try:
                self._take(channel_id, path, now)
            except FileNotFoundError:
                continue  # its owner took it back
            except OSError as error:
                self.fault = error  # it may be nobody's to move; the others are
        return list(self._taken(channel_id))

    def find(self, channel_id: str, programme: str) -> Dropped | None:
        """What was taken under this programme id; None if it is not there any more."""
        if not PROGRAMME_ID.match(programme):
            return None
        found = _read(channel_id, own_folder(self._folder / channel_id / ".taken") / programme)
        return None if found is None or found.problem else found

    def done(self, dropped: Dropped) -> None:
        """Put a film away that is in the library."""
        self._put(dropped, "done")

    def refuse(self, dropped: Dropped, reason: str) -> None:
        """Put a film away that cannot be used, and say why beside it."""
        self._put(dropped, "refused", reason)

    def _complete(self, root: Path, monotonic: float) -> Iterator[Path]:
        """Entries that have come to rest."""
        present: dict[Path, tuple[_Stamp, float]] = {}
        with os.scandir(root) as entries:
            listed = sorted(islice(entries, MOST_LISTED), key=lambda entry: entry.name)
        for entry in listed:
            path = root / entry.name
            suffix = path.suffix.lower()
            if entry.name.startswith(".") or suffix in _DETAILS_SUFFIXES or suffix in _UNFINISHED:
                continue
            with suppress(FileNotFoundError):
                found = entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(found.st_mode):
                    continue
                stamp = (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
                known, since = self._seen.get(path, (None, monotonic))
                present[path] = (stamp, since if known == stamp else monotonic)
                if not stat.S_ISREG(found.st_mode):
                    yield path
                elif monotonic - present[path][1] >= SETTLED_S and not _is_written(path):
                    yield path
        for path in [p for p in self._seen if p.parent == root and p not in present]:
            del self._seen[path]
        self._seen.update(present)

    def _take(self, channel_id: str, path: Path, now: datetime) -> None:
        """Move a film to a folder of its own, or, at once, to those that are refused."""
        root = path.parent
        self._seen.pop(path, None)
        identity = programme_id(channel_id, now, nonce_of(path.name, path.lstat().st_ino))
        place = own_folder(root / ".taken") / identity
        place.mkdir(mode=0o700)
        suffix = path.suffix.lower() if _SUFFIX.match(path.suffix.lower()) else ""
        details_path = _details_beside(path)
        about = {"name": path.name, "taken_at": now.isoformat(), "title": title_of(path.name)}
        try:
            details = _read_details(details_path) if details_path else FilmDetails()
            about |= {"title": details.title or about["title"], "text": details.text}
        except RejectedError as error:
            about["problem"] = str(error)
        write_atomic(place / "about.json", json.dumps(about))
        path.rename(place / f"film{suffix}")
        if details_path:
            with suppress(FileNotFoundError):
                details_path.rename(place / f"details{details_path.suffix.lower()}")
        sync_folder(place)

    def _taken(self, channel_id: str) -> Iterator[Dropped]:
        for place in sorted(own_folder(self._folder / channel_id / ".taken").glob("*")):
            dropped = _read(channel_id, place)
            if dropped is not None and dropped.problem:
                self.refuse(dropped, dropped.problem)
            elif dropped is not None:
                yield dropped
            elif PROGRAMME_ID.match(place.name) and is_folder(place):
                # A crash came before its film was moved here; that is still in the inbox.
                clear(place)

    def _put(self, dropped: Dropped, where: str, reason: str = "") -> None:
        place = dropped.film.parent
        name = shortened(dropped.name) if reason else dropped.name
        target = free_name(own_folder(self._folder / dropped.channel_id / where), name)
        for details in [path for path in place.iterdir() if path.suffix in _DETAILS_SUFFIXES]:
            details.rename(free_name(target.parent, f"{Path(target.name).stem}{details.suffix}"))
        if reason:
            write_atomic(free_name(target.parent, f"{target.name}.txt"), f"{reason}\n")
        if dropped.film.is_symlink() or not dropped.film.is_file():
            dropped.film.rename(target)
        else:
            move_durable(dropped.film, target)
        clear(place)


def _read(channel_id: str, place: Path) -> Dropped | None:
    """What a folder in `.taken` holds; None if that is not a film with its name."""
    if not is_folder(place):
        return None
    films = [p for p in place.glob("film*") if p.stem == "film"]
    try:
        about = json.loads(_content(place / "about.json", _MOST_ABOUT_BYTES))
        if Path(about["name"]).name != about["name"]:
            return None
        return Dropped(
            channel_id=channel_id,
            programme_id=place.name,
            film=films[0],
            name=str(about["name"]),
            title=str(about["title"]),
            text=str(about.get("text", "")),
            taken_at=datetime.fromisoformat(about["taken_at"]),
            problem=str(about.get("problem", "")) or _fault(films[0]),
        )
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError):
        return None


def _fault(film: Path) -> str:
    """What is wrong with a taken film by its looks: while it lay outside it could be replaced."""
    found = film.lstat()
    if not stat.S_ISREG(found.st_mode):
        return "it is no plain file; links are not followed"
    if found.st_size > MOST_BYTES:
        return f"it has {found.st_size / 1e9:.1f} GB; the most is {MOST_BYTES / 1e9:g} GB"
    return ""


def _details_beside(path: Path) -> Path | None:
    """The file that says what a film is called, if there is one: a plain one, not too large."""
    for suffix in _DETAILS_SUFFIXES:
        details = path.with_suffix(suffix)
        with suppress(OSError):
            if stat.S_ISREG(details.lstat().st_mode):
                return details
    return None


def _read_details(path: Path) -> FilmDetails:
    try:
        data = _content(path, MOST_DETAILS_BYTES + 1)
    except OSError as error:
        raise RejectedError(f"{plain(path.name)} cannot be read: {error.strerror}") from None
    return parse_details(data, name=path.name)


def _content(path: Path, most_bytes: int) -> bytes:
    """The beginning of a file; links are not followed, and pipes do not make it wait."""
    never = os.O_NOFOLLOW | os.O_NONBLOCK
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | never)) as file:
        return file.read(most_bytes)


def _is_written(path: Path) -> bool:
    """Whether some process has a file open for writing.

    The system grants a read lease only on a file that nobody has: fcntl(2), F_SETLEASE. Where
    there are no leases (other systems, network disks, other people's files), rest alone counts.
    """
    if not hasattr(fcntl, "F_SETLEASE"):
        return False
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return False
