"""One conformed programme and one slate, made once for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.clips import make_clip, make_music
from tests.studio.artwork import artwork
from webtv.media.conform import Conformed, conform
from webtv.media.cutting import cut
from webtv.media.graphics.captions import Captions
from webtv.media.graphics.label import Label
from webtv.media.graphics.slate import render_slate
from webtv.media.process.binary import find_ffmpeg
from webtv.model.house import HouseFormat
from webtv.studio.jobs import draw

AWKWARD = 'Tom\'s 100% {odd} \\N title: [x],;=\nline two 🌊 "end"'


@pytest.fixture(scope="session")
def ffmpeg() -> Path:
    return find_ffmpeg(None)


@pytest.fixture(scope="session")
def house() -> HouseFormat:
    """House format, but small: everything except size is as on air."""
    return HouseFormat(width=320, height=180, video_kbps=800)


@pytest.fixture(scope="session")
def misfits(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Clips of every wrong size, shape and rate, two with a name that needs quoting."""
    folder = tmp_path_factory.mktemp("mis'fits, [1]; 100%")
    return [
        make_clip(folder / "film.mp4", seconds=93 / 24, size=(456, 256), fps=24),
        make_clip(folder / "tv's 4:3.mp4", seconds=2.5, size=(240, 180), fps=30),
        make_clip(folder / "portrait.mp4", seconds=4, size=(180, 320), fps=16),
        make_clip(folder / "slow.mp4", seconds=7, size=(320, 180), fps=8, sound="sine=f=440"),
        make_clip(folder / "odd.mkv", seconds=3, size=(330, 178), fps=23.976),
        make_clip(folder / "short.mp4", seconds=2, size=(576, 320), fps=8),
    ]


@pytest.fixture(scope="session")
def conformed(
    tmp_path_factory: pytest.TempPathFactory,
    ffmpeg: Path,
    house: HouseFormat,
    misfits: list[Path],
) -> Conformed:
    """Six misfits as one programme of 24 s with crossfades, music and an awkward title."""
    folder = tmp_path_factory.mktemp("conformed")
    return conform(
        ffmpeg,
        house,
        clips=misfits,
        timing=cut([4.0] * 6, house, crossfade_s=0.5),
        music=make_music(folder / "music.wav", seconds=10),
        captions=Captions(title=AWKWARD, kicker="Test channel", bug="AI generated"),
        label=Label(AWKWARD, systems=("zeroscope-v2", "musicgen"), prompts=("a sea",)),
        out=folder / "programme.mp4",
        work_dir=folder,
    )


@pytest.fixture(scope="session")
def slate(tmp_path_factory: pytest.TempPathFactory, ffmpeg: Path, house: HouseFormat) -> Path:
    out = tmp_path_factory.mktemp("slate") / "slate.mp4"
    render_slate(
        ffmpeg, house, title="Llama's Theatre", subtitle="Coming up", language="en", out=out
    )
    return out


@pytest.fixture(scope="session")
def studio_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clip as the local studio films it: 24 pictures of 576x320 at 8 a second."""
    clip = tmp_path_factory.mktemp("studio") / "llama.mp4"
    prompt = "A white llama walks through a mountain village at noon, camera pans slowly right"
    draw(clip, prompt=prompt, seed=5, frames=24, artwork=artwork())
    return clip
