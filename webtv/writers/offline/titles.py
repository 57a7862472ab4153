"""Titles: what happens in a programme, else what it is about, in words that stand as they are."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from webtv.writers.offline.atlas import Moment
from webtv.writers.offline.beat import Beat
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.joining import beside, joins, may_follow, uncapital
from webtv.writers.offline.things import things_in
from webtv.writers.offline.wording import brief_of, capital, parted, words_in
from webtv.writers.writer import Recent

_LONGEST = 64
"""Characters of a title."""

_SHORT = 40
_WORDS = 6
"""Characters and words of a title that is made of anything but a turn."""

_BRIEF = 24
"""Characters of a sentence that is a title: "A Blackbird Bathes"."""

_SAID = 3
"""Words of a thing of which more is said than its name: "the frozen river"."""

_TOLD = 8
"""Words of a sentence that names a programme in which it is told, at most."""

_ASKED = 45
"""Characters of a question that is a title."""

_RESTS = 6
"""Programmes in which a title does not come back; rather is it numbered."""

_SMALL = frozenset("a an the of with and or in on at by for to from as into over under".split())


def new_title(
    draft: Draft, turn: Moment | None, lines: Iterable[str] = (), shown: Sequence[Beat] = ()
) -> str:
    """A title that no recent programme has: that of the turn, else a thing, else a short line.

    The `lines` are those of the programme, and `shown` the beats in it: nothing else names it while
    there is anything of these. Where all were had, the one of longest ago comes back, or the
    channel's has a number.
    """
    shown = [beat for beat in shown or draft.beats if beat != draft.setting] or draft.beats
    recent = draft.brief.recent
    ago = {_plain(known.title.split(draft.told.colon, 1)[-1]): at for at, known in _latest(recent)}
    ago |= {_plain(known.title): at for at, known in _latest(recent)}
    told = _sentences(draft, shown)
    titles = [*_titles(draft, turn, lines, shown), *(t for t in told if len(t.split()) <= _TOLD)]
    others = [beat for beat in draft.theme.beats if beat not in shown]
    titles += [*map(partial(_cased, draft), _of(draft, others)), *_sentences(draft, others), *told]
    titles = [title for title in titles if 2 <= len(title) <= _LONGEST]
    if fresh := [title for title in [*titles, draft.channel.title] if _plain(title) not in ago]:
        return fresh[0]
    oldest = max(titles, key=lambda title: ago[_plain(title)], default=draft.channel.title)
    if ago[_plain(oldest)] >= _RESTS:
        return oldest
    number = 2
    while _plain(sequel := draft.told.part.format(title=draft.channel.title, number=number)) in ago:
        number += 1
    return sequel


def _latest(recent: Sequence[Recent]) -> list[tuple[int, Recent]]:
    """Programmes with how many came after them, the newest last."""
    return list(reversed(list(enumerate(recent))))


def _sentences(draft: Draft, beats: Iterable[Beat]) -> list[str]:
    """The sentences of beats that are no longer than a title may be, none of them cut."""
    known = (beat for beat in beats if not (beat.asks or beat.spoken or beat.listed or beat.choice))
    known = (beat for beat in known if not beat.leans)
    told = (parted(beat.text)[0] for beat in known)
    language = draft.channel.language
    every = [capital(text, language) for text in told if 2 <= len(text) <= _LONGEST]
    return [title_case(text) if draft.told.title_case else text for text in every]


def _titles(
    draft: Draft, turn: Moment | None, lines: Iterable[str], shown: Sequence[Beat]
) -> Iterator[str]:
    """Titles for a programme, the best first: a short question before all else."""
    if draft.beats[0].asks and len(asked := draft.beats[0].text) <= _ASKED:
        yield title_case(asked) if draft.told.title_case else asked
    if turn and turn.title:
        yield turn.title
    yield from map(partial(_cased, draft), _of(draft, shown))
    short = (line.strip(".。… ") for line in lines)
    named = [draft.channel.title] if draft.story else []
    yield from (_cased(draft, text) for text in (*named, *short) if _is_brief(text))


def _cased(draft: Draft, text: str) -> str:
    said = capital(text, draft.channel.language)
    return title_case(said) if draft.told.title_case else said


def _is_brief(text: str) -> bool:
    return len(text) <= _SHORT and words_in(text) <= _WORDS + 1 and len(text.split()) <= _WORDS


def _of(draft: Draft, beats: Sequence[Beat]) -> Iterator[str]:
    """What a programme of some beats may be named after: short ones, their things, two of them.

    None of an entry of a list.
    """
    first = [draft.subject] if draft.subject in beats else []
    beats = [b for b in (*first, *beats) if not (b.asks or b.spoken or b.inflected)]
    language = draft.channel.language
    own = [beat for beat in beats if draft.is_thing(beat)]
    things = [thing for beat in beats for thing in _tellings(beat, language)]
    way = draft.told.beside
    named = [uncapital(brief_of(beat.text, language), language) for beat in own]
    single = dict.fromkeys(name for name in named if not joins(name, way, language))
    pairs = itertools.permutations(single, 2)
    for text in (
        *(text for beat in beats for text in _best(draft, beat)),
        *_paired(draft, beats),
        *things,
        *(beside(way, one, other, language) for one, other in pairs if may_follow(other, language)),
    ):
        if _is_brief(text):
            yield text


def _best(draft: Draft, beat: Beat) -> Iterator[str]:
    """The best titles of a beat: what it names, all of a short one, things of which much is said.

    None of an entry of a list.
    """
    if beat.listed:
        return
    language = draft.channel.language
    text = _shortest(beat, language)
    if draft.is_thing(beat) or (" " in text and len(text) <= _BRIEF):
        yield text
    yield from (thing for thing in _tellings(beat, language) if len(thing.split()) >= _SAID)


def _paired(draft: Draft, beats: Sequence[Beat]) -> Iterator[str]:
    """Things of two beats, side by side: "The Frozen River and the Horse"."""
    known = [next(iter(_tellings(beat, draft.channel.language)), "") for beat in beats]
    for one, other in itertools.combinations(dict.fromkeys(filter(None, known)), 2):
        yield beside(draft.told.beside, one, other, draft.channel.language)


def _tellings(beat: Beat, language: str) -> list[str]:
    """The things of a beat, that of which most is said first: "the frozen river"."""
    return sorted(things_in(beat.text, language), key=lambda thing: -len(thing.split()))


def _shortest(beat: Beat, language: str) -> str:
    return brief_of(parted(beat.text)[0], language)


def title_case(text: str) -> str:
    """English title case: small words stay small, except the first."""
    words = text.split()
    return " ".join(
        word.lower() if index and word.lower() in _SMALL else word[:1].upper() + word[1:]
        for index, word in enumerate(words)
    )


def _plain(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))
