"""From clips to a programme in the library: conform, admit, shelve."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from webtv.errors import RejectedError
from webtv.ingest.admit import admit
from webtv.ingest.job import IngestJob
from webtv.ingest.shelve import shelve
from webtv.media.captions import Captions
from webtv.media.conform import conform
from webtv.media.cutting import cut
from webtv.model.programme import Programme
from webtv.store.library import Library


def ingest(
    job: IngestJob,
    *,
    ffmpeg: Path,
    library: Library,
    work_dir: Path,
    stop: threading.Event | None = None,
) -> Programme:
    """Make one programme of a job's clips and put it into the library. Blocks for seconds.

    Raises `RejectedError` when the result must not air and `MediaError` when it could not be
    made or `stop` was set; either way nothing is left behind in the library or in `work_dir`.
    """
    started = monotonic()
    if not job.clips:
        raise RejectedError(f"{job.plan.title!r} has no clips left to show")
    house, programme = job.channel.house, job.channel.programme
    timing = cut(
        [clip.shown_s for clip in job.clips],
        house,
        crossfade_s=programme.transition_s if programme.transition == "crossfade" else 0.0,
    )
    work_dir.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f"{job.programme_id}-", dir=work_dir) as folder:
        here = Path(folder)
        conformed = conform(
            ffmpeg,
            house,
            clips=[clip.path for clip in job.clips],
            timing=timing,
            music=job.music,
            captions=_captions(job),
            title=job.plan.title,
            out=here / f"{job.programme_id}.mp4",
            work_dir=here,
            stop=stop,
        )
        admitted = admit(
            conformed.path,
            house,
            frames=timing.frames,
            ffmpeg=ffmpeg,
            work_dir=here,
            stop=stop,
        )
        return shelve(
            job if conformed.music else replace(job, music_takes=()),
            conformed.path,
            admitted=admitted,
            timing=timing,
            seconds_taken=job.seconds_taken + monotonic() - started,
            library=library,
        )


def _captions(job: IngestJob) -> Captions:
    titles, bug = job.channel.titles, job.channel.bug
    return Captions(
        title=job.plan.title if titles.enabled and job.titled else "",
        kicker=job.channel.title,
        title_s=titles.seconds,
        bug=bug.text if bug.enabled and job.ai_generated else "",
        bug_corner=bug.position,
    )
