"""Feeds: when they are announced and withdrawn; what a live player leaves out and keeps."""

import itertools
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from tests.clips import encode
from webtv.config.settings import Settings
from webtv.media.process.binary import find_ffmpeg
from webtv.model.house import HouseFormat
from webtv.model.status import ServerStatus, StreamStatus
from webtv.playout.mpegts.reader import (
    AUDIO_FRAME_TICKS,
    MUX_DELAY,
    PACKET,
    TICKS_PER_S,
    TransportReader,
    Unit,
    _payload,
    _stamp,
    shown_after,
)
from webtv.playout.players.item import Item
from webtv.playout.players.live_player import CUSHION_S, LivePlayer, marked
from webtv.playout.schedule.takeover import (
    FLAP_S,
    STEADY_AGAIN_S,
    STEADY_S,
    FeedWatch,
    signed_feed_address,
    takeover_address,
)

HOUSE = HouseFormat(width=256, height=144)
FRAME = TICKS_PER_S // 24


class Taker:
    """A channel that notes what it is told."""

    def __init__(self) -> None:
        self.told: list[str | None] = []

    def feed(self, address: str | None) -> None:
        self.told.append(address)


class Scene:
    """A watch, one channel, and the status that the server writes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.taker = Taker()
        self.watch = FeedWatch(folder, server="rtmp://x")

    def at(
        self,
        now: float,
        steady_s: float | None,
        *,
        video: bool = True,
        apps: Sequence[str] = ("takeover",),
    ) -> None:
        """A moment; without `steady_s` there is no feed."""
        at = datetime.now(UTC)
        stream = StreamStatus(
            path="",
            since=at,
            bytes_in=1,
            kbps=1,
            steady_s=steady_s or 0,
            video=video,
            audio=True,
        )
        status = ServerStatus(
            written_at=at,
            started_at=at,
            memory_bytes=1,
            memory_limit_bytes=1,
            memory_slope_bytes_per_h=0,
            streams=tuple(
                stream.model_copy(update={"path": f"/{app}/show"})
                for app in (() if steady_s is None else apps)
            ),
        )
        (self.folder / "rtmp.json").write_text(status.model_dump_json())
        self.watch._look()
        self.watch.tell({"show": self.taker}, now)


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


def test_a_feed_is_announced_when_steady_and_later_after_a_loss(scene: Scene) -> None:
    address = "rtmp://x/takeover/show"
    scene.at(0, STEADY_S - 0.1)
    assert scene.taker.told == []
    scene.at(0.5, STEADY_S)
    scene.at(1, STEADY_S + 0.5)
    assert scene.taker.told == [address]
    scene.at(10, None)
    assert scene.taker.told == [address, None]
    scene.at(12, STEADY_S)
    assert scene.taker.told == [address, None]
    scene.at(14, STEADY_AGAIN_S)
    assert scene.taker.told == [address, None, address]
    scene.at(20, 0)  # it pauses
    assert scene.taker.told[-1] is None
    scene.at(20 + FLAP_S, STEADY_S)
    assert scene.taker.told[-1] == address


def test_a_dead_server_has_no_feeds(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.at(0, 5)
    monkeypatch.setattr("webtv.playout.schedule.takeover._DEAD_S", -1)
    scene.watch._look()
    scene.watch.tell({"show": scene.taker}, 1)
    assert scene.taker.told[-1] is None


def test_sound_alone_is_not_taken_and_that_is_said_once(scene: Scene) -> None:
    with capture_logs() as lines:
        for now in range(10):
            scene.at(now, now, video=False)
    assert scene.taker.told == []
    assert [line["event"] for line in lines] == ["live feed has no picture, it is not taken"]


def test_a_channel_that_is_made_anew_is_told_again(scene: Scene) -> None:
    scene.at(0, 5)
    scene.taker = Taker()
    scene.at(1, 6)
    scene.at(5, 10)
    assert scene.taker.told == ["rtmp://x/takeover/show"]


def test_an_operators_feed_goes_before_a_live_programme(scene: Scene) -> None:
    made, operators = "rtmp://x/generated/show", "rtmp://x/takeover/show"
    scene.at(0, 5, apps=["generated"])
    scene.at(1, 6, apps=["generated", "takeover"])
    scene.at(2, 7, apps=["generated"])
    scene.at(3, None)
    assert scene.taker.told == [made, operators, made, None]


def test_the_key_stays_until_its_file_is_deleted(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, host="192.0.2.7", rtmp_port=1936)
    first = takeover_address(settings, "show")
    assert first.server == "rtmp://192.0.2.7:1936/takeover"
    assert first.key.startswith("show?key=")
    assert len(first.key) == len("show?key=") + 64
    assert first.key not in repr(first)
    assert takeover_address(settings, "show") == first
    assert (tmp_path / "takeover" / "show.key").stat().st_mode & 0o777 == 0o600
    (tmp_path / "takeover" / "show.key").unlink()
    assert takeover_address(settings, "show") != first


def test_playout_pulls_with_a_signature() -> None:
    address = "rtmp://rtmp:1935/takeover/show"
    assert signed_feed_address(address, secret="s").startswith(f"{address}?sign=")


@pytest.fixture(scope="module")
def transport(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Twelve seconds in house format."""
    path = tmp_path_factory.mktemp("feed") / "feed.ts"
    encode(
        *("-f", "lavfi", "-i", "testsrc2=s=256x144:r=24", "-f", "lavfi", "-i", "sine=r=48000"),
        *("-t", "12", "-c:v", "libx264", "-preset", "ultrafast", "-g", "48", "-bf", "2"),
        *("-pix_fmt", "yuv420p", "-c:a", "aac", "-pes_payload_size", "0", str(path)),
    )
    return path.read_bytes()


class Fed(LivePlayer):
    """A live player that is fed by hand."""

    def feed(self, data: bytes) -> None:
        for unit in TransportReader(start=0, frame_ticks=FRAME).feed(data):
            self._add(unit)


@pytest.fixture
def make_player(transport: bytes) -> Callable[[], Fed]:
    def make() -> Fed:
        item = Item(
            kind="takeover", title="Live", playlist=Path(), frames=0, rate=Fraction(24), feed="x"
        )
        return Fed(
            ffmpeg=find_ffmpeg(None),
            item=item,
            start=0,
            house=HOUSE,
            address=lambda: "rtmp://x",
            sound=True,
        )

    return make


async def _all(player: Fed) -> list[Unit]:
    player._end()
    units = []
    while (unit := await player.next()) is not None:
        units.append(unit)
    return units


def sounds(data: bytes) -> list[int]:
    """When the sound in a unit begins."""
    starts = [at for at in range(0, len(data), PACKET) if data[at + 1 : at + 3] == b"\x41\x01"]
    return [_stamp(data, at + _payload(data[at:], 0) + 9) - MUX_DELAY for at in starts]


async def test_before_its_turn_only_a_cushion_is_kept(
    make_player: Callable[[], Fed], transport: bytes
) -> None:
    player = make_player()
    player.feed(transport)
    await player._room()
    assert CUSHION_S <= player._ahead_s() < CUSHION_S + 2
    player.begin(100 * TICKS_PER_S)
    units = await _all(player)
    assert units[0].keyframe
    assert abs(units[0].dts - 100 * TICKS_PER_S) <= 2 * FRAME
    assert {b.dts - a.dts for a, b in itertools.pairwise(units)} == {FRAME}
    # Nor is there sound from before its first picture, over that of what aired until then.
    shown = units[0].dts + shown_after(units[0].data)
    first = next(pts for unit in units for pts in sounds(unit.data))
    assert 0 <= first - shown <= AUDIO_FRAME_TICKS


async def test_a_fast_encoder_loses_whole_seconds_and_no_time_stamp(
    make_player: Callable[[], Fed], transport: bytes
) -> None:
    player = make_player()
    player.begin(0)
    player.feed(transport)
    units = await _all(player)
    assert CUSHION_S < len(units) / 24 < CUSHION_S + 2.1
    assert {b.dts - a.dts for a, b in itertools.pairwise(units)} == {FRAME}
    assert player.end == units[-1].end


def test_a_jump_of_the_counters_is_announced(transport: bytes, tmp_path: Path) -> None:
    units = TransportReader(start=0, frame_ticks=FRAME).feed(transport)
    first = next(unit for unit in units[60:] if unit.keyframe)
    data = marked(first).data
    assert len(data) % PACKET == 0
    heads = [data[at : at + 6] for at in range(0, len(data) - len(first.data), PACKET)]
    assert len(heads) == len({head[1:3] for head in heads}) >= 4
    assert all(head[0] == 0x47 and head[3] >> 4 == 2 and head[5] == 0x80 for head in heads)
    before = b"".join(unit.data for unit in units[:40])
    after = b"".join(unit.data for unit in units[units.index(first) + 1 : -1])
    joined = tmp_path / "joined.ts"
    joined.write_bytes(before + data + after)
    encode("-xerror", "-v", "error", "-i", str(joined), "-c", "copy", "-f", "null", "-")
