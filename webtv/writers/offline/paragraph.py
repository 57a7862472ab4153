"""Reads one paragraph of a theme into beats, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from webtv.config.story import CastMember
from webtv.writers.cast import on_screen
from webtv.writers.language import CJK
from webtv.writers.offline import labels, lists, making, meant, orders, reader, weekdays, wishes
from webtv.writers.offline.antecedents import Before
from webtv.writers.offline.beat import Beat
from webtv.writers.offline.blurb import without_blurb
from webtv.writers.offline.clauses import GERUND, clauses, things
from webtv.writers.offline.forbidding import forbidden, nouns
from webtv.writers.offline.text import chunks, shortened

LONGEST = 260
"""Characters of a beat; what is longer loses clauses at its end."""

_HEADING = 4
"""Signs of what stands before a colon, in scripts without blanks, and is more than a label."""

_COLON = re.compile(r"\s*[:：]\s+|[：]")


def beats_of(
    sentences: list[str], language: str, cast: Sequence[CastMember], avoid: list[str]
) -> Iterator[Beat]:
    """The beats of one paragraph."""
    before = Before()
    about = "film"
    said = [part for sentence in sentences for part in lists.apart(sentence, language)]
    named = len(said) > len(sentences) and lists.are_things(said)
    for index, sentence in enumerate(said):
        if language[:2] == "en":
            before.hear(sentence)
        if index == 0 and len(sentences) > 1 and (topic := reader.topic(sentence)):
            about = topic
            continue
        sentence = making.wished(sentence)
        head, *rest = _COLON.split(sentence, maxsplit=1)
        labelled = reader.is_label(head, language) or language[:2] == "en"
        if rest and rest[0] and not labelled and making.is_making(head, language):
            sentence = rest[0]
        said_of_all = all(making.is_making(item, language) for item in _wholes(sentence))
        made = said_of_all and forbidden(sentence, language) is None
        if making.is_heading(sentence) or made:
            avoid += [noun for item in chunks(sentence) for noun in _banned(item, language)]
            continue
        if not (sentence := _bared(reader.unowned(sentence, cast), language)):
            continue
        place: wishes.Place = ""
        if framed := wishes.beginning(sentence):
            sentence, place = framed, "first"
        elif framed := wishes.ending(sentence):
            sentence, place = framed, "last"
        told, sentence = sentence, _deed(sentence, language)
        if about == "skip" or _kept_from(sentence, language, about, avoid):
            continue
        head, *rest = _COLON.split(sentence, maxsplit=1)
        choice = bool(rest) and wishes.one_each(head)
        day = weekdays.dated(head) if rest else None
        parts = [*_parts(sentence, language)]
        bulleted = bool(rest) and lists.BULLETED in rest[0]
        if bulleted or (choice and wishes.wants_nothing_else(head, language)):
            parts = rest
        listed = lists.entries(rest[0], language) if rest else []
        parts = [*parts[:-1], *listed] if rest and parts[-1] == rest[0] else parts
        listed = listed if len(listed) > 1 else []
        for part in parts:
            entry = choice and part in (*rest, *listed)
            part = orders.within(part, language)
            if not part or orders.is_order(part) or meant.is_another(part):
                continue
            found = [*_of_part(part, before, language, cast, avoid)]
            if entry and not listed and len(found) == 1:
                found = [replace(found[0], text=item) for item in wishes.listed(found[0].text)]
            for beat in found:
                did = sentence != told and beat.whole and part != "".join(rest)
                yield replace(
                    beat,
                    whole=beat.whole and not (place or did or named or part in listed),
                    doing=beat.doing or did,
                    place=place or beat.place,
                    weekday=day if day is not None else weekdays.dated(beat.text),
                    choice=entry,
                )


def _banned(item: str, language: str) -> list[str]:
    banned = forbidden(item, language)
    return nouns(banned) if banned else []


def _wholes(sentence: str) -> list[str]:
    """A sentence as one; a Chinese one by its commas, between which each part says it all."""
    dense = CJK.search(sentence) and not re.search(r"\s", sentence)
    return chunks(sentence) if dense and _COLON.search(sentence) is None else [sentence]


def _bared(sentence: str, language: str) -> str:
    """A sentence without what it says of the channel, on either side of its colon."""
    head, *rest = _COLON.split(sentence, maxsplit=1)
    if rest and (reader.is_label(head, language) or reader.topic(head)):
        return sentence
    bare = [without_blurb(part, language) for part in (head, *rest)]
    return sentence if bare == [head, *rest] else ": ".join(filter(None, bare))


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
    plain = not reader.is_address(said, language) and all(
        forbidden(item, language) is None for item in chunks(said)
    )
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
        if (banned := forbidden(item, language)) is not None:
            avoid += nouns(banned)
            continue
        item = orders.disowned(reader.unframed(item).strip(" ,;:-–"))
        item, portrait = reader.presented(item), reader.presented(item) != item
        closing = wishes.ending(item)
        item = closing or item
        if (
            reader.is_empty(item)
            or not _worth(item)
            or orders.is_pace(item)
            or making.is_manner(item)
            or (len(items) > 1 and making.is_making(item, language))
        ):
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


def _kept_from(sentence: str, language: str, about: str, avoid: list[str]) -> bool:
    """Whether a sentence as a whole is no picture; what it forbids is put into `avoid`."""
    if any(reader.is_withheld(item) for item in chunks(sentence)):
        return True
    banned = forbidden(sentence, language) or reader.refused(sentence)
    if banned is not None or about == "avoid":
        for item in chunks(banned or sentence):
            avoid += nouns(forbidden(item, language) or item)
        return True
    head = _COLON.split(sentence, maxsplit=1)
    if len(head) == 2 and (reader.topic(head[0]) == "avoid" or labels.is_avoiding(head[0])):
        avoid += [
            noun for item in chunks(head[1]) for noun in nouns(forbidden(item, language) or item)
        ]
        return True
    if len(head) == 2 and reader.is_label(head[0], language):
        avoid += [noun for item in chunks(head[1]) for noun in _banned(item, language)]
        return True
    if len(head) == 2 and not reader.is_address(head[1], language):
        return False
    said = orders.shown(sentence)
    items = chunks(said) if said != sentence else [reader.unframed(said)]
    if not all(reader.is_address(orders.disowned(item), language) for item in items):
        return False
    avoid += [noun for item in chunks(sentence) for noun in _banned(item, language)]
    return True


def _parts(sentence: str, language: str) -> Iterator[str]:
    """A sentence, or what stands on both sides of its colon."""
    head, *rest = _COLON.split(sentence, maxsplit=1)
    if not rest:
        yield sentence
        return
    if (
        reader.topic(head) is None
        and not reader.is_address(head, language)
        and (len(head.split()) > 1 or len(CJK.findall(head)) >= _HEADING)
        and not making.is_heading(head)
        and not making.is_making(head, language)
        and not (len(head.split()) == 2 and weekdays.dated(head) is not None)  # "Am Sonntag: ..."
    ):
        yield head
    yield rest[0]


def _beat(item: str, cast: Sequence[CastMember], sentence: str) -> Beat:
    shown = tuple(member.name for member in on_screen(cast, item))
    doing = bool(GERUND.match(item)) and item != sentence and not shown and len(item.split()) > 1
    return Beat(shortened(item, LONGEST), shown, whole=item == sentence, doing=doing)


def _worth(item: str) -> bool:
    letters = sum(char.isalpha() for char in item)
    return letters >= (2 if CJK.search(item) else 3)
