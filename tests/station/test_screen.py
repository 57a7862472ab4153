"""The terminal of `webtv up`: titles come from models, and steer nothing."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
from rich.console import Console

from webtv.model.status import OnAir, PlayoutStatus, ProductionStatus
from webtv.station.screen import Screen
from webtv.station.view import View, news

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOSTILE = "Dawn \x1b]52;c;YQ==\x07\x9b2J\u202e[red]Dusk\n[/]"


@pytest.mark.parametrize("terminal", [True, False], ids=["terminal", "pipe"])
def test_a_title_steers_no_terminal(terminal: bool) -> None:
    on_air = OnAir(
        kind="programme", title=HOSTILE, started_at=NOW, ends_at=NOW + timedelta(seconds=8)
    )
    making = ProductionStatus(
        channel="sea", title="Sea", written_at=NOW, stage="filming", making=HOSTILE
    )
    view = View(
        playout={"sea": PlayoutStatus(channel="sea", written_at=NOW, on_air=on_air)},
        production={"sea": making},
    )
    said = io.StringIO()
    screen = Screen(Console(file=said, force_terminal=terminal, color_system=None, width=120))
    for line in news(View(), view):
        screen.line(line, style="yellow")
    screen.progress(view, ["sea"])
    screen.close()
    for shown in ("sea: Dawn", "filming: Dawn"):
        (line,) = {line for line in said.getvalue().splitlines() if shown in line}
        assert "Dawn  ]52;c;YQ==  2J [red]Dusk [/]" in line
    for steering in ("\x1b]", "\x07", "\x9b", "\u202e"):  # the table moves the cursor itself
        assert steering not in said.getvalue()
