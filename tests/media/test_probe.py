from __future__ import annotations

from pathlib import Path

import ffmpeg
import pytest

from tests.clips import empty_clip, encode, make_clip, truncated_clip
from webtv.errors import MediaError, RejectedError
from webtv.media.conform import _shot
from webtv.media.probe import probe
from webtv.media.process.container import CONTAINERS
from webtv.media.quality import Thresholds, check_media
from webtv.media.sound.loudness import decode
from webtv.model.house import HouseFormat


def test_a_clip_with_sound(tmp_path: Path) -> None:
    info = probe(make_clip(tmp_path / "a.mp4", seconds=2, fps=8, sound="sine=f=440"))
    assert info.video is not None
    assert info.audio is not None
    assert (info.video.codec, info.video.width, info.video.height) == ("h264", 576, 320)
    assert (info.video.frames, info.video.fps, info.video.duration_s) == (16, 8.0, 2.0)
    assert (info.video.pix_fmt, info.video.constant_rate) == ("yuv420p", True)
    assert info.video.keyframes[0] == 0
    assert (info.audio.codec, info.audio.profile, info.audio.sample_rate) == ("aac", "LC", 44100)


@pytest.mark.parametrize(
    ("first", "second"), [("0", "default"), ("comment", "0")], ids=["default", "no commentary"]
)
def test_the_second_sound_track_is_heard_where_players_choose_it(
    tmp_path: Path, first: str, second: str
) -> None:
    film = tmp_path / "film.mkv"
    inputs = ["testsrc2=s=64x36:r=8", "anullsrc=r=32000:cl=mono", "sine=f=440:r=48000"]
    arguments = [word for source in inputs for word in ("-f", "lavfi", "-i", source)]
    arguments += ["-map", "0", "-map", "1", "-map", "2", "-t", "1", "-c:v", "libx264"]
    arguments += ["-disposition:a:0", first, "-disposition:a:1", second]
    encode(*arguments, str(film))
    info = probe(film)
    assert info.audio is not None
    assert info.audio.sample_rate == 48000
    assert decode(film).max() > 0.05  # the first one is silent


def test_a_clip_without_sound(tmp_path: Path) -> None:
    assert probe(make_clip(tmp_path / "a.mp4", seconds=1)).audio is None


def test_files_that_are_no_media(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="does not exist"):
        probe(tmp_path / "missing.mp4")
    with pytest.raises(MediaError, match="not a readable media file"):
        probe(empty_clip(tmp_path / "empty.mp4"))
    with pytest.raises(MediaError, match="not a readable media file"):
        probe(truncated_clip(tmp_path / "half.mp4"))


@pytest.mark.parametrize(
    "text",
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:1,\n{other}\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile {other.name}\n",
    ],
)
@pytest.mark.parametrize("name", ["clip.m3u8", "clip.mp4"])
def test_a_list_of_files_is_no_clip(text: str, name: str, tmp_path: Path) -> None:
    private = make_clip(tmp_path / "private.ts", seconds=1, sound="sine=f=440")
    clip = tmp_path / name
    clip.write_text(text.format(other=private))
    with pytest.raises(MediaError, match="not a readable media file"):
        probe(clip)
    with pytest.raises(MediaError):
        decode(clip)
    with pytest.raises(RejectedError):
        check_media(clip, thresholds=Thresholds())


def test_ffmpeg_is_told_so_too(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "a.mp4", seconds=1)
    shot = _shot(clip, 24, HouseFormat(), index=0, work_dir=tmp_path)
    argv = ffmpeg.output(shot, "out.mp4").get_args()
    assert argv[argv.index("-format_whitelist") + 1] == CONTAINERS
