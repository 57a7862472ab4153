"""What the offline writer says about a programme: title, logline, spoken words, story so far.

All of it is the operator's own words, joined by patterns of the channel's language that bend none.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence

from webtv.writers.offline import wordlists
from webtv.writers.offline.phrases.language import Phrases
from webtv.writers.story import continued, without_number

_REMEMBERED = 3
"""Loglines in the story so far."""

_FORGOTTEN = 30
"""Programmes after which a pattern may come again."""

_TITLE = 64
"""Characters that a title should have at most; the longest that can be shown is 90."""

_LONGEST_TITLE = 80
_TITLED = 2
"""The first beats of a programme, one of which gives its title: the logline tells of both."""

_BRIEF = 90
"""Characters of a beat that are told whole; of a longer one, its first clause."""

_SMALL = frozenset("a an the of with and or in on at by for to from as into over under".split())
_SLOT = re.compile(r"\{(\w+)\}")


def new_title(
    phrases: Phrases,
    told: Sequence[str],
    words: Mapping[str, str],
    heard: Sequence[str],
    rng: random.Random,
    *,
    language: str,
) -> str:
    """A title that `heard` (newest first) does not hold: a beat of `told` as it stands, if one of
    them has not been a title lately, else by a pattern not used lately.

    `words` are those of `Phrases`; a pattern with a word that is not there is left out.
    """
    used = {_plain(title) for title in heard}
    lately = {_plain(title) for title in heard[:_FORGOTTEN]}
    beats = sorted((brief_of(beat) for beat in told[:_TITLED]), key=len)
    made = [sentence_case(b) for b in beats if len(b) <= _TITLE and _plain(b) not in lately]
    named = [p for p in phrases.name_titles if words.get("name")]
    known = [*phrases.beat_titles, *named]
    worn: list[str] = []
    for pattern in rng.sample(known, len(known)):
        filling = {**words, "beat": rng.choice(beats)}
        title = _filled(pattern, _cased(filling, language))
        if title and len(title) <= _TITLE:
            (worn if _used(pattern, words, heard[:_FORGOTTEN]) else made).append(title)
    if named:
        rng.shuffle(made)
    made += worn
    made.append(sentence_case(beats[0])[:_LONGEST_TITLE])
    cased = [title_case(title) if phrases.title_case else title for title in made]
    fresh = next((title for title in cased if _plain(title) not in used), None)
    if fresh:
        return fresh
    number = 2
    while _plain(sequel := phrases.part.format(title=cased[0], number=number)) in used:
        number += 1
    return sequel


def new_logline(
    phrases: Phrases,
    words: Mapping[str, str],
    heard: Sequence[str],
    rng: random.Random,
    *,
    language: str,
) -> str:
    """One or two sentences on a programme, at most 400 characters."""
    cased = _cased(words, language)
    happens = all(wordlists.is_clause(words.get(key, ""), language) for key in ("beat", "other"))
    known = phrases.loglines if happens or not phrases.lists else phrases.lists
    fewest = [
        (_used(pattern, words, heard[:_FORGOTTEN]), made)
        for pattern in rng.sample(known, len(known))
        if (made := _filled(pattern, cased)) is not None and len(made) <= 400
    ]
    if fewest:
        return min(fewest, key=lambda each: each[0])[1]
    return _ended(cased["Beat"], phrases.end)[:400]


def spoken(
    phrases: Phrases,
    beats: Sequence[str],
    hour: str,
    most_words: int,
    rng: random.Random,
    *,
    name: str = "",
) -> str:
    """What a narrator says: the beats as sentences, as many as there is time for.

    `name` is said before them, where they say what somebody does and not who.
    """
    said: list[str] = []
    if phrases.opening:
        opening = rng.choice(phrases.opening)
        if "{" not in opening or hour:
            said.append(opening.format(hour=hour, Hour=sentence_case(hour)))
    if name:
        said.append(_ended(name, phrases.end))
    blank = "" if phrases.stop == "。" else " "
    for beat in beats:
        sentence = _ended(sentence_case(beat), phrases.end)
        if said and _length(blank.join([*said, sentence])) > most_words:
            break
        said.append(sentence)
    return blank.join(said)[:1500]


def story_so_far(story: str, episode: int, logline: str) -> str:
    """The last few loglines of a series, this one the newest."""
    lines = re.split(r"\s*\|\s*", without_number(story).strip())
    kept = [line for line in lines if line][-(_REMEMBERED - 1) :]
    return continued(episode, " | ".join([*kept, logline]))


def title_case(text: str) -> str:
    """English title case: small words stay small, except the first and one after a colon."""
    words = text.split()
    return " ".join(
        word.lower()
        if index and word.lower() in _SMALL and not words[index - 1].endswith(":")
        else sentence_case(word)
        for index, word in enumerate(words)
    )


def sentence_case(text: str) -> str:
    """`text` with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def _cased(words: Mapping[str, str], language: str) -> dict[str, str]:
    """The words, in lower case where their first word is small, and capital under capital keys."""
    small = wordlists.of(wordlists.DETERMINERS, language) | wordlists.of(wordlists.LINKS, language)
    cased: dict[str, str] = {}
    for key, value in words.items():
        first = value.split(" ")[0].lower() if value else ""
        lowered = value[:1].lower() + value[1:] if first in small else value
        cased[key] = lowered if key in ("beat", "other") else value
        cased[key.capitalize()] = sentence_case(value)
    return cased


def _filled(pattern: str, words: Mapping[str, str]) -> str | None:
    if not all(words.get(slot) for slot in _SLOT.findall(pattern)):
        return None
    return pattern.format_map(words)


def _used(pattern: str, words: Mapping[str, str], heard: Sequence[str]) -> bool:
    """Whether one of `heard` was made by this pattern, with the same hour and weather in it."""
    kept = {key: words.get(key.lower(), "") for key in ("hour", "sky", "Hour", "Sky")}
    expected = "".join(
        re.escape(kept[part]) if part in kept else ".+" if index % 2 else re.escape(part)
        for index, part in enumerate(_SLOT.split(pattern))
    )
    if expected == ".+":
        return True  # a beat alone: `new_title` has looked at those first
    made = re.compile(rf"(?:[^:]+: )?{expected}", re.IGNORECASE | re.DOTALL)
    return any(made.fullmatch(title) for title in heard)


def brief_of(beat: str) -> str:
    """A beat, or its first clause if it is long."""
    if len(beat) <= _BRIEF:
        return beat
    head = re.split(r"(?:, |; |，)(?=\S)", beat)[0]
    return head if 12 <= len(head) <= _BRIEF else beat


def _plain(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))


def _ended(text: str, end: str) -> str:
    return text if text.endswith((".", "!", "?", "。", "！", "？", "…")) else f"{text}{end}"


def _length(text: str) -> float:
    """Spoken words; a script without blanks is counted by two signs a word."""
    dense = sum("\u3040" <= char <= "\u9fff" for char in text)
    return len(text.split()) + dense / 2
