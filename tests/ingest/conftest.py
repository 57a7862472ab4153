"""A job of three good clips, in a small house format."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.clips import make_clip, make_music
from webtv.config.channel import Channel
from webtv.ingest.job import FilmedClip, IngestJob
from webtv.media.process.binary import find_ffmpeg
from webtv.model.house import HouseFormat
from webtv.model.programme import Generation, Plan, Shot, programme_id

HOUSE = HouseFormat(width=320, height=180, video_kbps=800)
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def ffmpeg() -> Path:
    return find_ffmpeg(None)


@pytest.fixture(scope="session")
def materials(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("materials")
    for index in range(3):
        size = (320 + 60 * index, 180)
        make_clip(folder / f"clip{index}.mp4", seconds=3, size=size, fps=8 + 8 * index)
    make_music(folder / "music.wav", seconds=6)
    return folder


@pytest.fixture
def job(materials: Path) -> Callable[..., IngestJob]:
    """Makes a job; `clips` says how many of the three planned shots could be filmed."""

    def make(*, clips: int = 3, music: bool = True, nonce: str = "0") -> IngestJob:
        shots = tuple(Shot(prompt=f"a harbour, part {i}", seconds=3) for i in range(3))
        return IngestJob(
            channel_id="harbour",
            channel=Channel(title="Harbour", theme="ships in every weather", house=HOUSE),
            programme_id=programme_id("harbour", NOW, nonce),
            plan=Plan(title="Tom's harbour: 100%", logline="Ships.", shots=shots, music="calm"),
            clips=tuple(
                FilmedClip(
                    shot,
                    materials / f"clip{i}.mp4",
                    (Generation(stage="video", backend="test", seed=i, params={"steps": 25}),),
                )
                for i, shot in enumerate(shots[:clips])
            ),
            music=materials / "music.wav" if music else None,
            music_generations=(Generation(stage="music", backend="test", seed=9),) if music else (),
            writer="template",
            created_at=NOW,
            seconds_taken=5.0,
        )

    return make
