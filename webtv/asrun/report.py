"""Print what was asked for, in the form that was asked for."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Sequence
from typing import Literal

from rich.console import Console
from rich.text import Text

from webtv.asrun.export import write_csv, write_json
from webtv.asrun.now import describe_now
from webtv.asrun.query import Query, select
from webtv.asrun.sums import Sums
from webtv.asrun.table import print_sums, print_table
from webtv.errors import WebTVError
from webtv.store.asrun import AsRunLog
from webtv.terminal import plain

Form = Literal["table", "csv", "json"]

_WIDE = 160


def report(log: AsRunLog, query: Query, form: Form) -> None:
    """Write the entries to standard output. Raises `WebTVError` for a channel without a log."""
    known = log.channels()
    for channel in query.channels:
        if channel not in known:
            raise WebTVError(f"there is no as-run log of {unknown_channel(channel, known)}")
    try:
        _write(log, Query(query.channels or known, query.since, query.until, query.kinds), form)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise WebTVError(f"the as-run log cannot be read: {error}") from error


def _write(log: AsRunLog, query: Query, form: Form) -> None:
    entries = select(log, query)
    if form == "csv":
        write_csv(entries, sys.stdout)
    elif form == "json":
        write_json(entries, sys.stdout)
    else:
        console = Console(width=None if sys.stdout.isatty() else _WIDE, highlight=False)
        sums = Sums()
        print_table(console, entries, channels=query.channels, sums=sums)
        print_sums(console, sums, holes=not query.kinds)
        if query.until is None:
            for line in (line for channel in query.channels for line in describe_now(log, channel)):
                console.print(Text(plain(line)), soft_wrap=True)


def unknown_channel(channel: str, known: Sequence[str]) -> str:
    """`channel dogs: did you mean dots?`, for a sentence that says what there is none of."""
    near = difflib.get_close_matches(channel, known, n=1)
    if near:
        hint = f"did you mean {near[0]}?"
    elif known:
        hint = f"there is one of {', '.join(known)}"
    else:
        hint = "nothing has aired yet"
    return f"channel {channel}: {hint}"
