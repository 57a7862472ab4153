"""What viewers read and hear of a programme: logline, spoken words, story so far."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from webtv.writers.offline.draft import Draft
from webtv.writers.offline.narrator import Step
from webtv.writers.offline.wording import sentence
from webtv.writers.story import continued, without_number

_REMEMBERED = 3
"""Loglines in the story so far."""

_LONGEST = 1500
"""Characters of a narration."""

_BRIEF = 90
"""Characters of a beat that are told whole; of a longer one, its first clause."""


def new_logline(draft: Draft, lines: Sequence[str], rng: random.Random) -> str:
    """Two or three sentences on a programme: what happens, and how its small story begins.

    `lines` are those that are told in it.
    """
    beats = [
        sentence(brief_of(_whole(draft, at)), draft.told.end, draft.channel.language)
        for at in range(len(draft.beats))
    ]
    heard = [known.logline for known in draft.brief.recent]
    ago = {
        beat: next((at for at, known in enumerate(heard) if beat in known), 99) for beat in beats
    }
    beats.sort(key=lambda beat: -ago[beat])  # what is new leads
    first = beats[0]
    others = [beat for beat in beats[1:] if beat != first]
    other = rng.choice(others) if others else ""
    if plot := draft.plot:
        shapes = [
            (first, plot.begins),
            (plot.begins, first),
            (first, other, plot.begins),
            (plot.begins, plot.grows, first),
            (first, plot.begins, plot.grows),
        ]
    else:
        asides = [line for line in lines[1:-1] if line and not is_seen(line, draft)]
        shapes = [(first, line) for line in asides] + [(first, other, line) for line in asides]
        shapes = shapes or [(first, other), (other, first), (first, *others[:2])]
    blank = draft.told.blank
    made = [blank.join(dict.fromkeys(part for part in shape if part)) for shape in shapes]
    rng.shuffle(made)
    return next((each for each in made if each not in heard and len(each) <= 400), made[0])[:400]


def is_seen(line: str, draft: Draft) -> bool:
    """Whether a line says what is in its picture, and no more."""
    known = [*(beat.text for beat in (*draft.theme.beats, *draft.beats)), *draft.cutaways]
    known += draft.told.hours.values()
    return not 12 < len(line.encode()) <= _BRIEF or any(
        text.casefold() in line.casefold() for text in known
    )


def spoken(steps: Sequence[Step], blank: str, most_words: int) -> str:
    """What a narrator says: the lines in order, each once, as many as there is time for."""
    said: list[Step] = []
    for step in steps:
        if step.line:
            said.append(step)
    while len(said) > 1 and sum(words_in(step.line) for step in said) > most_words:
        spare = [step for step in said[1:] if step.spare] or said[1:-1] or said[1:]
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


def words_in(text: str) -> float:
    """Spoken words; a script without blanks is counted by two signs a word."""
    dense = sum("\u3040" <= char <= "\u9fff" for char in text)
    return len(text.split()) + dense / 2


def _whole(draft: Draft, at: int) -> str:
    """A beat in words that need no other, a deed after the hero's name."""
    beat = draft.beats[at]
    if beat.doing and draft.lead:
        return draft.told.doing.format(name=draft.lead.name, deed=beat.text)
    return beat.text
