"""A channel as one MPEG-TS stream, and who may have one."""

from __future__ import annotations

import io
import shutil
from contextlib import ExitStack
from pathlib import Path

import av
import httpx

from tests.web.history import Told
from tests.web.station import wait_until
from webtv.web.iptv.transport import MOST, MOST_OF_NETWORK, Transport


def test_a_channel_as_one_stream(client: httpx.Client, told: Told) -> None:
    assert client.get("/iptv/lights.ts").status_code == 404
    broadcast = told.station.broadcast("lights")
    broadcast.start()
    try:
        wait_until(lambda: client.head("/iptv/lights.ts").status_code == 200, what="it is live")
        assert client.head("/iptv/lights.ts").headers["content-type"] == "video/mp2t"
        received, decoded, seconds = b"", 0, 0.0
        with client.stream("GET", "/iptv/lights.ts") as stream:
            assert stream.headers["content-type"] == "video/mp2t"
            for chunk in stream.iter_raw():
                received += chunk
                if len(received) < 1.4 * decoded:
                    continue
                decoded = len(received)
                with av.open(io.BytesIO(received), "r", format="mpegts") as film:
                    seconds = sum(1 for _ in film.decode(video=0)) / 24
                if seconds > 5:  # more than it began with
                    break
        assert seconds > 5
    finally:
        broadcast.stop()
        shutil.rmtree(told.station.settings.hls_dir / "lights")
    assert client.get("/iptv/nothing.ts").status_code == 404
    assert client.get("/iptv/..%2Fchannels.ts").status_code == 404


def test_there_are_so_many_tuners_and_no_more(tmp_path: Path) -> None:
    transport = Transport(tmp_path)
    with ExitStack() as taken:
        for _ in range(MOST):
            assert transport.room("192.168.1.7")  # behind a proxy, all viewers may be one
            taken.enter_context(transport.taken("192.168.1.7"))
        assert not transport.room("192.168.1.8")
    assert transport.room("192.168.1.8")


def test_one_stranger_cannot_take_all_tuners(client: httpx.Client, told: Told) -> None:
    def stream(address: str) -> httpx.Response:
        # From this machine the header is believed, as that of a proxy.
        request = client.build_request(
            "GET", "/iptv/lights.ts", headers={"x-forwarded-for": address}
        )
        answer = client.send(request, stream=True)
        opened.callback(answer.close)
        return answer

    broadcast = told.station.broadcast("lights")
    broadcast.start()
    with ExitStack() as opened:
        opened.callback(shutil.rmtree, told.station.settings.hls_dir / "lights")
        opened.callback(broadcast.stop)
        wait_until(lambda: client.head("/iptv/lights.ts").status_code == 200, what="it is live")
        own = [stream(f"2600:1:1:2::{at:x}") for at in range(MOST_OF_NETWORK)]
        assert [answer.status_code for answer in own] == [200] * MOST_OF_NETWORK
        refused = stream("2600:1:1:2::ffff")
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "30")

        def asked() -> int:
            headers = {"x-forwarded-for": "2600:1:1:2::1"}
            return client.head("/iptv/lights.ts", headers=headers).status_code

        assert asked() == 503
        assert stream("2600:1:1:3::1").status_code == 200
        for answer in own:
            answer.close()
        wait_until(lambda: asked() == 200, what="a tuner is free again")


async def test_a_viewer_who_is_too_slow_gives_the_tuner_back(tmp_path: Path) -> None:
    folder = tmp_path / "tides"
    folder.mkdir()

    def write(first: int) -> None:
        for number in range(first, first + 3):
            (folder / f"{number}.ts").write_bytes(b"G" * 188 * 3000)
        listed = "".join(f"#EXTINF:4,\n{number}.ts\n" for number in range(first, first + 3))
        head = f"#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-MEDIA-SEQUENCE:{first}\n"
        (folder / "live.m3u8").write_text(head + listed)

    write(7)
    stream = Transport(tmp_path).stream("tides")
    pieces = [await anext(stream)]
    write(11)  # 10 was never sent, and is gone
    pieces += [piece async for piece in stream]
    assert sum(map(len, pieces)) == 3 * 188 * 3000
    assert all(len(piece) % 188 == 0 and len(piece) < 300_000 for piece in pieces)
