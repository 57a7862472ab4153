"""Secrets the station makes for itself: random, one file each, readable by its owner only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from webtv.errors import ConfigError
from webtv.files import read_regular

_BYTES = 32


def read_secret(path: Path) -> str:
    """The secret in `path`, made on the first call; two processes that ask at once agree.

    Raises `ConfigError` if the file is empty or cannot be read.
    """
    if not path.exists():
        _make(path)
    try:
        secret = read_regular(path, most_bytes=4096).decode("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot read {path}: {error}; delete it to have a new one") from None
    if not secret:
        raise ConfigError(f"{path} is empty; delete it to have a new one")
    return secret


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(_BYTES) + "\n")
    try:
        # A link fails where a rename would replace what another process has just made.
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
