"""The console's accounts and audit of one moment, while the console writes in both."""

from __future__ import annotations

import fcntl
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from webtv.backup.database import check_database, copy_database, tables
from webtv.errors import ArchiveError
from webtv.files import open_regular

ACCOUNTS, AUDIT = "console/accounts.db", "console/audit.jsonl"
"""Files of HOME. The last hash of the audit stands in the accounts, so they go together."""

_PASSING = ("sessions", "first_run", "invitations", "attempts")
"""What nobody shall have again: who was logged in, links to an account, counts of guesses."""


def copy_accounts(home: Path, folder: Path, *, keys: bool) -> list[tuple[str, Path]]:
    """Copy both files into `folder`. Gives their names in HOME and the copies; none without any.

    Without `keys` there are no digests of passwords and no secrets of second factors in it: people
    keep their names, roles and passkeys, and are given another password. Raises `ArchiveError`.
    """
    source, accounts, audit = home / ACCOUNTS, folder / "accounts.db", folder / "audit.jsonl"
    if not source.is_file():
        return []
    found = [(ACCOUNTS, accounts)]
    try:
        with _still(home / AUDIT):
            copy_database(source, accounts, lambda copy: _strip(copy, keys=keys))
            with suppress(FileNotFoundError), open_regular(home / AUDIT) as file:
                with audit.open("wb") as copy:
                    shutil.copyfileobj(file, copy)
                found.append((AUDIT, audit))
    except sqlite3.Error as error:
        raise ArchiveError(f"{source}: the accounts cannot be read ({error})") from None
    for _, path in found:
        path.chmod(0o600)
    return found


def check_accounts(file: Path) -> None:
    """Raise `ArchiveError` for a file that is no whole one, or does more than hold rows."""
    try:
        check_database(file)
    except sqlite3.Error as error:
        raise ArchiveError(f"the console's accounts in it are damaged ({error})") from None


@contextmanager
def _still(audit: Path) -> Iterator[None]:
    """Keep all who write into the audit waiting; they hold its lock for each line."""
    with ExitStack() as held:
        with suppress(FileNotFoundError):
            fcntl.flock(held.enter_context(open_regular(audit)), fcntl.LOCK_SH)
        yield


def _strip(copy: sqlite3.Connection, *, keys: bool) -> None:
    for table in tables(copy).intersection(_PASSING):
        copy.execute(f"DELETE FROM {table}")
    if not keys:
        copy.execute("UPDATE users SET password = '', totp = '', totp_step = 0")
