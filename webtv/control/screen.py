"""Prints the state of channels in playout, for people."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from rich.console import Console
from rich.table import Table
from rich.text import Text

from webtv.control.programmes import ChannelProgrammes
from webtv.model.control import ControlState
from webtv.model.status import DestinationStatus, PlayoutStatus
from webtv.model.timecode import length
from webtv.terminal import plain


def print_channels(console: Console, statuses: Sequence[PlayoutStatus]) -> None:
    """Print a line for each channel."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("Channel", "Kind", "On air", "Since", "Next"):
        table.add_column(column, no_wrap=column != "On air")
    for status in statuses:
        on_air, following = status.on_air, status.next
        table.add_row(
            status.channel,
            on_air.kind if on_air else "",
            Text(plain(on_air.title)) if on_air else "nothing yet",
            clock(on_air.started_at) if on_air else "",
            Text(plain(following.title)) if following else "",
        )
    console.print(table)


def print_status(
    console: Console, status: PlayoutStatus, programmes: ChannelProgrammes, *, now: datetime
) -> None:
    """Print the item on air, the next one, the standing orders, and each destination."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    on_air, following = status.on_air, status.next
    if on_air is None:
        table.add_row("on air", "nothing yet")
    else:
        left = (on_air.ends_at - now).total_seconds()
        table.add_row("on air", Text(f"'{plain(on_air.title)}' ({on_air.kind})"))
        lasts = f", {left:.0f} s left" if left > 0 and on_air.kind not in _OPEN_END else ""
        table.add_row("", f"since {clock(on_air.started_at)}{lasts}")
    if following is not None:
        table.add_row("next", Text(f"'{plain(following.title)}' ({following.kind})"))
    for line in orders(status.control, programmes):
        table.add_row("ordered", Text(line))
    if status.note:
        table.add_row("note", Text(plain(status.note), "yellow"))
    for destination in status.destinations:
        table.add_row("to", Text(_destination(destination)))
    console.print(table)


def print_programmes(
    console: Console, programmes: ChannelProgrammes, *, status: PlayoutStatus | None, now: datetime
) -> None:
    """The channel's programmes, oldest first, with what an order needs to name them."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("Id", "Title", "Length", "Last aired", ""):
        table.add_column(column, no_wrap=column != "Title")
    on_air = status.on_air.programme if status and status.on_air else None
    control = status.control if status else ControlState()
    for programme in programmes.programmes:
        aired = programmes.aired.get(programme.id)
        table.add_row(
            programme.id,
            Text(plain(programme.title)),
            length(programme.duration_s),
            f"{_span(now - aired)} ago" if aired else "never",
            ", ".join(_marks(programme.id, on_air, control)),
        )
    console.print(table)


def orders(control: ControlState, programmes: ChannelProgrammes) -> list[str]:
    """The standing orders, a line each."""
    lines = []
    if control.held:
        lines.append("the slate is held until `release`")
    lines += [f"cue {programmes.title(cue.programme)} at {clock(cue.at)}" for cue in control.cues]
    lines += [f"next {programmes.title(programme)}" for programme in control.next]
    lines += [f"pulled {programmes.title(programme)}" for programme in control.pulled]
    if control.production_paused:
        lines.append("production is paused until `resume`")
    return [plain(line) for line in lines]


def clock(at: datetime) -> str:
    """A time of day in the machine's zone, with the date if that is another."""
    local = at.astimezone()
    today = datetime.now().astimezone().date()
    return f"{local:%H:%M:%S}" if local.date() == today else f"{local:%Y-%m-%d %H:%M:%S}"


_OPEN_END = ("slate", "takeover", "live")


def _destination(status: DestinationStatus) -> str:
    words = [f"{status.id}: {status.state}"]
    if status.state == "sending":
        words.append(f"{status.kbps:.0f} kbit/s")
    if status.reconnects:
        words.append(f"{status.reconnects} reconnects")
    if status.drops:
        words.append(f"{status.drops} pictures dropped")
    if status.last_error and status.state != "sending":
        words.append(plain(status.last_error))
    return ", ".join(words)


def _marks(programme: str, on_air: str | None, control: ControlState) -> Collection[str]:
    marks = []
    if programme == on_air:
        marks.append("on air")
    if programme in control.next:
        marks.append("next")
    marks += [f"cued {clock(cue.at)}" for cue in control.cues if cue.programme == programme]
    if programme in control.pulled:
        marks.append("pulled")
    return marks


def _span(span: timedelta) -> str:
    """A span in its largest whole unit: `3 h`."""
    seconds = max(0, round(span.total_seconds()))
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
