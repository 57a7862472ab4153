"""Titles: what happens in a programme, else what it is about, in words that stand as they are."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from webtv.writers.offline.atlas import Moment
from webtv.writers.offline.beats import Beat
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.telling import brief_of
from webtv.writers.offline.things import things_in
from webtv.writers.offline.wording import capital, parted

_LONGEST = 64
"""Characters of a title."""

_SHORT = 34
_WORDS = 6
"""Characters and words of a title that is made of anything else."""

_SMALL = frozenset("a an the of with and or in on at by for to from as into over under".split())


def new_title(draft: Draft, turn: Moment | None, lines: Iterable[str] = ()) -> str:
    """A title that no recent programme has: that of the turn, else a beat, else a thing of one.

    Else it is one of the programme's `lines`.
    """
    phrases = draft.told
    heard = {_plain(known.title) for known in draft.brief.recent}
    heard |= {_plain(known.title.split(phrases.colon, 1)[-1]) for known in draft.brief.recent}
    titles = [title for title in _titles(draft, turn, lines) if 2 <= len(title) <= _LONGEST]
    titles = titles or [capital(draft.beats[0].text[:_LONGEST], draft.channel.language)]
    fresh = next((title for title in titles if _plain(title) not in heard), None)
    if fresh:
        return fresh
    number = 2
    while _plain(sequel := phrases.part.format(title=titles[0], number=number)) in heard:
        number += 1
    return sequel


def _titles(draft: Draft, turn: Moment | None, lines: Iterable[str]) -> Iterator[str]:
    """Titles for a programme, the best first."""
    if turn and turn.title:
        yield turn.title
    for text in _named(draft, lines):
        said = capital(text, draft.channel.language)
        yield title_case(said) if draft.told.title_case else said


def _named(draft: Draft, lines: Iterable[str]) -> Iterator[str]:
    """What a programme may be named after: its beats, things of these, short lines, pairs."""
    yield from map(_shortest, draft.beats)
    for beat in draft.beats:
        yield from things_in(beat.text, draft.channel.language)
    named = [brief_of(beat.text) for beat in draft.beats if draft.is_thing(beat)]
    pairs = itertools.permutations((name for name in named if " and " not in name), 2)
    short = (line.rstrip(".。…") for line in lines)
    spare = [draft.told.beside.format(one=one, other=other) for one, other in pairs]
    for text in (*short, *spare):
        if len(text) <= _SHORT and len(text.split()) <= _WORDS:
            yield text


def _shortest(beat: Beat) -> str:
    return brief_of(parted(beat.text)[0])


def title_case(text: str) -> str:
    """English title case: small words stay small, except the first."""
    words = text.split()
    return " ".join(
        word.lower() if index and word.lower() in _SMALL else word[:1].upper() + word[1:]
        for index, word in enumerate(words)
    )


def _plain(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))
