"""Puts a station back as a backup has it: verified whole first, then moved into place."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp

from webtv.archive.manifest import Manifest
from webtv.archive.reader import unpack
from webtv.backup.accounts import ACCOUNTS, AUDIT, check_accounts
from webtv.backup.book import check_book
from webtv.backup.contents import AUDIENCE, BOOK, FILES, SECRETS, TREES, belongs
from webtv.backup.idle import idle
from webtv.backup.moves import Moves, moving
from webtv.config.settings import Settings
from webtv.errors import ArchiveError
from webtv.files import aside_of
from webtv.store.library import Library
from webtv.store.playlists import list_playlists, write_playlist

_FOLDERS = (*TREES, "library", "channels", "takeover")
_DATABASES = (BOOK, AUDIENCE)
_FILES = (*FILES, *(f"{name}{end}" for name in _DATABASES for end in ("", "-wal", "-shm")))
"""What of HOME makes room for the backup's."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came out of a backup. `kept` are people's files that it would have replaced."""

    manifest: Manifest
    channels: int
    programmes: int
    kept: tuple[Path, ...] = ()


def verify(file: Path) -> Restored:
    """Read a backup whole and write nothing. Raises `ArchiveError` and `OSError`."""
    return _counted(unpack(file, None, kind="station", accepts=belongs))


def restore(settings: Settings, file: Path, *, over: bool = False) -> Restored:
    """Put the station of a backup into the folders of `settings`.

    With `over`, in the place of what is there; a channel file that goes or changes is kept beside
    itself, as `NAME.yaml.before-TIME`. Raises `PreflightError` while a station runs there;
    `ArchiveError` for a backup that is not whole, and for folders that hold something, unless
    `over`; `OSError`, after which the station is as it was.
    """
    with idle(settings.home):
        if not over and (found := next(_held(settings), None)):
            raise _occupied(found)
        staged = Path(mkdtemp(prefix=".restore-", dir=settings.home))
        try:
            new = staged / "new"
            new.mkdir()
            restored = _counted(unpack(file, new, kind="station", accepts=belongs))
            for name in _DATABASES:
                if (new / "home" / name).exists():
                    check_book(new / "home" / name)
            if (new / "home" / ACCOUNTS).exists():
                check_accounts(new / "home" / ACCOUNTS)
            others = list(_others(settings.channels_dir, new / "channels"))
            if others and not over:
                raise _occupied(others[0])
            kept = _install(settings, new, others, staged / "old")
        except BaseException:
            shutil.rmtree(staged / "new", ignore_errors=True)
            _remove_empty(staged)  # what could not be moved back is all that is left of it
            raise
        shutil.rmtree(staged, ignore_errors=True)
    return replace(restored, kept=tuple(kept))


def _counted(manifest: Manifest) -> Restored:
    names = [Path(name) for name in manifest.files]
    channels = sum(name.parts[0] == "channels" for name in names)
    sidecars = [n for n in names if n.parts[:2] == ("home", "library") and n.suffix == ".json"]
    return Restored(manifest, channels, len(sidecars))


def _held(settings: Settings) -> Iterator[Path]:
    """What a restored station would take the place of, channel files apart."""
    for name in (*_FOLDERS, *_FILES):
        path = settings.home / name
        if path.is_file():
            yield path
        with suppress(OSError):
            yield from (found for found in path.rglob("*") if found.is_file())
    with suppress(OSError):
        yield from settings.playlists_dir.glob("*/*.ffconcat")


def _others(folder: Path, new: Path) -> Iterator[Path]:
    """Channel files that are not in the backup, or are otherwise there."""
    for path in sorted(folder.glob("*.yaml")):
        with suppress(OSError):
            if path.read_bytes() == (new / path.name).read_bytes():
                continue
        yield path


def _occupied(found: Path) -> ArchiveError:
    return ArchiveError(
        f"there is a station already ({found}): give --replace to put the backup in its place, "
        "or set WEBTV_HOME, WEBTV_CHANNELS_DIR and WEBTV_PLAYLISTS_DIR to other folders"
    )


def _install(settings: Settings, new: Path, others: list[Path], old: Path) -> list[Path]:
    """Move what was unpacked into place; gives the new names of people's files."""
    home, kept = settings.home, []
    with moving() as moves:
        for name in _FOLDERS:
            moves.children(home / name, old / name)
            moves.children(new / "home" / name, home / name)
        for name in _FILES:
            moves.file(home / name, old / name)
        for name in (*_DATABASES, *FILES, *SECRETS):
            if (new / "home" / name).exists():
                moves.file(home / name, old / name)
                moves.file(new / "home" / name, home / name)
        kept += _people(home, new / "home", old, moves)
        for path in others:
            kept.append(aside_of(path, "before"))  # no part of the station reads that name
            moves.file(path, kept[-1])
        for path in sorted((new / "channels").glob("*.yaml")):
            if not (settings.channels_dir / path.name).exists():
                moves.file(path, settings.channels_dir / path.name)
        if (new / "env").exists():
            if Path(".env").exists():
                kept.append(aside_of(Path(".env"), "before"))
                moves.file(Path(".env"), kept[-1])
            moves.file(new / "env", Path(".env"))
        _publish(settings, new / "playlists", old / "playlists", moves)
    return kept


def _people(home: Path, new: Path, old: Path, moves: Moves) -> list[Path]:
    """Move the console's accounts and audit into place, if the backup has them.

    An audit that is there is kept beside it: what was done since the backup stands in it alone.
    """
    kept: list[Path] = []
    if not (new / ACCOUNTS).exists():
        return kept
    for name in (ACCOUNTS, f"{ACCOUNTS}-journal"):
        moves.file(home / name, old / name)
    if (home / AUDIT).exists():
        kept.append(aside_of(home / AUDIT, "before"))
        moves.file(home / AUDIT, kept[-1])
    for name in (ACCOUNTS, AUDIT):
        moves.file(new / name, home / name)
    (home / ACCOUNTS).parent.chmod(0o700)
    return kept


def _publish(settings: Settings, new: Path, old: Path, moves: Moves) -> None:
    """Write the rundown anew, since playlists name their films by the folder they lie in."""
    library = Library(settings.library_dir)
    for path in list(settings.playlists_dir.glob("*/*.ffconcat")):
        moves.file(path, old / path.relative_to(settings.playlists_dir))
    for folder in sorted(new.glob("*")):
        for playlist in list_playlists(folder):
            programme = library.get(folder.name, playlist.programme)
            if programme is not None:
                written = write_playlist(
                    settings.playlists_dir / folder.name,
                    number=playlist.number,
                    programme=programme.id,
                    media=library.media(programme),
                    title=programme.title,
                )
                moves.made(written.path)


def _remove_empty(folder: Path) -> None:
    for place, _, _ in os.walk(folder, topdown=False):
        with suppress(OSError):
            Path(place).rmdir()
