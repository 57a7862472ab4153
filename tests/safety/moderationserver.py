"""A small HTTP server that speaks OpenAI's moderation protocol."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

CATEGORIES = (
    "harassment",
    "harassment/threatening",
    "hate",
    "hate/threatening",
    "illicit",
    "illicit/violent",
    "self-harm",
    "self-harm/instructions",
    "self-harm/intent",
    "sexual",
    "sexual/minors",
    "violence",
    "violence/graphic",
)


class ModerationServer:
    """Flags every text with `bad` in it as violence; fails with `status` while that is set."""

    def __init__(self, bad: str = "gore") -> None:
        self.status = 200
        self.asked: list[list[str]] = []
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                request = json.loads(self.rfile.read(int(self.headers["content-length"])))
                owner.asked.append(request["input"])
                results = [_result(bad in text) for text in request["input"]]
                body = {"id": "modr-1", "model": request["model"], "results": results}
                refusal = {"error": {"message": "no", "type": "error", "code": "x"}}
                payload = json.dumps(body if owner.status == 200 else refusal).encode()
                self.send_response(owner.status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(payload)))
                self.end_headers()
                self.wfile.write(payload)

            def log_message(self, format: str, *args: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def __enter__(self) -> ModerationServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _result(flagged: bool) -> dict[str, object]:
    hits = {name: flagged and name == "violence" for name in CATEGORIES}
    return {
        "flagged": flagged,
        "categories": hits,
        "category_scores": {name: 0.9 if hit else 0.0 for name, hit in hits.items()},
        "category_applied_input_types": {name: ["text"] for name in CATEGORIES},
    }
