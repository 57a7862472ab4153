"""One production per home: two would plan over each other."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from webtv.errors import ConfigError

_LOCK = "production.lock"


@contextmanager
def production_lock(home: Path) -> Iterator[None]:
    """Hold `<home>/production.lock`; `ConfigError` if another production holds it.

    The lock belongs to the open file, so it goes with the process however that ends.
    """
    home.mkdir(parents=True, exist_ok=True)
    with (home / _LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ConfigError(
                f"another `webtv produce` works in {home}; stop it, or give this one "
                "a WEBTV_HOME of its own"
            ) from None
        yield


def production_runs(home: Path) -> bool:
    """Whether a production works in `home`, as `production_lock` says."""
    with suppress(OSError), (home / _LOCK).open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
