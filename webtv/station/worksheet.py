"""One programme in the making, on a terminal: a bar, and a line for each shot."""

from __future__ import annotations

from types import TracebackType

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from webtv.changes import Changes
from webtv.model.status import MakingStatus, ProductionStatus, ShotProgress
from webtv.terminal import plain

_MARKS = {
    "waiting": ("·", "dim"),
    "running": ("▶", "cyan"),
    "done": ("✓", "green"),
    "dropped": ("✗", "red"),
}


class Worksheet:
    """A live display on a terminal, lines of news on anything else."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._live = Live(console=console, refresh_per_second=8, transient=True)
        self._said = Changes()

    def __enter__(self) -> Worksheet:
        if self._console.is_terminal:
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._console.is_terminal:
            self._live.stop()

    def show(self, status: ProductionStatus) -> None:
        """Show how far the programme is now."""
        if not status.makings:
            return
        making = status.makings[0]
        if self._console.is_terminal:
            self._live.update(_sheet(making, status.note or status.writer_note))
            return
        words = f"{making.stage} {int(making.done * 4) * 25} %: {making.title or status.title}"
        for of, said in (("stage", words), ("note", status.note)):
            if self._said.changed(said, of=of) and said:
                self._console.print(Text(plain(said)))


def _sheet(making: MakingStatus, note: str) -> RenderableType:
    head = Table.grid(padding=(0, 2))
    head.add_row(
        Text(making.stage, "bold"),
        ProgressBar(total=1.0, completed=making.done, width=32),
        Text(f"{making.done * 100:3.0f} %"),
        Text(plain(making.title)),
    )
    shots = Table.grid(padding=(0, 2))
    for shot in making.shots:
        shots.add_row(*_row(shot))
    return Group(head, shots, Text(plain(note), "yellow") if note else Text(""))


def _row(shot: ShotProgress) -> tuple[Text, ...]:
    mark, style = _MARKS[shot.state]
    return Text(f"  shot {shot.index + 1}"), Text(mark, style), Text(f"{shot.stage}", "dim")
