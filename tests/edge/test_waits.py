"""Viewers who wait at the edge: for the same list or part, for one that is to come, and who may."""

from __future__ import annotations

import select
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from tests.edge.nginx import (
    running,
    write_for_debian,
    write_for_docker,
)
from tests.ports import free_port
from tests.rawserver import RawServer, head
from tests.slack import slack

STRANGER = "203.0.113.7"


def test_a_list_is_asked_for_once_however_many_want_it(tmp_path: Path) -> None:
    def slowly(_path: str) -> Iterator[bytes]:
        for _ in range(3):
            yield b""
        yield head("Content-Length: 8", "Set-Cookie: a=b") + b"#EXTM3U\n"

    with RawServer(slowly) as web:
        configuration, port, _ = write_for_docker(tmp_path / "edge", web=web.url)
        with running(configuration, port) as edge, ThreadPoolExecutor(20) as pool:
            address = f"{edge.url}/hls/tides/live.m3u8?never="
            headers = {"cookie": "c=d", "forwarded": "for=1.1.1.1", "x-real-ip": "1.1.1.1"}
            answers = list(
                pool.map(lambda n: httpx.get(address + str(n), headers=headers), range(20))
            )
    assert {answer.text for answer in answers} == {"#EXTM3U\n"}
    assert web.paths == ["/hls/tides/live.m3u8"], "arguments make no difference"
    sent = web.heads[0].lower()
    assert f"host: 127.0.0.1:{edge.port}\r\n" in sent
    assert "x-forwarded-for: 127.0.0.1\r\n" in sent
    assert "x-forwarded-proto: http\r\n" in sent
    assert "1.1.1.1" not in sent


def test_who_waits_for_the_same_part_is_one_behind_the_edge(tmp_path: Path) -> None:
    def after_a_while(path: str) -> Iterator[bytes]:
        time.sleep(0.3)  # as the part is not there yet
        body = path.rpartition("?")[2].encode()
        yield head(f"Content-Length: {len(body)}", "Cache-Control: no-cache") + body

    with RawServer(after_a_while) as web:
        configuration, port, _ = write_for_docker(tmp_path / "edge", web=web.url)
        with running(configuration, port) as edge, ThreadPoolExecutor(12) as pool:
            queries = [f"_HLS_msn={7 + n // 6}&_HLS_part={n // 3 % 2}" for n in range(12)]
            lists = [f"/hls/tides/low{kind}.m3u8" for kind in ("", "-captions")]
            paths = [f"{name}?{query}" for name in lists for query in queries]
            ask = pool.map(lambda path: httpx.get(f"{edge.url}{path}", timeout=10).text, paths)
            assert list(ask) == queries * 2
    assert sorted(web.paths) == sorted(set(paths))


def test_parts_come_from_the_folder_or_are_waited_for(tmp_path: Path) -> None:
    def later(_path: str) -> Iterator[bytes]:
        yield b""
        yield head("Content-Length: 1") + b"W"

    part = tmp_path / "hls" / "tides" / "part-7-1.ts"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"P")
    part.with_suffix(".vtt").write_bytes(b"WEBVTT")
    with RawServer(later) as web:
        configuration, port, _ = write_for_docker(tmp_path / "edge", web=web.url, home=tmp_path)
        with running(configuration, port) as edge:
            known = httpx.get(f"{edge.url}/hls/tides/part-7-1.ts")
            captions = httpx.get(f"{edge.url}/hls/tides/part-7-1.vtt")
            hinted = httpx.get(f"{edge.url}/hls/tides/part-7-2.ts?any")
    assert (known.content, hinted.content) == (b"P", b"W")
    assert captions.content == b"WEBVTT"
    assert captions.headers["content-type"] == "text/vtt; charset=utf-8"
    assert known.headers["cache-control"] == hinted.headers["cache-control"]
    assert web.paths == ["/hls/tides/part-7-2.ts"]

    configuration, port, _ = write_for_docker(tmp_path / "alone")
    with running(configuration, port) as edge:
        low = httpx.get(f"{edge.url}/hls/tides/low.m3u8")
    assert low.status_code == 404, "players go by the usual list then"


def test_a_stranger_has_so_many_connections_and_must_read(tmp_path: Path) -> None:
    """The limits of one network, by the lines for a CDN in front, which say who really asks."""

    def without_end(path: str) -> Iterator[bytes]:
        yield head("Content-Type: video/x-flv", "Connection: close") + b"FLV"
        while path.startswith("/live/"):
            yield b""
        yield b"x" * (20 << 20)

    port = free_port()
    with RawServer(without_end) as station:
        configuration = write_for_debian(
            tmp_path / "edge",
            {
                "http://127.0.0.1:8080": station.url,
                "http://127.0.0.1:8000": station.url,
                "/opt/webtv/var": str(tmp_path),
                "listen 80 ": f"listen 127.0.0.1:{port} ",
                "    listen [::]:80 default_server;\n": "",
                "#set_real_ip_from 192.0.2.0/24": "set_real_ip_from 127.0.0.1",
                "#real_ip": "real_ip",
            },
            limit_conn="webtv_connections 3",
            send_timeout="1s",
        )
        with running(configuration, port) as edge:
            opened = []

            def ask(address: str, path: str = "/live/tides.flv") -> socket.socket:
                line = socket.create_connection(("127.0.0.1", edge.port), timeout=10)
                opened.append(line)
                line.sendall(
                    f"GET {path} HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: {address}\r\n\r\n".encode()
                )
                return line

            def status(address: str) -> bytes:
                return ask(address).recv(12)[9:]

            six = ["2600:1:1:2::1", "2600:1:1:2:3::4", "2600:1:1:2:ffff:1:1:1", "2600:1:1:2::5"]
            assert [status(each) for each in six] == [b"200", b"200", b"200", b"429"]
            assert [status(STRANGER) for _ in range(4)] == [b"200", b"200", b"200", b"429"]
            assert status("203.0.113.8") == b"200"
            assert status("2600:1:1:3::1") == b"200"
            assert {status("192.168.1.7") for _ in range(9)} == {b"200"}, "a proxy of many"

            lazy = ask("203.0.113.9", "/film")
            left = select.poll()
            left.register(lazy, select.POLLERR | select.POLLHUP)
            assert left.poll(10_000 * slack()), "who does not read is left"
            for line in opened:
                line.close()
