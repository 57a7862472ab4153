"""What viewers read and hear of a programme: logline, spoken words, story so far."""

from __future__ import annotations

import re
from collections.abc import Sequence

from webtv.writers.offline.atlas import Moment
from webtv.writers.offline.beat import Beat
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.joining import beside, joins, may_follow, uncapital
from webtv.writers.offline.shots import Step
from webtv.writers.offline.wording import parted, sentence, words_in
from webtv.writers.offline.wordsets import is_dense
from webtv.writers.story import continued, without_number

_REMEMBERED = 3
"""Loglines in the story so far."""

_LONGEST = 1500
"""Characters of a narration."""

_RESTS = 2
"""Programmes within which a logline tells no beat again."""

_NAMED = 3
"""Things in a logline of things."""

_STOPS = ".。!！…"


def new_logline(draft: Draft, turn: Moment | None) -> str:
    """One thought on a programme: what it is about, and what may be told of what happens in it.

    A subject that loglines told lately is left out unless it is promised, and so is one that says
    nothing alone.
    """
    subject, language = draft.subject, draft.channel.language
    heard = [known.logline.casefold() for known in draft.brief.recent[:_RESTS]]
    if subject.asks:
        more = _told(draft, draft.beats[1:], turn, heard)
        return draft.told.blank.join(filter(None, (subject.text, more)))[:400]
    own = draft.brief_of(_whole(draft, subject)).rstrip(_STOPS)
    if turn and turn.teaser:
        named = " " in own or is_dense(own)  # "Taxis" alone says nothing
        stands = draft.is_sentence(subject) or (draft.is_thing(subject) and named)
        fresh = not any(own.casefold() in known for known in heard)
        if own and (
            subject.choice or (stands and fresh and not (subject.portrait or subject.leans))
        ):
            begun = sentence(own, draft.told.end, language)
            return draft.told.blank.join((begun, turn.teaser))[:400]
        return turn.teaser[:400]
    if draft.story and draft.plot:
        return _begun(draft, draft.plot.beats)
    if told := _told(draft, draft.beats, None, heard):
        return told[:400]
    nouns = [beat for beat in draft.beats if not draft.is_sentence(beat)] or [draft.beats[0]]
    wholes = [_whole(draft, beat) for beat in nouns[:_NAMED]]
    things = [draft.brief_of(whole) or whole for whole in wholes]
    way = draft.told.beside
    names = [uncapital(thing, language, sure=draft.visual) for thing in things]
    others = [name for name in names[1:] if may_follow(name, language) or draft.visual]
    others = [name for name in others if not joins(name, way, language)]
    *first, last = [names[0], *(others if not joins(names[0], way, language) else [])]
    pair = beside(way, first.pop(), last, language) if first else last
    return sentence(draft.told.comma.join([*first, pair]), draft.told.end, language)[:400]


def _begun(draft: Draft, beats: Sequence[Beat]) -> str:
    """How a story begins: its first two sentences, which promise the rest."""
    first, second = (beat.text for beat in beats[:2])
    told = [second] if first in second else [first, second]
    language, end = draft.channel.language, draft.told.end
    return draft.told.blank.join(sentence(each, end, language) for each in told)[:400]


def _told(draft: Draft, beats: Sequence[Beat], turn: Moment | None, heard: Sequence[str]) -> str:
    """The first sentence of some beats that was not told lately, or the first of a programme's.

    What happens in it comes before these; "" where nothing is told.
    """
    if turn and turn.teaser:
        return turn.teaser
    every = [beat for beat in beats if draft.is_sentence(beat) or beat.choice]
    every = [beat for beat in every if not (beat.portrait or beat.leans)] or every
    told = [draft.brief_of(_whole(draft, beat)).rstrip(_STOPS) for beat in every]
    own = draft.brief_of(_whole(draft, draft.beats[0])).rstrip(_STOPS)
    told = [text for text in told if text == own or text.casefold() not in " ".join(heard)]
    first = next(filter(None, told), "")
    return sentence(first, draft.told.end, draft.channel.language)


def spoken(steps: Sequence[Step], blank: str, most_words: int) -> str:
    """What a narrator says: the lines in order, each once, as many as there is time for."""
    said = [step for step in steps if step.line]
    while len(said) > 1 and sum(words_in(step.line) for step in said) > most_words:
        free = [step for step in said[1:-1] if not step.kept]
        spare = [step for step in free if step.moment] or free or said[1:]
        said.remove(spare[-1])
    return blank.join(step.line for step in said)[:_LONGEST]


def story_so_far(story: str, episode: int, logline: str) -> str:
    """The last few loglines of a series, this one the newest."""
    lines = re.split(r"\s*\|\s*", without_number(story).strip())
    kept = [line for line in lines if line][-(_REMEMBERED - 1) :]
    return continued(episode, " | ".join([*kept, logline]))


def _whole(draft: Draft, beat: Beat) -> str:
    """A beat in words that need no other, a deed after the hero's name."""
    if beat.doing and draft.hand:
        return draft.told.doing.format(name=draft.hand.name, deed=beat.text)
    if draft.is_guest(beat) and draft.lead:
        return draft.told.beside.format(one=draft.lead.name, other=beat.text)
    return parted(draft.worded(beat))[0]
