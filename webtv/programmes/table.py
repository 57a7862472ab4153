"""The catalogue for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from webtv.model.cost import cost_text
from webtv.model.programme import Programme
from webtv.model.timecode import length
from webtv.programmes.catalogue import Entry
from webtv.terminal import plain


def print_catalogue(console: Console, entries: Sequence[Entry], *, score: bool = False) -> None:
    """One line a programme, in their order; `score` adds the house score and its weakest parts."""
    if not entries:
        console.print("No programmes.")
        return
    several = len({entry.programme.channel for entry in entries}) > 1
    table = Table(box=None, padding=(0, 2, 0, 0))
    columns = ["Id", "Title", "Length", "Made", "Airings", "Last aired", "Cost", ""]
    columns += ["Score", "Weakest"] if score else []
    for column in ["Channel", *columns] if several else columns:
        right = column in ("Length", "Airings", "Score")
        table.add_column(column, no_wrap=column != "Title", justify="right" if right else "left")
    for entry in entries:
        programme = entry.programme
        row = [
            Text(programme.id),
            Text(plain(programme.title)),
            Text(length(programme.duration_s)),
            Text(_local(programme.created_at)),
            Text(str(entry.airings)),
            Text(_local(entry.last_aired) if entry.last_aired else "never"),
            Text(cost_text(programme.cost)),
            Text(_marks(entry), "yellow" if entry.state else ""),
        ]
        row += _score(programme) if score else []
        table.add_row(*([Text(programme.channel), *row] if several else row))
    console.print(table)


def catalogue_json(entries: Sequence[Entry]) -> str:
    """One object a line: the sidecar, and what the as-run log adds."""
    return "\n".join(
        json.dumps(
            {
                **entry.programme.model_dump(mode="json"),
                "duration_s": entry.programme.duration_s,
                "airings": entry.airings,
                "last_aired": entry.last_aired.isoformat() if entry.last_aired else None,
                "state": entry.state,
            },
            ensure_ascii=False,
        )
        for entry in entries
    )


def _score(programme: Programme) -> list[Text]:
    if programme.score is None:
        return [Text("-"), Text("")]
    return [Text(f"{programme.score.value:.0f}"), Text(plain(programme.score.weakest))]


def _marks(entry: Entry) -> str:
    kind = entry.programme.kind
    return ", ".join(filter(None, ["" if kind == "programme" else kind, entry.state]))


def _local(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}"
