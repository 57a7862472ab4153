"""The terminal of `webtv up`: progress to the first programmes, then a line per take."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from rich.console import Console, Group
from rich.live import Live
from rich.markup import escape
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from webtv.changes import Changes
from webtv.station.view import View, clock, progress_line
from webtv.terminal import plain


class Screen:
    """Writes to a terminal with a live progress table, or plain lines to anything else."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self._live: Live | None = None
        self._said = Changes()

    def line(self, text: str, *, style: str = "") -> None:
        """Print one lasting line with the time in front."""
        self.console.print(
            f"[dim]{clock(datetime.now(UTC))}[/]  {escape(plain(text))}",
            style=style,
            highlight=False,
            soft_wrap=True,
        )

    def addresses(self, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> None:
        """Show where to watch: the first channel in full, the names of the others."""
        table = Table.grid(padding=(0, 2))
        for _, addresses in groups[:1]:
            for what, address in addresses:
                table.add_row(Text(what, style="bold"), Text(address, style="cyan"))
        self.console.print()
        self.console.print(table)
        others = [name for name, _ in groups[1:]]
        if others:
            self.console.print(
                f"[dim]Other channels, in place of {groups[0][0]}: {', '.join(others)}[/]",
                highlight=False,
            )
        self.console.print("[dim]Ctrl-C stops the station.[/]\n")

    def progress(self, view: View, channels: Sequence[str]) -> None:
        """Show how far the first programme of each channel is; no channel ends the display."""
        if not channels:
            self.close()
            return
        if not self.console.is_terminal:
            self._plain_progress(view, channels)
            return
        if self._live is None:
            self._live = Live(console=self.console, refresh_per_second=4, transient=True)
            self._live.start()
        table = Table.grid(padding=(0, 2), expand=True)
        table.add_column(no_wrap=True)
        table.add_column(width=24)
        table.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
        for channel in channels:
            words, done = progress_line(view, channel)
            table.add_row(
                Text(channel, style="bold"),
                ProgressBar(total=1.0, completed=done, width=24),
                Text(plain(words), style="dim"),
            )
        self._live.update(Group(Text("Making the first programmes"), table))

    def close(self) -> None:
        """End the live display."""
        if self._live is not None:
            self._live.stop()
            self._live = None

    def _plain_progress(self, view: View, channels: Sequence[str]) -> None:
        """For logs and pipes: a line when the stage or the quarter of a channel changes."""
        for channel in channels:
            words, done = progress_line(view, channel)
            stage = words.partition(",")[0]
            if self._said.changed((stage, done // 0.25), of=channel):
                self.line(f"{channel}: {words} ({done * 100:.0f} %)")
