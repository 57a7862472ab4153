"""A real Postgres server for tests, where its programs are at hand."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest


def empty(server: str) -> str:
    """The server's database without anything in it."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return server


@contextmanager
def running_postgres() -> Iterator[str]:
    """The URL of a Postgres server of our own, reached through a socket in a folder."""
    programs = _programs()
    if programs is None:
        pytest.skip("no Postgres server is installed")
    user = _user()
    # Not below pytest's own folder, which is closed to the user that Postgres wants to be.
    with tempfile.TemporaryDirectory(prefix="webtv-postgres-") as name:
        folder = Path(name)
        if user:
            shutil.chown(folder, user)
        _run([programs / "initdb", "-D", folder / "data", "-U", "webtv", "-A", "trust", "-N"], user)
        server = subprocess.Popen(
            [
                programs / "postgres",
                "-D",
                folder / "data",
                "-k",
                folder,
                "-h",
                "",
                "-F",
                "-c",
                "synchronous_commit=off",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=user,
        )
        try:
            _run([programs / "pg_isready", "-h", folder, "-t", "20", "-U", "webtv"], user, tries=50)
            yield f"postgresql://webtv@/postgres?host={folder}"
        finally:
            server.send_signal(signal.SIGQUIT)  # at once: nothing of it is needed any more
            server.wait(20)


def _programs() -> Path | None:
    """The folder of Postgres's programs: on the PATH, or where Debian keeps them."""
    found = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version)
    if found is not None:
        folders.append(Path(found).resolve().parent)
    whole = [f for f in folders if all((f / p).exists() for p in ("initdb", "postgres"))]
    return whole[-1] if whole else None


def _version(folder: Path) -> float:
    match = re.match(r"[0-9.]+", folder.parent.name)
    return float(match[0]) if match else 0.0


def _user() -> str | None:
    """Postgres does not run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    pytest.skip("Postgres does not run as root, and there is no other user")


def _run(command: list[str | Path], user: str | None, *, tries: int = 1) -> None:
    for left in reversed(range(tries)):
        done = subprocess.run(command, user=user, capture_output=True, timeout=60, check=False)
        if done.returncode == 0:
            return
        if left == 0:
            raise RuntimeError(f"{command[0]}: {done.stderr.decode()}")
