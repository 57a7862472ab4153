"""A station with a channel that has a programme, another one, and a file between them."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.backup.stations import Place
from tests.clips import make_clip
from webtv.config.channel import Channel
from webtv.ingest.job import FilmedClip, IngestJob
from webtv.ingest.pipeline import ingest
from webtv.media.process.binary import find_ffmpeg
from webtv.model.house import HouseFormat
from webtv.model.programme import Generation, Plan, Programme, Shot, programme_id
from webtv.store.library import Library

HOUSE = HouseFormat(width=320, height=180, video_kbps=800)
CHANNEL = """\
title: Reef
theme: Life on a coral reef, with parrotfish and octopuses.
house: {width: 320, height: 180, video_kbps: 800}
cast: [{name: Olga, look: an old octopus, image: olga.png}]
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Programme]:
    """The library of a station that has made one programme, and that programme."""
    folder = tmp_path_factory.mktemp("made")
    shot = Shot(prompt="an octopus in its garden", seconds=8)
    clip = make_clip(folder / "clip.mp4", seconds=8, size=(320, 180), fps=24)
    filmed = FilmedClip(shot, clip, (Generation(stage="video", backend="test", seed=7),))
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    job = IngestJob(
        channel_id="reef",
        channel=Channel(title="Reef", theme="a coral reef", house=HOUSE),
        programme_id=programme_id("reef", now, "0"),
        plan=Plan(title="The garden", shots=(shot,), music="calm"),
        clips=(filmed,),
        music=None,
        music_generations=(),
        writer="template",
        created_at=now,
        seconds_taken=1.0,
    )
    library = Library(folder / "library")
    programme = ingest(job, ffmpeg=find_ffmpeg(None), library=library, work_dir=folder / "work")
    return library.folder, programme


@pytest.fixture
def old(tmp_path: Path, made: tuple[Path, Programme]) -> Place:
    place = Place(tmp_path / "old")
    place.write("channels/reef.yaml", CHANNEL)
    place.write("channels/other.yaml", CHANNEL.replace("Reef", "Other"))
    place.write("var/assets/reef/olga.png", b"a picture")
    place.write("var/assets/other/secret.png", b"another channel's")
    shutil.copytree(made[0], place.settings.library_dir)
    return place


@pytest.fixture
def new(tmp_path: Path) -> Place:
    (tmp_path / "new").mkdir()
    return Place(tmp_path / "new")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "reef.tar"
