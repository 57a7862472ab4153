"""The order of beats, where they count from one on or name their hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from webtv.writers.offline import wordlists
from webtv.writers.offline.beat import Beat
from webtv.writers.offline.joining import beside, joins, may_follow, uncapital
from webtv.writers.offline.phrases.language import HOURS, Hour
from webtv.writers.offline.questions import has_mark
from webtv.writers.offline.setting import is_dark, is_fixed
from webtv.writers.offline.timewords import hour_in, season_in
from webtv.writers.offline.turns import filmed_ago, prompt_key, told_ago
from webtv.writers.offline.weekdays import without_weekday
from webtv.writers.offline.wishes import counted
from webtv.writers.offline.wording import capital, words_in

if TYPE_CHECKING:
    from webtv.writers.offline.draft import Draft

_ENOUGH = 3
"""Beats of a theme that can do without some, and things that are seen together at most."""

_PAIR = 2

_MANY, _MOST, _STEPS = 5, 0.75, 2
"""Beats of a theme that come in another order, how many of them come again then, and the part of
them that is gone on each time.
"""

_RETOLD = 6
"""Programmes within which the story of a theme is not told as a whole again."""

_LATE = 8
"""Programmes that a viewer remembers."""


def answer_to(question: Beat, beats: Sequence[Beat], theme: str) -> Beat | None:
    """What a theme says right behind a question; None where another one follows it."""
    theme = " ".join(theme.split())
    end = theme.find(question.text) + len(question.text)
    at = {beat: theme.find(beat.text, end) for beat in beats}
    behind = [beat for beat in beats if at[beat] >= 0]
    answer = min(behind, key=lambda beat: at[beat], default=None)
    asks = answer and has_mark(theme[end : at[answer]])
    return None if question.text not in theme or asks else answer


def told_whole(draft: Draft) -> tuple[Beat, ...]:
    """The sentences of the theme's story, where it was not told as a whole lately; else ()."""
    if draft.plot is None:
        return ()
    keys = [prompt_key(draft.key(beat)) for beat in draft.plot.beats]
    for known in draft.brief.recent[:_RETOLD]:
        seen = [prompt_key(prompt) for prompt in known.prompts]
        at = [next((n for n, each in enumerate(seen) if key in each), -1) for key in keys]
        if min(at) >= 0 and at == sorted(at):
            return ()
    return (*draft.plot.introduced, *draft.plot.beats)


def season_of_beats(draft: Draft, beats: Sequence[Beat]) -> int | None:
    """The season of a programme, where the theme has several: the one of longest ago."""
    seasonal = [beat for beat in beats if season_in(beat.text) is not None]
    if not seasonal or draft.channel.series:
        return None
    ago = [filmed_ago(draft.key(beat), draft.brief.recent) for beat in seasonal]
    return season_in(seasonal[ago.index(max(ago))].text)


def undated(beats: Sequence[Beat], language: str) -> list[Beat]:
    """Beats of a week on another day: without the weekday where a sentence is left without it.

    "Monday the farmer milks" is "The farmer milks"; what cannot do without its day is left out,
    unless all are such.
    """
    kept: list[Beat] = []
    for beat in beats:
        bare = without_weekday(beat.text)
        if not bare:
            continue
        if kept and bare.split()[0].lower() in wordlists.of(wordlists.POSSESSIVES, language):
            bare = f"{kept.pop().text}. {capital(bare, language)}"
        english = without_weekday(beat.english) or beat.english
        kept.append(replace(beat, text=bare, english=english, weekday=None))
    return kept if len(kept) > 1 else list(beats)


def telling(draft: Draft, beats: list[Beat]) -> list[Beat]:
    """The beats without those that only name a place of the channel, where there are others enough.

    Things in a word are seen together: "limpets and anemones", one alone beside the thing next to
    it, if that is no two things itself.
    """
    places = [{*prompt_key(place).split()} for place in draft.channel.places]
    small = wordlists.of(wordlists.DETERMINERS, draft.channel.language)

    def is_place(beat: Beat) -> bool:
        words = {*prompt_key(beat.text).split()} - small
        return any(words <= place for place in places)

    def tells(beat: Beat) -> bool:
        free = beat.whole or beat.choice or bool(beat.place)
        return free or (words_in(beat.text) > 1 and not is_place(beat))

    known = [beat for beat in beats if tells(beat)]
    if draft.things_only or len(known) < _ENOUGH:
        return beats
    words = [b for b in beats if not (tells(b) or is_place(b) or b.leans or b.english)]
    if len(words) == 1:
        at = beats.index(words[0])
        free = (b for b in known if draft.is_thing(b) and not (b.whole or b.leans or b.choice))
        told, language = draft.told, draft.channel.language
        free = (b for b in free if not joins(b.text, told.beside, language))
        words += sorted(free, key=lambda beat: abs(beats.index(beat) - at))[:1]
    if len(words) < _PAIR:
        return known
    words.sort(key=beats.index)
    language = draft.channel.language
    first, *others = (beat.text for beat in words[:_ENOUGH])
    *some, last = [first, *(uncapital(each, language) for each in others)]
    comma, text = draft.told.comma, draft.told.comma.join(some)
    lone = not may_follow(last, language) or any(
        joins(s, draft.told.beside, language) for s in some
    )
    text = f"{text}{comma}{last}" if lone else beside(draft.told.beside, text, last, language)
    at = beats.index(words[0])
    left = [*beats[:at], replace(words[0], text=text, listed=True), *beats[at + 1 :]]
    return [beat for beat in left if beat not in words and (tells(beat) or beat.text == text)]


def with_counted(chosen: tuple[Beat, ...], known: Sequence[Beat]) -> tuple[Beat, ...]:
    """The beats with all that count from one on, if one of these is among them."""
    run = [known[at] for at in counted([beat.text for beat in known])]
    at = next((at for at, beat in enumerate(chosen) if beat in run), None)
    if at is None:
        return chosen
    others = [beat for beat in chosen if beat not in run]
    room = max(1, len(chosen) - len(run))
    return (*others[:at], *run, *others[at:room])


def reordered(draft: Draft, beats: list[Beat]) -> list[Beat]:
    """The beats, begun further on for each of the last programmes that told most of them.

    The first one stays, and each that leans on another stays behind it; what goes on from one to
    the next comes as the operator has it.
    """
    fixed = draft.ordered or draft.day or draft.plot or counted([beat.text for beat in beats])
    if fixed or len(beats) < _MANY or any(beat.choice or beat.asks or beat.step for beat in beats):
        return beats
    told = 0
    for known in draft.brief.recent[:_LATE]:
        had = sum(told_ago(beat.text, (known,)) == 0 for beat in beats)
        told += had >= len(beats) * _MOST
    groups: list[list[Beat]] = []
    for beat in beats[1:]:
        if beat.after and groups and any(each.text == beat.after for each in groups[-1]):
            groups[-1].append(beat)
        else:
            groups.append([beat])
    at = told * max(1, (len(groups) - 1) // _STEPS) % len(groups)
    turned = [*groups[at:], *groups[:at]]
    return [beats[0], *(beat for group in turned for beat in group)]


def settled(draft: Draft) -> tuple[tuple[Hour, ...], tuple[Beat, ...]]:
    """Hours that no beat contradicts, and the beats without those of other hours.

    The first beat always stays.
    """
    hours, beats = draft.hours, draft.beats
    named = {beat: hour for beat in beats if (hour := draft.hour_of(beat))}
    if is_dark(hours) and "night" not in hours:
        named = {beat: hours[0] if at == "night" else at for beat, at in named.items()}
    if draft.day and named:
        return tuple(dict.fromkeys(named[b] for b in beats if b in named)), beats
    begins = hour_in(draft.first.text) if draft.first else None
    if begins and not is_fixed(draft.channel):
        at = HOURS.index(begins)
        hours = HOURS[at : at + 2]
    where = hour_in(draft.setting.text) if draft.setting else None
    if where in hours:
        hours = hours[hours.index(where) :]
    own = named.get(beats[0])
    if where and not own and where not in hours and not is_fixed(draft.channel):
        at = HOURS.index(where)
        hours = HOURS[at : at + 2]
    if own and own not in hours and not is_fixed(draft.channel):
        at = HOURS.index(own)
        hours = HOURS[at : at + 2]  # and never the hour before: it is no part of what is told
    kept = [beat for beat in beats if named.get(beat) in (None, *hours)] or [beats[0]]
    if own in hours:  # the first one is what the programme is about, and nothing goes before it
        begun = hours.index(own)
        kept = [b for b in kept if b not in named or hours.index(named[b]) >= begun]
    timed = sorted(
        (beat for beat in kept if named.get(beat) in hours),
        key=lambda beat: hours.index(named[beat]),
    )
    return hours, tuple(timed.pop(0) if beat in named and timed else beat for beat in kept)


def told_hours(draft: Draft) -> tuple[Hour, ...]:
    """The hours that a story names, as it comes to them; those of the programme without any."""
    named = dict.fromkeys(hour for beat in draft.story if (hour := draft.hour_of(beat)))
    return tuple(named) if named and not is_fixed(draft.channel) else draft.hours
