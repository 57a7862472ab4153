"""Reads a theme into beats: sentences, entries of lists, clauses, in the operator's words.

A beat is filmed as it stands. What speaks to the reader, names the channel or forbids something
becomes none; what is forbidden is kept as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from webtv.config.story import CastMember
from webtv.writers.cast import on_screen
from webtv.writers.offline import reader, wordlists
from webtv.writers.offline.text import chunks, cleaned, paragraphs

_LONGEST = 260
"""Characters of a beat; what is longer loses clauses at its end."""

_ITEM = 18
"""Words of an entry in a list without articles; longer ones are clauses that belong together."""

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_GERUND = re.compile(r"^\w+ing\b", re.IGNORECASE)
_COLON = re.compile(r"\s*[:：]\s+|[：]")
_BEFORE_NOUN = re.compile(
    r"^(?:(?:no|any|the|ever|show(?:ing)?|include|use|de|d'|des|mostrar|zeigen)\s+|d')+",
    re.IGNORECASE,
)
_DEFINITE = frozenset("the el la los las le les der die das il lo i gli o os as de het".split())
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


@dataclass(frozen=True, slots=True)
class Theme:
    """What a theme wants seen, in its order, and what it forbids."""

    beats: tuple[Beat, ...]
    avoid: tuple[str, ...]


def read_theme(text: str, *, language: str = "en", cast: Sequence[CastMember] = ()) -> Theme:
    """Read a theme. It has at least one beat, if only its first words."""
    avoid: list[str] = []
    found: list[Beat] = []
    for sentences in paragraphs(cleaned(text)):
        found += _read(sentences, language, cast, avoid)
    beats = _without_repeats(found)
    if not beats:
        bare = " ".join(re.findall(r"[\w'-]+", cleaned(text)))[:80] or " ".join(text.split())[:80]
        beats = (Beat(bare or "…"),)
    return Theme(beats, tuple(dict.fromkeys(avoid)))


def _read(
    sentences: list[str], language: str, cast: Sequence[CastMember], avoid: list[str]
) -> Iterator[Beat]:
    """The beats of one paragraph."""
    named = ""
    before = ""
    about = "film"
    for index, sentence in enumerate(sentences):
        if index == 0 and len(sentences) > 1 and (topic := reader.topic(sentence)):
            about = topic
            continue
        if about == "skip" or _kept_from(sentence, about, avoid):
            continue
        for part in _parts(sentence):
            said = reader.unframed(part)
            shown = [member.name for member in on_screen(cast, said)]
            if _HE.match(said) and not shown:
                if named:
                    said = _HE.sub(named, said)
                elif before:
                    said = f"{before}. {said}"
                else:
                    continue
            elif said.split()[0].lower() in wordlists.of(wordlists.PRONOUNS, language):
                if not before or reader.is_vague(said):
                    continue
                said = f"{before}. {said}"
            if reader.is_vague(said) or reader.is_empty(said):
                continue
            named = shown[0] if shown else named
            other = ""
            for item in _clauses(said, language, cast):
                if (banned := reader.forbidden(item)) is not None:
                    avoid += _nouns(banned)
                    continue
                item = reader.unframed(item).strip(" ,;")
                if reader.is_empty(item) or not _worth(item):
                    continue
                beat = _beat(item, cast, said)
                if other and beat.names and not item.startswith(other):
                    # "Pip lies awake, so Grandpa tells him a story": whom, once it stands alone?
                    beat = _beat(re.sub(r"\bhim\b", other, item, count=1), cast, said)
                other = beat.names[0] if len(beat.names) == 1 else ""
                yield beat
            before = said if len(said) < _LONGEST / 2 else ""


def _kept_from(sentence: str, about: str, avoid: list[str]) -> bool:
    """Whether a sentence as a whole is no picture; what it forbids is put into `avoid`."""
    banned = reader.forbidden(sentence) or reader.refused(sentence)
    if banned is not None or about == "avoid":
        for item in chunks(banned or sentence):
            avoid += _nouns(reader.forbidden(item) or item)
        return True
    head = _COLON.split(sentence, maxsplit=1)
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


def _clauses(sentence: str, language: str, cast: Sequence[CastMember]) -> Iterator[str]:
    """The items of a sentence, in English with two clauses told apart at their "and".

    "A fox, two condors and a balloon travel" is one clause of three subjects, and stays whole.
    """
    items = list(_items(sentence, language, cast))
    if language[:2] != "en":
        yield from items
        return
    things = [item for item in items[:-1] if not wordlists.is_clause(item, language)]
    if len(items) > 1 and len(things) == len(items) - 1:
        if wordlists.is_clause(items[-1], language) and not _GERUND.match(items[0]):
            yield sentence
            return
    for item in items:
        first, *rest = re.split(r"\s+and\s+(?=(?:an?|the|two|three|his|her)\s)", item)
        if rest and all(wordlists.is_clause(part, language) for part in (first, *rest)):
            yield first
            yield from rest
        else:
            yield item


def _items(sentence: str, language: str, cast: Sequence[CastMember]) -> Iterator[str]:
    """The clauses and entries of a sentence that can stand alone."""
    parts = chunks(sentence)
    if len(parts) <= 1:
        yield sentence
        return
    if _CJK.search(sentence) and not re.search(r"\s", sentence):
        yield from _joined_short(parts)
        return
    links = wordlists.of(wordlists.LINKS, language)
    listed = _is_list(parts, language, links)
    held: list[str] = [parts[0]]
    for part in parts[1:]:
        leads = any(part.startswith(f"{member.name} ") for member in cast)
        if (leads and not _is_name(held[-1])) or _stands_alone(
            part, held, language, links, listed=listed
        ):
            yield _opened(", ".join(held), language)
            held = [part]
        else:
            held.append(part)
    yield _opened(", ".join(held), language)


def _is_list(parts: list[str], language: str, links: frozenset[str]) -> bool:
    """Whether all parts are short entries: "liquid chrome, laser grids, ink in water"."""
    if all(_GERUND.match(part) for part in parts):
        return True
    if len(parts) < 3:
        return False
    joins = wordlists.of(wordlists.CONJUNCTIONS, language)
    for index, part in enumerate(parts):
        first = part.split()[0].lower()
        last = index == len(parts) - 1
        bound = first in links and first not in wordlists.of(wordlists.DETERMINERS, language)
        if len(part.split()) > _ITEM or (bound and not (last and first in joins)):
            return False
    if sum(len(part.split()) > 1 for part in parts) < 2:
        # "Warm, quiet, tender evenings" is one thing; a list of single words has its "and".
        return bool(joins & {word.lower() for word in parts[-1].split()})
    return True


def _stands_alone(
    part: str, held: list[str], language: str, links: frozenset[str], *, listed: bool
) -> bool:
    """Whether `part` begins something new after what is `held`."""
    words = part.split()
    first = words[0].lower()
    opening = held[0].split()[0].lower()
    determiners = wordlists.of(wordlists.DETERMINERS, language)
    if reader.forbidden(part) is not None:
        return True
    if first in wordlists.of(wordlists.PRONOUNS, language):
        return False
    if len(held) == 1 and opening in links - determiners:
        return False  # "In the morning, the baker opens"
    if first in wordlists.of(wordlists.CONJUNCTIONS, language) and len(words) > 2:
        second = words[1]
        if second.lower() in wordlists.of(wordlists.PRONOUNS, language):
            return False
        return listed or second.lower() in determiners or second[:1].isupper()
    if language[:2] == "ar" and part.startswith("و"):
        return True
    if first in links:
        return False
    if _is_name(held[-1]) and (first in determiners or len(held) > 1):
        return False  # "Paco, a tall white llama": what follows a name belongs to it
    named = language[:2] != "de" and _ends_with_name(held[-1])  # all German nouns are capitals
    if named and first in determiners and first not in _DEFINITE:
        return False  # "The villain is the Collector, a tall man"
    if len(held) > 1 and _is_name(held[0]):
        return False  # "Paco, a tall white llama, drives"
    if listed:
        return True
    return first in determiners or first.rstrip("'") + "'" in determiners or first.isdigit()


def _is_name(text: str) -> bool:
    words = text.split()
    return 0 < len(words) <= 3 and all(w[:1].isupper() or w.isdigit() for w in words)


def _ends_with_name(text: str) -> bool:
    words = text.split()
    return len(words) > 2 and words[-1][:1].isupper() and not words[-2][:1].isdigit()


def _opened(text: str, language: str) -> str:
    """A clause without the conjunction that it began with."""
    if language[:2] == "ar" and text.startswith("و"):
        return text[1:]  # written together with the word after it
    first, _, rest = text.partition(" ")
    joins = wordlists.of(wordlists.CONJUNCTIONS, language)
    return rest if rest and first.lower() in joins else text


def _joined_short(parts: list[str]) -> Iterator[str]:
    """Clauses of a script without blanks; very short ones stay with the next."""
    held = ""
    for part in parts:
        held = f"{held}，{part}" if held else part
        if len(held) >= 3:
            yield held
            held = ""
    if held:
        yield held


def _beat(item: str, cast: Sequence[CastMember], sentence: str) -> Beat:
    shown = tuple(member.name for member in on_screen(cast, item))
    doing = bool(_GERUND.match(item)) and item != sentence and not shown and len(item.split()) > 1
    return Beat(_shortened(item), shown, whole=item == sentence, doing=doing)


def _shortened(text: str) -> str:
    """A beat that a prompt has room for, cut between clauses only."""
    while len(text) > _LONGEST and (end := text.rfind(", ")) > _LONGEST // 3:
        text = text[:end]
    return text[:_LONGEST].rsplit(" ", 1)[0] if len(text) > _LONGEST else text


def _worth(item: str) -> bool:
    letters = sum(char.isalpha() for char in item)
    return letters >= (2 if _CJK.search(item) else 3)


def _nouns(banned: str) -> list[str]:
    """What is forbidden, as words for a negative prompt; long explanations are none."""
    parts = re.split(r",|\bor\b|\band\b|、|\bni\b|\boder\b|\bund\b|\by\b|\bet\b|\be\b", banned)
    bare = [_BEFORE_NOUN.sub("", part.strip(" .,")).rstrip("はもを") for part in parts]
    return [part for part in bare if part and len(part.split()) <= 4]


def _without_repeats(beats: Iterable[Beat]) -> tuple[Beat, ...]:
    kept: dict[str, Beat] = {}
    for beat in beats:
        kept.setdefault(" ".join(beat.text.casefold().split()), beat)
    return tuple(kept.values())
