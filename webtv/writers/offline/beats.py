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
from webtv.writers.offline import orders, reader, wishes
from webtv.writers.offline.antecedents import Before
from webtv.writers.offline.clauses import CJK, GERUND, clauses, things
from webtv.writers.offline.excluded import excluded_in, without_excluded
from webtv.writers.offline.text import chunks, cleaned, paragraphs, shortened
from webtv.writers.offline.turns import prompt_key

_LONGEST = 260
"""Characters of a beat; what is longer loses clauses at its end."""

_BARE = 80
"""Characters of a beat that is made of a theme with nothing to film."""

_COLON = re.compile(r"\s*[:：]\s+|[：]")


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

    listed: bool = False
    """Whether it is an entry of a list of things, which is seen and not said."""

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
    words = cleaned(text)
    for sentences in paragraphs(without_excluded(words)):
        found += _read(sentences, language, cast, avoid)
    beats = _without_repeats(found) or _bare(words) or _signs(text)
    avoid += excluded_in(words)
    return Theme(beats, tuple(dict.fromkeys(avoid)))


def _bare(text: str) -> tuple[Beat, ...]:
    """The first sentence that is no order, of a theme with nothing to film; none of signs alone."""
    known = [sentence for said in paragraphs(text) for sentence in said]
    orderless = [each for each in known if not orders.is_order(each)]
    return tuple(Beat(shortened(each, _BARE)) for each in (orderless or known)[:1])


def _signs(text: str) -> tuple[Beat, ...]:
    """What the emoji of a theme without words are called."""
    names = (unicodedata.name(char, "").lower() for char in text if not char.isspace())
    return tuple(Beat(name[:80]) for name in dict.fromkeys(names) if name) or (Beat("…"),)


def _read(
    sentences: list[str], language: str, cast: Sequence[CastMember], avoid: list[str]
) -> Iterator[Beat]:
    """The beats of one paragraph."""
    before = Before()
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
        told, sentence = sentence, _deed(sentence, language)
        if about == "skip" or _kept_from(sentence, language, about, avoid):
            continue
        head, *rest = _COLON.split(sentence, maxsplit=1)
        choice = bool(rest) and wishes.one_each(head)
        day = wishes.weekday_in(head) if rest else None
        parts = _parts(sentence, language)
        if choice and wishes.wants_nothing_else(head, language):
            parts = iter(rest)
        for part in parts:
            if not (part := orders.within(part, language)) or orders.is_order(part):
                continue
            found = [*_of_part(part, before, language, cast, avoid)]
            if choice and part == rest[0] and len(found) == 1:
                found = [replace(found[0], text=item) for item in wishes.listed(found[0].text)]
            for beat in found:
                did = sentence != told and beat.whole and part != "".join(rest)
                yield replace(
                    beat,
                    whole=beat.whole and not (place or did),
                    doing=beat.doing or did,
                    place=place or beat.place,
                    weekday=day if day is not None else wishes.weekday_in(beat.text),
                    choice=choice and part == rest[0],
                )


def _deed(sentence: str, language: str) -> str:
    """An English sentence, or what stands before its colon, as what the operator does."""
    if language[:2] != "en":
        return sentence
    head, *rest = _COLON.split(sentence, maxsplit=1)
    return ": ".join([orders.as_deed(head), *rest])


def _of_part(
    part: str, before: Before, language: str, cast: Sequence[CastMember], avoid: list[str]
) -> Iterator[Beat]:
    """The beats of a sentence, or of one side of its colon."""
    said = reader.unframed(orders.shown(part))
    shown = [member.name for member in on_screen(cast, said)]
    back = before.points_back(said, language)
    if not (about := before.named(said, shown, language)):
        return
    plain = not reader.is_address(said, language) and all(map(_allowed, chunks(said)))
    if back and about != said and plain:
        yield _beat(about, cast, about)
        return
    said = about
    if reader.is_vague(said) or reader.is_empty(said):
        return
    before.name = shown[0] if shown else before.name
    other, several = "", False
    items = [*clauses(said, language, cast)]
    listed = things(items, language)
    for number, item in enumerate(items):
        several = number > 0
        if (banned := reader.forbidden(item)) is not None:
            avoid += reader.nouns(banned)
            continue
        item = orders.disowned(reader.unframed(item).strip(" ,;:-–"))
        item, portrait = reader.presented(item), reader.presented(item) != item
        closing = wishes.ending(item)
        item = closing or item
        if reader.is_empty(item) or not _worth(item) or orders.is_pace(item):
            continue
        if reader.is_address(item, language):
            continue
        item = before.led(item, language) if number else item
        beat = _beat(item, cast, said)
        if other and beat.names and not item.startswith(other):
            # "Pip lies awake, so Grandpa tells him a story": whom, once it stands alone?
            beat = _beat(re.sub(r"\bhim\b", other, item, count=1), cast, said)
        other = beat.names[0] if len(beat.names) == 1 else ""
        yield replace(beat, place="last" if closing else "", portrait=portrait, listed=listed)
    before.note(said, shown, several=several)


def _allowed(item: str) -> bool:
    return reader.forbidden(item) is None


def _kept_from(sentence: str, language: str, about: str, avoid: list[str]) -> bool:
    """Whether a sentence as a whole is no picture; what it forbids is put into `avoid`."""
    if any(reader.is_withheld(item) for item in chunks(sentence)):
        return True
    banned = reader.forbidden(sentence) or reader.refused(sentence)
    if banned is not None or about == "avoid":
        for item in chunks(banned or sentence):
            avoid += reader.nouns(reader.forbidden(item) or item)
        return True
    head = _COLON.split(sentence, maxsplit=1)
    if len(head) == 2 and reader.topic(head[0]) == "avoid":
        avoid += [noun for item in chunks(head[1]) for noun in reader.nouns(item)]
        return True
    if len(head) == 2 and reader.is_label(head[0]):
        return True
    if len(head) == 2 and not reader.is_address(head[1], language):
        return False
    said = orders.shown(sentence)
    items = chunks(said) if said != sentence else [reader.unframed(said)]
    return all(reader.is_address(orders.disowned(item), language) for item in items)


def _parts(sentence: str, language: str) -> Iterator[str]:
    """A sentence, or what stands on both sides of its colon."""
    head, *rest = _COLON.split(sentence, maxsplit=1)
    if not rest:
        yield sentence
        return
    if (
        reader.topic(head) is None
        and not reader.is_address(head, language)
        and len(head.split()) > 1
    ):
        yield head
    yield rest[0]


def _beat(item: str, cast: Sequence[CastMember], sentence: str) -> Beat:
    shown = tuple(member.name for member in on_screen(cast, item))
    doing = bool(GERUND.match(item)) and item != sentence and not shown and len(item.split()) > 1
    return Beat(shortened(item, _LONGEST), shown, whole=item == sentence, doing=doing)


def _worth(item: str) -> bool:
    letters = sum(char.isalpha() for char in item)
    return letters >= (2 if CJK.search(item) else 3)


def _without_repeats(beats: Iterable[Beat]) -> tuple[Beat, ...]:
    kept: dict[str, Beat] = {}
    for beat in beats:
        kept.setdefault(prompt_key(beat.text), beat)
    return tuple(kept.values())
