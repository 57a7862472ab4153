"""Writes a diagnosis, and looks into it once more before anybody gets it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from webtv.config.settings import Settings
from webtv.diagnostics.secrets import Scrub, known_secrets
from webtv.diagnostics.texts import texts
from webtv.errors import ArchiveError
from webtv.files import write_atomic

ABOUT = """\
A diagnosis of a WebTV station, made by `webtv diagnostics`.

  versions.json   programs and packages, the system, memory
  settings.json   settings that hold no secret; of the others, whether they are set
  channels.json   formats, backends and kinds of destinations; no themes, no addresses
  doctor.txt      what `webtv doctor` says        check.txt   what `webtv check` says
  disk.json       sizes and numbers of files
  status/         what each part said of itself last; titles of programmes are in it
  logs/           the last lines of each log; with Docker Compose they are in `docker compose logs`

Keys, passwords and what looks like them were replaced by ***. Look into it before you send it.
"""


def write(settings: Settings, file: Path, *, lines: int, replace: bool) -> int:
    """Write a zip of all that helps to find a fault, for its owner alone; gives its bytes.

    Raises `ArchiveError` if something is there and `replace` is false, or if a key that the station
    knows is in it after all; `OSError`.
    """
    if not replace and file.exists():
        raise ArchiveError(f"{file} is there already: choose another name, or give --force")
    scrub = Scrub(known_secrets(settings))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in (("README.txt", ABOUT), *texts(settings, lines=lines)):
            named = name.startswith(("logs/", "status/"))
            data = scrub(text, named=named).encode("utf-8", "replace")
            if scrub.finds(data) or scrub.finds(name.encode("utf-8", "replace")):
                raise ArchiveError(
                    f"{name} holds a key that cannot be taken out; nothing is written"
                )
            target.writestr(name, data)
    write_atomic(file, packed.getvalue(), private=True)
    return len(packed.getvalue())
