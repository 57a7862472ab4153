"""The id of a machine: random, made once, in `HOME/machine.id`."""

from __future__ import annotations

import secrets
from pathlib import Path

from webtv.errors import ConfigError
from webtv.files import read_regular, write_atomic

_DIGITS = 8


def machine_id(path: Path) -> str:
    """The id in `path`, eight hex digits, made on the first call. Raises `ConfigError`."""
    try:
        if not path.exists():
            write_atomic(path, f"{secrets.token_hex(_DIGITS // 2)}\n")
        found = read_regular(path, most_bytes=100).decode("ascii").strip()
        if len(found) != _DIGITS or not set(found) <= set("0123456789abcdef"):
            raise ValueError("it is no id")
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: {error}; delete it to have a new one") from None
    return found
