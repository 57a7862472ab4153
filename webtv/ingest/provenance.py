"""What a programme's file says about how it was made."""

from __future__ import annotations

from webtv.ingest.job import IngestJob
from webtv.media.graphics.label import Label, SourceType


def label(job: IngestJob) -> Label:
    """The label of the programme that `job` becomes."""
    return Label(
        title=job.plan.title,
        description=job.plan.logline,
        channel=job.channel.title,
        source_type=_source_type(job),
        systems=tuple(dict.fromkeys(take.backend for take in job.takes)),
        prompts=tuple(clip.shot.prompt for clip in job.clips if clip.takes),
        created_at=job.created_at,
    )


def _source_type(job: IngestJob) -> SourceType | None:
    if not job.ai_generated:
        return None
    filmed = [take for clip in job.clips for take in clip.takes]
    if job.takes and not any(take.trained for take in job.takes):
        return "algorithmicMedia"
    if filmed and not any(take.trained for take in filmed):
        return "compositeWithTrainedAlgorithmicMedia"
    if job.kind == "programme" or all(clip.takes for clip in job.clips):
        return "trainedAlgorithmicMedia"
    return "compositeWithTrainedAlgorithmicMedia"
