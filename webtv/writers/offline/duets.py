"""Duets: two sentences of a theme, and a narrator's lines between them that make a story of them.

`phrases/duets` holds the lines, a file for each language; its README says what holds of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast, get_args

from webtv.writers.offline.draft import Draft
from webtv.writers.offline.excluded import no_people
from webtv.writers.offline.mood import Kind, is_for_children, is_slow, says
from webtv.writers.offline.owntales import is_factual
from webtv.writers.offline.people import has_people
from webtv.writers.offline.phrases.regions import regional
from webtv.writers.offline.turns import prompt_key

Tone = Literal["plain", "merry", "gentle", "lively", "eerie"]

LINES = 5
"""Lines of a duet: behind one sentence, behind the other, when they meet, what comes of it, and
the last.
"""

_PEOPLE = "@people"
"""What stands behind the lines of a duet that speaks of people."""

_LIGHT: tuple[Kind, ...] = ("comic", "lively", "children")
"""Kinds of tones in which news are told with a smile."""

_FOLDER = files("webtv.writers.offline.phrases").joinpath("duets")


@dataclass(frozen=True, slots=True)
class Duet:
    """The lines between two sentences that it has not seen, and in which tone they are."""

    tone: Tone
    lines: tuple[str, ...]
    people: bool = False
    """Whether it says that people are there."""


def read_duets(text: str) -> tuple[Duet, ...]:
    """Read the duets of a file; `ValueError` for a row that is none."""
    text = text.replace("\u2019", "'")  # one apostrophe in a programme: themes are read so, too
    tone: Tone = "plain"
    found = []
    for row in filter(None, map(str.strip, text.splitlines())):
        if row.startswith("["):
            if row[1:-1] not in get_args(Tone):
                raise ValueError(f"{row!r} is no tone")
            tone = cast("Tone", row[1:-1])
            continue
        people = row.endswith(_PEOPLE)
        lines = tuple(line.strip() for line in row.removesuffix(_PEOPLE).split(" / "))
        if len(lines) != LINES or not all(lines):
            raise ValueError(f"{row!r} has not {LINES} lines")
        found.append(Duet(tone, lines, people))
    return tuple(found)


@cache
def duets_in(language: str) -> tuple[Duet, ...]:
    """The duets of a language, in its variety; none where it has no file."""
    file = _FOLDER.joinpath(f"{language[:2]}.txt")
    known = read_duets(file.read_text("utf-8")) if file.is_file() else ()
    put = regional(language)
    if put is None:
        return known
    return tuple(Duet(each.tone, tuple(map(put, each.lines)), each.people) for each in known)


@cache
def duet_languages() -> tuple[str, ...]:
    """The codes of the languages in which there are duets, sorted."""
    return tuple(sorted(p.name[:-4] for p in _FOLDER.iterdir() if p.name.endswith(".txt")))


def was_duet(told: Set[str], language: str) -> bool:
    """Return whether a programme of such lines, as `lines_told` has them, was a duet."""
    return any(prompt_key(each.lines[-1]) in told for each in duets_in(language))


def duet_for(draft: Draft, past: Sequence[Set[str]], *, eerie: bool) -> Duet | None:
    """The duet that a channel had longest ago or never; None where none is in its tone.

    `past` has the lines of its programmes, as `lines_told` has them.
    """
    tones = _tones(draft, eerie=eerie)
    peopled = _is_peopled(draft)
    language = draft.channel.language
    known = [
        each
        for each in duets_in(language)
        if each.tone in tones
        and (peopled or not each.people)
        and draft.unavoided([" ".join(each.lines)])
        and all(map(draft.has_time_for, each.lines))
    ]

    def ago(duet: Duet) -> int:
        line = prompt_key(duet.lines[-1])
        return next((at for at, lines in enumerate(past) if line in lines), len(past))

    return draft.longest_ago(known, ago) if known else None


def _tones(draft: Draft, *, eerie: bool) -> tuple[Tone, ...]:
    """The tones in which a channel may be told duets; none on one that only tells what is."""
    if eerie or draft.mood == "scary":
        return ("eerie",)
    if draft.mood == "news":
        return ("plain",) if is_light_news(draft) else ()
    if draft.sober:
        wistful = says(draft.channel.tone, "wistful", draft.channel.language)
        return ("gentle",) if wistful and not is_factual(draft) else ()
    return tuple(_light_tones(draft))


def is_light_news(draft: Draft) -> bool:
    """Return whether news are told with a smile, by the tone of a channel."""
    return any(says(draft.channel.tone, kind, draft.channel.language) for kind in _LIGHT)


def _light_tones(draft: Draft) -> Iterator[Tone]:
    channel = draft.channel
    if is_slow(channel):
        yield "gentle"
    elif draft.mood == "comic" or is_for_children(channel):
        yield "merry"
    elif draft.mood == "lively":
        yield from ("lively", "plain")
    else:
        yield from ("plain", "gentle")


def _is_peopled(draft: Draft) -> bool:
    """Whether people may be spoken of: some are there, and nobody wants none."""
    there = bool(draft.hands or draft.persons) or any(
        has_people(beat.text) for beat in draft.theme.beats
    )
    return there and not no_people(draft.avoid)
