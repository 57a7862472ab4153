"""A drill's outcome as a table for people, and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from webtv.drill.rehearse import Outcome, Verdict
from webtv.drill.sandbox import Sandbox
from webtv.terminal import plain, plain_json

_STYLES: dict[Verdict, str] = {"ok": "green", "missed": "bold red", "skipped": "dim"}
_MOST_SAID = 4
"""Lines of logs in a row of the table; JSON has all."""


def table(outcomes: Sequence[Outcome]) -> Table:
    """A row for each fault."""
    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_lines=True)
    for title, justify in (("fault", "left"), ("HLS s", "right"), ("RTMP s", "right")):
        drawn.add_column(title, justify=justify, no_wrap=True)  # type: ignore[arg-type]
    drawn.add_column("viewers saw", ratio=2)
    drawn.add_column("logs and health said", ratio=4)
    drawn.add_column("back s", justify="right", no_wrap=True)
    drawn.add_column("limits", no_wrap=True)
    drawn.add_column("verdict", ratio=1)
    for outcome in outcomes:
        drawn.add_row(*_row(outcome))
    return drawn


def summary(outcomes: Sequence[Outcome]) -> str:
    """The last line: how many held."""
    count = {v: sum(o.verdict == v for o in outcomes) for v in _STYLES}
    skipped = f", {count['skipped']} skipped" if count["skipped"] else ""
    return f"{count['ok']} within their limits, {count['missed']} not{skipped}"


def as_json(sandbox: Sandbox, outcomes: Sequence[Outcome]) -> str:
    """All of it. Seconds; null where nothing was measured."""
    content = {
        "channels": list(sandbox.channels),
        "left_out": list(sandbox.left_out),
        "own_programmes": list(sandbox.own_films),
        "ok": not any(outcome.verdict == "missed" for outcome in outcomes),
        "faults": [_fields(outcome) for outcome in outcomes],
    }
    return plain_json(json.dumps(content, indent=2, ensure_ascii=False))


def print_report(console: Console, outcomes: Sequence[Outcome]) -> None:
    """Print the table and the last line."""
    console.print(table(outcomes))
    console.print(summary(outcomes))


def _row(outcome: Outcome) -> tuple[Text, ...]:
    fault, sight, verdict = outcome.fault, outcome.sight, outcome.verdict
    limits = f"{fault.hls_s:g} / {fault.rtmp_s:g} / {fault.back_s:g}"
    if verdict == "skipped":
        rest = ("-", "-", "", outcome.skipped, "-", limits)
        return (*map(Text, (fault.name, *map(plain, rest))), Text(verdict, _STYLES[verdict]))
    said = [*([outcome.note] if outcome.note else []), *outcome.said]
    shown = said[:_MOST_SAID] + ([f"and {len(said) - _MOST_SAID} more"] * (len(said) > _MOST_SAID))
    back = "not" if outcome.back_s is None else f"{outcome.back_s:.1f}"
    cells = (
        fault.name,
        f"{sight.hls_s:.1f}",
        f"{sight.rtmp_s:.1f}",
        sight.words(),
        "\n".join(map(plain, shown)) or "nothing",
        back,
        limits,
    )
    told = "; ".join((verdict, *outcome.missed))
    return (*map(Text, cells), Text(told, _STYLES[verdict]))


def _fields(outcome: Outcome) -> dict[str, Any]:
    fault, sight = outcome.fault, outcome.sight
    measured = None if outcome.skipped else sight
    return {
        "name": fault.name,
        "what": fault.what,
        "verdict": outcome.verdict,
        "skipped": outcome.skipped,
        "missed": [] if outcome.skipped else outcome.missed,
        "hls_hole_s": measured and round(sight.hls_s, 2),
        "rtmp_hole_s": measured and round(sight.rtmp_s, 2),
        "slate_s": measured and sight.slate_s,
        "seen": measured and sight.words(),
        "back_s": outcome.back_s,
        "said": list(outcome.said),
        "note": outcome.note,
        "limits": {"hls_s": fault.hls_s, "rtmp_s": fault.rtmp_s, "back_s": fault.back_s},
    }
