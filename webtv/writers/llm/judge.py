"""The judge: chooses among drafts, or says that none is about the theme."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, Field

from webtv.writers.llm.outline import Draft, told
from webtv.writers.llm.reading import Words, schema_of

_ASKED = """\
Judge {what} for this channel as a strict editor:

{drafts}

For each, in order, from 0 to 10: `theme` (is it about the channel's theme, also where none of \
its words is used?), `new` (unlike the programmes of late and the other drafts), `filmable` (can \
be seen in a few seconds a shot, by a model that draws no lettering and knows no names), `tone` \
(the channel's). `why`: a few English words on what is weakest.
Answer as {{"verdicts": [{{"draft": 1, "theme": 0-10, "new": 0-10, "filmable": 0-10, "tone": \
0-10, "why": str}}]}}"""

_LEAST = {"theme": 4, "tone": 3, "filmable": 3}
"""Marks below which a draft is not made, however good it is otherwise."""

_Mark = Field(ge=-1, le=100, allow_inf_nan=False)


class Verdict(BaseModel):
    """The marks of one draft."""

    draft: float = Field(0, allow_inf_nan=False, description="Its number.")
    theme: float = _Mark
    new: float = _Mark
    filmable: float = _Mark
    tone: float = _Mark
    why: Words = ""

    @property
    def passes(self) -> bool:
        """Whether it may be made."""
        return all(getattr(self, name) >= least for name, least in _LEAST.items())

    @property
    def sum(self) -> float:
        """All marks; the theme counts twice."""
        return 2 * self.theme + self.new + self.filmable + self.tone


class Verdicts(BaseModel):
    """The marks of all drafts, in order."""

    verdicts: list[Verdict]


def ask(drafts: Sequence[Draft]) -> str:
    """The request for marks."""
    what = "this programme" if len(drafts) == 1 else f"these {len(drafts)} drafts"
    return _ASKED.format(what=what, drafts=told(drafts))


def schema(count: int) -> dict[str, Any]:
    """What the marks of so many drafts look like."""
    return schema_of(Verdicts, verdicts=(count, count))


def best(verdicts: Verdicts, count: int) -> int | None:
    """The place of the best of `count` drafts; None if none may be made.

    Raises `ValueError` if the marks are not those of so many drafts.
    """
    marked = verdicts.verdicts
    if len(marked) != count:
        raise ValueError(f"there are {len(marked)} verdicts on {count} drafts")
    passing = [place for place, verdict in enumerate(marked) if verdict.passes]
    return max(passing, key=lambda place: marked[place].sum, default=None)


def objections(verdicts: Verdicts) -> str:
    """Why none is made, in one line."""
    said = [
        f"{each.why.strip() or 'it does not fit'} (theme {each.theme:g}, tone {each.tone:g}, "
        f"filmable {each.filmable:g})"
        for each in verdicts.verdicts[:3]
    ]
    return "; ".join(text[:200] for text in said)
