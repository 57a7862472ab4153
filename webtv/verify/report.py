"""The verdict on a recording, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from webtv.log import redact
from webtv.model.programme import Generation, Programme
from webtv.model.timecode import length
from webtv.signing.read import Manifest
from webtv.terminal import plain
from webtv.verify.parts import Part, Verdict
from webtv.verify.record import Known

_STATES = {
    "trusted": "signed by this station, and unchanged",
    "valid": "unchanged since it was signed, by somebody whom this station does not know",
    "changed": "CHANGED since it was signed, or damaged",
}
_COLOURS = {"mark": "green", "foreign mark": "yellow", "as-run log": "cyan", "unknown": "yellow"}
_MEANT = {
    "foreign mark": "marked, and not on record here",
    "unknown": "no mark, and not in the as-run log",
}


def print_verdict(console: Console, verdict: Verdict) -> None:
    """Print a row for each part, then each programme with prompts, models and seeds."""
    told = [f"{verdict.file}: {length(verdict.seconds)}"]
    if verdict.channel:
        told.append(f"channel {verdict.channel}")
    if verdict.began_at is not None:
        told.append(f"begun on air at {verdict.began_at.astimezone().isoformat(' ', 'seconds')}")
    console.print(Text(plain(", ".join(told)), "bold"))
    if verdict.parts:
        console.print(_table(verdict.parts))
    if verdict.no_picture:
        console.print(Text(plain(f"The picture was not looked at: {verdict.no_picture}")))
    for line in _manifest_lines(verdict.manifest):
        console.print(Text(plain(line), "red" if line.startswith("Manifest: CH") else ""))
    for known in verdict.named:
        console.print()
        for line in _known_lines(known):
            console.print(Text(plain(line)), soft_wrap=True)


def as_json(verdict: Verdict) -> str:
    """All of it, as JSON."""
    manifest = verdict.manifest
    return json.dumps(
        {
            "file": verdict.file,
            "seconds": verdict.seconds,
            "channel": verdict.channel,
            "began_at": verdict.began_at.isoformat() if verdict.began_at else None,
            "parts": list(map(_part, verdict.parts)),
            "programmes": list(map(_known, verdict.named)),
            "manifest": None
            if manifest is None
            else {
                "state": manifest.state,
                "signer": manifest.signer,
                "title": manifest.title,
                "digital_source_type": manifest.source_type,
                "programme": dict(manifest.programme),
                "faults": manifest.faults,
            },
            "no_picture": verdict.no_picture,
        },
        ensure_ascii=False,
        indent=2,
    )


def _table(parts: tuple[Part, ...]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("From", "To", "By", "Programme", "Title"):
        table.add_column(heading, overflow="fold")
    for part in parts:
        table.add_row(
            length(part.start_s),
            length(part.end_s),
            Text(part.how, _COLOURS[part.how]),
            part.id,
            Text(plain(part.title or _MEANT.get(part.how, ""))),
        )
    return table


def _manifest_lines(manifest: Manifest | None) -> Iterator[str]:
    if manifest is None:
        yield "Manifest: none in this file"
        return
    yield f"Manifest: {_STATES[manifest.state]}"
    told = {
        "title": manifest.title,
        "signed by": manifest.signer,
        "made as": manifest.source_type,
        "faults": ", ".join(manifest.faults),
    }
    for name, text in told.items():
        if text:
            yield f"  {name}: {text}"


def _known_lines(known: Known) -> Iterator[str]:
    aired = len(known.airings)
    times = {0: "never aired", 1: "aired once"}.get(aired, f"aired {aired} times")
    yield f"{known.id} {known.title} ({known.channel}, {known.source}, {times})"
    if known.programme is None:
        return
    programme = known.programme
    yield f"  {_origin(programme)}"
    for number, shot in enumerate(programme.shots, start=1):
        yield f"  shot {number}: {redact(shot.prompt)}"
        yield from (f"    {_generation(each)}" for each in shot.generations)
    for each in (*programme.music_generations, *programme.narration_generations):
        yield f"  {_generation(each)}"


def _origin(programme: Programme) -> str:
    return "AI generated" if programme.ai_generated else "filmed by people, or a plain card"


def _generation(work: Generation) -> str:
    seed = "" if work.seed is None else f", seed {work.seed}"
    licence = f", {work.licence}" if work.licence else ""
    return f"{work.stage}: {redact(work.backend)}{seed}{licence}"


def _part(part: Part) -> dict[str, Any]:
    return {
        "start_s": round(part.start_s, 3),
        "end_s": round(part.end_s, 3),
        "by": part.how,
        "programme": part.id or None,
        "title": part.title,
        "likeness": part.likeness,
    }


def _known(known: Known) -> dict[str, Any]:
    programme = known.programme
    made = {} if programme is None else _made(programme)
    return {
        "id": known.id,
        "channel": known.channel,
        "title": known.title,
        "on_record_in": known.source,
        "aired_at": [entry.started_at.isoformat() for entry in known.airings],
        **made,
    }


def _made(programme: Programme) -> dict[str, Any]:
    return {
        "ai_generated": programme.ai_generated,
        "created_at": programme.created_at.isoformat(),
        "writer": redact(programme.writer),
        "shots": [
            {
                "prompt": redact(shot.prompt),
                "generations": list(map(_work, shot.generations)),
            }
            for shot in programme.shots
        ],
        "music": list(map(_work, programme.music_generations)),
        "narration": list(map(_work, programme.narration_generations)),
    }


def _work(work: Generation) -> dict[str, Any]:
    return {
        "stage": work.stage,
        "backend": redact(work.backend),
        "prompt": redact(work.prompt),
        "seed": work.seed,
        "licence": work.licence,
        "trained": work.trained,
    }
