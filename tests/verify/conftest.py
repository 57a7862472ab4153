"""One programme that was made, signed and marked as all are, and a station that has aired it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from tests.clips import encode, make_clip
from tests.ingest.conftest import NOW
from webtv.config.channel import Channel
from webtv.config.settings import Settings
from webtv.ingest.job import FilmedClip, IngestJob
from webtv.ingest.pipeline import ingest
from webtv.media.process.binary import find_ffmpeg
from webtv.model.asrun import AsRunEntry
from webtv.model.house import HouseFormat
from webtv.model.programme import Generation, Plan, Programme, Shot, programme_id
from webtv.signing.identity import identity
from webtv.signing.sign import Signer
from webtv.store.asrun import AsRunLog
from webtv.store.library import Library

HOUSE = HouseFormat(width=512, height=288, video_kbps=1500)
PROMPT = "a harbour at dawn"


@dataclass(frozen=True, slots=True)
class Station:
    """A home with one programme, its film, and its as-run log: the programme, then the slate."""

    settings: Settings
    programme: Programme
    film: Path


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Station:
    folder = tmp_path_factory.mktemp("station")
    settings = Settings(_env_file=None, home=folder / "home")
    clip = make_clip(folder / "clip.mp4", seconds=8, size=(512, 288), fps=24)
    shot = Shot(prompt=PROMPT, seconds=8)
    work = Generation(stage="video", backend="test-model", seed=77, prompt=PROMPT)
    job = IngestJob(
        channel_id="harbour",
        channel=Channel(title="Harbour", theme="ships in every weather", house=HOUSE),
        programme_id=programme_id("harbour", NOW, "0"),
        plan=Plan(title="Tom's harbour", shots=(shot,), music="calm"),
        clips=(FilmedClip(shot, clip, (work,)),),
        music=None,
        music_generations=(),
        writer="template",
        created_at=NOW,
    )
    library = Library(settings.library_dir)
    programme = ingest(
        job,
        ffmpeg=find_ffmpeg(None),
        library=library,
        work_dir=folder / "work",
        signer=Signer(lambda: identity(settings)),
    )
    log = AsRunLog(settings.asrun_dir)
    began = NOW + timedelta(hours=1)
    aired: Sequence[tuple[str | None, str, float, float]] = (
        (programme.id, programme.title, 0, 8),
        (None, "Harbour", 8, 16),
    )
    for ident, title, start_s, end_s in aired:
        log.append(
            AsRunEntry(
                channel="harbour",
                kind="programme" if ident else "slate",
                programme=ident,
                title=title,
                started_at=began + timedelta(seconds=start_s),
                ended_at=began + timedelta(seconds=end_s),
                aired_s=end_s - start_s,
                planned_s=end_s - start_s,
            )
        )
    return Station(settings, programme, library.media(programme))


@pytest.fixture(scope="module")
def recording(station: Station) -> Path:
    """The film and 4 s of a slate, as a viewer of a platform has it: cut, scaled, encoded anew."""
    path = station.settings.home.parent / "recording.flv"
    shown = "crop=iw*0.98:ih*0.98,scale=640:360"
    slate = "testsrc=s=640x360:r=24:d=4,format=yuv420p,setsar=1"
    encode(
        *("-i", str(station.film)),
        *("-f", "lavfi", "-i", slate),
        "-filter_complex",
        f"[0:v]{shown},setsar=1,fps=24[a];[a][1:v]concat=n=2",
        *("-c:v", "libx264", "-preset", "ultrafast", "-b:v", "2500k", "-maxrate", "2500k"),
        *("-bufsize", "5000k", "-g", "48", str(path)),
    )
    return path
