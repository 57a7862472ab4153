"""Strangers at the door of the local Spaces: what they may not have, do or send."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio_client import Client

from tests.slack import slack
from webtv.spaces.callers import Callers
from webtv.spaces.routes import CALL_BYTES, UPLOAD_BYTES, foreign_path, is_open

KEY = "k" * 32


def join(server: Any, space: str, data: list[Any], **more: Any) -> httpx.Response:
    body = {"data": data, "fn_index": 1, "session_hash": "a", **more}
    return httpx.post(f"{server.url}/{space}/gradio_api/queue/join", json=body)


@pytest.mark.parametrize("meta", [{"meta": {"_type": "gradio.FileData"}}, {}], ids=["file", "bare"])
@pytest.mark.parametrize(
    "path", ["{home}/rtmp.secret", "{cache}/../../rtmp.secret", "/etc/passwd", "/proc/self/environ",
             "http://127.0.0.1:1/a.mp4", "https://example.org/a.mp4", "{link}"],
)  # fmt: skip
def test_a_call_names_no_file_that_was_not_uploaded(
    server: Any, path: str, meta: dict[str, Any]
) -> None:
    secret = server.home / "rtmp.secret"
    secret.write_text("SESAME")
    cache = server.home / "spaces" / "cache"
    link = cache / "link.mp4"
    link.unlink(missing_ok=True)
    link.symlink_to(secret)
    named = {"path": path.format(home=server.home, cache=cache, link=link), **meta}
    for deep in (named, {"video": named}, [[named]]):
        answer = join(server, "film", [deep, 1, 8])
        assert (answer.status_code, "SESAME" in answer.text) == (400, False)
    assert not any(
        b"SESAME" in p.read_bytes() for p in cache.rglob("*") if p != link and p.is_file()
    )


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Gradio itself has and does, without the guard before it."""
    code = """
import asyncio, json, sys
from pathlib import Path
import gradio as gr
from webtv.spaces.callers import Callers
from webtv.spaces.folder import Folder
from webtv.spaces.local_studio import LocalStudio
from webtv.spaces.site import build_site
from webtv.spaces.workers import Workers
import httpx
folder = Folder(Path(sys.argv[1]), limit_bytes=10**9); folder.create()
workers = Workers(1, writes=folder.made)
studio = LocalStudio(workers, folder, Path("none"))
site = build_site(studio, folder, calls=1, callers=Callers("k" * 32, ()))
async def main():
    inner = httpx.ASGITransport(site._app)
    async with httpx.AsyncClient(transport=inner, base_url="http://localhost") as http:
        body = {"data": [{"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}],
                "fn_index": 0, "session_hash": "a"}
        joined = await http.post("/film/gradio_api/queue/join", json=body)
        app = next(r.app for r in site._app.routes if getattr(r, "path", "") == "/film")
        return joined.status_code, app.get_blocks().has_launched
status, launched = asyncio.run(main())
with gr.Blocks() as blocks:
    gr.Video()
def walk(routes):
    for route in routes:
        yield route
        yield from walk(getattr(getattr(route, "original_router", None), "routes", ()))
routes = walk(gr.routes.App.create_app(blocks).routes)
print(json.dumps({"status": status, "launched": launched,
    "routes": [[m, r.path] for r in routes for m in getattr(r, "methods", None) or ()]}))
"""
    folder = tmp_path_factory.mktemp("inner")
    environ = {**os.environ, "GRADIO_TEMP_DIR": str(folder / "cache")}
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        env=environ,
        capture_output=True,
        timeout=120 * slack(),
    )
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_gradio_itself_checks_paths_too(inside: dict[str, Any]) -> None:
    """An app that was mounted was never launched, and only a launched one checks."""
    assert inside["status"] == 200
    assert inside["launched"]


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:7860", "", "127.0.0.1.evil.example"]
)
def test_another_name_for_this_machine_is_not_answered(server: Any, host: str) -> None:
    for path in ("/healthz", "/film/", "/film/config"):
        answer = httpx.get(f"{server.url}{path}", headers={"host": host})
        assert answer.status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://[evil"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"},
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"},
        {"x-forwarded-for": "203.0.113.5"},
    ],
    ids=str,
)
def test_pages_of_others_and_proxies_need_the_key(server: Any, headers: dict[str, str]) -> None:
    url = f"{server.url}/film/config"
    assert httpx.get(url, headers=headers).status_code == 401
    key = (server.home / "spaces.secret").read_text().strip()
    for name in ("authorization", "x-hf-authorization"):
        assert httpx.get(url, headers={**headers, name: f"Bearer {key}"}).status_code == 200
    assert httpx.get(url, headers={**headers, "authorization": "Bearer no"}).status_code == 401


def test_a_person_opens_the_page_and_calls_from_it(server: Any) -> None:
    own = {"sec-fetch-site": "same-origin", "origin": server.url}
    assert httpx.get(f"{server.url}/film/", headers={"sec-fetch-site": "none"}).status_code == 200
    assert httpx.get(f"{server.url}/film/config", headers=own).status_code == 200


@pytest.mark.skipif(
    sys.platform != "linux" or os.getuid() != 0, reason="only root can become somebody else"
)
def test_another_user_of_the_machine_needs_the_key(server: Any) -> None:
    # Only what is imported before: the other user may not even read this Python.
    code = f"""
import os, socket
peer = socket.create_connection(("127.0.0.1", {httpx.URL(server.url).port}))
peer.close()
os.setuid(65534)
peer = socket.create_connection(("127.0.0.1", {httpx.URL(server.url).port}))
peer.sendall(b"GET /film/config HTTP/1.0\\r\\nhost: localhost\\r\\n\\r\\n")
print(peer.recv(12)[9:].decode())
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=30 * slack()
    )
    assert (done.stdout.strip(), done.returncode) == ("401", 0), done.stderr


def test_another_machine_needs_the_key() -> None:
    callers = Callers(KEY, ["spaces"])
    away = ("192.0.2.7", 40000)
    for host in ("spaces:7860", "192.0.2.1:7860"):
        assert callers.is_known_host({"host": host})
        assert not callers.may_call({"host": host}, away, server_port=7860)
        told = {"host": host, "x-hf-authorization": f"Bearer {KEY}"}
        assert callers.may_call(told, away, server_port=7860)


def test_only_the_routes_of_page_and_client_are_open(inside: dict[str, Any]) -> None:
    """Every route of the installed Gradio: those that are open are those that are meant to be."""
    found = {(method, path) for method, path in inside["routes"]}
    assert len(found) > 80
    filled = {(m, p.replace("{path_or_url:path}", "/tmp/a").replace("{path:path}", "a.js")
               .replace("{session_hash}", "abc")) for m, p in found}  # fmt: skip
    opened = {path.rstrip("/") for method, path in filled if is_open(method, path)}
    api = "/gradio_api"
    assert opened == {
        "", "/config", "/theme.css", "/favicon.ico", "/manifest.json", "/robots.txt",
        "/static/a.js", "/assets/a.js", "/svelte/a.js",
        f"{api}/info", f"{api}/app_id", f"{api}/startup-events", f"{api}/theme.css",
        f"{api}/queue/status", f"{api}/queue/data", f"{api}/upload_progress",
        f"{api}/heartbeat/abc", f"{api}/file=/tmp/a",
        f"{api}/queue/join", f"{api}/upload", f"{api}/cancel", f"{api}/reset",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/gradio_api/proxy=http://127.0.0.1:1/"),
        ("GET", "/gradio_api/file=http://127.0.0.1:1/"),
        ("GET", "/gradio_api/file=HTTPS://example.org/"),
        ("GET", "/gradio_api/file/etc/passwd"),
        ("GET", "/monitoring/summary"),
        ("GET", "/gradio_api/custom_component/1/client/component/index.js"),
        ("GET", "/gradio_api/stream/a/b/1/playlist.m3u8"),
        ("POST", "/gradio_api/run/predict"),
        ("POST", "/gradio_api/api/predict"),
        ("POST", "/gradio_api/call/v2/run"),
        ("POST", "/gradio_api/process_recording"),
        ("POST", "/gradio_api/component_server"),
        ("POST", "/gradio_api/vibe-edit"),
        ("POST", "/login"),
        ("PUT", "/config"),
        ("OPTIONS", "/config"),
    ],
)
def test_all_other_routes_are_closed(server: Any, method: str, path: str) -> None:
    answer = httpx.request(method, f"{server.url}/film{path}", json={})
    assert answer.status_code == 404


@pytest.mark.parametrize("file", ["{home}/rtmp.secret", "/etc/passwd", "{made}/../../rtmp.secret"])
def test_only_results_and_uploads_are_served(server: Any, file: str) -> None:
    (server.home / "rtmp.secret").write_text("SESAME")
    path = file.format(home=server.home, made=server.home / "spaces" / "made")
    answer = httpx.get(f"{server.url}/film/gradio_api/file={path}")
    assert answer.status_code in (403, 404)
    assert "SESAME" not in answer.text


def test_bodies_have_limits(server: Any) -> None:
    room = httpx.post(f"{server.url}/film/gradio_api/queue/join", content=b"[" * CALL_BYTES)
    assert room.status_code == 400
    for url, limit in (("queue/join", CALL_BYTES), ("upload", UPLOAD_BYTES)):
        said = {"content-length": str(limit + 1)}
        with socket.create_connection(("127.0.0.1", httpx.URL(server.url).port), 10) as peer:
            head = f"POST /film/gradio_api/{url} HTTP/1.1\r\nhost: localhost\r\n"
            peer.sendall(f"{head}content-length: {said['content-length']}\r\n\r\n".encode())
            assert peer.recv(100).startswith(b"HTTP/1.1 413")

    def chunks() -> Any:
        for _ in range(CALL_BYTES // 50_000 + 1):
            yield b" " * 50_000

    url = f"{server.url}/film/gradio_api/queue/join"
    assert httpx.post(url, content=chunks()).status_code == 413


def test_connections_that_ask_for_nothing_keep_no_caller_out(server: Any) -> None:
    door = ("127.0.0.1", httpx.URL(server.url).port)
    with ExitStack() as silent:
        for _ in range(300):
            silent.enter_context(socket.create_connection(door, 10))
        assert httpx.get(f"{server.url}/healthz", timeout=10).status_code == 200


def test_a_playlist_is_no_film(server: Any, tmp_path: Path) -> None:
    secret = server.home / "other.ts"
    secret.write_bytes(b"SESAME")
    lure = tmp_path / "lure.mp4"
    lure.write_text(f"#EXTM3U\n#EXTINF:1,\n{secret}\n#EXT-X-ENDLIST\n")
    client: Client = server.connect("film")
    from gradio_client import handle_file
    from gradio_client.exceptions import AppError

    with pytest.raises(AppError, match="unusable input"):
        client.predict(handle_file(lure), 2, 24, fn_index=1)


def test_paths_are_found_however_they_are_wrapped(tmp_path: Path) -> None:
    inside = str(tmp_path / "a" / "b.mp4")
    assert foreign_path(json.dumps({"data": [{"path": inside}]}).encode(), tmp_path) is None
    (tmp_path / "round").symlink_to(tmp_path / "round")
    odd = ("/etc/\0passwd", "\ud800", str(tmp_path / "round"))
    for bad in ({"path": ["/etc/passwd"]}, {"path": 1}, *({"path": each} for each in odd)):
        assert foreign_path(json.dumps({"data": [{"a": [bad]}]}).encode(), tmp_path)
    assert foreign_path(b"[" * 500_000, tmp_path)
    nested: Any = {"path": "/etc/passwd"}
    for _ in range(40):
        nested = [nested]
    assert foreign_path(json.dumps(nested).encode(), tmp_path)
