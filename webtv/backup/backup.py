"""Writes a backup of a station, which may be on air."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from webtv.archive.manifest import Manifest
from webtv.archive.writer import ArchiveWriter, new_archive
from webtv.backup.accounts import ACCOUNTS, copy_accounts
from webtv.backup.book import copy_book
from webtv.backup.contents import AUDIENCE, BOOK, FILES, SECRETS, TREES, belongs, tree
from webtv.config.document import read_text
from webtv.config.keys import without_keys
from webtv.config.problem import Problem
from webtv.config.settings import Settings
from webtv.errors import ArchiveError, ConfigError
from webtv.files import read_regular
from webtv.model.programme import Programme
from webtv.store.library import MOST_BYTES
from webtv.store.playlists import list_playlists

_NICER = 10
"""Playout and production come first."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a backup has, and the variables to set where it is restored."""

    manifest: Manifest
    size_bytes: int
    wanted: tuple[str, ...]


def backup(settings: Settings, file: Path, *, keys: bool = False, replace: bool = False) -> Made:
    """Write all of the station that cannot be made again to `file`.

    Raises `ArchiveError`, also where there is nothing, and `OSError`.
    """
    with suppress(OSError):
        os.nice(_NICER)
    wanted: list[str] = []
    with new_archive(file, replace=replace) as archive:
        _channels(settings, archive, wanted, keys=keys)
        # The work book first: what it waits for is settled only when it is in the library.
        _work_book(settings, archive, file.absolute().parent, keys=keys)
        _audience(settings, archive, file.absolute().parent)
        for top in TREES:
            for name, path in tree(settings, top):
                archive.add_file(name, path)
        _console(settings, archive, file.absolute().parent, keys=keys)
        _library(settings, archive)
        _playlists(settings, archive)
        for name in (*FILES, *(SECRETS if keys else ())):
            archive.add_file(f"home/{name}", settings.home / name)
        for path in sorted(settings.takeover_dir.glob("*")):
            name = f"home/takeover/{path.name}"
            if belongs(name) and (keys or path.suffix == ".title"):
                archive.add_file(name, path)
        if keys:
            archive.add_file("env", Path(".env"))
        size_bytes = archive.size_bytes
        if not size_bytes:
            raise ArchiveError(
                f"there is no station in {settings.home} and {settings.channels_dir}: "
                "set WEBTV_HOME and WEBTV_CHANNELS_DIR as for the station"
            )
        manifest = archive.finish("station", keys=keys)
    return Made(manifest, size_bytes, tuple(dict.fromkeys(wanted)))


def _channels(settings: Settings, archive: ArchiveWriter, wanted: list[str], *, keys: bool) -> None:
    """Channel files and their last good versions."""
    folders = (settings.channels_dir, "channels"), (settings.last_good_dir, "home/channels")
    for folder, top in folders:
        for path in sorted(folder.glob("*.yaml")):
            name = f"{top}/{path.name}"
            text = read_text(path) if belongs(name) else None
            if text is None:
                continue
            if isinstance(text, Problem):
                archive.leave_out(name, text.message)
                continue
            if not keys:
                try:
                    found = without_keys(path, text)
                except ConfigError as error:
                    archive.leave_out(name, f"{error}: mend it, or give --keys")
                    continue
                text = found.text
                if top == "channels":
                    wanted += found.wanted
                    archive.notes += [f"{name}: {place}: without its key" for place in found.cut]
            with suppress(FileNotFoundError):
                archive.add(name, text.encode(), source=path)


def _work_book(settings: Settings, archive: ArchiveWriter, beside: Path, *, keys: bool) -> None:
    if settings.database_url is not None:
        archive.leave_out("work book", "it is where WEBTV_DATABASE_URL says: use pg_dump")
        return
    _database(settings.home / BOOK, archive, beside, keys=keys)


def _audience(settings: Settings, archive: ArchiveWriter, beside: Path) -> None:
    if settings.audience_database_url is not None:
        place = "it is where WEBTV_AUDIENCE_DATABASE_URL says: use pg_dump"
        archive.leave_out("what viewers suggested", place)
        return
    _database(settings.home / AUDIENCE, archive, beside, keys=True)


def _database(source: Path, archive: ArchiveWriter, beside: Path, *, keys: bool) -> None:
    if not source.is_file():
        return
    with TemporaryDirectory(prefix=".webtv-", dir=beside) as folder:
        copy = Path(folder) / source.name
        copy_book(source, copy, keys=keys)
        archive.add_file(f"home/{source.name}", copy)


def _console(settings: Settings, archive: ArchiveWriter, beside: Path, *, keys: bool) -> None:
    """The console's accounts and audit."""
    with TemporaryDirectory(prefix=".webtv-", dir=beside) as folder:
        copies = copy_accounts(settings.home, Path(folder), keys=keys)
        for name, copy in copies:
            archive.add_file(f"home/{name}", copy)
    if copies and not keys:
        archive.notes.append(
            f"home/{ACCOUNTS}: without passwords and second factors: where this is restored, "
            "`webtv users passwd NAME` gives a password; passkeys work on"
        )


def _library(settings: Settings, archive: ArchiveWriter) -> None:
    """Programmes whose film is there, the film before its sidecar; production prunes meanwhile."""
    for folder in _folders(settings.library_dir):
        for path in sorted(folder.glob("[!.]*.json")):
            name = f"home/library/{folder.name}/{path.name}"
            if not belongs(name):
                continue
            with suppress(OSError, ValueError):
                data = read_regular(path, most_bytes=MOST_BYTES)
                programme = Programme.model_validate_json(data)
                film = f"home/library/{folder.name}/{programme.file}"
                if belongs(film) and archive.add_file(film, folder / programme.file):
                    archive.add(name, data, source=path)


def _playlists(settings: Settings, archive: ArchiveWriter) -> None:
    """The rundown, as far as its programmes are in the archive."""
    for folder in _folders(settings.playlists_dir):
        for playlist in list_playlists(folder):
            name = f"playlists/{folder.name}/{playlist.name}"
            if belongs(name) and f"home/library/{folder.name}/{playlist.programme}.json" in archive:
                archive.add_file(name, playlist.path)


def _folders(folder: Path) -> Iterator[Path]:
    with suppress(FileNotFoundError):
        yield from sorted(path for path in folder.iterdir() if path.is_dir())
