"""A real HTTP server for HLS that can be told to misbehave."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path


class Site:
    """Serves what is in `files`; `live` adds a segment and the playlist that names it last."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.status = 200
        self.headers: dict[str, str] = {}
        self.asked: list[str] = []
        self.hung = threading.Event()
        self.port = 0
        self._numbers = count()
        self._names: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def live(self, folder: str, segment: Path, *, init: str = "") -> None:
        name = f"{next(self._numbers)}{segment.suffix}"
        self.files[f"/{folder}/{name}"] = segment.read_bytes()
        self._names.append(name)
        head = "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:4\n#EXT-X-MEDIA-SEQUENCE:0\n"
        head += f'#EXT-X-MAP:URI="{init}"\n' if init else ""
        listed = "".join(f"#EXTINF:4.0,\n{name}\n" for name in self._names)
        self.files[f"/{folder}/live.m3u8"] = (head + listed).encode()


@contextmanager
def serving(port: int = 0) -> Iterator[Site]:
    """Run a site until the block ends."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if site.hung.is_set():
                time.sleep(20)
                return
            site.asked.append(self.path)
            body = site.files.get(self.path)
            self.send_response(site.status if body is not None else 404)
            self.send_header("Content-Length", str(len(body or b"")))
            for name, value in site.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        site.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join(10)
