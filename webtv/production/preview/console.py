"""A programme on paper, for people: who would be asked for what, and what it would cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from webtv.model.cost import Cost
from webtv.model.programme import said, written_by
from webtv.production.preview.preview import Preview, Step
from webtv.terminal import plain


def print_preview(console: Console, channel_id: str, preview: Preview) -> None:
    """Title, every prompt in the words its backend would get, and a line for each backend."""
    plan = preview.plan
    console.print(Text(plain(plan.title), "bold"))
    console.print(Text(plain(plan.logline)))
    by = written_by(preview.written.work, preview.written.writer)
    console.print(Text(plain(f"written by {by} for {channel_id}"), "dim"))
    for index, shot in enumerate(plan.shots):
        steps = [step for step in preview.steps if step.shot == index]
        console.print()
        taken = ", in one take with the one before" if shot.one_take else ""
        console.print(Text(f"Shot {index + 1}, {shot.seconds:.1f} s, motion {shot.motion}{taken}"))
        if shot.line:
            line = plain(said(shot.speaker, shot.line))
            console.print(Padding(Text(line, "italic"), (0, 0, 0, 2)))
        _print_prompts(console, steps)
    for title, stage in (("Music", "music"), ("Narration", "narration")):
        steps = [step for step in preview.steps if step.stage == stage]
        if steps:
            console.print()
            console.print(Text(title))
            _print_prompts(console, steps)
    console.print()
    console.print(_bill(preview))


def price_text(cost: Cost) -> str:
    """What a price list says, in a few words."""
    parts = [
        f"{cost.credits:g} credits" if cost.credits else "",
        f"{cost.tokens} tokens" if cost.tokens else "",
        f"{cost.money:.4g} money" if cost.money else "",
    ]
    return ", ".join(filter(None, parts))


def _print_prompts(console: Console, steps: Iterable[Step]) -> None:
    """Each prompt once, below the stages that get it."""
    for prompt, same in groupby(steps, key=lambda step: (step.prompt, step.negative)):
        if not prompt[0]:
            continue
        stages = ", ".join(step.stage for step in same)
        text = Text.assemble((f"{stages}: ", "dim"), plain(prompt[0]))
        if prompt[1]:
            text.append(f" (not: {plain(prompt[1])})", "dim")
        console.print(Padding(text, (0, 0, 0, 2)))


def _bill(preview: Preview) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("Stage", "Backend", "Calls", "Price", "Licence"):
        table.add_column(column, justify="right" if column == "Calls" else "left")
    for (stage, backend), calls, price, licence in _lines(preview.steps):
        table.add_row(stage, Text(plain(backend)), str(calls), price, licence)
    total = price_text(preview.price) or "nothing"
    table.add_row("", "in all", str(len(preview.steps)), total, "")
    return table


def _lines(steps: Iterable[Step]) -> Iterator[tuple[tuple[str, str], int, str, str]]:
    ordered = sorted(enumerate(steps), key=lambda pair: (pair[1].shot is None, pair[0]))
    by_backend: dict[tuple[str, str], list[Step]] = {}
    for _, step in ordered:
        by_backend.setdefault((step.stage, step.backend), []).append(step)
    for key, same in by_backend.items():
        price = sum((step.price for step in same), Cost())
        text = price_text(price) or ("this machine" if same[0].local else "GPU time")
        yield key, len(same), text, same[0].licence
