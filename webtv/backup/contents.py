"""Which files of a station are in a backup, under which names.

    channels/ID.yaml                  channel files
    playlists/ID/NUMBER-ID.ffconcat   the rundown
    home/...                          what of HOME cannot be made again, as it lies there
    env                               `.env`, where keys were asked for

HLS, slates, results of the local Spaces, statuses and logs are left out: they are made again, or
nobody needs them. So are recordings and inboxes' `done/` and `refused/`, which may fill a disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from webtv.config.settings import Settings

_CHANNEL = "[a-z0-9][a-z0-9-]{0,39}"
_FILE = r"[^/]{1,255}"

TREES = ("assets", "asrun", "clips", "control", "inbox", "contracts", "retired")
"""Folders of HOME of which a backup has the files; of the library it has whole programmes."""

FILES = ("bans.json", "station.id", "signing-authority.pem")
SECRETS = ("rtmp.secret", "control.token", "spaces.secret", "signing.pem")
"""Files of HOME; those with secrets where keys were asked for."""

BOOK = "work.db"
AUDIENCE = "audience.db"
"""What viewers suggested; no address of theirs is in it."""

_IN_HOME = (
    *map(re.escape, (BOOK, AUDIENCE)),
    *map(re.escape, (*FILES, *SECRETS)),
    rf"assets/{_CHANNEL}/{_FILE}",
    rf"asrun/{_CHANNEL}/(on-air|\d{{4}}-\d\d-\d\d(\.[0-9a-f]{{8}})?\.jsonl(\.gz)?)",
    r"clips/[0-9a-f]{2}/[0-9a-f]{64}(\.[a-z0-9]{1,8})?",
    rf"control/{_CHANNEL}\.(json|copy)",
    rf"inbox/{_CHANNEL}/(\.taken/{_FILE}/)?(?!done/|refused/){_FILE}",
    rf"library/{_CHANNEL}/[^/.]{_FILE}",
    rf"retired/{_CHANNEL}/\d{{8}}T\d{{6}}-[0-9a-f]{{6}}\.(json\.gz|jpg)",
    rf"contracts/(\.last-good/)?{_CHANNEL}\.yaml",
    rf"channels/{_CHANNEL}\.yaml",
    rf"takeover/{_CHANNEL}\.(key|title)",
    r"console/(accounts\.db|audit\.jsonl)",
)
_NAMES = re.compile(
    rf"env|channels/{_CHANNEL}\.yaml"
    rf"|playlists/{_CHANNEL}/\d{{8}}-\d{{8}}T\d{{6}}-[0-9a-f]{{6}}\.ffconcat"
    rf"|home/({'|'.join(_IN_HOME)})"
)


def belongs(name: str) -> bool:
    """Whether a file of this name may be in a backup."""
    return _NAMES.fullmatch(name) is not None


def tree(settings: Settings, top: str) -> Iterator[tuple[str, Path]]:
    """The files of one of `TREES` that belong, and links to folders, so that they are told of."""
    for path in _walk(settings.home / top):
        name = f"home/{path.relative_to(settings.home).as_posix()}"
        if belongs(name) or (path.is_symlink() and path.is_dir()):
            yield name, path


def _walk(folder: Path) -> Iterator[Path]:
    """Everything below a folder but folders; links are not followed."""
    try:
        entries = sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return
    for path in entries:
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path)
        else:
            yield path
