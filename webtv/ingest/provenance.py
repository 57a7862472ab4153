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
        systems=tuple(dict.fromkeys(generation.backend for generation in job.generations)),
        prompts=tuple(clip.shot.prompt for clip in job.clips if clip.generations),
        created_at=job.created_at,
    )


def _source_type(job: IngestJob) -> SourceType | None:
    if not job.ai_generated:
        return None
    if job.generations and not any(generation.trained for generation in job.generations):
        return "algorithmicMedia"
    if job.filmed and not any(generation.trained for generation in job.filmed):
        return "compositeWithTrainedAlgorithmicMedia"
    if job.kind == "programme" or all(clip.generations for clip in job.clips):
        return "trainedAlgorithmicMedia"
    return "compositeWithTrainedAlgorithmicMedia"
