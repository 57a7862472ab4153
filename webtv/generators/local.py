"""Where the station's own local Spaces are, and the key to them."""

from __future__ import annotations

from datetime import UTC, datetime

import structlog

from webtv.config.settings import Settings
from webtv.model.status import SpacesStatus
from webtv.store.secret import read_secret
from webtv.store.status import read_spaces, write_spaces

START_MODELS = "`webtv spaces --engine models`, or Docker Compose's `--profile gpu`"
"""What has the local Spaces film with models."""


def local_key(settings: Settings) -> str:
    """The key of the local Spaces: the setting, else the secret that the station made.

    Raises `ConfigError` if the secret cannot be read.
    """
    if settings.spaces_key is not None:
        return settings.spaces_key.get_secret_value()
    return read_secret(settings.spaces_secret_file)


def tell_of_spaces(settings: Settings, *, models: bool) -> None:
    """Tell production where this service of the local Spaces is, and whether it has `models`.

    Raises `OSError` if it cannot be written.
    """
    now = datetime.now(UTC)
    told = SpacesStatus(written_at=now, url=settings.local_spaces_url, models=models)
    write_spaces(settings.status_dir, told)


def local_spaces(settings: Settings) -> SpacesStatus | None:
    """The local Spaces that production asks, as they tell; None if none does, or where
    WEBTV_SPACES_URL says which it asks.
    """
    if settings.spaces_url is not None:
        return None
    return read_spaces(settings.status_dir, now=datetime.now(UTC))


class LocalSpaces:
    """Tells where the local Spaces are now: models, while there are any, before the paper theatre.

    While none tell of themselves, they are where they were, at first on this machine.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._url = settings.local_spaces_url
        self._models = False

    def url(self) -> str:
        """Base URL; each app is at `/<contract id>` below it. A change is logged."""
        found = local_spaces(self._settings)
        if found is not None and (found.url, found.models) != (self._url, self._models):
            log = structlog.stdlib.get_logger().bind(address=found.url)
            if found.models:
                log.info("models film for channels")
            elif self._models:
                log.warning("the paper theatre films, since models are away", lost=self._url)
            self._url, self._models = found.url, found.models
        return self._url
