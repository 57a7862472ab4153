"""The as-run log for people: a table in local time, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby, islice

from rich.console import Console
from rich.table import Table
from rich.text import Text

from webtv.asrun.sums import Sums
from webtv.model.asrun import KINDS, AsRunEntry, Kind
from webtv.model.timecode import length, timecode
from webtv.terminal import plain

_PAGE = 200
"""Rows laid out at a time, so that a year's log needs no more memory than a day's."""

_COLOURS: dict[Kind, str] = {
    "programme": "green",
    "rerun": "cyan",
    "filler": "blue",
    "slate": "yellow",
    "takeover": "magenta",
    "live": "magenta",
}
_NAMES: dict[Kind, str] = {"programme": "fresh"}


def print_table(
    console: Console, entries: Iterable[AsRunEntry], *, channels: Sequence[str], sums: Sums
) -> None:
    """Print one row an entry below a line for each day, and add each entry to `sums`."""
    several = len(channels) > 1
    for day, entries_of_day in groupby(entries, key=lambda entry: _day(entry.started_at)):
        console.print(Text(day, "bold"))
        while page := list(islice(entries_of_day, _PAGE)):
            table = _table(channels if several else ())
            for entry in page:
                sums.add(entry)
                table.add_row(*_row(entry, several=several))
            console.print(table)


def print_sums(console: Console, sums: Sums, *, holes: bool) -> None:
    """Print the share of each kind, the total and, if asked for, the holes."""
    if not sums.total_s:
        console.print("Nothing aired then.")
        return
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for _ in range(3):
        table.add_column(justify="right")
    table.add_column()
    for kind in KINDS:
        if sums.airings[kind]:
            share = f"{sums.seconds[kind] / sums.total_s:.1%}"
            count = _count(sums.airings[kind])
            name = Text(_NAMES.get(kind, kind), _COLOURS[kind])
            table.add_row(share, length(sums.seconds[kind]), count, name)
    table.add_row("", length(sums.total_s), _count(sum(sums.airings.values())), "total")
    console.print()
    console.print(table)
    if holes and sums.holes:
        times = "once" if len(sums.holes) == 1 else f"{len(sums.holes)} times"
        console.print(
            Text(
                f"Off air {times} between two of these: {sum(sums.holes):.1f} s in all, "
                f"{max(sums.holes):.1f} s at most.",
                "red",
            )
        )


def _day(at: datetime) -> str:
    """The day of a time in the machine's zone, and the offset of that."""
    return f"{at.astimezone():%A %Y-%m-%d, UTC%z}"


def _table(channels: Sequence[str]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), expand=True, show_header=False)
    if channels:
        table.add_column(width=max(map(len, channels)), no_wrap=True)
    table.add_column(width=12, no_wrap=True)
    table.add_column(width=11, no_wrap=True, justify="right")
    table.add_column(width=12)
    table.add_column(ratio=3)
    table.add_column(ratio=2)
    table.add_column(ratio=2)
    return table


def _row(entry: AsRunEntry, *, several: bool) -> list[Text]:
    if entry.pictures is not None and entry.fps is not None:
        lasted = timecode(entry.pictures, entry.fps)
    else:
        lasted = length(entry.aired_s)
    ended = entry.outcome if not entry.detail else f"{entry.outcome}: {plain(entry.detail)}"
    reached = [*entry.destinations, *(f"{ident} (partly)" for ident in entry.partly)]
    row = [
        Text(entry.started_at.astimezone().isoformat(timespec="milliseconds")[11:23]),
        Text(lasted),
        Text(_NAMES.get(entry.kind, entry.kind) + _why(entry), _COLOURS[entry.kind]),
        Text(plain(entry.title)),
        Text(ended, {"complete": "", "cut": "yellow", "failed": "red"}[entry.outcome]),
        Text(", ".join(reached)),
    ]
    return [Text(entry.channel), *row] if several else row


def _why(entry: AsRunEntry) -> str:
    """An operator's order; what airs by itself needs no word."""
    own = entry.cause in ("rundown", "nothing") or entry.cause == entry.kind
    return "" if own else f" ({entry.cause})"


def _count(airings: int) -> str:
    return f"{airings} airing" if airings == 1 else f"{airings} airings"
