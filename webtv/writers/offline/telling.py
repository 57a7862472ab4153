"""What viewers read and hear of a programme: logline, spoken words, story so far."""

from __future__ import annotations

import re
from collections.abc import Sequence

from webtv.writers.offline.atlas import Moment
from webtv.writers.offline.beats import Beat
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.shots import Step
from webtv.writers.offline.wording import parted, sentence, words_in
from webtv.writers.story import continued, without_number

_REMEMBERED = 3
"""Loglines in the story so far."""

_LONGEST = 1500
"""Characters of a narration."""

_RESTS = 6
"""Programmes within which a logline tells no beat again."""

_BRIEF = 90
"""Characters of a beat that are told whole; of a longer one, its first clause."""


def new_logline(draft: Draft, turn: Moment | None, close: Beat) -> str:
    """One thought on a programme: the beat at which it turns, and what may be told of the turn.

    A beat that loglines told lately, or that is no sentence, is left out.
    """
    beats = [close, *(beat for beat in draft.beats if beat != close)]
    said = [(beat, _told(draft, beat)) for beat in beats]
    heard = [known.logline for known in draft.brief.recent[:_RESTS]]
    told = [
        text
        for beat, text in said
        if (draft.is_sentence(beat) or beat.choice) and not any(text in known for known in heard)
    ]
    if turn and turn.teaser:
        return draft.told.blank.join([*told[:1], turn.teaser])[:400]
    return draft.told.blank.join(told[:2] or [text for _, text in said[:2]])[:400]


def _told(draft: Draft, beat: Beat) -> str:
    return sentence(brief_of(_whole(draft, beat)), draft.told.end, draft.channel.language)


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


def brief_of(beat: str) -> str:
    """A beat, or its first clause if it is long."""
    if len(beat) <= _BRIEF:
        return beat
    head = re.split(r"(?:, |; |，)(?=\S)", beat)[0]
    return head if 12 <= len(head) <= _BRIEF else beat


def _whole(draft: Draft, beat: Beat) -> str:
    """A beat in words that need no other, a deed after the hero's name."""
    if beat.doing and draft.lead:
        return draft.told.doing.format(name=draft.lead.name, deed=beat.text)
    return parted(beat.text)[0]
