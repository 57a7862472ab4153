"""A producer whose backends do as a script says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.production.backends import Row, Scripted, contract
from webtv.config.channel import Channel
from webtv.config.contract import Input
from webtv.errors import MediaError, RefusedError
from webtv.generators.transport import Answer
from webtv.ingest.job import IngestJob
from webtv.model.programme import Plan, Programme, Shot
from webtv.model.stage import Stage
from webtv.production.programme.producer import Producer
from webtv.production.programme.progress import Progress
from webtv.work.book import WorkBook
from webtv.work.commission import Commission

ID = "20260501T120000-0123ab"


VIDEO = Input(name="video", source="video", kind="video")
IMAGE = Input(name="image", source="image", kind="file")
LENGTH = Input(name="seconds", source="seconds", kind="float")


@dataclass
class Set:
    """A film set: scripted backends by stage, everything else real."""

    media: Path
    row: Row
    book: WorkBook
    producer: Producer
    banned: set[int] = field(default_factory=set)

    def add(self, stage: Stage, name: str = "", *inputs: Input, **how: Any) -> Scripted:
        """A backend of a stage, that gives a good clip unless it is told otherwise."""
        files = {"music": "music.wav", "narration": "music.wav", "image": "still.png"}
        good = self.media / files.get(stage, "clip.mp4")
        script = Scripted(how.pop("says", None), gives=how.pop("gives", lambda number: good))
        kind = {"music": "audio", "narration": "audio", "image": "image"}.get(stage, "video")
        made = contract(name or stage, stage=stage, more=inputs, output=kind, **how)  # type: ignore[arg-type]
        self.row.add(made, script)
        return script

    @property
    def clip(self) -> str:
        return str(self.media / "clip.mp4")

    async def make(
        self,
        shots: int = 2,
        identity: str = ID,
        plan: tuple[Shot, ...] = (),
        told: str = "Good morning.",
        **channel: Any,
    ) -> Programme:
        commission = Commission(
            programme_id=identity,
            channel_id="llamas",
            channel=Channel.model_validate(
                {
                    "title": "Llamas",
                    "theme": "llamas of the high Andes",
                    "house": {"width": 256, "height": 144, "video_kbps": 800},
                    "qc": {"similar": None},
                    **channel,
                }
            ),
            plan=Plan(
                title="Dawn",
                shots=plan
                or tuple(Shot(prompt=f"Paco the llama, {n}", seconds=4) for n in range(shots)),
                music="slow pan pipes",
                narration=told,
            ),
            writer="template",
            created_at=datetime(2026, 5, 1, 12, tzinfo=UTC),
        )
        await self.book.commission(commission)
        return await self.producer.make(commission, Progress(identity), lambda: (0.0,))

    async def film(self, **how: Any) -> IngestJob:
        """Up to ingest, which would only put together what was filmed: what it was to be given."""
        jobs: list[IngestJob] = []

        async def ingest(job: IngestJob) -> Programme:
            jobs.append(job)
            raise MediaError("enough is known")

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(self.producer, "ingest", ingest)
            with pytest.raises(MediaError, match="enough"):
                await self.make(**how)
        (job,) = jobs
        return job


def pipeline(*stages: str, **configs: Any) -> dict[str, Any]:
    """Those stages, each by the backend of its own name; the rest is left out."""
    known = {"upscale": None, "interpolate": None, "music": None}
    return {"pipeline": {**known, **{stage: {"space": stage} for stage in stages}, **configs}}


def refuse(number: int) -> Answer:
    raise RefusedError("nsfw", backend="b")
