"""One thing that was looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from webtv.errors import PreflightError


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding says of a `subject` how it is (`told`), and what would mend it (`cure`).

    A fault stands in the way of what the settings ask for; a note is worth knowing.
    """

    subject: str
    told: str
    cure: str = ""
    kind: Literal["good", "note", "fault"] = "good"

    def __str__(self) -> str:
        cure = f": {self.cure}" if self.cure else ""
        return f"{self.subject}: {self.told}{cure}"


def note(subject: str, told: str, cure: str = "") -> Finding:
    """Make a finding that is worth knowing."""
    return Finding(subject, told, cure, "note")


def fault(subject: str, told: str, cure: str) -> Finding:
    """Make a finding of something in the way."""
    return Finding(subject, told, cure, "fault")


def refusal(subject: str, error: PreflightError) -> Finding:
    """Make a fault of a lack that comes with its cure, behind the last colon."""
    told, _, cure = str(error).rpartition(": ")
    return fault(subject, told or cure, cure if told else "")
