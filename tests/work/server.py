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
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.slack import slack


def empty(server: str) -> str:
    """The server's database without anything in it."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return server


@dataclass
class Postgres:
    """A server of our own, reached through a socket in its folder."""

    folder: Path
    programs: Path
    user: str | None
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgresql://webtv@/postgres?host={self.folder}"

    def start(self) -> None:
        """Start it; it answers when this returns."""
        place: list[str | Path] = ["-D", self.folder / "data", "-k", self.folder, "-h", ""]
        self.process = subprocess.Popen(
            [self.programs / "postgres", *place, "-F", "-c", "synchronous_commit=off"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=self.user,
        )
        ready: list[str | Path] = [
            self.programs / "pg_isready",
            "-h",
            self.folder,
            "-t",
            "20",
            "-U",
            "webtv",
        ]
        _run(ready, self.user, tries=50)

    def stop(self) -> None:
        """End it at once, as if it had crashed."""
        if self.process is not None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(20)
            self.process = None


@contextmanager
def postgres_server() -> Iterator[Postgres]:
    """A server with an empty database, running; skips where there is none to be had."""
    programs = _programs()
    if programs is None:
        pytest.skip("no Postgres server is installed")
    user = _user()
    # Not below pytest's own folder, which is closed to the user that Postgres wants to be.
    with tempfile.TemporaryDirectory(prefix="webtv-postgres-") as name:
        server = Postgres(Path(name), programs, user)
        if user:
            shutil.chown(server.folder, user)
        data: list[str | Path] = ["-D", server.folder / "data", "-U", "webtv", "-A", "trust", "-N"]
        _run([programs / "initdb", *data], user)
        try:
            server.start()
            yield server
        finally:
            server.stop()


@contextmanager
def running_postgres() -> Iterator[str]:
    """The URL of a Postgres server of our own."""
    with postgres_server() as server:
        yield server.url


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
        done = subprocess.run(
            command, user=user, capture_output=True, timeout=60 * slack(), check=False
        )
        if done.returncode == 0:
            return
        if left == 0:
            raise RuntimeError(f"{command[0]}: {done.stderr.decode()}")
