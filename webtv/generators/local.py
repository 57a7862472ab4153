"""The key to the station's own local Spaces."""

from __future__ import annotations

from webtv.config.settings import Settings
from webtv.store.secret import read_secret


def local_key(settings: Settings) -> str:
    """The key of the local Spaces: the setting, else the secret that the station made.

    Raises `ConfigError` if the secret cannot be read.
    """
    if settings.spaces_key is not None:
        return settings.spaces_key.get_secret_value()
    return read_secret(settings.spaces_secret_file)
