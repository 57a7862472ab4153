"""What signed television costs and what it finds.

Programmes are made by ingest, each with and without manifest and mark. Those with are joined to one
recording with unmarked stretches between, which is encoded anew at 2.5 Mbit/s, cropped by 2 % and
scaled; then `webtv verify` names what it shows.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import ffmpeg
import psutil

from tests.benchmarks.usage import tree_usage
from tests.clips import encode, make_clip
from tests.studio.artwork import artwork
from webtv.config.channel import Channel
from webtv.config.settings import Settings
from webtv.ingest.job import FilmedClip, IngestJob
from webtv.ingest.pipeline import ingest
from webtv.media.process.binary import find_ffmpeg
from webtv.media.watermark.overlay import marked
from webtv.model.house import HouseFormat
from webtv.model.programme import Generation, Plan, Programme, Shot, programme_id
from webtv.signing.identity import anchors, identity
from webtv.signing.sign import Signer
from webtv.store.library import Library
from webtv.studio.jobs import draw, enlarge, smooth
from webtv.verify.parts import Verdict, verify
from webtv.verify.record import Record

LEAST_PSNR_DB = 42.0
MOST_RATIO = 1.10
HOUSE = HouseFormat()
BEGUN = datetime(2026, 3, 1, 12, tzinfo=UTC)
PROMPTS = (
    "A white llama walks through a mountain village at noon, camera pans slowly right",
    "Nonna cooks soup in a kitchen at night",
    "A lighthouse by the stormy sea at dusk",
    "A whale swims under water",
)
FILMED = (
    "mandelbrot=maxiter=300:",
    "testsrc2=",
    "life=mold=10:ratio=0.1:death_color=#404060:life_color=#c0b090:",
    "cellauto=rule=110:",
)
"""Moving pictures with grain, as cameras and models have it."""

_UNMARKED_S = 10
_SHOTS = 3


def clips(folder: Path) -> list[tuple[Path, bool]]:
    """Clips of the paper theatre, then such with grain: the file, and whether a model made it."""
    found: list[tuple[Path, bool]] = []
    for number, prompt in enumerate(PROMPTS):
        stages = [folder / f"{number}-{stage}.mp4" for stage in ("video", "upscale", "film")]
        draw(stages[0], prompt=prompt, seed=number, frames=24, artwork=artwork())
        enlarge(stages[1], prompt=prompt, source=stages[0], strength=0.7, artwork=artwork())
        smooth(stages[2], source=stages[1], doublings=2, fps=24, artwork=artwork())
        found.append((stages[2], False))
    for number, source in enumerate(FILMED):
        clip = folder / f"grain-{number}.mp4"
        grain = f"noise=alls={6 + 4 * number}:allf=t,gblur=sigma=0.7"
        size = f"s=512x288:r=24,scale=1024:576,{grain}"
        encode(*("-f", "lavfi", "-i", source + size, "-t", "4", "-preset", "ultrafast"), str(clip))
        found.append((clip, True))
    return found


def job(number: int, made: list[tuple[Path, bool]]) -> IngestJob:
    """A programme of three of the clips, all by the theatre or all by a model."""
    kind = [each for each in made if each[1] == bool(number % 2)]
    chosen = [kind[(number // 2 + step) % len(kind)] for step in range(_SHOTS)]
    planned = BEGUN + timedelta(minutes=number)
    shots = [
        Shot(prompt=f"{path.stem}, shot {at}", seconds=5.3) for at, (path, _) in enumerate(chosen)
    ]
    filmed = (
        FilmedClip(
            shot,
            path,
            (Generation(stage="video", backend="bench", seed=number, trained=trained),),
        )
        for shot, (path, trained) in zip(shots, chosen, strict=True)
    )
    return IngestJob(
        channel_id="bench",
        channel=Channel(title="Bench", theme="what is seen again", house=HOUSE),
        programme_id=programme_id("bench", planned, str(number)),
        plan=Plan(title=f"Programme {number}", shots=tuple(shots), music="calm"),
        clips=tuple(filmed),
        music=None,
        music_generations=(),
        writer="bench",
        created_at=planned,
    )


def made(job: IngestJob, folder: Path, signer: Signer | None) -> tuple[Programme, float]:
    """The programme, and the processor seconds of its ingest, of all processes."""
    here = psutil.Process()
    before = tree_usage(here).cpu_s
    programme = ingest(
        job,
        ffmpeg=find_ffmpeg(None),
        library=Library(folder / "library"),
        work_dir=folder / "work",
        signer=signer,
        watermark=signer is not None,
    )
    return programme, tree_usage(here).cpu_s - before


def psnr_db(film: Path, ident: str, folder: Path) -> float:
    """How far the mark alone takes a film's luma from what it was."""
    shown = ffmpeg.input(str(film))["v:0"].filter("trim", end_frame=48)
    both = shown.filter_multi_output("split", 2)
    seen = marked(both.stream(0), ident, HOUSE, work_dir=folder)
    told = ffmpeg.output(ffmpeg.filter([seen, both.stream(1)], "psnr"), "-", f="null").get_args()
    command = [str(find_ffmpeg(None)), "-hide_banner", "-nostdin", *told]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300).stderr
    (luma,) = re.findall(r"PSNR y:([\d.]+)", said)
    return float(luma)


def recorded(films: list[Path], folder: Path) -> Path:
    """The films with unmarked stretches before, amid and after them, as a platform sends them."""
    gap = make_clip(folder / "gap.mp4", seconds=_UNMARKED_S, size=(1024, 576), fps=24)
    middle = len(films) // 2
    inputs = [gap, *films[:middle], gap, *films[middle:], gap]
    out = folder / "recording.flv"
    named = [argument for path in inputs for argument in ("-i", str(path))]
    shown = ";".join(
        f"[{at}:v]crop=iw*0.98:ih*0.98,scale=1280:720,setsar=1,fps=24[v{at}]"
        for at in range(len(inputs))
    )
    joined = "".join(f"[v{at}]" for at in range(len(inputs))) + f"concat=n={len(inputs)}"
    rate = ("-b:v", "2500k", "-maxrate", "2500k", "-bufsize", "5000k", "-g", "48")
    command = [*named, "-filter_complex", f"{shown};{joined}", "-preset", "veryfast", *rate]
    head = [str(find_ffmpeg(None)), "-hide_banner", "-v", "error", "-nostdin", "-y"]
    subprocess.run([*head, *command, str(out)], check=True, timeout=3600)
    return out


def told(verdict: Verdict, wanted: set[str]) -> tuple[int, int, int]:
    """How many were named, how many names are false, and how many parts have a mark."""
    named = {known.id for known in verdict.named}
    marks = [part for part in verdict.parts if part.id]
    false = len(named - wanted) + sum(part.how == "foreign mark" for part in marks)
    return len(named & wanted), false, len(marks)


def main() -> int:
    """Print the figures; 1 if a goal is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--programmes", type=int, default=12)
    count = parser.parse_args().programmes
    with TemporaryDirectory() as name:
        folder = Path(name)
        settings = Settings(_env_file=None, home=folder / "home")
        signer = Signer(partial(identity, settings))
        sources = clips(folder)
        made(job(0, sources), folder / "warm", signer)  # children that stay are started once
        ratios, kilobits, levels, films, wanted = [], [], [], [], set()
        for number in range(count):
            one = job(number, sources)
            plain, plain_s = made(one, folder / "plain", None)
            programme, marked_s = made(replace(one), settings.home, signer)
            film = Library(settings.library_dir).media(programme)
            unmarked = folder / "plain" / "library" / "bench" / plain.file
            ratios.append(marked_s / plain_s)
            kilobits.append(programme.size_bytes / plain.size_bytes)
            levels.append(psnr_db(unmarked, programme.id, folder))
            films.append(film)
            wanted.add(programme.id)
            print(
                f"{programme.id}  {programme.duration_s:5.1f} s  ingest "
                f"{plain_s / plain.duration_s:.3f} -> {marked_s / plain.duration_s:.3f} CPU-s/s, "
                f"{plain.size_bytes * 8e-3 / plain.duration_s:.0f} -> "
                f"{programme.size_bytes * 8e-3 / plain.duration_s:.0f} kbit/s, "
                f"PSNR {levels[-1]:.1f} dB, score {plain.score and plain.score.value} -> "
                f"{programme.score and programme.score.value}",
                flush=True,
            )
        recording = recorded(films, folder)
        before = tree_usage(psutil.Process()).cpu_s
        verdict = verify(recording, Record(settings), trusted=anchors(settings))
        cost_s = tree_usage(psutil.Process()).cpu_s - before
        for part in verdict.parts:
            print(f"  {part.start_s:7.1f} {part.end_s:7.1f} {part.how:12} {part.title}")
        good, false, marks = told(verdict, wanted)
        print(f"named {good} of {count}, false names {false}, parts with a mark {marks}")
        print(f"PSNR of the mark: {min(levels):.1f} dB at least (goal {LEAST_PSNR_DB:g})")
        ratio = median(ratios)
        print(f"CPU of ingest with and without: {ratio:.3f} (goal at most {MOST_RATIO:g})")
        print(f"size of films with and without: {median(kilobits):.3f}")
        print(f"verify: {cost_s / verdict.seconds:.3f} CPU-s a second of recording")
        missed = good < count or false or min(levels) < LEAST_PSNR_DB or ratio > MOST_RATIO
        return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
