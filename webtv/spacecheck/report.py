"""What was seen, for people and for programs."""

from __future__ import annotations

import json
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from webtv.spacecheck.sight import Findings, Sight
from webtv.terminal import plain

_GOOD, _WAIT, _BAD = "green", "yellow", "red"


def print_findings(console: Console, findings: Findings) -> None:
    """A table of all backends, then each difference of a signature, then the quota."""
    tried = any(sight.trial for sight in findings.sights)
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("Backend", "State", "Gradio", "Contract", *(("Trial",) if tried else ())):
        table.add_column(heading, overflow="fold")
    for sight in findings.sights:
        table.add_row(*_cells(sight, tried=tried))
    console.print(table)
    by_problem: dict[str, list[Sight]] = {}
    for sight in findings.sights:
        if told := sight.problem or (sight.trial.problem if sight.trial else ""):
            by_problem.setdefault(told, []).append(sight)
    for told, sights in by_problem.items():
        _print_problem(console, told, sights)
    _print_quota(console, findings)


def as_json(findings: Findings) -> str:
    """All of it, as JSON."""
    quota = findings.quota
    return json.dumps(
        {
            "backends": [_sight(sight) for sight in findings.sights],
            "zero_gpu_quota": None
            if quota is None
            else {
                "left_s": quota.left_s,
                "base_s": quota.base_s,
                "resets_at": quota.resets_at.isoformat() if quota.resets_at else None,
            },
            "quota_note": findings.quota_note,
            "mend": findings.mend,
        },
        ensure_ascii=False,
        indent=2,
    )


def _cells(sight: Sight, *, tried: bool) -> list[Text]:
    name = Text(plain(sight.subject.backend))
    if sight.subject.channels:
        name.append(f"\n{', '.join(sight.subject.channels)}", "dim")
    colour = _BAD if sight.mend else _WAIT if sight.problem else _GOOD
    state = Text(plain(sight.state), colour)
    if sight.hardware:
        state.append(f"\n{plain(sight.hardware)}", "dim")
    cells = [name, state, Text(plain(sight.gradio)), _contract(sight)]
    if tried:
        cells.append(_trial(sight))
    return cells


def _contract(sight: Sight) -> Text:
    if not sight.rows:
        return Text("-", "dim")
    wrong = sum(bool(row.problem) for row in sight.rows)
    if wrong:
        return Text(f"{wrong} {'difference' if wrong == 1 else 'differences'}", _BAD)
    return Text("fits", _GOOD)


def _trial(sight: Sight) -> Text:
    trial = sight.trial
    if trial is None:
        return Text("-", "dim")
    if trial.problem:
        return Text("failed", _BAD)
    size = f"{trial.size_bytes / 1000:,.0f} kB"
    return Text(f"{trial.came}, {size}\nin {trial.took_s:.1f} s", _GOOD)


def _print_problem(console: Console, told: str, sights: list[Sight]) -> None:
    """Who has it, what it is, and each signature that differs."""
    names = ", ".join(plain(sight.subject.backend) for sight in sights)
    console.print()
    console.print(Text(names, "bold").append(f": {plain(told)}", "not bold"))
    for sight in sights:
        if sight.rows and not sight.fits:
            console.print(_signature(sight))


def _signature(sight: Sight) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 2))
    for heading in ("The contract declares", "The app takes", ""):
        table.add_column(heading, overflow="fold")
    for row in sight.rows:
        style = _BAD if row.problem else ""
        table.add_row(
            Text(plain(row.declared) or "-", style),
            Text(plain(row.real) or "-", style),
            Text(plain(row.problem), style),
        )
    return table


def _print_quota(console: Console, findings: Findings) -> None:
    quota = findings.quota
    if quota is not None:
        back = f", back at {quota.resets_at:%Y-%m-%d %H:%M} UTC" if quota.resets_at else ""
        console.print(f"\nZeroGPU: {quota.left_s:,.0f} of {quota.base_s:,.0f} s left{back}")
    elif findings.quota_note:
        console.print("\nZeroGPU: the quota of HF_TOKEN is not told:", plain(findings.quota_note))


def _sight(sight: Sight) -> dict[str, Any]:
    trial = sight.trial
    return {
        "backend": sight.subject.backend,
        "contract": sight.subject.contract.id,
        "place": sight.subject.address.name,
        "channels": list(sight.subject.channels),
        "state": sight.state,
        "hardware": sight.hardware,
        "gradio": sight.gradio,
        "fits": sight.fits,
        "signature": [
            {"declared": row.declared, "real": row.real, "problem": row.problem}
            for row in sight.rows
        ],
        "problem": sight.problem,
        "mend": sight.mend,
        "trial": None
        if trial is None
        else {
            "took_s": round(trial.took_s, 3),
            "worked_s": round(trial.worked_s, 3),
            "size_bytes": trial.size_bytes,
            "came": trial.came,
            "problem": trial.problem,
        },
    }
