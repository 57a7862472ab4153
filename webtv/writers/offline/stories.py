"""Small stories and single sentences that a narrator adds to a theme, from `phrases/stories/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal, cast, get_args

from webtv.writers.offline.wordsets import has

Kind = Literal["home", "wild", "warm", "night", "any", "deep", "dark", "lively"]
Mood = Literal["calm", "comic", "scary", "lively", "news"]
Role = Literal[
    "arrive",
    "open",
    "between",
    "turn",
    "rest",
    "doubt",
    "help",
    "later",
    "pulse",
    "link",
    "glimpse",
    "words",
    "grows",
    "ends",
]
Event = Literal["want", "lack", "secret", "take"]
"""What drives a story that a theme brings itself: somebody wants, misses, finds out or takes."""


_CELLS = 5
"""Cells of a plot after its key."""


@dataclass(frozen=True, slots=True)
class Plot:
    """A small story that goes with any theme of its kind."""

    kind: Kind
    key: str
    noun: str
    """What it is about, as titles say it: the letter."""

    thing: str
    """What it is about, as a prompt names it: a sealed letter."""

    begins: str
    grows: str
    ends: str


@dataclass(frozen=True, slots=True)
class Stories:
    """The plots and sentences of one language."""

    plots: tuple[Plot, ...] = ()
    _lines: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def lines(self, role: Role, mood: Mood | Event) -> tuple[str, ...]:
        """Sentences for a part of a story; those of a calm channel where a mood has none."""
        for known in (mood, "comic" if mood == "news" else "any", "any", "calm"):
            if found := self._lines.get((role, known)):
                return found
        return ()

    def event_in(self, text: str) -> Event | None:
        """The event that a sentence of a theme tells of; None for none."""
        for kind in get_args(Event):
            if any(has(text, words) for words in self._lines.get(("words", kind), ())):
                return cast("Event", kind)
        return None

    def pictures(self, place: Literal["day", "night", "wild"]) -> tuple[str, ...]:
        """Small pictures that go with any place where people live, by day or night, or none do."""
        return self._lines.get(("glimpse", place), ())

    def plot(self, key: str) -> Plot | None:
        """The plot with a key."""
        return next((plot for plot in self.plots if plot.key == key), None)


@cache
def stories_in(language: str) -> Stories:
    """The stories of a language such as "pt-BR"; empty where it has none."""
    path = files("webtv.writers.offline.phrases").joinpath("stories", f"{language[:2]}.txt")
    return read_stories(path.read_text(encoding="utf-8")) if path.is_file() else Stories()


def read_stories(text: str) -> Stories:
    """The stories that a file holds; `ValueError` for a row that is none."""
    plots: list[Plot] = []
    lines: dict[tuple[str, str], tuple[str, ...]] = {}
    for number, row in enumerate(text.splitlines(), start=1):
        if not row.strip() or row.startswith("#"):
            continue
        head, *cells = (cell.strip() for cell in row.split(" | "))
        words = head.split()
        if words[0] == "plot" and words[1:2] and words[1] in get_args(Kind):
            if len(words) != 3 or len(cells) != _CELLS:
                raise ValueError(f"row {number} has {len(cells)} cells, a plot has {_CELLS}")
            plots.append(Plot(cast("Kind", words[1]), words[2], *cells))
        elif len(words) == 2 and words[0] in get_args(Role) and cells:
            lines[words[0], words[1]] = tuple(cells)
        else:
            raise ValueError(f"row {number} begins with {head!r}, which is neither plot nor role")
    return Stories(tuple(plots), lines)
