"""Why something is on air: the rule by which it was taken, in a sentence for viewers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from webtv.model.asrun import AsRunEntry
from webtv.model.programme import ProgrammeKind

Rule = Literal[
    "new",
    "rerun",
    "ident",
    "trail",
    "filler",
    "announcement",
    "next",
    "cue",
    "hold",
    "takeover",
    "live",
    "slate",
]
"""The rules by which things are taken, from the rundown's to operators' orders."""

LABELS: dict[Rule, str] = {
    "new": "New programme",
    "rerun": "Rerun",
    "ident": "Ident",
    "trail": "Trail",
    "filler": "Between programmes",
    "announcement": "Announcement",
    "next": "Ordered next",
    "cue": "Ordered for this time",
    "hold": "Slate held",
    "takeover": "Live feed",
    "live": "Live programme",
    "slate": "Nothing else ready",
}
"""Each rule in a word or two."""


@dataclass(frozen=True, slots=True)
class Known:
    """Facts beside the as-run entry: of its programme, of the channel's clock, of earlier airings.

    `names` is the title that a trail names, `before` the start of the airing before this one.
    """

    made_as: ProgrammeKind | None = None
    names: str = ""
    ident_every: int = 0
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """The rule, in a word or two and in sentences."""

    rule: Rule
    label: str
    text: str


def reason_of(entry: AsRunEntry, known: Known) -> Reason:
    """Why `entry` was taken, as far as the log and `known` tell."""
    rule = _rule(entry, known)
    return Reason(rule, LABELS[rule], _text(rule, entry, known))


def _rule(entry: AsRunEntry, known: Known) -> Rule:
    if entry.cause in ("next", "cue", "hold", "takeover", "live"):
        return entry.cause
    if entry.cause == "nothing" or entry.kind == "slate":
        return "slate"
    if entry.kind in ("takeover", "live"):
        return entry.kind
    if known.made_as in ("ident", "trail", "announcement"):
        return known.made_as
    if entry.kind == "filler":
        return "filler"
    return "rerun" if entry.kind == "rerun" or known.before else "new"


def _text(rule: Rule, entry: AsRunEntry, known: Known) -> str:
    rested = ""
    if known.before:
        rested = f" It had aired {_span(entry.started_at - known.before)} before."
    match rule:
        case "new":
            return (
                "It came up in the rundown. Programmes that nobody has seen go before all reruns, "
                "in the order in which they were made."
            )
        case "rerun":
            return (
                "It came up in the rundown while nothing new was ready. Of the programmes that "
                f"have aired, the one that has rested longest comes back.{rested}"
            )
        case "ident":
            every = f" after every {known.ident_every} programmes" if known.ident_every else ""
            return f"The channel's clock names the channel between programmes{every}."
        case "trail":
            named = f": {known.names}" if known.names else ""
            return f"The channel's clock names each programme before it begins{named}."
        case "filler":
            return "The channel's clock puts it between programmes."
        case "announcement":
            return "An announcement was due. It goes before the rundown, once."
        case "next":
            return f"An operator ordered it to be next, before the rundown.{rested}"
        case "cue":
            return f"An operator ordered it for this time, whatever was on then.{rested}"
        case "hold":
            return "An operator holds the channel's slate on air."
        case "takeover":
            return "An operator is live: a live feed goes before all programmes."
        case "live":
            return "The channel has a live programme at this hour: a model films it as it airs."
        case "slate":
            return "Nothing was ready to air, so the channel shows its slate until something is."


def _span(span: timedelta) -> str:
    """A length of time in its largest whole unit: `3 hours`."""
    seconds = max(0, round(span.total_seconds()))
    for size, name in ((86_400, "day"), (3600, "hour"), (60, "minute")):
        if count := seconds // size:
            return f"{count} {name}{'' if count == 1 else 's'}"
    return f"{seconds} seconds"
