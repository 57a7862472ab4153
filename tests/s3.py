"""A real S3 server, and a place before it where the network and the server can fail."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from uuid import uuid4

import httpx

from tests.environments import python_of
from tests.jsonserver import JsonServer, Reply, Request
from webtv.config.settings import Settings
from webtv.objects.store import Keys, ObjectStore, connect

PLACE = Path(__file__).parent / "moto"

KEY = "SESAME-store-key"
"""The key's secret half: it must appear nowhere."""

_HOP = {"connection", "transfer-encoding", "date", "server", "host", "content-length"}


@contextmanager
def s3_server() -> Iterator[str]:
    """The address of an S3 server that is empty."""
    python = python_of("moto", PLACE / "pins.txt", python="3.11")
    with subprocess.Popen(
        [python, PLACE / "serve.py"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        try:
            port = int(process.stdout.readline())
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


@dataclass
class Faults:
    """What goes wrong between the station and its store."""

    delay_s: float = 0.0
    status: int = 0
    """Instead of an answer."""
    code: str = ""
    """S3's code for that, in the body."""
    cut: bool = False
    """Answers break off half way."""
    wrong: bool = False
    """Of every body, one byte is another."""
    away: bool = False
    """Connections are closed without a word."""


@dataclass
class Bucket(JsonServer):
    """One bucket of an S3 server, seen through its faults."""

    server: str
    name: str = field(default_factory=lambda: f"station-{uuid4().hex[:8]}")
    faults: Faults = field(default_factory=Faults)
    requests: list[tuple[str, str]] = field(default_factory=list)
    """Methods and paths, without queries. What is deleted in bulk is there one by one too."""
    protocol = "HTTP/1.1"

    def __enter__(self) -> Self:
        self._client = httpx.Client(base_url=self.server, timeout=60)
        return super().__enter__()

    def __exit__(self, *_: object) -> None:
        self.faults.away = True  # connections are kept alive
        super().__exit__()
        self._client.close()

    def make(self) -> None:
        assert self._client.put(f"/{self.name}").status_code == 200

    def reply(self, request: Request) -> Reply | None:
        self.requests.append((request.method, request.path.partition("?")[0]))
        self.requests += [("DELETE", f"/{self.name}/{key}") for key in _deleted(request)]
        faults = self.faults
        time.sleep(faults.delay_s)
        if faults.away:
            return None
        if faults.status:
            body = f"<Error><Code>{faults.code}</Code><Message>{KEY}</Message></Error>".encode()
            return faults.status, {"content-type": "application/xml"}, body
        headers = {n: v for n, v in request.headers.items() if n not in _HOP}
        try:
            answer = self._client.request(
                request.method, request.path, headers=headers, content=request.body
            )
        except httpx.TransportError:
            return None
        return answer.status_code, *self._spoilt(answer, request.method)

    def _spoilt(
        self, answer: httpx.Response, method: str
    ) -> tuple[Mapping[str, str], bytes | Iterator[bytes]]:
        headers = {n: v for n, v in answer.headers.items() if n not in _HOP}
        body = answer.content
        if method == "HEAD":
            return {**headers, "content-length": answer.headers.get("content-length", "0")}, b""
        if self.faults.wrong and method == "GET" and body:
            body = bytes([body[0] ^ 1]) + body[1:]
        if self.faults.cut and len(body) > 1:
            return {**headers, "content-length": str(len(body))}, iter([body[: len(body) // 2]])
        return headers, body

    def store(self, prefix: str = "one") -> ObjectStore:
        return connect(f"s3://{self.name}/{prefix}", Keys("SESAME-id", KEY, endpoint=self.url))

    def settings(self, home: Path, **more: object) -> Settings:
        """The settings of a machine that uses the bucket."""
        given = {
            "store": f"s3://{self.name}/one",
            "store_key_id": "SESAME-id",
            "store_key": KEY,
            "store_endpoint": self.url,
            **more,
        }
        return machine_settings(home, **given)


def _deleted(request: Request) -> list[str]:
    return (
        re.findall(r"<Key>(.+?)</Key>", request.body.decode("latin-1"))
        if "?delete" in request.path
        else []
    )


def machine_settings(home: Path, **more: object) -> Settings:
    """The settings of a machine that shares a store."""
    given = {
        "home": home,
        "channels_dir": home / "lineup",
        "playlists_dir": home / "playlists",
        "store": "file:///nowhere",
        **more,
    }
    return Settings(_env_file=None, **given)  # type: ignore[arg-type]
