"""Lower renditions: a real encoder beside a real feed, killed in the middle."""

from pathlib import Path

import psutil
import pytest
from pydantic import ValidationError

from tests.hls_feed import HlsFeed
from tests.hls_media import read_media
from tests.hls_rules import check_master, check_media, read_playlist
from tests.processes import words
from tests.rtmp.server import until
from webtv.config.hls import HlsConfig

LADDER = {"ladder": [{"height": 120, "video_kbps": 150}]}


def _encoder() -> psutil.Process | None:
    for child in psutil.Process().children(recursive=True):
        if "-force_key_frames" in words(child):
            return child
    return None


def test_renditions_go_with_the_channel_and_their_encoder_may_die(tmp_path: Path) -> None:
    folder = tmp_path / "any"
    feed = HlsFeed(folder, seconds=16, config=HlsConfig.model_validate(LADDER))
    feed.start()
    until((folder / "120p.m3u8").is_file, within_s=20, what="the rendition has a segment")
    until(lambda: _encoder() is not None, within_s=5, what="the encoder runs")
    encoder = _encoder()
    assert encoder is not None
    encoder.kill()
    feed.finish()
    assert _encoder() is None

    main = read_playlist((folder / "live.m3u8").read_text())
    lower = read_playlist((folder / "120p.m3u8").read_text())
    assert (main.faults, lower.faults) == ([], [])
    assert not any(s.gap or s.fresh for s in main.segments)
    assert any(s.gap for s in lower.segments)
    known = {s.number: s for s in main.segments}
    for one in lower.segments:
        like = known[one.number]
        assert (one.at, one.duration_s, one.range) == (like.at, like.duration_s, like.range)
    whole = [s for s in lower.segments if not s.gap]
    assert whole[-1].number > next(s.number for s in lower.segments if s.gap)
    media = [read_media((folder / s.uri).read_bytes()) for s in whole]
    assert check_media(whole, media) == []
    for one, found in zip(whole, media, strict=True):
        same = read_media((folder / known[one.number].uri).read_bytes())
        assert found.shown == pytest.approx(same.shown, abs=0.001)
        assert found.pictures == same.pictures

    master = (folder / "index.m3u8").read_text()
    assert check_master(master) == []
    assert "RESOLUTION=214x120,FRAME-RATE=24.000," in master

    feed = HlsFeed(folder, seconds=2.5)  # the ladder has been taken out of the channel's file
    feed.start()
    feed.finish()
    master = (folder / "index.m3u8").read_text()
    assert check_master(master) == []
    assert "120p.m3u8" not in master


def test_each_height_may_be_there_once() -> None:
    rung = {"height": 360, "video_kbps": 800}
    with pytest.raises(ValidationError, match="each height may be there once"):
        HlsConfig.model_validate({"ladder": [rung, rung]})
