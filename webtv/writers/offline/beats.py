"""Reads a theme into beats: sentences, entries of lists, clauses, in the operator's words.

A beat is filmed as it stands. What speaks to the reader, names the channel or forbids something
becomes none; what is forbidden is kept as such.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from webtv.config.story import CastMember
from webtv.writers.cast import on_screen
from webtv.writers.offline import atmosphere, orders
from webtv.writers.offline.antecedents import fits_with, together
from webtv.writers.offline.askedthings import thing_of
from webtv.writers.offline.beat import Beat, Theme
from webtv.writers.offline.blurb import is_idea
from webtv.writers.offline.dialogue import Saying, without_dialogue
from webtv.writers.offline.directions import is_unfilmed
from webtv.writers.offline.excluded import excluded_in, without_excluded
from webtv.writers.offline.paragraph import LONGEST, beats_of
from webtv.writers.offline.plot import plot_of
from webtv.writers.offline.questions import asked_in
from webtv.writers.offline.stops import SENTENCE
from webtv.writers.offline.text import cleaned, paragraphs, shortened
from webtv.writers.offline.turns import prompt_key
from webtv.writers.offline.withheld import banned_in

_RELATIVE = re.compile(
    r"(?:\w{1,4} )?(?:котор|któr|kter|котр)\w+ |(?:which|whose|dont|cuy[oa]s?|el que|la cual"
    r"|il quale|la quale|laquelle|lequel) ",
    re.IGNORECASE,
)
"""How a clause begins that a list was taken from, and that says nothing without its noun."""

_BARE = 80
"""Characters of a beat that is made of a theme with nothing to film."""


def read_theme(text: str, *, language: str = "en", cast: Sequence[CastMember] = ()) -> Theme:
    """Read a theme. It has at least one beat, if only its first words."""
    avoid: list[str] = []
    found: list[Beat] = []
    said = without_dialogue(text, language)
    words = cleaned(f"{said.text}\n\n{said.questions}" if said.questions else said.text)
    asked: list[str] = []
    manner: list[str] = []
    for marked in paragraphs(without_excluded(words), language, marked=True):
        questions, sentences = asked_in(marked, language, cast)
        asked += questions
        parted = [atmosphere.parted(sentence, language) for sentence in sentences]
        manner += (part for _, parts in parted for part in parts)
        avoid += (
            noun for _, parts in parted for part in parts for noun in banned_in(part, language)
        )
        found += beats_of([kept for kept, _ in parted if kept], language, cast, avoid)
    found = [beat for beat in found if not (beat.head and _RELATIVE.match(beat.text))]
    seen = [b for b in found if not (is_idea(b.text) or is_unfilmed(b.text, language))]
    seen = seen if 2 * len(seen) >= len(found) else found  # a theme of ideas has nothing else
    gap = re.search(r"\s(?=[?？])", text)  # as the French write it
    seen += (_question(each, gap[0] if gap else "", language) for each in asked)
    seen += (_saying(each, seen, cast) for each in said.sayings)
    beats = _joined(_without_repeats(seen), language) or _bare(words) or _signs(text)
    if len(days := {beat.weekday for beat in beats}) == 1 and None not in days:
        beats = tuple(replace(beat, weekday=None) for beat in beats)  # it has no other day
    avoid += excluded_in(words)
    opening = SENTENCE.split(words.strip(), maxsplit=1)[0]
    return Theme(beats, tuple(dict.fromkeys(avoid)), tuple(manner), opening)


def _joined(beats: tuple[Beat, ...], language: str) -> tuple[Beat, ...]:
    """Beats, two short sentences as one where the second leans on the first; all of a story's as
    they are, which are told one after the other.
    """
    if plot_of(beats):
        return beats
    kept: list[Beat] = []
    instead: dict[str, str] = {}
    for beat in beats:
        beat = replace(beat, after=instead.get(beat.after, beat.after))
        first = kept[-1] if kept else None
        if first and first.whole and beat.whole and beat.after == first.text and _fits(first, beat):
            instead[beat.text] = instead[first.text] = text = together(
                first.text, beat.text, language
            )
            names = tuple(dict.fromkeys((*first.names, *beat.names)))
            kept[-1] = replace(first, text=text, names=names, ending=beat.ending)
        else:
            kept.append(beat)
    return tuple(kept)


def _fits(first: Beat, second: Beat) -> bool:
    """Whether two beats may be one."""
    alike = (first.place, first.weekday, first.choice) == (second.place, second.weekday, False)
    return alike and not (first.portrait or first.after) and fits_with(first.text, second.text)


def _question(text: str, gap: str, language: str) -> Beat:
    text = shortened(text, LONGEST)
    said = f"{text[:-1]}{gap}{text[-1]}"
    return Beat(said, whole=True, asks=True, thing=thing_of(text, language))


def _saying(told: Saying, seen: Sequence[Beat], cast: Sequence[CastMember]) -> Beat:
    """Something said; where nobody is named who says it, the first picture of the theme is seen."""
    first = next((beat.text for beat in seen if not beat.asks), "")
    names = tuple(member.name for member in on_screen(cast, told.text))
    thing = told.thing or first or told.text
    speaker = told.speaker if told.speaker in {member.name for member in cast} else ""
    return Beat(told.text, names, whole=True, thing=thing, spoken=True, speaker=speaker)


def _bare(text: str) -> tuple[Beat, ...]:
    """The first sentence that is no order, of a theme with nothing to film; none of signs alone."""
    known = [sentence for said in paragraphs(text) for sentence in said]
    orderless = [each for each in known if not orders.is_order(each)]
    return tuple(Beat(shortened(each, _BARE)) for each in (orderless or known)[:1])


def _signs(text: str) -> tuple[Beat, ...]:
    """What the emoji of a theme without words are called."""
    names = (unicodedata.name(char, "").lower() for char in text if not char.isspace())
    return tuple(Beat(name[:80]) for name in dict.fromkeys(names) if name) or (Beat("…"),)


def _without_repeats(beats: Iterable[Beat]) -> tuple[Beat, ...]:
    kept: dict[str, Beat] = {}
    for beat in beats:
        kept.setdefault(prompt_key(beat.text), beat)
    return tuple(kept.values())
