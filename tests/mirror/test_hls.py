"""HLS in a bucket: a playlist never lists what cannot be had."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from tests.mirror.machines import REEF
from tests.s3 import Bucket, Faults, machine_settings
from webtv.errors import StoreError
from webtv.files import write_atomic
from webtv.mirror.hls import LINGER_S, HlsMirror
from webtv.store.hls import LIVE, MASTER, MediaPlaylist, Segment, init_name

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
INIT = init_name(b"init")


class Folder:
    """The HLS folder of a channel that airs."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.list = MediaPlaylist()
        write_atomic(path / INIT, b"init")
        write_atomic(path / MASTER, f"#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n{LIVE}\n")

    def add(self) -> str:
        number = self.list.sequence + len(self.list.segments)
        name = f"{number}-x.m4s"
        write_atomic(self.path / name, f"segment {number}".encode())
        segment = Segment(name, 4.0, NOON + timedelta(seconds=4 * number), init=INIT)
        self.list = self.list.add(segment, keep_s=12)
        write_atomic(self.path / LIVE, self.list.text())
        return name


OWNER = {
    "authorization": "AWS4-HMAC-SHA256 Credential=SESAME-id/20260301/us-east-1/s3/aws4_request"
}
"""What lets a reader in where the bucket is not public; the server checks no signature."""


def get(bucket: Bucket, name: str) -> httpx.Response:
    address = f"{bucket.server}/{bucket.name}/one/hls/{REEF}/{name}"
    return httpx.get(address, headers=OWNER, timeout=60)


async def test_the_order_the_headers_and_what_leaves(bucket: Bucket, tmp_path: Path) -> None:
    settings = machine_settings(tmp_path)
    folder = Folder(settings.hls_dir / REEF)
    now = 0.0
    mirror = HlsMirror(settings, bucket.store(), clock=lambda: now)
    await mirror.turn("quiet")
    assert bucket.requests == []
    names = [folder.add(), folder.add()]
    await mirror.turn(REEF)
    below = f"/{bucket.name}/one/hls/{REEF}/"
    asked = [(m, p.removeprefix(below)) for m, p in bucket.requests if p.startswith(below)]
    wanted = [(method, name) for name in (INIT, *names) for method in ("PUT", "HEAD")]
    assert asked == [*wanted, ("PUT", LIVE), ("PUT", MASTER)]
    playlist, segment = get(bucket, LIVE), get(bucket, names[0])
    assert playlist.text == folder.list.text()
    assert playlist.headers["cache-control"] == "public, max-age=1"
    assert playlist.headers["content-type"] == "application/vnd.apple.mpegurl"
    assert segment.content == b"segment 0"
    assert segment.headers["cache-control"] == "public, max-age=1209600, immutable"
    assert segment.headers["content-type"] == "video/mp4"
    bucket.requests.clear()
    await mirror.turn(REEF)
    assert bucket.requests == []  # nothing is new
    for _ in range(3):
        names.append(folder.add())
        await mirror.turn(REEF)
    assert names[1] not in get(bucket, LIVE).text
    assert get(bucket, names[1]).status_code == 200  # somebody may be about to get it
    now = LINGER_S + 1
    folder.add()
    for path in folder.path.glob("*.m3u8"):
        os.utime(path, (0, 0))
    await mirror.turn(REEF)
    assert get(bucket, names[1]).status_code == 200  # the channel airs from elsewhere now
    folder.add()
    await mirror.turn(REEF)
    assert get(bucket, names[1]).status_code == 404
    assert get(bucket, INIT).status_code == 200


@pytest.mark.parametrize("faults", [Faults(status=503, code="SlowDown"), Faults(away=True)])
async def test_what_is_there_can_be_had_whatever_fails(
    faults: Faults, bucket: Bucket, tmp_path: Path
) -> None:
    settings = machine_settings(tmp_path)
    folder = Folder(settings.hls_dir / REEF)
    mirror = HlsMirror(settings, bucket.store())
    folder.add()
    await mirror.turn(REEF)
    before = get(bucket, LIVE).text
    folder.add()
    bucket.faults = faults
    with suppress(StoreError):
        await mirror.turn(REEF)
    assert get(bucket, LIVE).text == before
    bucket.faults = Faults()
    (folder.path / folder.add()).unlink()  # gone before it could be read
    await mirror.turn(REEF)
    assert get(bucket, LIVE).text == before
    folder.list = folder.list.without(3)
    folder.add()
    again = HlsMirror(settings, bucket.store())
    await again.turn(REEF)
    assert get(bucket, LIVE).text == folder.list.text()
