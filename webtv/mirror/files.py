"""Keeps single files of production in the store: clips, named by their content, and assets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import structlog

from webtv.errors import DamagedError
from webtv.objects.store import Listed, ObjectStore


class Tree:
    """One folder of HOME and one of the store. `belongs` tells by its name what is mirrored.

    `digest` gives the SHA-256 that a name promises; empty if it promises none. `follows` says
    whether what is deleted here is deleted there.
    """

    def __init__(
        self,
        store: ObjectStore,
        folder: Path,
        prefix: str,
        *,
        belongs: Callable[[str], bool],
        digest: Callable[[str], str] = lambda _: "",
        follows: bool,
    ) -> None:
        self._store = store
        self._folder = folder
        self._prefix = prefix
        self._belongs = belongs
        self._digest = digest
        self._follows = follows
        self._there: dict[str, int] = {}
        self._stamps: dict[str, int] = {}
        self._here: set[str] = set()

    async def adopt(self) -> None:
        """Bring what is missing here. Raises `StoreError`, `OSError`.

        What is damaged there is left out, and said: it keeps production from nothing else.
        """
        there = await self._store.names(self._prefix)
        self._there = {name: listed.size for name, listed in self._known(there).items()}
        for name, size in list(self._there.items()):
            path = self._folder / name
            if not path.exists():
                try:
                    await self._store.download(
                        f"{self._prefix}/{name}", path, size=size, sha256=self._digest(name)
                    )
                except DamagedError as error:
                    structlog.get_logger().warning(
                        "file in the store is damaged", file=name, error=str(error)
                    )
                    del self._there[name]  # if it is made again here, it goes there again
                    continue
                self._stamps[name] = path.stat().st_mtime_ns

    async def turn(self) -> bool:
        """Put there what is new or has changed here; whether there was any.

        Raises `StoreError`, `OSError`.
        """
        changed, found = False, self._files()
        for name, (size, stamp) in found.items():
            known = self._stamps.get(name)
            if self._there.get(name) != size or (known is not None and known != stamp):
                try:
                    await self._store.upload(f"{self._prefix}/{name}", self._folder / name)
                except FileNotFoundError:
                    continue  # swept meanwhile
                self._there[name] = size
                changed = True
            self._stamps[name] = stamp
        if self._follows:
            for name in sorted(self._here - found.keys()):
                if name in self._there:
                    await self._store.remove([f"{self._prefix}/{name}"])
                    del self._there[name]
                self._stamps.pop(name, None)
                self._here.discard(name)
        self._here |= found.keys()
        return changed

    def _known(self, names: dict[str, Listed]) -> dict[str, Listed]:
        below = {name.removeprefix(f"{self._prefix}/"): listed for name, listed in names.items()}
        return {name: listed for name, listed in below.items() if self._belongs(name)}

    def _files(self) -> dict[str, tuple[int, int]]:
        found = {}
        for path in self._folder.glob("*/*"):
            name = path.relative_to(self._folder).as_posix()
            if self._belongs(name) and path.is_file() and not path.is_symlink():
                status = path.stat()
                found[name] = status.st_size, status.st_mtime_ns
        return found
