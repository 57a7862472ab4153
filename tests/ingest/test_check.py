from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.clips import (
    black_clip,
    damaged_clip,
    empty_clip,
    encode,
    frozen_clip,
    make_clip,
    make_music,
    silent_music,
    truncated_clip,
)
from webtv.config.limits import QcConfig
from webtv.errors import RejectedError
from webtv.ingest.check import (
    Checked,
    check_clip,
    check_film,
    check_image,
    check_music,
    check_new,
    check_speech,
)
from webtv.media.graphics.still import thumbnail
from webtv.media.probe import probe


def test_a_good_clip_passes(tmp_path: Path) -> None:
    info = check_clip(make_clip(tmp_path / "clip.mp4"), wanted_s=4.0).info
    assert info.video is not None
    assert info.video.frames == 24


def test_odd_speed_and_shape_are_mended_later_not_refused(tmp_path: Path) -> None:
    slow = make_clip(tmp_path / "film.mp4", seconds=93 / 8, size=(456, 256), fps=8)
    check_clip(slow, wanted_s=4.0)
    tall = make_clip(tmp_path / "tall.mp4", seconds=3, size=(180, 320), fps=30)
    check_clip(tall, wanted_s=4.0)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (black_clip, "clip.mp4 is black for 3.0 s"),
        (frozen_clip, "clip.mp4 is frozen for 3.0 s"),
        (truncated_clip, "is not a readable media file"),
        (damaged_clip, "is damaged|cannot be decoded"),
        (empty_clip, "clip.mp4 is empty"),
        (make_music, "is not a readable media file|has no picture"),
        (lambda path: path, "clip.mp4 does not exist"),
    ],
)
def test_refused_with_the_reason(tmp_path: Path, make: Callable[[Path], Path], reason: str) -> None:
    suffix = ".wav" if make is make_music else ".mp4"
    with pytest.raises(RejectedError, match=reason):
        check_clip(make(tmp_path / f"clip{suffix}"), wanted_s=4.0)


def test_lengths_that_cannot_be_retimed(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", seconds=2)
    with pytest.raises(RejectedError, match=r"too short: 2\.0 s for a shot of 6\.0 s"):
        check_clip(clip, wanted_s=6.0)
    with pytest.raises(RejectedError, match=r"2\.0 s for a shot of 3\.0 s, of 4\.0 s that were to"):
        check_clip(clip, wanted_s=3.0, promised_s=4.0)
    check_clip(clip, wanted_s=3.0, promised_s=2.0)  # it films no longer
    with pytest.raises(RejectedError, match=r"too short: 1\.0 s for a shot of 3\.0 s"):
        check_clip(clip, wanted_s=3.0, filmed_s=1.0)
    check_clip(make_clip(tmp_path / "long.mp4", seconds=9), wanted_s=2.0)  # it is trimmed
    with pytest.raises(RejectedError, match="only 4 frames"):
        check_clip(make_clip(tmp_path / "few.mp4", seconds=2, fps=2), wanted_s=2.0)


def test_pictures_that_are_looked_at_later(tmp_path: Path) -> None:
    """Size and length are looked at in any case."""
    black = black_clip(tmp_path / "black.mp4")
    with pytest.raises(RejectedError, match="black"):
        check_clip(black, wanted_s=3.0)
    assert check_clip(black, wanted_s=3.0, pictures=False).measures.picture is None
    with pytest.raises(RejectedError, match="too short"):
        check_clip(black, wanted_s=9.0, pictures=False)


def test_too_large_and_too_small(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4")
    with pytest.raises(RejectedError, match="too large"):
        check_clip(clip, wanted_s=3.0, max_bytes=1000)
    tiny = make_clip(tmp_path / "tiny.mp4", size=(32, 32))
    with pytest.raises(RejectedError, match="only 32x32 pixels"):
        check_clip(tiny, wanted_s=3.0)


def test_music(tmp_path: Path) -> None:
    music = check_music(make_music(tmp_path / "good.wav", seconds=5)).info
    assert music.audio is not None
    assert music.audio.duration_s == pytest.approx(5, abs=0.01)
    with pytest.raises(RejectedError, match="is silent"):
        check_music(silent_music(tmp_path / "silent.wav", seconds=5))
    with pytest.raises(RejectedError, match="too short"):
        check_music(make_music(tmp_path / "short.wav", seconds=1))
    with pytest.raises(RejectedError, match="has no sound"):
        check_music(make_clip(tmp_path / "mute.mp4"))


def test_clipped_music(tmp_path: Path) -> None:
    good, hot = make_music(tmp_path / "good.wav", seconds=5), tmp_path / "hot.wav"
    encode("-i", str(good), "-af", "volume=15dB", str(hot))
    with pytest.raises(RejectedError, match=r"hot\.wav is clipped") as refused:
        check_music(hot)
    assert refused.value.check == "clipping"
    check_music(hot, qc=QcConfig(clipping=None))


def test_silence_that_a_channel_allows(tmp_path: Path) -> None:
    resting = tmp_path / "resting.wav"
    beep = "sine=f=440:r=32000,volume='lt(t,2)+gt(t,5)':eval=frame"
    encode("-f", "lavfi", "-i", beep, "-t", "8", str(resting))
    check_music(resting)
    with pytest.raises(RejectedError, match="is silent") as refused:
        check_music(resting, qc=QcConfig(silent_s=2.0))
    assert refused.value.check == "silent"
    assert refused.value.at_s == pytest.approx(3.5, abs=0.1)


def test_speech(tmp_path: Path) -> None:
    checked = check_speech(make_music(tmp_path / "word.wav", seconds=1))
    assert checked.fingerprint is None
    with pytest.raises(RejectedError, match=r"too short: 0\.1 s of speech"):
        check_speech(make_music(tmp_path / "click.wav", seconds=0.1))


def film(path: Path, *options: str, sound: str = "") -> Path:
    heard = ("-f", "lavfi", "-i", sound, "-c:a", "aac") if sound else ()
    picture = ("-f", "lavfi", "-i", "testsrc2=s=320x180:r=24")
    encode(*picture, *heard, "-t", "4", "-c:v", "libx264", *options, str(path))
    return path


def look(path: Path) -> Checked:
    return check_film(path, probe(path), name="Holiday.mov", longest_s=120)


def test_people_may_begin_in_the_dark_stand_still_and_be_silent(tmp_path: Path) -> None:
    fade = ("-vf", "fade=t=in:st=2:d=1")
    assert look(film(tmp_path / "a.mp4", *fade, sound="sine")).measures.frames == 96
    look(film(tmp_path / "b.mp4", sound="anullsrc"))
    look(frozen_clip(tmp_path / "c.mp4"))


def test_the_message_has_the_name_that_people_know(tmp_path: Path) -> None:
    whole = film(tmp_path / "whole.mp4", "-movflags", "+faststart").read_bytes()
    half, hurt = tmp_path / "half.mp4", tmp_path / "hurt.mp4"
    half.write_bytes(whole[: len(whole) * 7 // 10])
    middle = len(whole) // 2
    hurt.write_bytes(whole[:middle] + b"\xff" * 3000 + whole[middle + 3000 :])
    pixel = ("-vf", "scale=1:1", "-pix_fmt", "yuv444p")
    cases = {
        half: r"Holiday\.mov is cut short: of 4\.0 s only [23]\.\d s are there",
        hurt: r"Holiday\.mov (is damaged|cannot be decoded)",
        film(tmp_path / "pixel.mkv", *pixel): r"Holiday\.mov is only 1x1 pixels",
        black_clip(tmp_path / "black.mp4"): r"Holiday\.mov is black all through",
        make_music(tmp_path / "song.mp3", seconds=3): r"Holiday\.mov has no moving picture",
    }
    for path, says in cases.items():
        with pytest.raises(RejectedError, match=says):
            look(path)


def test_a_clip_that_begins_to_move_too_late_is_refused(tmp_path: Path) -> None:
    standing = ("-vf", "tpad=start_duration=1.5:start_mode=clone,trim=duration=5")
    clip = film(tmp_path / "standing.mp4", *standing)
    with pytest.raises(RejectedError, match=r"stands still for its first 1\.\d s") as refused:
        check_clip(clip, wanted_s=5.0)
    assert refused.value.check == "frozen"
    check_clip(clip, wanted_s=5.0, qc=QcConfig(frozen_s=None))


def test_a_clip_that_was_shown_lately(tmp_path: Path) -> None:
    checked = check_clip(make_clip(tmp_path / "clip.mp4"), wanted_s=3.0)
    other = check_clip(make_clip(tmp_path / "other.mp4", source="mandelbrot"), wanted_s=3.0)
    assert checked.fingerprint is not None
    recent = [("llamas-1", 4, checked.fingerprint)]
    check_new(other, recent)
    with pytest.raises(RejectedError, match="repeats shot 4 of llamas-1") as refused:
        check_new(checked, recent)
    assert refused.value.check == "duplicate"
    check_new(checked, recent, qc=QcConfig(similar=None))


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp"])
def test_images(tmp_path: Path, suffix: str) -> None:
    def paint(source: str) -> Path:
        picture = tmp_path / f"picture-001.{suffix}"
        encode("-f", "lavfi", "-i", source, "-frames:v", "1", "-update", "1", str(picture))
        return picture

    check_image(paint("testsrc2=s=320x180"))
    for source, check in (
        ("color=c=black:s=320x180", "black"),
        ("color=c=gray:s=320x180", "blank"),
        ("testsrc2=s=32x32", "size"),
        ("testsrc2=s=320x120,pad=320:180:0:30", "letterbox"),
    ):
        with pytest.raises(RejectedError, match="picture-001") as refused:
            check_image(paint(source))
        assert refused.value.check == check
    assert thumbnail(paint("testsrc2=s=320x180")) is not None


def test_what_is_no_image(tmp_path: Path) -> None:
    page = tmp_path / "picture.png"
    page.write_text("<html>GPU quota exceeded</html>")
    with pytest.raises(RejectedError, match="is no picture") as refused:
        check_image(page)
    assert refused.value.check == "decodable"
    assert thumbnail(page) is None
    with pytest.raises(RejectedError, match="is no picture"):
        check_image(make_music(tmp_path / "music.wav", seconds=1))
