"""Pieces measured, and what a viewer would complain of in each."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.clips import encode
from tests.probe.pieces import BLACK, HUM, SILENCE, STILL, make_piece
from webtv.model.status import Symptom
from webtv.probe.judge import judge
from webtv.probe.sample import Sample, measure


@pytest.mark.parametrize("ending", ["ts", "flv", "mp4"])
def test_a_good_piece_in_every_container(tmp_path: Path, ending: str) -> None:
    more = ("-movflags", "+frag_keyframe+empty_moov") if ending == "mp4" else ()
    sample = measure(make_piece(tmp_path / f"a.{ending}", more=more).read_bytes())
    assert sample.packets == 96
    assert sample.media_s == pytest.approx(95 / 24, abs=0.05)
    assert (sample.decoded, sample.pictures, sample.dark) == (2, 1, False)
    assert sample.loudness_db == pytest.approx(-21, abs=4)
    assert sample.back_s <= 0.001
    assert judge(sample) is None


def test_a_piece_with_one_keyframe_is_decoded_whole(tmp_path: Path) -> None:
    sample = measure(make_piece(tmp_path / "a.ts", keyframe_s=10).read_bytes())
    assert sample.decoded == 96
    assert judge(sample) is None


@pytest.mark.parametrize(
    ("picture", "sound", "symptom"),
    [
        (BLACK, "sine=f=330", "black"),
        (STILL, "sine=f=330", "frozen"),
        ("testsrc2=s=320x180:r=24", SILENCE, "silent"),
        ("testsrc2=s=320x180:r=24", None, "silent"),
        (None, "sine=f=330", "starved"),
    ],
)
def test_what_is_plain_to_see_or_hear(
    tmp_path: Path, picture: str | None, sound: str | None, symptom: Symptom
) -> None:
    piece = make_piece(tmp_path / "a.ts", picture=picture, sound=sound)
    fault = judge(measure(piece.read_bytes()))
    assert fault is not None
    assert fault.symptom == symptom


def test_room_tone_is_not_silence(tmp_path: Path) -> None:
    assert judge(measure(make_piece(tmp_path / "a.ts", sound=HUM).read_bytes())) is None


def test_a_clock_that_runs_back(tmp_path: Path) -> None:
    first = make_piece(tmp_path / "a.ts", seconds=2)
    later = tmp_path / "b.ts"
    encode("-i", str(first), "-c", "copy", "-output_ts_offset", "60", str(later))
    back = judge(measure(later.read_bytes() + first.read_bytes()))
    assert back is not None
    assert (back.symptom, back.said[:29]) == ("broken", "the clock of what comes jumps")
    hole = judge(measure(first.read_bytes() + later.read_bytes()))
    assert hole is not None
    assert hole.said.startswith("the picture has a hole of ")


def test_what_is_cut_in_the_middle_is_still_measured(tmp_path: Path) -> None:
    data = make_piece(tmp_path / "a.flv").read_bytes()
    sample = measure(data[: len(data) * 3 // 4])
    assert 2 < sample.media_s < 3.5
    assert judge(sample) is None


@pytest.mark.parametrize("data", [b"", b"G" * 5000, b"<html>not a channel</html>"])
def test_what_is_no_media_holds_no_picture(data: bytes) -> None:
    assert measure(data) == Sample()
    fault = judge(measure(data))
    assert fault is not None
    assert fault.symptom == "starved"


def test_a_list_in_place_of_media_opens_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_piece(tmp_path / "private.ts", seconds=1)
    monkeypatch.chdir(tmp_path)
    assert measure(b"ffconcat version 1.0\nfile private.ts\n") == Sample()
    entry = b"#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nprivate.ts\n#EXT-X-ENDLIST\n"
    assert measure(entry) == Sample()


def test_noise_in_place_of_pictures_cannot_be_decoded() -> None:
    fault = judge(Sample(packets=96, media_s=4, loudness_db=-20))
    assert fault is not None
    assert fault.symptom == "broken"


def test_what_airs_must_come_as_it_airs(tmp_path: Path) -> None:
    sample = measure(make_piece(tmp_path / "a.flv", seconds=1).read_bytes())
    assert judge(sample, live_s=1.2) is None
    slow = judge(sample, live_s=3.0)
    assert slow is not None
    assert slow.symptom == "starved"
    assert slow.said == "3.0 s of waiting brought 1.0 s of picture"
