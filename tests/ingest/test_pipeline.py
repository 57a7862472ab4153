from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.clips import black_clip, make_programme
from tests.ingest.conftest import HOUSE, NOW
from webtv.config.channel import Channel
from webtv.errors import MediaError, RejectedError
from webtv.ingest.admit import admit
from webtv.ingest.job import IngestJob
from webtv.ingest.pipeline import ingest
from webtv.media.probe import probe
from webtv.model.house import HouseFormat
from webtv.store.library import Library

Job = Callable[..., IngestJob]


def test_clips_become_a_programme(job: Job, ffmpeg: Path, tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    programme = ingest(job(), ffmpeg=ffmpeg, library=library, work_dir=tmp_path / "work")
    assert library.programmes("harbour") == [programme]
    media = library.media(programme)
    assert programme.sha256 == hashlib.sha256(media.read_bytes()).hexdigest()
    assert programme.size_bytes == media.stat().st_size
    assert (programme.frames, programme.duration_s) == (192, 8.0)
    assert programme.title == "Tom's harbour: 100%"
    assert [shot.generations[0].seed for shot in programme.shots] == [0, 1, 2]
    assert sum(shot.duration_s for shot in programme.shots) == pytest.approx(8.0, abs=0.01)
    assert programme.music_generations[0].seed == 9
    assert programme.loudness_lufs == pytest.approx(-16, abs=0.5)
    assert programme.seconds_taken > 5.0
    assert programme.created_at == NOW
    assert programme.ai_generated
    assert list((tmp_path / "work").iterdir()) == []


def test_a_dropped_shot_and_no_music(job: Job, ffmpeg: Path, tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    shorter = job(clips=1, music=False)
    programme = ingest(shorter, ffmpeg=ffmpeg, library=library, work_dir=tmp_path / "work")
    assert len(programme.shots) == 1
    assert programme.duration_s == 8.0
    assert programme.loudness_lufs == pytest.approx(-16, abs=0.5)


def test_title_and_bug_can_be_turned_off(job: Job, ffmpeg: Path, tmp_path: Path) -> None:
    plain = job(clips=1, music=False)
    channel = Channel.model_validate(
        {
            "title": "Harbour",
            "theme": "ships in every weather",
            "house": HOUSE,
            "bug": {"enabled": False},
            "titles": {"enabled": False},
            "programme": {"transition": "cut"},
        }
    )
    library = Library(tmp_path / "library")
    programme = ingest(
        replace(plain, channel=channel), ffmpeg=ffmpeg, library=library, work_dir=tmp_path / "work"
    )
    assert probe(library.media(programme)).duration_s == 8.0


def test_nothing_filmed(job: Job, ffmpeg: Path, tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    with pytest.raises(RejectedError, match="has no clips left"):
        ingest(job(clips=0), ffmpeg=ffmpeg, library=library, work_dir=tmp_path / "work")


def test_what_must_not_air_leaves_nothing_behind(job: Job, ffmpeg: Path, tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    bad = job(clips=1)
    dark = replace(bad.clips[0], path=black_clip(tmp_path / "dark.mp4"))
    plain = bad.channel.model_copy(
        update={
            "bug": bad.channel.bug.model_copy(update={"enabled": False}),
            "titles": bad.channel.titles.model_copy(update={"enabled": False}),
        }
    )
    with pytest.raises(RejectedError, match="is black for"):
        ingest(
            replace(bad, clips=(dark,), channel=plain),
            ffmpeg=ffmpeg,
            library=library,
            work_dir=tmp_path / "work",
        )
    assert not library.folder.exists()
    assert list((tmp_path / "work").iterdir()) == []


def test_stopped_in_the_middle(job: Job, ffmpeg: Path, tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    library = Library(tmp_path / "library")
    with pytest.raises(MediaError, match="was stopped"):
        ingest(job(), ffmpeg=ffmpeg, library=library, work_dir=tmp_path / "work", stop=stop)
    assert list((tmp_path / "work").iterdir()) == []


def test_admission_names_every_difference(job: Job, ffmpeg: Path, tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    made = ingest(job(clips=1), ffmpeg=ffmpeg, library=library, work_dir=tmp_path / "work")
    admitted = admit(library.media(made), HOUSE, frames=192, ffmpeg=ffmpeg)
    assert admitted.info.duration_s == 8.0
    media = library.media(make_programme(library, "harbour", house=HOUSE, nonce="admit"))
    other = HouseFormat(width=426, height=240, fps=30)
    with pytest.raises(RejectedError) as caught:
        admit(media, other, frames=240, ffmpeg=ffmpeg)
    for words in (
        "size is 320x180, not 426x240",
        "time base is 1/12288, not 1/15360",
        "frames is 192, not 240",
        "keyframes is",
        "video headers is",
        "loudness is",
        "loudness of the first 3 s is",
        "loudness of the last 3 s is",
    ):
        assert words in str(caught.value)
