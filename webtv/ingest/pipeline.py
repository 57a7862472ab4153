"""From clips to a programme in the library: conform, admit, shelve."""

from __future__ import annotations

import threading
from dataclasses import replace
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from webtv.errors import RejectedError
from webtv.ingest.admit import admit, limits
from webtv.ingest.job import IngestJob
from webtv.ingest.manifest import manifest
from webtv.ingest.provenance import label
from webtv.ingest.shelve import shelve
from webtv.ingest.sounds import gather, unheard
from webtv.media.conform import conform
from webtv.media.cutting import Cut, cut, shown_share
from webtv.media.graphics.captions import Captions
from webtv.media.sound.clipsound import MOST_OWN
from webtv.media.watermark.code import is_markable
from webtv.model.programme import Programme
from webtv.signing.sign import Signer
from webtv.store.library import Library


def ingest(
    job: IngestJob,
    *,
    ffmpeg: Path,
    library: Library,
    work_dir: Path,
    signer: Signer | None = None,
    watermark: bool = True,
    stop: threading.Event | None = None,
) -> Programme:
    """Make one programme of a job's clips and put it into the library. Blocks for seconds.

    With a `watermark` its id is in its picture, and what `signer` can sign has a manifest.
    Raises `RejectedError` when the result must not air and `MediaError` when it could not be
    made or `stop` was set; either way nothing is left behind in the library or in `work_dir`.
    """
    started = monotonic()
    if not job.clips:
        raise RejectedError(f"{job.plan.title!r} has no clips left to show")
    house, timing = job.channel.house, _timing(job)
    work_dir.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f"{job.programme_id}-", dir=work_dir) as folder:
        here = Path(folder)
        shares = [
            shown_share(clip.paced_s(job.channel), float(length / house.rate))
            for clip, length in zip(job.clips, timing.lengths, strict=True)
        ]
        sounds = gather(job, timing, shares)
        job = sounds.heard_in(job)
        conformed = conform(
            ffmpeg,
            house,
            clips=[clip.path for clip in job.clips],
            timing=timing,
            music=job.music,
            captions=_captions(job),
            label=label(job),
            out=here / f"{job.programme_id}.mp4",
            work_dir=here,
            layers=sounds.layers,
            shares=shares,
            recorded=[index for index, clip in enumerate(job.clips) if clip.recorded],
            drawn=job.drawn,
            mark=job.programme_id if watermark else "",
            stop=stop,
        )
        if not (conformed.layers or sounds.layers.empty):
            sounds = unheard(job)
            job = sounds.heard_in(job)
        admitted = admit(
            conformed.path,
            house,
            frames=timing.frames,
            ffmpeg=ffmpeg,
            thresholds=limits(job.kind, job.channel.qc),
        )
        job = job if conformed.music else replace(job, music_generations=())
        signed_by = signer.sign(conformed.path, admitted.info, manifest(job)) if signer else ""
        return shelve(
            job,
            conformed.path,
            admitted=admitted,
            signed_by=signed_by,
            marked=watermark and is_markable(job.programme_id),
            timing=timing,
            sounds=sounds,
            seconds_taken=job.seconds_taken + monotonic() - started,
            library=library,
        )


def _timing(job: IngestJob) -> Cut:
    """The step of the grid nearest to what its clips ask for; of what was recorded none is cut."""
    house, shape = job.channel.house, job.channel.programme
    wanted = [clip.shown_s for clip in job.clips]
    frames = None
    if all(clip.recorded for clip in job.clips):
        steps = ceil(sum(wanted) / MOST_OWN / house.grid_s)
        frames = steps * house.grid_frames
    crossfade_s = shape.transition_s if shape.transition == "crossfade" else 0.0
    return cut(wanted, house, crossfade_s=crossfade_s, frames=frames)


def _captions(job: IngestJob) -> Captions:
    titles, bug = job.channel.titles, job.channel.bug
    return Captions(
        title=job.plan.title if titles.enabled and job.titled else "",
        kicker=job.channel.title,
        language=job.channel.language,
        credit=job.plan.credit if job.titled else "",
        title_s=titles.seconds,
        bug=bug.text if bug.enabled and job.ai_generated else "",
        bug_corner=bug.position,
    )
