"""Each fault is made of a clip that the local studio filmed, and found by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.clips import encode, flip_bits
from webtv.config.limits import QcConfig
from webtv.errors import RejectedError
from webtv.ingest.check import thresholds
from webtv.media.quality import check_media
from webtv.media.quality.measure import measure
from webtv.media.quality.measures import PictureMeasures

LIMITS = thresholds(QcConfig())
H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "20", "-an")
FLICKER = "eq=eval=frame:brightness='{}*(1-2*mod(n,2))'"


def picture(path: Path) -> PictureMeasures:
    seen = measure(path).picture
    assert seen is not None
    return seen


def made(source: Path, target: Path, filters: str, *coding: str) -> Path:
    encode("-i", str(source), "-vf", filters, *(coding or H264), str(target))
    return target


@pytest.mark.parametrize("filters", ["null", "scale=320:180", "gblur=sigma=4", "eq=gamma=0.8"])
def test_good_clips_pass(studio_clip: Path, tmp_path: Path, filters: str) -> None:
    check_media(made(studio_clip, tmp_path / "good.mp4", filters), thresholds=LIMITS)


@pytest.mark.parametrize(
    ("check", "filters"),
    [
        ("black", "lutyuv=y=16:u=128:v=128"),
        ("frozen", "gblur=sigma=3,loop=-1:1:0,trim=end_frame=24"),
        ("static", "loop=-1:1:0,trim=end_frame=24,noise=alls=4:allf=t"),
        ("flicker", FLICKER.format(0.04)),
        ("flicker", FLICKER.format(0.04) + ":enable='lt(mod(n,12),9)'"),
        ("letterbox", "crop=iw:ih*3/4,pad=iw:ih*4/3:0:(oh-ih)/2"),
        ("letterbox", "crop=iw*3/4:ih,pad=iw*4/3:ih:(ow-iw)/2:0"),
    ],
)
def test_faults_are_named(studio_clip: Path, tmp_path: Path, check: str, filters: str) -> None:
    clip = made(studio_clip, tmp_path / "bad.mp4", filters)
    with pytest.raises(RejectedError, match=r"bad\.mp4 ") as refused:
        check_media(clip, thresholds=LIMITS)
    assert refused.value.check == check
    assert refused.value.at_s is not None
    assert 0 <= refused.value.at_s <= 3


def test_a_few_flashes_are_lightning(studio_clip: Path, tmp_path: Path) -> None:
    flash = "eq=eval=frame:brightness='0.3*between(mod(n,12),3,3)'"
    clip = made(studio_clip, tmp_path / "storm.mp4", flash)
    assert picture(clip).flicker.value < 0.01


def test_flicker_of_less_than_a_quarter_of_the_picture(studio_clip: Path, tmp_path: Path) -> None:
    def lamp(width: str) -> Path:
        box = f"drawbox=w={width}:h=ih/2:color=black:t=fill:enable='mod(n,2)'"
        return made(studio_clip, tmp_path / "lamp.mp4", box)

    assert picture(lamp("iw/4")).flicker.value < 0.01
    assert picture(lamp("iw/2")).flicker.value > 0.2


def test_blocks_of_far_too_few_bits(studio_clip: Path, tmp_path: Path) -> None:
    coarse = made(
        studio_clip, tmp_path / "coarse.mp4", "null", "-c:v", "mpeg4", "-q:v", "31", "-an"
    )
    with pytest.raises(RejectedError, match="falls into blocks") as refused:
        check_media(coarse, thresholds=LIMITS)
    assert refused.value.check == "blocks"


def test_flipped_bits_are_found_while_decoding(studio_clip: Path, tmp_path: Path) -> None:
    damaged = flip_bits(studio_clip, tmp_path / "flipped.mp4", count=20)
    with pytest.raises(RejectedError) as refused:
        check_media(damaged, thresholds=LIMITS)
    assert refused.value.check == "decodable"


def test_damage_that_was_encoded_anew_is_seen_in_the_picture(
    studio_clip: Path, tmp_path: Path
) -> None:
    coding = ("-c:v", "libx264", "-preset", "superfast", "-crf", "6", "-g", "12", "-an")
    coded = made(studio_clip, tmp_path / "coded.mp4", "null", *coding)
    damaged = flip_bits(coded, tmp_path / "flipped.mp4", count=100, seed=2)
    hidden = tmp_path / "hidden.mp4"
    encode(
        *("-err_detect", "ignore_err", "-flags", "+output_corrupt", "-i", str(damaged)),
        *("-c:v", "libx264", "-preset", "ultrafast", "-crf", "16", "-an", str(hidden)),
    )
    with pytest.raises(RejectedError, match="falls into blocks"):
        check_media(hidden, thresholds=LIMITS)
    assert picture(studio_clip).blocks.value < 0.002


def test_a_check_that_is_switched_off(studio_clip: Path, tmp_path: Path) -> None:
    barred = made(studio_clip, tmp_path / "barred.mp4", "crop=iw:ih*3/4,pad=iw:ih*4/3:0:(oh-ih)/2")
    check_media(barred, thresholds=thresholds(QcConfig(letterbox=None)))
    lenient = thresholds(QcConfig(letterbox=0.2))
    check_media(barred, thresholds=lenient)
