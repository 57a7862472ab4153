"""One thing that was looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """`subject` is what was looked at, `told` how it is, `cure` what would mend it.

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
    """Something worth knowing."""
    return Finding(subject, told, cure, "note")


def fault(subject: str, told: str, cure: str) -> Finding:
    """Something in the way."""
    return Finding(subject, told, cure, "fault")
