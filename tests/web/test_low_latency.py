"""A playlist with parts: requests wait for what they name, and get only what they lack."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import httpx
import pytest

from tests.hls_rules import check_master
from tests.web.station import Station, wait_until
from webtv.playout.hls.folder import HlsFolder
from webtv.playout.hls.master_playlist import Rates, Variant, master_text
from webtv.playout.hls.parts import Cut, PartFiles
from webtv.playout.mpegts.h264 import Picture
from webtv.store.hls import LIVE, MASTER, MediaPlaylist, Segment, segment_stem
from webtv.store.parts import INDEX, is_asked
from webtv.web.lowlatency import LowLatency

RANGE = '#EXT-X-DATERANGE:ID="1",CLASS="webtv.programme",START-DATE="2026-01-01T00:00:00Z"'
VTT_TYPE = "text/vtt; charset=utf-8"
SIZES = ((640, 360, 900_000), (320, 180, 300_000))
MASTER_TEXT = master_text(
    [
        Variant(f"{h}p.m3u8", Rates(rate, rate), Picture("avc1.42c00d", w, h, Fraction(24)))
        for w, h, rate in SIZES
    ],
    captions="captions.m3u8",
)

BEFORE = 12
"""Segments from before anybody asked."""


class Maker:
    """Makes segments and parts as playout does, but when the test wants them."""

    def __init__(self, folder: Path) -> None:
        self.folder = HlsFolder(folder)
        self.files = PartFiles(self.folder)
        self.list = MediaPlaylist(sequence=100)
        self.at = datetime.now(UTC) - timedelta(minutes=2)
        self.segment = 0
        self.place = 0

    @property
    def number(self) -> int:
        """The segment in the making."""
        return self.list.sequence + len(self.list.segments)

    def part(self, *, last: bool = False) -> bytes:
        data = f"part {self.place} of {self.number}".encode()
        text = f"WEBVTT\n\nNOTE of {data.decode()}\n"
        cut = Cut(data, text, 0.5, self.segment, self.place, last, self.at, False)
        self.files.add(cut, self.number)
        self.place += 1
        return data

    def close(self, *, parted: bool = True) -> None:
        name = f"{segment_stem(self.number, self.at)}.ts"
        self.folder.write(name, b"whole")
        number = self.number
        self.list = self.list.add(Segment(name, 4.0, self.at), keep_s=600)
        self.folder.write(LIVE, self.list.text(ranges=[RANGE]))
        self.at += timedelta(seconds=4)
        if parted:
            self.files.listed(number, self.segment, ends_at=self.at)
        self.segment, self.place = self.segment + 1, 0

    def whole(self) -> None:
        for place in range(8):
            self.part(last=place == 7)
        self.close()


@pytest.fixture
def maker(shared_station: Station) -> Iterator[Maker]:
    """A channel's folder with some segments, whose index stays as fresh as on a quick machine."""
    folder = shared_station.settings.hls_dir / "parts"
    folder.mkdir(parents=True)
    maker, over = Maker(folder), threading.Event()

    def refresh() -> None:
        while not over.wait(0.3):
            if (folder / INDEX).exists():
                os.utime(folder / INDEX)

    for _ in range(BEFORE):
        maker.close(parted=False)
    thread = threading.Thread(target=refresh)
    thread.start()
    yield maker
    over.set()
    thread.join()
    maker.folder.remove()


def test_requests_wait_for_what_they_name(shared_station: Station, maker: Maker) -> None:
    base = f"{shared_station.url}/hls/parts"
    with ThreadPoolExecutor(8) as pool, httpx.Client(timeout=30) as client:

        def ask(name: str) -> Future[httpx.Response]:
            return pool.submit(client.get, f"{base}/{name}")

        first = ask("low.m3u8")
        wait_until(lambda: is_asked(maker.folder.path), what="playout is told that somebody asks")
        assert not first.done()
        maker.whole()
        answer = first.result(30)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/vnd.apple.mpegurl"
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.text.count("#EXTINF") == BEFORE + 1
        assert answer.text.count("#EXT-X-PART:") == 8
        (hint,) = re.findall(r'PRELOAD-HINT:TYPE=PART,URI="([^"]+)"', answer.text)

        number = maker.number
        blocked = [ask(f"low.m3u8?_HLS_msn={number}&_HLS_part=1") for _ in range(3)]
        told = ask(f"low-captions.m3u8?_HLS_msn={number}&_HLS_part=1")
        hinted, spoken = ask(hint), ask(hint.replace(".ts", ".vtt"))
        data = maker.part()
        part, words = hinted.result(30), spoken.result(30)
        assert (words.status_code, words.headers["content-type"]) == (200, VTT_TYPE)
        assert data in words.content
        assert (part.status_code, part.content) == (200, data)
        assert "immutable" in part.headers["cache-control"]
        assert not any(each.done() for each in blocked)
        maker.part()
        texts = {each.result(30).text for each in blocked}
        assert len(texts) == 1
        pictures = texts.pop()
        assert pictures.count("#EXT-X-PART:") == 10
        assert "DATERANGE" in pictures.replace("SKIP-DATERANGES", "")
        ranges = [line for line in pictures.splitlines() if line.startswith("#EXT-X-DATERANGE")]
        captions = told.result(30).text
        assert captions.replace(".vtt", ".ts").splitlines() == [
            line for line in pictures.splitlines() if line not in ranges
        ]

        assert client.get(f"{base}/low-index.m3u8").status_code == 404  # no pictures to lead to
        (maker.folder.path / MASTER).write_text(MASTER_TEXT)
        master = client.get(f"{base}/low-index.m3u8").text
        assert check_master(master) == []
        assert re.findall(r'URI="([^"]+)"', master) == ["low-captions.m3u8"]
        assert master.splitlines()[-2:] == [MASTER_TEXT.splitlines()[-4], "low.m3u8"]

        update = client.get(f"{base}/low.m3u8?_HLS_skip=v2").text
        skipped = BEFORE + 1 - update.count("#EXTINF")
        assert f'#EXT-X-SKIP:SKIPPED-SEGMENTS={skipped},RECENTLY-REMOVED-DATERANGES=""' in update
        assert skipped == BEFORE + 1 - 6
        for query, code in (
            (f"_HLS_msn={number + 9}", 400),
            ("_HLS_part=0", 400),
            ("_HLS_msn=x", 422),
        ):
            assert client.get(f"{base}/low.m3u8?{query}").status_code == code
        for path in ("../nothing/low.m3u8", "part-1-2-3.ts", "parts.json", "parts.asked"):
            assert client.get(f"{base}/{path}").status_code == 404


async def test_names_of_no_channel_drive_nobody_out(tmp_path: Path) -> None:
    (tmp_path / "sea").mkdir()
    edges = LowLatency(tmp_path)
    waited_at = edges._follower("sea")
    for number in range(1000):
        with pytest.raises(OSError, match="No such file"):
            await edges.newest(f"no-{number}", None, None)
    assert edges._follower("sea") is waited_at
    assert len(edges._followers) == 1
