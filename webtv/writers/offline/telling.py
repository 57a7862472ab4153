"""What viewers read and hear of a programme: logline, spoken words, story so far."""

from __future__ import annotations

import re
from collections.abc import Sequence

from webtv.writers.offline.atlas import Moment
from webtv.writers.offline.beat import Beat
from webtv.writers.offline.blurb import is_idea
from webtv.writers.offline.captions import beginning
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.joining import beside, joins, may_follow, uncapital
from webtv.writers.offline.joints import first_clause
from webtv.writers.offline.shots import Step
from webtv.writers.offline.turns import prompt_key
from webtv.writers.offline.wording import parted, sentence, words_in
from webtv.writers.small_words import content_words
from webtv.writers.story import continued, without_number

_REMEMBERED = 3
"""Loglines in the story so far."""

_LONGEST = 1500
"""Characters of a narration."""

_RESTS = 2
"""Programmes within which a logline tells no beat again."""

_NAMED = 3
"""Things in a logline of things."""

_LONGEST_CLAUSE, _LONGEST_DENSE, _WHOLE = 90, 40, 400
"""Characters of a logline, in scripts without blanks, and of one that is nothing but a name."""

_STOPS = ".。!！…"


def new_logline(
    draft: Draft, turn: Moment | None, title: str = "", shown: Sequence[Beat] = ()
) -> str:
    """One clause on a programme, about the same thing as its title: what may be told of what
    happens in it, else a sentence of the theme, or a thing of it.

    A subject that is promised comes before what happens, where both are brief. Sentences that share
    words with the `title` come first, those that loglines told lately last.
    """
    subject, language, end = draft.subject, draft.channel.language, draft.told.end
    if subject.asks:
        return subject.text[:_WHOLE]
    if turn and turn.teaser:
        own = sentence(_clause(draft, subject), end, language) if subject.choice else ""
        both = draft.told.blank.join(filter(None, (own, turn.teaser)))
        return both if len(both) <= longest_logline(language) else own or turn.teaser
    told = _clause(draft, draft.plot.beats[0]) if draft.story and draft.plot else ""
    told = told or _told(draft, shown or draft.beats, title) or _things(draft)
    told = told or _told(draft, draft.theme.beats, title) or draft.channel.title
    return sentence(told, end, language)[:_WHOLE]


def _told(draft: Draft, beats: Sequence[Beat], title: str) -> str:
    """The clause of some beats that a logline may be; "" where nothing is told, or all of it is too
    long.
    """
    heard = " ".join(known.logline for known in draft.brief.recent[:_RESTS]).casefold()
    every = [beat for beat in beats if draft.is_sentence(beat) or beat.choice]
    every = [beat for beat in every if not (beat.portrait or beat.leans)] or every
    told = [text for beat in every if (text := _clause(draft, beat))]
    where = _clause(draft, draft.setting) if draft.setting else ""
    if title.casefold() in map(str.casefold, told):  # something else, rather than the title again
        others = [text for text in (where, *told) if text.casefold() != title.casefold()]
        told = [text for text in others if text and text.casefold() not in heard] or others or told
        return next(filter(None, told), "")
    named = content_words(title)

    def strangeness(text: str) -> tuple[bool, bool, int]:
        said = text.casefold()
        return title.casefold() not in said, said in heard, -len(named & content_words(text))

    return min(told, key=strangeness, default="")


def _clause(draft: Draft, beat: Beat) -> str:
    """A beat as one clause that is no longer than a logline; "" where it has none."""
    whole, language = _whole(draft, beat), draft.channel.language
    longest = longest_logline(language)
    said = draft.brief_of(whole).rstrip(_STOPS)
    if len(said) > longest:
        said = first_clause(said, language, longest)
    if len(said) > longest:
        said = beginning(said, language, lambda text: len(text) <= longest)
    return said


def longest_logline(language: str) -> int:
    """Return how many characters a logline has at most, without its stop."""
    return _LONGEST_DENSE if language[:2] in ("ja", "zh") else _LONGEST_CLAUSE


def _things(draft: Draft) -> str:
    """The things of a programme side by side, as many as a logline has room for; "" for none."""
    language, way = draft.channel.language, draft.told.beside
    nouns = [beat for beat in draft.beats if not draft.is_sentence(beat)] or [draft.beats[0]]
    wholes = [_whole(draft, beat) for beat in nouns[:_NAMED]]
    things = [draft.brief_of(whole) or whole for whole in wholes]
    names = [uncapital(t, language, sure=draft.visual or is_idea(t)) for t in things]
    names = [name for name in names if len(name) <= longest_logline(language)]
    others = [name for name in names[1:] if may_follow(name, language) or draft.visual]
    others = [name for name in others if not joins(name, way, language)]
    if names[:1] and joins(names[0], way, language):
        others = []
    for most in range(len(others), -1, -1):
        *first, last = [*names[:1], *others[:most]] or [""]
        pair = beside(way, first.pop(), last, language) if first else last
        if len(told := draft.told.comma.join([*first, pair])) <= longest_logline(language):
            return told
    return ""


def shown_in(draft: Draft, steps: Sequence[Step]) -> list[Beat]:
    """The beats of which a programme tells, or that it shows; where all is, at the end."""
    said = [prompt_key(step.line) for step in steps if step.line and not step.moment]
    seen = [prompt_key(step.seen) for step in steps if not step.moment]
    found = [
        beat
        for beat in draft.theme.beats
        if any(prompt_key(beat.text) in line for line in said)
        or any(prompt_key(draft.key(beat)) in picture for picture in seen)
    ]
    return sorted(found, key=lambda beat: beat == draft.setting)


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
