"""Whether this machine works alone or among others, by the settings."""

from __future__ import annotations

from webtv.config.settings import Settings
from webtv.errors import ConfigError
from webtv.machines.alone import Alone
from webtv.machines.right import Membership
from webtv.machines.value import PLAYOUT, PRODUCTION, Part


def membership(settings: Settings, part: Part) -> Membership:
    """The membership of one part of this machine. Raises `ConfigError` without a shared database.

    Who works alone loads no database library: playout has to be on air early.
    """
    if settings.machine is None:
        return Alone()
    url = settings.work_book_url
    if not url.startswith("postgres"):
        raise ConfigError(
            f"WEBTV_MACHINE: {settings.machine} shares its work with other machines, which needs "
            "WEBTV_DATABASE_URL, the same Postgres on each of them"
        )
    from webtv.machines.kept import Kept
    from webtv.machines.shared import Shared

    return Shared(
        url,
        part=part,
        machine=settings.machine,
        capacity=settings.machine_channels,
        rhythm=PLAYOUT if part == "playout" else PRODUCTION,
        rejoins=part == "playout",
        kept=Kept(settings.held_file) if part == "playout" else None,
    )
