"""Outlines: what happens in a programme, before anybody says how it is filmed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil, floor
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field

from webtv.model.programme import Thread
from webtv.writers.llm.reading import Flag, Line, Listed, Words, schema_of
from webtv.writers.llm.showrunner import lines_wanted
from webtv.writers.writer import Brief

_ASKED = """\
Outline {drafts} quite different programmes for this channel, each on one small idea of its \
theme that has not been told of late. For each:
- `hero`, `want`, `obstacle`, `turn` and `last_image`: a few words each;
- `shots`: {least} to {most}, each {shortest:g} to {longest:g} s long, in all about {total:g} s. \
`what` is one English sentence: who does what, where, as a camera sees it. `one_take` is true \
where a shot goes on from the one before without a cut. {lines}
- `title`: at most 50 characters. `logline`: one sentence.
- `music`: one English line: genre, instruments, mood, tempo, and how it changes with the shots; \
no vocals.
Answer as {form}"""

_FORM = (
    '{{"drafts": [{{"title": str, "logline": str, "hero": str, "want": str, "obstacle": str, '
    '"turn": str, "last_image": str, "music": str{series}, "shots": [{{"what": str, "seconds": '
    'number, "one_take": bool{speaker}, "line": str}}]}}]}}'
)
_SERIES = ', "closes": [number], "opens": [{"kind": str, "what": str}], "story": str'
_OPENED = 2
"""Threads that one episode opens, at most."""

_KINDS = ("thread", "promise", "gag")


class ShotIdea(BaseModel):
    """One shot of an outline."""

    what: Words = Field(description="One English sentence: who does what, where.")
    seconds: float | None = Field(None, allow_inf_nan=False, description="Length of the shot.")
    one_take: Flag = Field(False, description="Goes on from the shot before without a cut.")
    speaker: Line = Field("", description="Who says the line; empty for the narrator.")
    line: Words = Field("", description="What is said or read while it is seen.")


class Opened(BaseModel):
    """Something that an episode leaves open."""

    kind: Line = Field("thread", description="thread, promise or gag.")
    what: Words = Field(description="In a few English words.")


def _numbers(value: object) -> object:
    """Whole numbers in whatever a model lists."""
    listed = value if isinstance(value, list) else [value]
    found = (re.search(r"\d{1,3}", str(each)) for each in listed)
    return [int(number[0]) for number in found if number]


def _as_opened(value: object) -> object:
    return {"what": value} if isinstance(value, str) else value


class Series(BaseModel):
    """What an episode does for its series."""

    closes: Annotated[list[int], BeforeValidator(_numbers)] = Field(
        default_factory=list, description="Numbers of what it settles."
    )
    opens: Annotated[list[Annotated[Opened, BeforeValidator(_as_opened)]], Listed] = Field(
        default_factory=list, description="What it leaves open."
    )
    story: Words = Field("", description="The story so far, this episode included.")

    def threads(self, episode: int) -> list[Thread]:
        """What it opens, as data."""
        return [
            Thread.model_validate(
                {
                    "kind": kind if (kind := each.kind.lower()) in _KINDS else "thread",
                    "what": each.what.strip()[:200],
                    "opened": episode,
                }
            )
            for each in self.opens[:_OPENED]
            if len(each.what.strip()) > 1
        ]


class Draft(Series):
    """One programme in outline."""

    title: Line = Field(description="At most 50 characters.")
    logline: Words = Field(description="One sentence.")
    hero: Words = ""
    want: Words = ""
    obstacle: Words = ""
    turn: Words = ""
    last_image: Words = ""
    music: Words = Field(description="Genre, instruments, mood, tempo, how it changes; no vocals.")
    shots: list[ShotIdea]


class Outline(BaseModel):
    """Drafts to choose among."""

    drafts: list[Draft]


def counts(brief: Brief) -> tuple[int, int]:
    """The fewest and most shots of a programme: a quarter around what the channel wants."""
    wanted = brief.channel.programme.shots
    return max(1, ceil(0.75 * wanted)), min(24, floor(1.25 * wanted))


def ask(brief: Brief, drafts: int) -> str:
    """The request for so many drafts."""
    least, most = counts(brief)
    shape = brief.channel.programme
    form = _FORM.format(
        series=_SERIES if brief.channel.series else "",
        speaker=', "speaker": str' if brief.narrated else "",
    )
    return _ASKED.format(
        drafts=drafts,
        least=least,
        most=most,
        shortest=brief.lengths_s[0],
        longest=brief.lengths_s[1],
        total=shape.shots * shape.shot_s,
        lines=lines_wanted(brief),
        form=form,
    )


def schema(brief: Brief, drafts: int) -> dict[str, Any]:
    """What an outline looks like on this channel."""
    without = () if brief.channel.series else ("closes", "opens", "story")
    spoken = () if brief.narrated else ("speaker",)
    return schema_of(
        Outline, without=(*without, *spoken), drafts=(drafts, drafts), shots=counts(brief)
    )


def told(drafts: Sequence[Draft]) -> str:
    """Drafts as a numbered list, for a reader."""
    return "\n\n".join(f"{number}. {in_full(each)}" for number, each in enumerate(drafts, start=1))


def in_full(draft: Draft) -> str:
    """One draft, shot by shot."""
    arc = "; ".join(
        f"{name}: {text}"
        for name in ("hero", "want", "obstacle", "turn", "last_image")
        if (text := getattr(draft, name).strip())
    )
    shots = "\n".join(
        f"   shot {number}{' (in one take with the one before)' if shot.one_take else ''}: "
        f"{shot.what}{f' [{shot.line}]' if shot.line else ''}"
        for number, shot in enumerate(draft.shots, start=1)
    )
    return f"{draft.title}: {draft.logline}\n   {arc}\n{shots}"
