"""A damaged SQLite file is kept, under another name."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from webtv.files import sync_folder

_COMPANIONS = ("", "-wal", "-shm")


def set_aside(file: Path) -> Path:
    """Rename a database and what SQLite keeps beside it; gives its new name. Raises `OSError`."""
    aside = file.with_name(f"{file.name}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
    for companion in _COMPANIONS:
        source = file.with_name(file.name + companion)
        if source.exists():
            source.replace(aside.with_name(aside.name + companion))
    sync_folder(file.parent)
    return aside
