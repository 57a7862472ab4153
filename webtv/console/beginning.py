"""The beginning of a console: its place in the station, its address, the first account."""

from __future__ import annotations

from webtv.config.settings import Settings


def runs_console(settings: Settings) -> bool:
    """Tell whether the console is a part of the station: as set, else once it has an account."""
    return settings.console == "on" or (settings.console == "auto" and has_account(settings))


def has_account(settings: Settings) -> bool:
    """Tell whether there is an account. Looking makes no file."""
    if not settings.accounts_file.exists():
        return False
    from webtv.console.office import Office  # a station without a console never loads it

    return not Office(settings).first_run.needed


def first_run_link(settings: Settings) -> str:
    """The address at which the first account is made, from this machine alone; empty where there is
    an account. The link works once, for an hour, and makes the one before void.
    """
    from webtv.console.office import Office  # a station without a console never loads it
    from webtv.console.site import local_address

    office = Office(settings)
    if not office.first_run.needed:
        return ""
    return f"{local_address(settings)}/console/first-run?token={office.first_run.token()}"


def console_address(settings: Settings) -> str:
    """Where people find the console."""
    from webtv.console.site import own_address

    return f"{own_address(settings)}/console"
