"""Copies a programme out of the library: the film, and its sidecar with the provenance."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from webtv.errors import WebTVError
from webtv.model.programme import Programme
from webtv.store.library import Library


def export(library: Library, programme: Programme, folder: Path, *, force: bool = False) -> Path:
    """Put `<channel>-<id>-<title>.mp4` and `.json` into `folder` and return the film.

    Raises `WebTVError` if one is there already, unless `force`d, and `OSError`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    words = "-".join(re.findall(r"[a-z0-9]+", programme.title.lower()))[:60]
    stem = "-".join(filter(None, [programme.channel, programme.id, words]))
    film, sidecar = folder / f"{stem}.mp4", folder / f"{stem}.json"
    for target in (film, sidecar):
        if target.exists() and not force:
            raise WebTVError(f"{target} is there already: use --force, or another folder")
    shutil.copyfile(library.media(programme), film)
    shutil.copyfile(library.sidecar(programme.channel, programme.id), sidecar)
    return film
