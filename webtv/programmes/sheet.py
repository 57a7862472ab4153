"""Everything that is known about one programme, on one sheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from webtv.model.cost import cost_text
from webtv.model.programme import Generation, Programme, said, written_by
from webtv.model.score import PARTS
from webtv.model.timecode import length
from webtv.programmes.catalogue import Entry
from webtv.terminal import plain


def print_sheet(console: Console, entry: Entry, media: Path) -> None:
    """Title, story, each shot with how it was made, music, narration, cost, licences, file."""
    programme = entry.programme
    console.print(Text(plain(programme.title), "bold"))
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for name, value in _facts(entry, media):
        if value:
            table.add_row(name, Text(plain(value)))
    console.print(table)
    for number, shot in enumerate(programme.shots, start=1):
        console.print()
        score = f", score {shot.score.value:.0f}" if shot.score else ""
        where = f"{shot.start_s:.1f} s, {shot.duration_s:.1f} s long"
        console.print(Text(f"Shot {number}, {where}{score}"))
        if shot.line:
            console.print(Text(plain(said(shot.speaker, shot.line)), "italic"))
        console.print(Text(plain(shot.prompt)))
        _print_generations(console, shot.generations)
    for title, words, generations in (
        ("Music", programme.music, programme.music_generations),
        ("Narration", programme.narration, programme.narration_generations),
    ):
        if words:
            console.print()
            console.print(Text(title))
            console.print(Text(plain(words)))
            _print_generations(console, generations)


def licences(programme: Programme) -> tuple[str, ...]:
    """The licences of all models that made it, each once."""
    return tuple(
        dict.fromkeys(
            generation.licence for generation in programme.generations if generation.licence
        )
    )


def _facts(entry: Entry, media: Path) -> Iterator[tuple[str, str]]:
    programme = entry.programme
    yield "id", programme.id
    yield "channel", programme.channel
    yield "kind", "" if programme.kind == "programme" else programme.kind
    yield "state", entry.state
    yield "logline", programme.logline
    yield "story so far", programme.story
    yield "left open", "; ".join(f"{t.what} (episode {t.opened})" for t in programme.threads)
    yield "written by", written_by(programme.writing, programme.writer)
    yield "made", f"{programme.created_at.astimezone():%Y-%m-%d %H:%M:%S}"
    yield (
        "airs at",
        f"{programme.airs_at.astimezone():%Y-%m-%d %H:%M:%S}" if programme.airs_at else "",
    )
    airings = f"{entry.airings} times" if entry.airings != 1 else "once"
    last = f", last {entry.last_aired.astimezone():%Y-%m-%d %H:%M}" if entry.last_aired else ""
    yield "aired", f"{airings}{last}" if entry.airings else "never"
    yield "length", length(programme.duration_s)
    yield "picture", f"{programme.width}x{programme.height}, {programme.fps:g} fps"
    loudness = programme.loudness_lufs
    yield "loudness", f"{loudness:.1f} LUFS" if loudness is not None else ""
    if programme.score is not None:
        yield "score", f"{programme.score.value:.0f} of 100"
        for name, share in programme.score.parts.items():
            yield "", f"{share:.2f}  {name}: {PARTS[name].told if name in PARTS else ''}"
    yield "cost", cost_text(programme.cost)
    yield "AI-generated", "yes" if programme.ai_generated else "no"
    yield "licences", ", ".join(licences(programme))
    yield "file", str(media)
    yield "SHA-256", programme.sha256


def _print_generations(console: Console, generations: tuple[Generation, ...]) -> None:
    for each in generations:
        seed = f", seed {each.seed}" if each.seed is not None else ""
        cost = f", {spent}" if (spent := cost_text(each.cost)) else ""
        line = f"  {each.stage}: {each.backend}{seed}, {each.seconds_taken:.1f} s{cost}"
        console.print(Text(plain(line), "dim"))
