"""The as-run log's entries: what really aired."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal, get_args

from pydantic import Field

from webtv.model.value import Seconds, StoredValue, Timestamp

Kind = Literal["programme", "rerun", "filler", "slate", "takeover", "live"]
"""What is on air: a first airing, aired before, what airs between programmes (idents and trails),
the slate, an operator's live feed, or a live programme, generated as it airs."""

KINDS: tuple[Kind, ...] = get_args(Kind)

Cause = Literal["rundown", "next", "cue", "hold", "takeover", "live", "nothing"]
"""Why it was taken: its turn in the rundown; an operator's order to take it next, at a time, to
hold the slate, or a live feed; the hour of a live programme; or because there was nothing else."""

Outcome = Literal["complete", "cut", "failed"]
"""How it left the air: at its end, by an operator's or the station's doing, or by a fault."""

KILLED = "playout was killed"
"""The detail of what was on air when playout ended without a word."""


class AsRunEntry(StoredValue):
    """One thing that aired on one channel, written when it leaves the air."""

    channel: str
    kind: Kind
    cause: Cause = "rundown"
    programme: str | None = Field(None, description="Programme id; none for slate.")
    title: str
    playlist: int | None = Field(None, description="Number of the playlist it came from.")
    file: str = Field("", description="Name of its media file in the library.")
    sha256: str = Field("", description="Checksum of that file, as admitted to the library.")
    started_at: Timestamp
    ended_at: Timestamp
    aired_s: Seconds = Field(description="Seconds of media sent, not wall-clock time.")
    planned_s: Seconds
    pictures: int | None = Field(
        None, ge=0, le=10**12, description="Pictures sent, counted one by one."
    )
    fps: float | None = Field(None, ge=0.01, le=10_000, description="Pictures a second.")
    outcome: Outcome = "complete"
    detail: str = Field(
        "", description="What failed, or why it was cut: skipped, pulled, hold, cue, takeover, ..."
    )
    destinations: tuple[str, ...] = Field(
        (), description="Ids of the destinations that were sent all of it."
    )
    partly: tuple[str, ...] = Field(
        (), description="Ids of the destinations that were sent a part of it."
    )

    def is_airing_of(self, other: AsRunEntry) -> bool:
        """Whether both tell of the same airing."""
        return (self.started_at, self.kind, self.programme, self.title) == (
            other.started_at,
            other.kind,
            other.programme,
            other.title,
        )

    def killed(self, aired_s: float, pictures: int) -> AsRunEntry:
        """The entry of what playout left on air when it was killed, after so much was sent.

        What had come to its end by then is complete: only its line in the log was missing.
        """
        fps = self.fps or 25.0
        # Pictures are sent in decoding order, so their times run ahead of their number.
        aired_s = min(aired_s, pictures / fps)
        whole = bool(self.planned_s) and self.planned_s - aired_s < 0.5 / fps
        return self.model_copy(
            update={
                "aired_s": round(aired_s, 3),
                "pictures": pictures,
                "ended_at": self.started_at + timedelta(seconds=aired_s),
                "outcome": "complete" if whole else "cut",
                "detail": "" if whole else KILLED,
            }
        )


def kind_named(text: str) -> Kind:
    """The kind that `text` names. Raises `ValueError`."""
    for kind in KINDS:
        if text == kind:
            return kind
    raise ValueError(f"{text!r} is no kind: {', '.join(KINDS)}")
