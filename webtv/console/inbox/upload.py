"""Takes films in: so many at a time, as large as there is room for, and whole or not at all."""

from __future__ import annotations

import os
import shutil
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from uuid import uuid4

from webtv.config.settings import Settings
from webtv.console.inbox.form import FilmForm, boundary_of
from webtv.console.inbox.names import UnwantedError
from webtv.files import sync_folder
from webtv.production.inbox.places import free_name, own_folder
from webtv.production.room import excess_bytes
from webtv.threads import in_thread

MOST, PER_PERSON = 4, 2
"""Films at a time, of all and of one person."""

RESERVE_BYTES = 2_000_000_000
"""So much stays free on the disk, for what is on air."""

_DRAFT = ".upload-{}.tmp"
_ABANDONED_S = 3600.0
_BATCH_BYTES = 1 << 20


class Uploads:
    """The films that come in now."""

    def __init__(self, settings: Settings, *, reserve_bytes: int = RESERVE_BYTES) -> None:
        self._settings = settings
        self._reserve_bytes = reserve_bytes
        self._open: Counter[str] = Counter()

    @property
    def most_bytes(self) -> int:
        """The largest film."""
        return int(self._settings.upload_gb * 1e9)

    async def take(
        self,
        channel: str,
        person: str,
        *,
        content_type: str,
        length: int,
        body: AsyncIterator[bytes],
        admit: Callable[[Mapping[str, str]], None],
    ) -> tuple[str, int]:
        """Take a film of at most `length` bytes from the `body` of a form. Returns its name and
        size in the inbox.

        `admit` looks at the form's fields before anything is written. Raises `UnwantedError`, and
        `OSError` where the disk fails.
        """
        boundary = boundary_of(content_type)
        with self._place(person):
            folder = await in_thread(lambda: self._folder(channel), name="upload")
            draft = folder / _DRAFT.format(uuid4().hex[:12])
            # There are no bytes to take before `admit` has spoken.
            check = partial(self._check_room, length)
            form = FilmForm(boundary, draft, admit=_both(admit, check), most_bytes=self.most_bytes)
            try:
                await _feed(form, body)
                await in_thread(form.finish, name="upload")
                path = await in_thread(lambda: _put(draft, folder, form.name), name="upload")
            finally:
                form.close()
                draft.unlink(missing_ok=True)
        return path.name, form.size

    @contextmanager
    def _place(self, person: str) -> Iterator[None]:
        if self._open.total() >= MOST or self._open[person] >= PER_PERSON:
            raise UnwantedError("other films are coming in: try again in some minutes", 503)
        self._open[person] += 1
        try:
            yield
        finally:
            self._open[person] -= 1

    def _folder(self, channel: str) -> Path:
        """The channel's inbox, without what was left of forms that never ended."""
        self._settings.inbox_dir.mkdir(parents=True, exist_ok=True)
        folder = own_folder(self._settings.inbox_dir / channel)
        for draft in folder.glob(_DRAFT.format("*")):
            with suppress(OSError):
                if time.time() - draft.lstat().st_mtime > _ABANDONED_S:
                    draft.unlink()
        return folder

    def _check_room(self, length: int) -> None:
        if length - 4096 > self.most_bytes:
            raise UnwantedError(f"it is too large: {self.most_bytes / 1e9:g} GB are the most", 413)
        home = self._settings.home
        free = shutil.disk_usage(home).free - self._reserve_bytes
        room = min(free, -excess_bytes(self._settings))
        if length > room:
            raise UnwantedError(
                f"there is no room for it: {max(0, room) / 1e9:.1f} GB are left for the station "
                "(WEBTV_HOME_GB, and the disk)",
                507,
            )


def _both(
    admit: Callable[[Mapping[str, str]], None], check: Callable[[], None]
) -> Callable[[Mapping[str, str]], None]:
    def admitted(fields: Mapping[str, str]) -> None:
        admit(fields)
        check()

    return admitted


async def _feed(form: FilmForm, body: AsyncIterator[bytes]) -> None:
    """Give a form its body, in pieces that are worth a thread."""
    batch = bytearray()
    async for chunk in body:
        batch += chunk
        if len(batch) >= _BATCH_BYTES:
            data = bytes(batch)
            batch.clear()
            await in_thread(partial(form.feed, data), name="upload")
    await in_thread(partial(form.feed, bytes(batch)), name="upload")


def _put(draft: Path, folder: Path, name: str) -> Path:
    """Give a whole film its name; nothing that is there is replaced. Raises `OSError`."""
    while True:
        path = free_name(folder, name)
        try:
            os.link(draft, path, follow_symlinks=False)
        except FileExistsError:
            continue  # it came between
        except PermissionError:
            draft.rename(path)  # a file system without links
        else:
            draft.unlink()
        sync_folder(folder)
        return path
