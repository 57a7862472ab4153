"""A console in this process, and people who ask it for things."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlencode

import httpx
from argon2 import PasswordHasher
from fastapi import FastAPI

from tests.ports import free_port
from webtv.config.settings import Settings
from webtv.console.accounts.passwords import Passwords
from webtv.console.accounts.roles import ROLES
from webtv.console.app import console_app, guarded
from webtv.console.office import Office

HERE = "http://localhost:8081"
PUBLIC = "https://console.example.org"
PASSWORD = "correct horse battery"
"""Of everybody."""

CHANNEL = """\
title: Sea
theme: Waves on the shore, from the first light to the last.
destinations:
  - {id: friend, url: "rtmp://192.0.2.7/app", key: "${FRIEND_STREAM_KEY}"}
"""


class Desk:
    """A console without a port, with one account for each role, named as the role."""

    def __init__(self, home: Path, **settings: Any) -> None:
        (home / "channels").mkdir()
        (home / "channels" / "sea.yaml").write_text(CHANNEL)
        self.settings = Settings(
            _env_file=None,
            home=home / "var",
            channels_dir=home / "channels",
            playlists_dir=home / "playlists",
            control_port=free_port(),
            console_url=PUBLIC,
            **settings,
        )
        # Passwords that cost nothing to check: that they are dear is the library's affair.
        passwords = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        self.office = Office(self.settings, passwords)
        self.inner: FastAPI = console_app(self.settings, self.office)
        self.app = guarded(self.inner, self.settings)
        self.look()

    def look(self) -> None:
        """Read the station's files, as the console does each second."""
        self.inner.state.board.lineup.read()
        self.inner.state.board.refresh()

    def people(self) -> None:
        """Make one account for each role."""
        for role in ROLES:
            self.office.users.add(role, PASSWORD, role)

    def visitor(self, name: str = "", *, at: str = HERE, address: str = "127.0.0.1") -> Visitor:
        """Somebody at a browser; with a `name`, logged in."""
        visitor = Visitor(self, at, address)
        if name:
            cookie = "__Host-webtv" if at.startswith("https") else "webtv-console"
            token = self.office.sessions.begin(name, address=address, agent="test")
            visitor.http.cookies.set(cookie, token)
        return visitor


class Visitor:
    """Sends what a browser sends: its origin, and the token of the form."""

    def __init__(self, desk: Desk, at: str, address: str) -> None:
        self.desk = desk
        self.at = at
        transport = httpx.ASGITransport(app=desk.app, client=(address, 40000))
        self.http = httpx.AsyncClient(
            transport=transport, base_url=at, headers={"accept": "text/html"}
        )

    async def __aenter__(self) -> Visitor:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.http.aclose()

    @property
    def session(self) -> str:
        """What the browser shows."""
        return next((c.value or "" for c in self.http.cookies.jar), "")

    @property
    def csrf(self) -> str:
        """The token of this session's forms."""
        session = self.desk.office.sessions.find(self.session, touch=False)
        return session.csrf if session else ""

    async def get(self, path: str, **headers: str) -> httpx.Response:
        return await self.http.get(path, headers=headers)

    async def post(
        self, path: str, fields: Mapping[str, str] | None = None, **headers: str
    ) -> httpx.Response:
        """Send a form as a page of the console does; headers replace what a browser would say."""
        form = {"csrf": self.csrf, **(fields or {})}
        said = {"origin": self.at, "sec-fetch-site": "same-origin", **headers}
        said = {name.replace("_", "-"): value for name, value in said.items() if value}
        return await self.http.post(
            path,
            content=urlencode(form),
            headers={"content-type": "application/x-www-form-urlencoded", **said},
        )

    async def log_in(
        self, name: str, password: str = PASSWORD, code: str = "", **headers: str
    ) -> httpx.Response:
        fields = {"name": name, "password": password, "code": code}
        return await self.post("/console/login", fields, **headers)
