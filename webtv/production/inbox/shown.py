"""The programme that was made of a film which lies in `done/`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from webtv.model.programme import Programme, programme_id

_NUMBERED = re.compile(r" \([0-9]+\)(?=\.[^.]*\Z|\Z)")


def shown_as(channel: str, film: Path, programmes: Iterable[Programme]) -> Programme | None:
    """The one of `programmes` that was made of this film; None if none was, or the film is gone.

    A programme's id was made of its film's name, of its place on the disk, which a film keeps
    while it is moved there, and of the moment in which it was taken.
    """
    try:
        place = film.lstat().st_ino
    except OSError:
        return None
    names = dict.fromkeys((film.name, _NUMBERED.sub("", film.name)))
    for programme in programmes:
        for name in names if programme.kind == "footage" else ():
            if programme.id == programme_id(channel, programme.created_at, nonce_of(name, place)):
                return programme
    return None


def nonce_of(name: str, place: int) -> str:
    """What keeps films apart that are taken at the same moment: name, and place on the disk."""
    return f"{name!a} {place}"
