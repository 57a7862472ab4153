"""Calls and their results in the tables. Every function is part of one transaction."""

from __future__ import annotations

import json
from datetime import datetime
from statistics import median

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from webtv.model.cost import Cost
from webtv.model.programme import Generation
from webtv.work.call import Artifact, CallKey, Ticket
from webtv.work.tables import ArtifactRow, CallRow, CommissionRow, plain

_TYPICAL_OF = 15
"""Calls that an estimate looks back on."""


def find_done(session: Session, key: CallKey) -> tuple[ArtifactRow, Generation] | None:
    """The result of a finished call."""
    found = session.execute(
        select(ArtifactRow, CallRow.generation)
        .join(CallRow, CallRow.artifact == ArtifactRow.name)
        .where(CallRow.digest == key.digest, CallRow.state == "done")
    ).one_or_none()
    if found is None or found[1] is None:
        return None
    return found[0], Generation.model_validate_json(found[1])


def find_task(session: Session, key: CallKey) -> str | None:
    """The vendor's name for this call, if it was begun and can still be collected."""
    return session.scalar(
        select(CallRow.task).where(
            CallRow.digest == key.digest, CallRow.state.not_in(("failed", "refused"))
        )
    )


def find_refusal(session: Session, key: CallKey) -> str | None:
    """The reason why a call was refused; None if it was not."""
    return session.scalar(
        select(CallRow.reason).where(CallRow.digest == key.digest, CallRow.state == "refused")
    )


def begin(session: Session, key: CallKey, *, now: datetime) -> Ticket:
    """Note a call that is about to be made. An unfinished one with a vendor's task goes on."""
    row = session.scalar(select(CallRow).where(CallRow.digest == key.digest))
    if row is None:
        row = CallRow(
            digest=key.digest,
            programme_id=key.programme_id,
            channel=key.channel_id,
            stage=key.stage,
            shot=key.shot,
            backend=key.backend,
            inputs=json.dumps(dict(key.inputs), sort_keys=True),
            attempt=0,
        )
        session.add(row)
    if row.task is None:
        row.attempt += 1
    row.state, row.reason, row.artifact = "begun", "", None
    row.begun_at, row.finished_at = now, None
    session.flush()
    return Ticket(row.id, row.task)


def call_of(session: Session, ticket: Ticket) -> CallRow:
    """The call of a ticket. Raises `LookupError` if its record was deleted, long after."""
    row = session.get(CallRow, ticket.id)
    if row is None:
        raise LookupError(f"call {ticket.id} is not in the work book")
    return row


def finish(
    session: Session, row: CallRow, artifact: Artifact, generation: Generation, *, now: datetime
) -> None:
    """A call is done; its result stays until its programme is settled."""
    name = artifact.path.name
    if session.get(ArtifactRow, name) is None:
        session.add(ArtifactRow(name=name, size_bytes=artifact.size_bytes))
        session.flush()
    row.state, row.generation, row.artifact = "done", generation.model_dump_json(), name
    row.finished_at = now


def fail(row: CallRow, reason: str, *, final: bool, refused: bool, now: datetime) -> None:
    """A call failed. What a vendor still works on is remembered, unless this is `final`."""
    row.reason = plain(reason)
    if final:
        row.state = "refused" if refused else "failed"
        row.task, row.finished_at = None, now


def typical(session: Session, backend: str) -> Cost | None:
    """The median cost of the backend's last calls; None if there were none."""
    generations = session.scalars(
        select(CallRow.generation)
        .where(CallRow.backend == backend, CallRow.state == "done")
        .order_by(CallRow.finished_at.desc())
        .limit(_TYPICAL_OF)
    )
    costs = [
        Generation.model_validate_json(generation).cost for generation in generations if generation
    ]
    if not costs:
        return None
    return Cost(
        gpu_s=median(c.gpu_s for c in costs),
        credits=median(c.credits for c in costs),
        tokens=round(median(c.tokens for c in costs)),
        money=median(c.money for c in costs),
    )


def free_artifacts(session: Session) -> list[str]:
    """Forget the artifacts that no open commission needs, and give their names."""
    settled = select(CommissionRow.programme_id).where(CommissionRow.state != "open")
    session.execute(
        update(CallRow)
        .where(CallRow.artifact.is_not(None), CallRow.programme_id.in_(settled))
        .values(artifact=None)
    )
    used = select(CallRow.artifact).where(CallRow.artifact == ArtifactRow.name)
    names = list(session.scalars(select(ArtifactRow.name).where(~used.exists())))
    session.execute(delete(ArtifactRow).where(~used.exists()))
    return names


def artifact_names(session: Session) -> set[str]:
    """Every artifact there should be."""
    return set(session.scalars(select(ArtifactRow.name)))


def artifact_of(session: Session, ticket: Ticket) -> ArtifactRow | None:
    """The artifact of a call that is done."""
    return session.scalar(
        select(ArtifactRow)
        .join(CallRow, CallRow.artifact == ArtifactRow.name)
        .where(CallRow.id == ticket.id)
    )
