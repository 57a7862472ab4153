"""Titles: what happens in a programme, else what it is about, in words that stand as they are."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from webtv.writers.offline.atlas import Moment
from webtv.writers.offline.beats import Beat
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.telling import brief_of
from webtv.writers.offline.things import things_in
from webtv.writers.offline.wording import capital, parted, words_in
from webtv.writers.writer import Recent

_LONGEST = 64
"""Characters of a title."""

_SHORT = 40
_WORDS = 6
"""Characters and words of a title that is made of anything but a turn."""

_SEQUELS = 9
"""Programmes of which none has a number, before one has."""

_SMALL = frozenset("a an the of with and or in on at by for to from as into over under".split())


def new_title(draft: Draft, turn: Moment | None, lines: Iterable[str] = ()) -> str:
    """A title that no recent programme has: that of the turn, else a thing, else a short line.

    The `lines` are those of the programme. Where all were had, it names the hour; a number only if
    no programme of late has one.
    """
    recent = draft.brief.recent
    ago = {_plain(known.title.split(draft.told.colon, 1)[-1]): at for at, known in _latest(recent)}
    ago |= {_plain(known.title): at for at, known in _latest(recent)}
    titles = [title for title in _titles(draft, turn, lines) if 2 <= len(title) <= _LONGEST]
    titles = titles or [_begun(draft)]
    titles += [_at(draft, title) for title in titles]
    if fresh := [title for title in titles if _plain(title) not in ago]:
        return fresh[0]
    oldest = max(titles, key=lambda title: ago[_plain(title)])
    numbered = any(re.search(r"\d$", known.title) for known in recent[:_SEQUELS])
    if numbered and ago[_plain(oldest)] >= _SEQUELS:
        return oldest
    number = 2
    while _plain(sequel := draft.told.part.format(title=titles[0], number=number)) in ago:
        number += 1
    return sequel


def _latest(recent: Sequence[Recent]) -> list[tuple[int, Recent]]:
    """Programmes with how many came after them, the newest last."""
    return list(reversed(list(enumerate(recent))))


def _at(draft: Draft, title: str) -> str:
    """A title with the hour; as it is, in a language that has no words for that."""
    hour = "" if draft.bare else draft.told.hours.get(draft.hours[0], "")
    return draft.told.comma.join(part for part in (title, hour) if part)


def _begun(draft: Draft) -> str:
    """The first words of a theme that has nothing shorter."""
    words = draft.beats[0].text.split()
    said = " ".join(words[:_WORDS]) if len(words) > 1 else draft.beats[0].text[: 2 * _WORDS]
    return capital(said.rstrip(" ,;:，、"), draft.channel.language)


def _titles(draft: Draft, turn: Moment | None, lines: Iterable[str]) -> Iterator[str]:
    """Titles for a programme, the best first."""
    if turn and turn.title:
        yield turn.title
    for text in _named(draft, lines):
        said = capital(text, draft.channel.language)
        yield title_case(said) if draft.told.title_case else said


def _named(draft: Draft, lines: Iterable[str]) -> Iterator[str]:
    """What a programme may be named after: its things, short lines, those of the whole theme.

    Sentences of the theme are none while there is anything else, nor are entries of a list.
    """
    beats = list(dict.fromkeys([*draft.beats, *draft.theme.beats]))
    own = [beat for beat in beats if draft.is_thing(beat) and not beat.listed]
    listed = [beat for beat in beats if beat.listed]
    things = [thing for beat in beats for thing in things_in(beat.text, draft.channel.language)]
    short = [line.rstrip(".。…") for line in lines]
    named = [brief_of(beat.text) for beat in (*own, *listed)]
    pairs = itertools.permutations((name for name in named if " and " not in name), 2)
    spare = (draft.told.beside.format(one=one, other=other) for one, other in pairs)
    others = (_shortest(beat) for beat in beats if beat not in own)
    of_lines = (thing for line in short for thing in things_in(line, draft.channel.language))
    for text in (*map(_shortest, own), *things, *short, *of_lines, *spare, *others):
        if len(text) <= _SHORT and words_in(text) <= _WORDS + 1 and len(text.split()) <= _WORDS:
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
