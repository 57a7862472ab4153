"""Reads a theme: who and what it names, what they do, and where.

No language model and no dictionary of nouns: phrases are what stands between the words of
`grammar`. That keeps the operator's own words, whatever they are about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from webtv.writers.offline import grammar
from webtv.writers.offline.grammar import DETERMINERS, META, PLACE_PREPOSITIONS, STOPS

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d+")
_CLAUSE = re.compile(r"([.!?;:()\"\u201c\u201d\u2013\u2014]+|,|\s-\s)")
_NAME = re.compile(r"(?:^|[.!?:]\s+)((?:[A-ZÀ-Þ][\w'-]+\s?){1,3}), (?:an?|the) ")
_INSIDE = re.compile(r"[^\s.!?:;]\s+([A-ZÀ-Þ][\w'-]+)")
_LONGEST = 9
"""Words in one phrase, at most."""

_BINDERS = grammar.BINDERS | grammar.FOREIGN_BINDERS
_EDGES = DETERMINERS | _BINDERS | PLACE_PREPOSITIONS

Kind = Literal["thing", "place", "deed"]


@dataclass(frozen=True, slots=True)
class Deed:
    """What a subject does, as an -ing phrase; `by` is None where the theme names nobody."""

    by: str | None
    doing: str


@dataclass(frozen=True, slots=True)
class Theme:
    """What a theme names. Phrases keep the operator's words and articles.

    `things` are what can be seen ("a tall white llama"), `places` keep their preposition
    ("across the Andes"), `deeds` are what things do ("selling hot soup").
    """

    things: tuple[str, ...]
    places: tuple[str, ...]
    deeds: tuple[Deed, ...]


@dataclass(slots=True)
class _Reading:
    """What has been found so far, and the phrase being read."""

    names: frozenset[str]
    stops: frozenset[str]
    banned: tuple[str, ...]
    things: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    actor: str | None = None
    phrase: list[str] = field(default_factory=list)
    kind: Kind = "thing"

    def begin(self, kind: Kind, word: str = "") -> None:
        """Put the phrase so far away and begin another."""
        found = _trimmed(self.phrase)
        banned = any(re.search(rf"\b{re.escape(b)}", found.lower()) for b in self.banned)
        if found and not banned:
            self._keep(found)
        self.kind = kind
        self.phrase = [word] if word else []

    def _keep(self, found: str) -> None:
        if self.kind == "thing":
            self.actor = found
            if found.lower() not in (known.lower() for known in self.things):
                self.things.append(found)
        elif self.kind == "place":
            if found not in self.places and found.split()[-1].lower() not in grammar.TIMES:
                self.places.append(found)
        elif len(found.split()) > 1:
            self.deeds.append(Deed(self.actor, found))


def read_theme(
    text: str, *, language: str = "en", avoid: Iterable[str] = (), names: Iterable[str] = ()
) -> Theme:
    """Read a theme. For the languages of `FOREIGN_STOPS`, small words are told from nouns.

    `names` are those of the cast, of whom a theme need not say that they are names.
    """
    # A line break is a blank, unless a paragraph or an entry of a list begins there.
    text = re.sub(r"\n\s*(?:\n|[-*]\s)", ". ", text.replace("\u2019", "'")).replace("\n", " ")
    known = {part for name in names for part in name.split()}
    known |= {name.strip() for match in _NAME.findall(text) for name in match.split()}
    reading = _Reading(
        names=frozenset(known | set(_INSIDE.findall(text))),
        stops=STOPS | frozenset(grammar.FOREIGN_STOPS.get(language[:2], "").split()),
        banned=tuple(word.lower() for word in avoid),
    )
    for words, ends_sentence in _clauses(text):
        _read_clause(reading, words)
        reading.begin("thing")
        if ends_sentence:
            reading.actor = None
    things = _without_echoes(reading.things) or [_unplaced(place) for place in reading.places]
    return Theme(
        things=tuple(things or [" ".join(_WORD.findall(text)[:4])]),
        places=tuple(reading.places),
        deeds=tuple(d for d in reading.deeds if d.by is None or d.by in things),
    )


def content_words(text: str) -> frozenset[str]:
    """The lower-case words of a text that say what it is about."""
    functional = STOPS | _EDGES | META
    found = (word.lower() for word in _WORD.findall(text.replace("\u2019", "'")))
    return frozenset(word for word in found if word not in functional and len(word) > 2)


def head(phrase: str) -> str:
    """A phrase without what follows its head: "a white llama with a scarf" -> "a white llama"."""
    words = phrase.split(",")[0].split()
    for place, word in enumerate(words[1:], start=1):
        if word.lower() in _BINDERS | {"and"}:
            return " ".join(words[:place])
    return " ".join(words)


def place_of(doing: str) -> str:
    """Where a deed is done, with the preposition; "" if it says nothing of that."""
    words = doing.split()
    at = next((i for i, word in enumerate(words) if i and word in PLACE_PREPOSITIONS), len(words))
    return " ".join(words[at:])


def _clauses(text: str) -> Iterator[tuple[list[str], bool]]:
    """The words between commas and stops, and whether a sentence ends there.

    A name keeps its apposition, since that is what a camera can see: "Paco, a white llama".
    """
    parts = [*_CLAUSE.split(text), "."]
    held: list[str] = []
    for part, mark in zip(parts[::2], parts[1::2], strict=True):
        words = held + _WORD.findall(part)
        held = []
        ends = mark.strip() != ","
        named = 0 < len(words) <= 3 and all(word[0].isupper() for word in words)
        if named and not ends:
            held = [*words[:-1], words[-1] + ","]
            continue
        if len(words) > 1 and words[0].endswith(",") and words[1] not in ("a", "an", "the"):
            yield [words[0].rstrip(",")], False
            words = words[1:]
        yield words, ends


def _read_clause(reading: _Reading, words: list[str]) -> None:
    for index, written in enumerate(words):
        lowered = written.lower()
        named = written.rstrip(",") in reading.names
        word = written if index or named else lowered
        last = index == len(words) - 1
        phrase = reading.phrase
        begun = bool(phrase) and phrase[-1].lower() not in _EDGES
        doing = reading.kind == "deed"
        following = "" if last else words[index + 1].lower()
        verb = None if word[0].isupper() or doing else _verb(lowered, phrase, following)
        if doing and (lowered == "to" or (phrase and phrase[-1] == "to")):
            phrase.append(lowered)
        elif lowered in reading.stops:
            reading.begin("thing")
            if lowered in grammar.PRONOUNS:
                reading.actor = None
        elif lowered in PLACE_PREPOSITIONS and not doing:
            reading.begin("place", lowered)
        elif verb and (begun or (not phrase and not last)):
            reading.begin("deed", grammar.gerund(verb))
        elif (
            grammar.base_of_gerund(lowered)
            and begun
            and not doing
            and not (lowered in grammar.COMPOUNDS and following not in {*_EDGES, ""})
        ):
            reading.begin("deed", lowered)
        elif lowered in DETERMINERS and begun and not doing and not phrase[-1].endswith(","):
            reading.begin("thing", word)
        else:
            phrase.append(word)


def _verb(word: str, phrase: list[str], following: str) -> str | None:
    """The verb that `word` is after `phrase`, in its base form; None if it is no verb there."""
    named = phrase[1:] if phrase and phrase[0] in PLACE_PREPOSITIONS else phrase
    one = bool(named) and (named[0] in ("a", "an", "one") or named[-1][:1].isupper())
    goes_on = following in _EDGES
    known = grammar.base_verb(word)
    if known is not None:
        # "a noodle cook feeds": after one of something, a verb would have its -s.
        return None if one and word == known and not goes_on else known
    if one and len(named) > 1 and goes_on:
        return grammar.singular_verb(word)
    return None


def _trimmed(words: list[str]) -> str:
    """A phrase fit for a prompt, or "" if nothing in it can be seen."""
    words = [word for word in words if word]
    if len(words) > _LONGEST and not any(w.endswith(",") for w in words):
        words = words[:_LONGEST]
    while words and words[-1].lower() in _EDGES | STOPS:
        words.pop()
    while words and words[0].lower() in _BINDERS:
        words.pop(0)
    telling = [w for w in words if w.lower().strip(",") not in _EDGES]
    if not telling or telling[-1].lower() in META or len(telling[-1]) < 3:
        return ""
    if words[0].lower() in ("this", "that", "these", "those", "no", "its", "their", "his", "her"):
        words[0] = "the"
    return " ".join(words).rstrip(",")


def _without_echoes(phrases: list[str]) -> list[str]:
    """The phrases, those left out whose words all stand in a longer one."""
    sets = [frozenset(p.lower().replace(",", "").split()) - DETERMINERS for p in phrases]
    return [
        phrase
        for phrase, own in zip(phrases, sets, strict=True)
        if not any(own < other for other in sets)
    ]


def _unplaced(place: str) -> str:
    return " ".join(place.split()[1:]) or place
