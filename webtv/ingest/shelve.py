"""The last step: file and sidecar go into the library, whole and on disk, in that order."""

from __future__ import annotations

from pathlib import Path

from webtv.files import move_durable, sha256_of, write_atomic
from webtv.ingest.admit import Admitted
from webtv.ingest.job import IngestJob
from webtv.ingest.rate import scored
from webtv.ingest.sounds import Sounds
from webtv.media.cutting import Cut
from webtv.media.quality.score import clip_score
from webtv.model.programme import (
    BETWEEN,
    FilmedShot,
    Programme,
    SpokenLine,
)
from webtv.store.library import Library


def shelve(
    job: IngestJob,
    mezzanine: Path,
    *,
    admitted: Admitted,
    timing: Cut,
    sounds: Sounds,
    seconds_taken: float,
    signed_by: str,
    marked: bool,
    library: Library,
) -> Programme:
    """Move `mezzanine` into the library, write its sidecar, and return the programme."""
    house = job.channel.house
    programme = Programme(
        id=job.programme_id,
        channel=job.channel_id,
        title=job.plan.title,
        logline=job.plan.logline,
        continuity=job.plan.continuity,
        theme=job.channel.theme,
        language=job.channel.language,
        shots=tuple(
            FilmedShot(
                prompt=clip.shot.prompt,
                line=clip.shot.line,
                speaker=clip.shot.speaker,
                negative=clip.shot.negative,
                camera=clip.shot.camera,
                sound=clip.shot.sound,
                motion=clip.shot.motion,
                start_s=round(start_s, 3),
                duration_s=round(duration_s, 3),
                generations=clip.generations,
                score=clip_score(clip.measures),
                fingerprint="" if clip.fingerprint is None else f"{clip.fingerprint:x}",
            )
            for clip, start_s, duration_s in zip(
                job.clips, timing.starts_s, timing.durations_s, strict=True
            )
        ),
        music=job.plan.music,
        music_generations=job.music_generations,
        narration=job.plan.narration if job.narration else "",
        narration_generations=job.narration_generations,
        spoken=_spoken(sounds),
        lines=_lines(sounds),
        story=job.plan.story,
        threads=job.plan.threads,
        kind=job.kind,
        airs_at=job.airs_at,
        announcement=job.announcement,
        look=job.look,
        trails=job.trails,
        # An ident says no more than the channel's name, a trail that of a programme approved.
        approval="waiting" if job.channel.safety.hold and job.kind not in BETWEEN else "",
        credit=job.plan.credit,
        writer=job.writer,
        writing=job.writing,
        file=f"{job.programme_id}.mp4",
        sha256=sha256_of(mezzanine),
        size_bytes=mezzanine.stat().st_size,
        frames=timing.frames,
        fps=house.fps,
        width=house.width,
        height=house.height,
        loudness_lufs=round(admitted.loudness.integrated_lufs, 2),
        created_at=job.created_at,
        seconds_taken=round(seconds_taken, 2),
        notes=(*job.notes, *sounds.notes),
        cost=job.cost,
        ai_generated=job.ai_generated,
        signed_by=signed_by,
        marked=marked,
    )
    programme = scored(programme, admitted.measures, library.programmes(job.channel_id))
    target = library.media(programme)
    move_durable(mezzanine, target)
    write_atomic(
        library.sidecar(programme.channel, programme.id), programme.model_dump_json(indent=2)
    )
    return programme


def _spoken(sounds: Sounds) -> tuple[float, float] | None:
    if sounds.speech is None:
        return None
    start_s = sounds.speech.start_s
    return round(start_s, 3), round(start_s + sounds.speech.seconds, 3)


def _lines(sounds: Sounds) -> tuple[SpokenLine, ...]:
    times = sounds.speech.lines if sounds.speech else ()
    return tuple(
        SpokenLine(start_s=round(start_s, 3), end_s=round(end_s, 3), text=text)
        for text, (start_s, end_s) in zip(sounds.lines, times, strict=bool(times))
    )
