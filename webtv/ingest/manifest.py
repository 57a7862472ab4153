"""The C2PA manifest of a programme: that AI made it, and how, as its sidecar says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from webtv import __version__
from webtv.ingest.job import FilmedClip, IngestJob
from webtv.ingest.provenance import label
from webtv.log import redact
from webtv.media.graphics.label import SOURCE_TYPES
from webtv.model.programme import Generation, written_by
from webtv.signing.sign import PROGRAMME


def manifest(job: IngestJob) -> Mapping[str, Any]:
    """The manifest of the programme that `job` becomes, as the C2PA library takes it.

    It says no more than the programme's page, and so no key that a prompt may hold.
    """
    known = label(job)
    created: dict[str, Any] = {"action": "c2pa.created", "when": job.created_at.isoformat()}
    if known.source_type is not None:
        created["digitalSourceType"] = SOURCE_TYPES + known.source_type
    if known.systems:
        created["description"] = redact(known.mark)
    return {
        "claim_generator_info": [{"name": "WebTV", "version": __version__}],
        "title": job.plan.title,
        "assertions": [
            {"label": "c2pa.actions.v2", "data": {"actions": [created]}},
            {"label": PROGRAMME, "data": _programme(job)},
        ],
    }


def _programme(job: IngestJob) -> dict[str, Any]:
    plan = job.plan
    told = {
        "id": job.programme_id,
        "channel": job.channel_id,
        "channel_title": job.channel.title,
        "title": plan.title,
        "logline": plan.logline,
        "kind": job.kind,
        "ai_generated": job.ai_generated,
        "created_at": job.created_at.isoformat(),
        "writer": redact(written_by(job.writing, job.writer)),
        "shots": list(map(_shot, job.clips)),
        "music": redact(plan.music) if job.music_generations else "",
        "music_generations": list(map(_generation, job.music_generations)),
        "narration": redact(plan.narration) if job.narration else "",
        "narration_generations": list(map(_generation, job.narration_generations)),
    }
    return {name: value for name, value in told.items() if value not in ("", [])}


def _shot(clip: FilmedClip) -> dict[str, Any]:
    told = {
        "prompt": redact(clip.shot.prompt),
        "line": redact(clip.shot.line),
        "generations": list(map(_generation, clip.generations)),
    }
    return {name: value for name, value in told.items() if value not in ("", [])}


def _generation(work: Generation) -> dict[str, Any]:
    told = {
        "stage": work.stage,
        "backend": redact(work.backend),
        "prompt": redact(work.prompt),
        "licence": work.licence,
        "trained": work.trained,
    }
    seed = {} if work.seed is None else {"seed": work.seed}
    return {name: value for name, value in told.items() if value != ""} | seed
