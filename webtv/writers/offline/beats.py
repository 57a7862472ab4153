"""Reads a theme into beats: sentences, entries of lists, clauses, in the operator's words.

A beat is filmed as it stands. What speaks to the reader, names the channel or forbids something
becomes none; what is forbidden is kept as such.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from webtv.config.story import CastMember
from webtv.writers.cast import on_screen
from webtv.writers.offline import reader, wishes, wordlists
from webtv.writers.offline.clauses import (
    CJK,
    GERUND,
    clauses,
)
from webtv.writers.offline.text import chunks, cleaned, paragraphs
from webtv.writers.offline.turns import prompt_key
from webtv.writers.offline.wording import capital

_LONGEST = 260
"""Characters of a beat; what is longer loses clauses at its end."""

_COLON = re.compile(r"\s*[:：]\s+|[：]")
_BEFORE_NOUN = re.compile(
    r"^(?:(?:no|keine?n?|any|the|ever|show(?:ing)?|include|use|de|d'|des|mostrar|zeigen)\s+|d')+",
    re.IGNORECASE,
)
_OF_THEM = re.compile(
    r"^(?:one|two|some|both|none|all|each|most) of (?:them|these)\b", re.IGNORECASE
)
_HE = re.compile(r"^(?:he|she)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Beat:
    """One thing to be filmed."""

    text: str
    """The operator's words, the first letter as they wrote it."""

    names: tuple[str, ...] = ()
    """Members of the cast whom it names."""

    whole: bool = False
    """Whether it is a sentence of its own."""

    doing: bool = False
    """Whether it says what the hero does, and may stand after a name: "kneading dough"."""

    place: wishes.Place = ""
    """Where it stands in every programme, if the operator says so."""

    weekday: int | None = None
    """The weekday to which it belongs, Monday being 0; None for all."""

    choice: bool = False
    """Whether it is one of several of which each programme has one."""

    portrait: bool = False
    """Whether it says who somebody is, and nothing happens in it."""

    english: str = ""
    """The operator's English for it, for prompts."""


@dataclass(frozen=True, slots=True)
class Theme:
    """What a theme wants seen, in its order, and what it forbids."""

    beats: tuple[Beat, ...]
    avoid: tuple[str, ...]

    @property
    def translated(self) -> bool:
        """Whether there is English for what is filmed."""
        return any(beat.english for beat in self.beats)

    def with_english(self, other: Theme) -> Theme:
        """The theme with the beats of its English wording, in their order, side by side.

        Where the two have not the same number, each beat gets the one at its share of the way.
        """
        number = len(other.beats) / len(self.beats)
        paired = [
            replace(beat, english=other.beats[int(place * number)].text)
            for place, beat in enumerate(self.beats)
        ]
        return replace(self, beats=tuple(paired))


def read_theme(text: str, *, language: str = "en", cast: Sequence[CastMember] = ()) -> Theme:
    """Read a theme. It has at least one beat, if only its first words."""
    avoid: list[str] = []
    found: list[Beat] = []
    for sentences in paragraphs(cleaned(text)):
        found += _read(sentences, language, cast, avoid)
    beats = _without_repeats(found)
    if not beats:
        bare = " ".join(re.findall(r"[\w'-]+", cleaned(text)))[:80]
        beats = tuple(Beat(words) for words in [bare] if words) or _signs(text)
    return Theme(beats, tuple(dict.fromkeys(avoid)))


def _signs(text: str) -> tuple[Beat, ...]:
    """What the emoji of a theme without words are called."""
    names = (unicodedata.name(char, "").lower() for char in text if not char.isspace())
    return tuple(Beat(name[:80]) for name in dict.fromkeys(names) if name) or (Beat("…"),)


def _read(
    sentences: list[str], language: str, cast: Sequence[CastMember], avoid: list[str]
) -> Iterator[Beat]:
    """The beats of one paragraph."""
    before = _Before()
    about = "film"
    for index, sentence in enumerate(sentences):
        if index == 0 and len(sentences) > 1 and (topic := reader.topic(sentence)):
            about = topic
            continue
        sentence = reader.unowned(sentence, cast)
        place: wishes.Place = ""
        if said := wishes.beginning(sentence):
            sentence, place = said, "first"
        elif said := wishes.ending(sentence):
            sentence, place = said, "last"
        if about == "skip" or _kept_from(sentence, about, avoid):
            continue
        head, *rest = _COLON.split(sentence, maxsplit=1)
        choice = bool(rest) and wishes.one_each(head)
        day = wishes.weekday_in(head) if rest else None
        parts = _parts(sentence)
        if choice and wishes.is_order(head, language):
            parts = iter(rest)
        for part in parts:
            found = [*_of_part(part, before, language, cast, avoid)]
            if choice and part == rest[0] and len(found) == 1:
                found = [replace(found[0], text=item) for item in wishes.listed(found[0].text)]
            for beat in found:
                yield replace(
                    beat,
                    place=place or beat.place,
                    weekday=day if day is not None else wishes.weekday_in(beat.text),
                    choice=choice and part == rest[0],
                )


@dataclass(slots=True)
class _Before:
    """What a pronoun may stand for."""

    name: str = ""
    sentence: str = ""
    subject: str = ""
    """The last sentence without a pronoun, which says who "he" is."""


def _of_part(
    part: str, before: _Before, language: str, cast: Sequence[CastMember], avoid: list[str]
) -> Iterator[Beat]:
    """The beats of a sentence, or of one side of its colon."""
    said = reader.unframed(part)
    shown = [member.name for member in on_screen(cast, said)]
    if _HE.match(said) and not shown:
        if before.name:
            said = _HE.sub(before.name, said)
        elif before.sentence:
            said = f"{before.sentence}. {said}"
        else:
            return
    elif said.split()[0].lower() in wordlists.of(wordlists.POSSESSIVES, language):
        owned = re.match(r"(?:his|her) ", said, re.IGNORECASE)
        if before.name and owned and language[:2] == "en":
            said = f"{before.name}'s {said[owned.end() :]}"
        elif before.sentence:
            said = f"{before.sentence}. {capital(said, language)}"
    elif _OF_THEM.match(said) or said.split()[0].lower() in wordlists.of(
        wordlists.PRONOUNS, language
    ):
        if not before.sentence or reader.is_vague(said):
            return
        if not reader.is_address(said) and all(map(_allowed, chunks(said))):
            said = f"{before.sentence}. {capital(said, language)}"
            yield _beat(said, cast, said)
            return
        said = f"{before.sentence}. {capital(said, language)}"
    if reader.is_vague(said) or reader.is_empty(said):
        return
    before.name = shown[0] if shown else before.name
    other, several = "", False
    for number, item in enumerate(clauses(said, language, cast)):
        several = number > 0
        if (banned := reader.forbidden(item)) is not None:
            avoid += _nouns(banned)
            continue
        item = reader.unframed(item).strip(" ,;:-–")
        item, portrait = reader.presented(item), reader.presented(item) != item
        closing = wishes.ending(item)
        item = closing or item
        if reader.is_empty(item) or not _worth(item):
            continue
        if number and before.subject and reader.leans(item, language):
            item = f"{before.subject}. {capital(item, language)}"
        beat = _beat(item, cast, said)
        if other and beat.names and not item.startswith(other):
            # "Pip lies awake, so Grandpa tells him a story": whom, once it stands alone?
            beat = _beat(re.sub(r"\bhim\b", other, item, count=1), cast, said)
        other = beat.names[0] if len(beat.names) == 1 else ""
        yield replace(beat, place="last" if closing else "", portrait=portrait)
    if reader.presented(said) != said or (several and before.sentence):
        return  # "They learn" after it is said of all, and not of the last one who was introduced
    before.sentence = said if len(said) < _LONGEST / 2 else ""
    if before.sentence and not several and ". " not in said:
        before.subject = said


def _allowed(item: str) -> bool:
    return reader.forbidden(item) is None


def _kept_from(sentence: str, about: str, avoid: list[str]) -> bool:
    """Whether a sentence as a whole is no picture; what it forbids is put into `avoid`."""
    if any(reader.is_withheld(item) for item in chunks(sentence)):
        return True
    banned = reader.forbidden(sentence) or reader.refused(sentence)
    if banned is not None or about == "avoid":
        for item in chunks(banned or sentence):
            avoid += _nouns(reader.forbidden(item) or item)
        return True
    head = _COLON.split(sentence, maxsplit=1)
    if len(head) == 2 and reader.topic(head[0]) == "avoid":
        avoid += [noun for item in chunks(head[1]) for noun in _nouns(item)]
        return True
    if len(head) == 2 and reader.is_label(head[0]):
        return True
    if len(head) == 2 and not reader.is_address(head[1]):
        return False
    return reader.is_address(reader.unframed(sentence))


def _parts(sentence: str) -> Iterator[str]:
    """A sentence, or what stands on both sides of its colon."""
    head, *rest = _COLON.split(sentence, maxsplit=1)
    if not rest:
        yield sentence
        return
    if reader.topic(head) is None and not reader.is_address(head) and len(head.split()) > 1:
        yield head
    yield rest[0]


def _beat(item: str, cast: Sequence[CastMember], sentence: str) -> Beat:
    shown = tuple(member.name for member in on_screen(cast, item))
    doing = bool(GERUND.match(item)) and item != sentence and not shown and len(item.split()) > 1
    return Beat(_shortened(item), shown, whole=item == sentence, doing=doing)


def _shortened(text: str) -> str:
    """A beat that a prompt has room for, cut between clauses only."""
    while len(text) > _LONGEST and (end := text.rfind(", ")) > _LONGEST // 3:
        text = text[:end]
    return text[:_LONGEST].rsplit(" ", 1)[0] if len(text) > _LONGEST else text


def _worth(item: str) -> bool:
    letters = sum(char.isalpha() for char in item)
    return letters >= (2 if CJK.search(item) else 3)


def _nouns(banned: str) -> list[str]:
    """What is forbidden, as words for a negative prompt; long explanations are none."""
    banned = re.split(r"\s+(?:that|which|who)\b", banned)[0]
    parts = re.split(r",|\bor\b|\band\b|、|\bni\b|\boder\b|\bund\b|\by\b|\bet\b|\be\b", banned)
    bare = [_BEFORE_NOUN.sub("", part.strip(" .,")).rstrip("はもを") for part in parts]
    return [part for part in bare if part and len(part.split()) <= 4]


def _without_repeats(beats: Iterable[Beat]) -> tuple[Beat, ...]:
    kept: dict[str, Beat] = {}
    for beat in beats:
        kept.setdefault(prompt_key(beat.text), beat)
    return tuple(kept.values())
