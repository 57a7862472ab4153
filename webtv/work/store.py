"""The folder of artifacts: finished files named by their content, `<2 hex>/<sha256><suffix>`."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import time
from collections.abc import Collection, Iterable
from pathlib import Path

from webtv.files import draft_of, sync_folder
from webtv.work.call import Artifact

_NAME = re.compile(r"^[0-9a-f]{64}(\.[a-z0-9]{1,8})?\Z")
_SUFFIX = re.compile(r"^\.[a-z0-9]{1,8}\Z")


class ArtifactStore:
    """Artifacts on disk. What is in it is never written to again. Raises `OSError`.

    A file that is not known is swept when it is more than `swept_after_s` seconds old.
    """

    def __init__(self, folder: Path, *, swept_after_s: float = 0.0) -> None:
        self.folder = folder
        self._swept_after_s = swept_after_s

    def measure(self, file: Path) -> Artifact:
        """Measure `file` as the artifact it will be; its bytes are on disk when this returns."""
        with file.open("rb") as opened:
            sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
            os.fsync(opened.fileno())
            size_bytes = os.fstat(opened.fileno()).st_size
        suffix = file.suffix.lower()
        name = sha256 + (suffix if _SUFFIX.match(suffix) else "")
        return Artifact(self.path(name), sha256, size_bytes)

    def path(self, name: str) -> Path:
        """The path of the artifact of that name, whether it is there or not."""
        return self.folder / name[:2] / name

    def holds(self, name: str, size_bytes: int) -> bool:
        """Tell whether the artifact is there, as long as it was."""
        try:
            return self.path(name).stat().st_size == size_bytes
        except OSError:
            return False

    def add(self, file: Path, artifact: Artifact) -> None:
        """Put a measured file into the store; `file` itself stays, for another try.

        Both names are one file where the file system has links; else the bytes are copied.
        """
        if self.holds(artifact.path.name, artifact.size_bytes):
            return
        artifact.path.parent.mkdir(parents=True, exist_ok=True)
        draft = draft_of(artifact.path)
        try:
            try:
                draft.hardlink_to(file)
            except OSError:
                shutil.copyfile(file, draft)
                with draft.open("rb") as copied:
                    os.fsync(copied.fileno())
            draft.replace(artifact.path)
        finally:
            draft.unlink(missing_ok=True)
        sync_folder(artifact.path.parent)
        sync_folder(self.folder)

    def remove(self, names: Iterable[str]) -> None:
        """Delete artifacts, and folders that are empty then."""
        for name in names:
            path = self.path(name)
            path.unlink(missing_ok=True)
            _remove_if_empty(path.parent)

    def sweep(self, known: Collection[str]) -> int:
        """Delete what is none of the `known` names, drafts too; gives how many files that were."""
        swept = 0
        before = time.time() - self._swept_after_s
        for folder in self.folder.glob("[0-9a-f][0-9a-f]"):
            for path in folder.iterdir():
                draft = path.name.startswith(".") and path.suffix == ".tmp"
                stray = draft or (_NAME.match(path.name) and path.name not in known)
                if stray and (not self._swept_after_s or path.stat().st_mtime < before):
                    path.unlink(missing_ok=True)
                    swept += 1
            _remove_if_empty(folder)
        return swept


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return  # it holds other artifacts
