"""Results of Spaces are fetched within limits, wherever they are; a part never stays."""

from __future__ import annotations

import base64
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.slack import slack
from webtv.config.contracts import load_contracts
from webtv.errors import UnavailableError
from webtv.generators import download
from webtv.generators.connection import Site
from webtv.generators.download import DEADLINE_S, Download

CONTRACT = load_contracts()["zeroscope-v2"]
BODY = b"\x00\x00\x00\x18ftypisom" + bytes(10_000)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        name = urlsplit(self.path).path.removeprefix("/file=").rpartition("/")[2]
        if name == "moved.mp4":
            self.send_response(302)
            self.send_header("Location", "/clip.mp4")
            self.end_headers()
            return
        if name not in ("a%20b.mp4", "clip.mp4", "lies.mp4", "slow.mp4"):
            self.send_error(404)
            return
        self.send_response(200)
        if name == "lies.mp4":
            self.send_header("Content-Length", str(len(BODY) * 2))
        elif name != "slow.mp4":
            self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        try:
            if name == "slow.mp4":
                for _ in range(400):  # 20 s, if nobody breaks off
                    self.wfile.write(BODY[:100])
                    self.wfile.flush()
                    time.sleep(0.05)
            else:
                self.wfile.write(BODY)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_address[1]}"
    httpd.shutdown()
    thread.join(timeout=10)
    httpd.server_close()


def fetch(place: str, target: Path, *, home: str, deadline_s: float = DEADLINE_S) -> None:
    site = Site(home, {}, peer=urlsplit(home).hostname)
    one = Download(CONTRACT, target, site=site, deadline_s=deadline_s, backend="b")
    one.fetch(place, files=f"{home}/file=", headers={}, cookies={})


@pytest.mark.parametrize(
    "place",
    [
        "/tmp/a b.mp4",
        "{home}/clip.mp4?token=SECRET",
        "{home}/moved.mp4",
        f"data:video/mp4;base64,{base64.b64encode(BODY).decode()}",
    ],
)
def test_a_result_is_fetched_wherever_it_is(server: str, tmp_path: Path, place: str) -> None:
    target = tmp_path / "work" / "shot"
    fetch(place.replace("{home}", server), target, home=server)
    assert list(target.parent.iterdir()) == [target]
    assert target.read_bytes() == BODY


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize(
    ("name", "most", "deadline_s", "reason"),
    [
        ("gone.mp4", None, 10, "HTTP 404"),
        ("clip.mp4", 5000, 10, "more than 0 MB"),
        ("slow.mp4", 500, 10, "more than 0 MB"),
        ("slow.mp4", None, 0.4, "too slow"),
    ],
)
def test_downloads_that_fail_leave_nothing(
    server: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    own: bool,
    name: str,
    most: int | None,
    deadline_s: float,
    reason: str,
) -> None:
    if most is not None:
        monkeypatch.setattr(download, "MAX_BYTES", most)
    began = time.monotonic()
    place = f"/{name}" if own else f"{server}/{name}?key=SECRET"
    with pytest.raises(UnavailableError, match=f"cannot be fetched: {reason}") as caught:
        fetch(place, tmp_path / "shot", home=server, deadline_s=deadline_s)
    assert time.monotonic() - began < 10 * slack()
    assert "SECRET" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_an_answer_that_breaks_off_leaves_nothing(server: str, tmp_path: Path) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        fetch("/lies.mp4", tmp_path / "shot", home=server)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("data:video/mp4,plain", "not base64"),
        ("data:video/mp4;base64,@@@", "cannot be decoded"),
        ("data:video/mp4;base64,aGVsbG8=", "no media"),
    ],
)
def test_data_that_cannot_be_used(server: str, tmp_path: Path, place: str, reason: str) -> None:
    with pytest.raises(UnavailableError, match=reason):
        fetch(place, tmp_path / "shot", home=server)
    assert list(tmp_path.iterdir()) == []
