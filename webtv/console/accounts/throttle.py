"""Slows down people who guess passwords: by account, by network, and by both together.

An attempt is counted before the password is looked at, so that many at once are counted too. What
somebody else does from elsewhere never keeps a person out who has logged in from here before.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from webtv.console.accounts.database import Database

_FORGOTTEN_S = 24 * 3600.0
"""Attempts are forgotten so long after the last one."""


@dataclass(frozen=True, slots=True)
class _Limit:
    free: int
    first_s: float
    longest_s: float

    def wait_s(self, count: int) -> float:
        """Seconds that are waited after so many attempts that went wrong."""
        over = count - self.free
        return 0.0 if over < 0 else min(self.longest_s, self.first_s * 2.0 ** min(over, 30))


_HERE = _Limit(free=5, first_s=2, longest_s=900)
"""One account from one network."""
_NETWORK = _Limit(free=20, first_s=5, longest_s=900)
_ACCOUNT = _Limit(free=50, first_s=2, longest_s=60)
"""One account from everywhere. Its person may come from a new place, and waits a minute at most."""


class Throttle:
    """Counts attempts to log in."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def begin(self, account: str, network: str) -> float:
        """Count an attempt. Returns 0.0 if it may be made, else the seconds to wait first."""
        now = self._clock()
        with self._database.read() as db:  # a crowd that has to wait writes nothing
            wait_s, _ = self._wait(db, account, network, now)
        if wait_s > 0:
            return wait_s
        with self._database.write() as db:
            db.execute("DELETE FROM attempts WHERE last < ?", (now - _FORGOTTEN_S,))
            wait_s, counts = self._wait(db, account, network, now)
            if wait_s > 0:
                return wait_s
            for key, (limit, count) in counts.items():
                until = now + limit.wait_s(count + 1)
                db.execute(
                    "INSERT OR REPLACE INTO attempts VALUES (?, ?, ?, ?)",
                    (key, count + 1, now, until),
                )
        return 0.0

    def succeeded(self, account: str, network: str) -> None:
        """Forget the attempts that led here: the password was right."""
        with self._database.write() as db:
            db.execute("DELETE FROM attempts WHERE key = ?", (f"here {account} {network}",))
            # Else one account of an attacker would keep the count of the network at nothing.
            db.execute(
                "UPDATE attempts SET count = max(0, count - 1), until = 0 WHERE key = ?",
                (f"network {network}",),
            )
            db.execute(
                "INSERT OR IGNORE INTO places SELECT name, ? FROM users WHERE name = ?",
                (network, account),
            )

    def _wait(
        self, db: sqlite3.Connection, account: str, network: str, now: float
    ) -> tuple[float, dict[str, tuple[_Limit, int]]]:
        """The seconds to wait, and the attempts so far under each limit that counts."""
        limits = {f"here {account} {network}": _HERE, f"network {network}": _NETWORK}
        if not self._is_known(db, account, network):
            limits[f"account {account}"] = _ACCOUNT
        wait_s, counts = 0.0, {}
        for key, limit in limits.items():
            count, until = self._row(db, key)
            # A clock that was set back keeps nobody out for longer than a limit is long.
            wait_s = max(wait_s, min(until - now, limit.longest_s))
            counts[key] = (limit, count)
        return wait_s, counts

    def _is_known(self, db: sqlite3.Connection, account: str, network: str) -> bool:
        found = db.execute(
            "SELECT 1 FROM places WHERE user = ? AND network = ?", (account, network)
        )
        return found.fetchone() is not None

    def _row(self, db: sqlite3.Connection, key: str) -> tuple[int, float]:
        row = db.execute("SELECT count, until FROM attempts WHERE key = ?", (key,)).fetchone()
        return (row["count"], row["until"]) if row else (0, 0.0)


def network_of(address: str) -> str:
    """The network that an address belongs to: an IPv4 address, or the /64 of an IPv6 address."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped:
            return str(ip.ipv4_mapped)
        return str(ip_network((ip, 64), strict=False))
    return str(ip)
