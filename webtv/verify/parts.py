"""A recording in parts: each named by its mark, else by the as-run log, else unknown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from webtv.errors import MediaError, RejectedError
from webtv.media.watermark.look import Looked, look
from webtv.media.watermark.spans import Span
from webtv.model.asrun import AsRunEntry
from webtv.signing.read import Manifest, read_manifest
from webtv.verify.record import Known, Record, began

How = Literal["mark", "foreign mark", "as-run log", "unknown"]
"""By the mark of a programme on record; a mark of which this station knows nothing; what its log
says was on air then; nothing."""

_SHORTEST_S = 2.0
_DEADLINE_S, _DEADLINE_S_PER_MB = 180.0, 8.0


@dataclass(frozen=True, slots=True)
class Part:
    """Seconds of a recording, and what they show; `likeness` of the mark is from 0 to 1."""

    start_s: float
    end_s: float
    how: How
    id: str = ""
    known: Known | None = None
    title: str = ""
    likeness: float | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that is known of a recording. `no_picture` says why its picture was not looked at."""

    file: str
    seconds: float
    parts: tuple[Part, ...]
    manifest: Manifest | None = None
    channel: str = ""
    began_at: datetime | None = None
    no_picture: str = ""

    @property
    def named(self) -> tuple[Known, ...]:
        """The programmes in it, each once."""
        known = {part.id: part.known for part in self.parts if part.known is not None}
        return tuple(each for each in known.values() if each is not None)

    @property
    def good(self) -> bool:
        """Whether anything of this station is in it, or its manifest holds."""
        if self.manifest is not None and self.manifest.state == "changed":
            return False
        return bool(self.named) or (self.manifest is not None and self.manifest.state == "trusted")


def verify(path: Path, record: Record, *, trusted: str) -> Verdict:
    """Look at a recording. Raises `MediaError` where it can be neither decoded nor read."""
    try:
        manifest = read_manifest(path, trusted=trusted)
    except RejectedError as error:
        manifest = Manifest("changed", "", "", faults=(str(error),))
    deadline_s = _DEADLINE_S + _DEADLINE_S_PER_MB * path.stat().st_size / 1e6
    try:
        looked = look(path, deadline_s=deadline_s)
    except MediaError as error:
        if manifest is None:
            raise
        return Verdict(path.name, 0.0, (), manifest, no_picture=str(error))
    return judged(path.name, looked, record, manifest)


def judged(name: str, looked: Looked, record: Record, manifest: Manifest | None = None) -> Verdict:
    """The verdict on what was seen."""
    marked = [_named(span, looked.seconds, record) for span in looked.marks]
    sure = [(part.start_s, part.end_s, part.known) for part in marked if part.known is not None]
    found = began(sure, seconds=looked.seconds)
    began_at, channel = found or (None, sure[0][2].channel if sure else "")
    parts: list[Part] = []
    at_s = 0.0
    for part in [*marked, Part(looked.seconds, looked.seconds, "unknown")]:
        if part.start_s - at_s >= _SHORTEST_S:
            parts += _gap(at_s, part.start_s, record, channel, began_at)
        parts += [part] if part.end_s > part.start_s else []
        at_s = part.end_s
    return Verdict(name, looked.seconds, tuple(parts), manifest, channel, began_at)


def _named(span: Span, seconds: float, record: Record) -> Part:
    known = record.get(span.programme)
    return Part(
        start_s=float(span.start),
        end_s=min(float(span.end), max(seconds, span.start + 1.0)),
        how="foreign mark" if known is None else "mark",
        id=span.programme,
        known=known,
        title=known.title if known else "",
        likeness=span.likeness,
    )


def _gap(
    start_s: float, end_s: float, record: Record, channel: str, began_at: datetime | None
) -> Iterator[Part]:
    """What was on air where no mark is, as the log has it: the slate, what is live, old films."""
    at_s = start_s
    for entry in _aired(start_s, end_s, record, channel, began_at):
        assert began_at is not None
        first, last = (
            (moment - began_at).total_seconds() for moment in (entry.started_at, entry.ended_at)
        )
        first, last = max(at_s, first), min(end_s, last)
        if last - first < _SHORTEST_S:
            continue
        if first - at_s >= _SHORTEST_S:
            yield Part(at_s, first, "unknown")
        first = first if first - at_s >= _SHORTEST_S else at_s
        yield Part(first, last, "as-run log", title=f"{entry.title} ({entry.kind})")
        at_s = last
    if end_s - at_s >= _SHORTEST_S:
        yield Part(at_s, end_s, "unknown")


def _aired(
    start_s: float, end_s: float, record: Record, channel: str, began_at: datetime | None
) -> list[AsRunEntry]:
    if began_at is None:
        return []
    since, until = (began_at + timedelta(seconds=at) for at in (start_s, end_s))
    return record.between(channel, since, until)
