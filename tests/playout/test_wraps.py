"""The transport stream's clock goes back to zero after 26.5 h, and again after 53 h."""

import subprocess
from itertools import pairwise
from pathlib import Path

import av
import pytest

from tests.playout.feed import units
from tests.slack import slack
from webtv.config.encode import EncodeConfig
from webtv.media.process.binary import find_ffmpeg
from webtv.playout.destinations.connection_limit import FLV_CAP_S, ConnectionLimit
from webtv.playout.destinations.encoder import encoder_argv
from webtv.playout.destinations.pusher import pusher_argv
from webtv.playout.mpegts.reader import TICKS_PER_S, TransportReader, Unit

WRAP = 1 << 33
ITEM = 8 * TICKS_PER_S
GAP = 3500 * TICKS_PER_S
"""Between the wraps only a sample of items is sent: ffmpeg keeps gaps of less than an hour."""

FIRST = WRAP - 2 * ITEM + ITEM // 2
AGAIN = FIRST + WRAP - 9 * ITEM
"""ffmpeg closes the wrap when 26.5 h less a minute have passed since its first picture."""

STARTS = [
    *range(FIRST, WRAP + ITEM, ITEM),
    *range(WRAP + GAP, AGAIN, GAP),
    *range(AGAIN, 2 * WRAP + ITEM, ITEM),
]


@pytest.fixture(scope="module")
def stream(film: Path) -> list[Unit]:
    """What one pusher reads when it lives through both wraps."""
    return [unit for start in STARTS for unit in units(film, start=start)]


def run(argv: list[str], sent: list[Unit]) -> bytes:
    data = b"".join(unit.data for unit in sent)
    done = subprocess.run(argv, input=data, check=True, capture_output=True, timeout=60 * slack())
    assert b"monoton" not in done.stderr.lower()
    return done.stdout


def test_flv_goes_on_through_both_wraps(stream: list[Unit], tmp_path: Path) -> None:
    path = tmp_path / "out.flv"
    run(pusher_argv(find_ffmpeg(None), "-f", "flv", str(path)), stream)
    times: dict[str, list[float]] = {"video": [], "audio": []}
    with av.open(str(path)) as container:
        for packet in container.demux(video=0, audio=0):
            if packet.dts is not None and packet.pts is not None and packet.time_base is not None:
                times[packet.stream.type].append(float(packet.dts * packet.time_base))
                assert 0 <= (packet.pts - packet.dts) * packet.time_base < 0.3
    wanted = [(unit.dts - stream[0].dts) / TICKS_PER_S for unit in stream]
    apart = [at - due for at, due in zip(times["video"], wanted, strict=True)]
    assert max(map(abs, apart)) < 0.002  # FLV counts milliseconds
    steps = [b - a for a, b in pairwise(times["audio"])]
    assert min(steps) > 0.019
    assert sum(step > 0.024 for step in steps) == sum(
        b - a > ITEM for a, b in pairwise(STARTS)
    )  # the gaps between the samples, and no other
    assert abs(times["audio"][-1] - times["video"][-1]) < 0.1


def test_mpeg_ts_as_srt_carries_it_goes_on_through_both_wraps(
    stream: list[Unit], tmp_path: Path
) -> None:
    path = tmp_path / "out.ts"
    run(pusher_argv(find_ffmpeg(None), "-f", "mpegts", str(path)), stream)
    found = TransportReader(start=0, frame_ticks=3750).feed(path.read_bytes())
    wanted = [unit.dts - stream[0].dts for unit in stream]
    got = [unit.dts - found[0].dts for unit in found]
    assert len(got) >= len(wanted) - 1
    assert max(abs(a - b) for a, b in zip(got, wanted, strict=False)) <= 1


def test_a_rate_of_its_own_goes_on_through_a_wrap(film: Path) -> None:
    sent = [u for start in range(FIRST, WRAP + ITEM, ITEM) for u in units(film, start=start)]
    config = EncodeConfig(width=128, height=128, fps=30, video_kbps=200, preset="ultrafast")
    out = run(encoder_argv(find_ffmpeg(None), config, start=sent[0].dts), sent)
    found = TransportReader(start=sent[0].dts, frame_ticks=3000).feed(out)
    assert {b.dts - a.dts for a, b in pairwise(found)} == {TICKS_PER_S // 30}
    assert found[-1].dts > WRAP


def test_a_recording_plays_through_a_wrap(film: Path, tmp_path: Path) -> None:
    path = tmp_path / "tape.ts"
    sent = [u for start in range(FIRST, WRAP + ITEM, ITEM) for u in units(film, start=start)]
    path.write_bytes(b"".join(unit.data for unit in sent))
    with av.open(str(path)) as container:
        times = [
            float(packet.dts * packet.time_base)
            for packet in container.demux(video=0)
            if packet.dts is not None and packet.time_base is not None
        ]
    assert {round(b - a, 3) for a, b in pairwise(times)} == {0.042}


def test_a_connection_is_renewed_long_before_flv_ends() -> None:
    assert FLV_CAP_S == pytest.approx(24 * 86_400 + 20 * 3600 + 31 * 60, abs=60)
    for _ in range(100):
        session = ConnectionLimit(FLV_CAP_S)
        session.begin(FIRST)
        planned_s = session.planned_s
        assert planned_s is not None
        assert 23 * 86_400 < planned_s < 24.4 * 86_400
        due = FIRST + round(planned_s * TICKS_PER_S)
        assert not session.due(due - TICKS_PER_S)
        assert session.due(due + TICKS_PER_S)
        assert not session.overdue(due + TICKS_PER_S)
        assert session.overdue(FIRST + round(FLV_CAP_S * TICKS_PER_S) - 3600 * TICKS_PER_S)
    endless = ConnectionLimit(None)
    endless.begin(FIRST)
    assert not endless.due(FIRST + round(9 * FLV_CAP_S) * TICKS_PER_S)
    assert not endless.overdue(FIRST + round(9 * FLV_CAP_S) * TICKS_PER_S)
