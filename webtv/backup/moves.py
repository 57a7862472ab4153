"""Moves files and takes all of it back if one cannot be moved."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from webtv.files import draft_of


class Moves:
    """Files and folders that are moved together; `undo` takes each back, the last one first."""

    def __init__(self, undo: ExitStack) -> None:
        self._undo = undo

    def file(self, source: Path, target: Path) -> None:
        """Move a file, if it is there. Raises `OSError`."""
        if os.path.lexists(source):
            target.parent.mkdir(parents=True, exist_ok=True)
            # Before it: a signal may come between two lines, and nothing is undone twice.
            self._undo.callback(_quietly, _move, target, source)
            _move(source, target)

    def made(self, path: Path) -> None:
        """Take a file that was written away again, if all is undone."""
        self._undo.callback(_quietly, Path.unlink, path)

    def children(self, source: Path, target: Path) -> None:
        """Move all that lies in a folder. Raises `OSError`.

        The folder itself stays: it may be a mount, or a link to a larger disk.
        """
        if source.is_dir():
            target.mkdir(parents=True, exist_ok=True)
            for child in sorted(source.iterdir()):
                self.file(child, target / child.name)


@contextmanager
def moving() -> Iterator[Moves]:
    """Move files in a block. An error that ends it undoes all moves."""
    with ExitStack() as undo:
        yield Moves(undo)
        undo.pop_all()


def _quietly(step: Callable[..., None], *paths: Path) -> None:
    with suppress(OSError):
        step(*paths)


def _move(source: Path, target: Path) -> None:
    """Move a file or a folder to where nothing is, whole or not at all, to another disk too."""
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    try:
        source.rename(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
    else:
        return
    draft = draft_of(target)
    try:
        if source.is_dir() and not source.is_symlink():
            shutil.copytree(source, draft, symlinks=True)
        else:
            shutil.copy2(source, draft, follow_symlinks=False)
        draft.rename(target)
    except BaseException:
        _remove(draft)
        raise
    _remove(source)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
