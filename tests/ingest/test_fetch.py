from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from webtv.errors import MediaError
from webtv.ingest.fetch import fetch

BODY = b"0123456789" * 1000


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path.startswith("/moved"):
            self.send_response(302)
            self.send_header("Location", "/clip.mp4")
            self.end_headers()
            return
        if self.path.startswith("/gone"):
            self.send_error(404)
            return
        self.send_response(200)
        if self.path.startswith("/lies"):
            self.send_header("Content-Length", str(len(BODY) * 2))
        elif not self.path.startswith("/slow"):
            self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        try:
            if self.path.startswith("/slow"):
                for _ in range(100):
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


def test_a_local_file_is_copied(tmp_path: Path) -> None:
    source = tmp_path / "Result's.MP4"
    source.write_bytes(BODY)
    got = fetch(source, tmp_path / "work", name="shot-1")
    assert got == tmp_path / "work" / "shot-1.mp4"
    assert got.read_bytes() == BODY
    assert source.exists()


@pytest.mark.parametrize("path", ["/clip.mp4?token=SECRET", "/moved.mp4"])
def test_an_address_is_downloaded(server: str, tmp_path: Path, path: str) -> None:
    got = fetch(server + path, tmp_path, name="shot-1")
    assert got.name == "shot-1.mp4"
    assert got.read_bytes() == BODY


@pytest.mark.parametrize(
    ("path", "limits", "reason"),
    [
        ("/gone.mp4", {}, r"/gone\.mp4 answered HTTP 404"),
        ("/clip.mp4", {"max_bytes": 5000}, r"is larger than 0 MB"),
        ("/slow.mp4", {"max_bytes": 500}, r"is larger than 0 MB"),
        ("/slow.mp4", {"deadline_s": 0.4}, r"took longer than 0 s"),
        ("/lies.mp4", {}, r"cannot be downloaded"),
    ],
)
def test_downloads_that_fail_leave_nothing(
    server: str, tmp_path: Path, path: str, limits: dict[str, float], reason: str
) -> None:
    with pytest.raises(MediaError, match=reason) as caught:
        fetch(f"{server}{path}?key=SECRET", tmp_path, name="shot", **limits)  # type: ignore[arg-type]
    assert "SECRET" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_nobody_there(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="cannot be downloaded"):
        fetch("http://127.0.0.1:9/clip.mp4", tmp_path, name="shot")


def test_local_files_that_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="cannot be read: No such file"):
        fetch(tmp_path / "missing.mp4", tmp_path / "work", name="shot")
    large = tmp_path / "large.mp4"
    large.write_bytes(BODY)
    with pytest.raises(MediaError, match="larger than"):
        fetch(large, tmp_path / "work", name="shot", max_bytes=100)
    assert list((tmp_path / "work").iterdir()) == []
