"""Reads one paragraph of a theme into beats, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from webtv.config.story import CastMember
from webtv.writers.cast import on_screen
from webtv.writers.language import CJK
from webtv.writers.offline import (
    heads,
    labels,
    lists,
    making,
    meant,
    orders,
    reader,
    weekdays,
    wishes,
    wordlists,
)
from webtv.writers.offline.antecedents import points_back, with_name
from webtv.writers.offline.beat import Beat
from webtv.writers.offline.blurb import without_blurb
from webtv.writers.offline.clauses import clauses, things
from webtv.writers.offline.directions import is_direction, without_directions
from webtv.writers.offline.forbidding import forbidden, nouns
from webtv.writers.offline.heads import COLON
from webtv.writers.offline.inflected import are_inflected
from webtv.writers.offline.ofchannel import without_channel
from webtv.writers.offline.text import chunks, shortened
from webtv.writers.offline.withheld import banned_in, is_heading, is_manner, is_withheld

LONGEST = 260
"""Characters of a beat; what is longer loses clauses at its end."""

_TWO = 2

_HEADING = 4
"""Signs of what stands before a colon, in scripts without blanks, and is more than a label."""


def beats_of(
    sentences: list[str], language: str, cast: Sequence[CastMember], avoid: list[str]
) -> list[Beat]:
    """The beats of one paragraph, each that points back with the one which it is told after."""
    said = [part for sentence in sentences for part in lists.apart(sentence, language)]
    named = len(said) > len(sentences) and lists.are_things(said)
    kept: list[Beat] = []
    about, alone, name, before, over = "film", "", "", "", ""
    for index, sentence in enumerate(said):
        if sentence.startswith(lists.NUMBER):
            step = sentence.removeprefix(lists.NUMBER)
            kept.append(replace(_beat(step, cast, step), head=over, step=True))
            continue
        over = sentence
        if index == 0 and len(sentences) > 1 and (topic := reader.topic(sentence)):
            about = topic
            continue
        found = with_name(reader.unframed(sentence, language), language, alone)
        back = not found and points_back(sentence, language, cast)
        beats = _of_sentence(found or sentence, language, cast, avoid, about=about)
        if back and index and beats and not beats[0].head:
            beats = [replace(beats[0], after=before), *beats[1:]] if before else beats[1:]
        ended = bool(kept) and kept[-1].ending  # what is told behind an ending belongs to it
        beats = [replace(b, ending=b.ending or (ended and b.whole)) for b in beats]
        shown = [member.name for member in on_screen(cast, sentence)]
        alone = shown[0] if len(shown) == 1 and name in ("", shown[0]) else "" if shown else alone
        name = name or (shown[0] if shown else "")
        before = _known(beats, before, language)
        kept += [replace(beat, whole=False) if named else beat for beat in beats]
    return kept


def _known(beats: Sequence[Beat], before: str, language: str) -> str:
    """The last sentence that says whom or what the next one may be about; "" where a list may."""
    told = [beat for beat in beats if not (beat.place or heads.is_how(beat.text, language))]
    whole = [beat.text for beat in told if beat.whole]
    if whole:
        return whole[-1]
    if len(told) == 1 and not told[0].head:
        return told[0].text
    return "" if any(beat.head and not beat.step for beat in beats) else before


def _of_sentence(
    sentence: str, language: str, cast: Sequence[CastMember], avoid: list[str], *, about: str
) -> list[Beat]:
    """The beats of a sentence; what it forbids is put into `avoid`."""
    if not (sentence := without_directions(making.wished(sentence), language, avoid)):
        return []
    listing = None if about != "film" else _listed(sentence, language)
    if listing:
        return [*_of_list(listing, language, cast, avoid)]
    head, *rest = COLON.split(sentence, maxsplit=1)
    labelled = reader.is_label(head, language) or language[:2] == "en"
    if rest and rest[0] and not labelled and making.is_making(head, language):
        sentence = rest[0]
    if not rest and (deeds := heads.deeds(sentence, language)):
        return [_beat(deed, cast, deed) for deed in deeds]
    said_of_all = all(making.is_making(item, language) for item in _wholes(sentence))
    made = said_of_all and forbidden(sentence, language) is None
    if making.is_heading(sentence) or made:
        avoid += [noun for item in chunks(sentence) for noun in banned_in(item, language)]
        return []
    if not (sentence := _bared(reader.unowned(sentence, cast), language)):
        return []
    place: wishes.Place = ""
    if framed := wishes.beginning(sentence):
        sentence, place = framed, "first"
    elif framed := wishes.ending(sentence):
        sentence, place = framed, "last"
    told, sentence = sentence, _deed(sentence, language)
    if about == "skip" or is_withheld(sentence, language, about, avoid):
        return []
    head, *rest = COLON.split(sentence, maxsplit=1)
    choice = bool(rest) and wishes.one_each(head)
    day = weekdays.dated(head) if rest else None
    parts = [*_parts(sentence, language)]
    if rest and points_back(head, language) and len(parts) < _TWO:
        parts = [sentence]  # "Then came the machine: somebody built one"
    bulleted = bool(rest) and lists.BULLETED in rest[0]
    if bulleted or (choice and wishes.wants_nothing_else(head, language)):
        parts = rest
    listed = lists.entries(rest[0], language) if rest else []
    parts = [*parts[:-1], *listed] if rest and parts[-1] == rest[0] else parts
    listed = listed if len(listed) > 1 else []
    beats: list[Beat] = []
    for part in parts:
        entry = choice and part in (*rest, *listed)
        part = orders.within(part, language)
        if not part or orders.is_order(part) or meant.is_another(part):
            continue
        found = [*_of_part(part, language, cast, avoid)]
        if entry and not listed and len(found) == 1:
            found = [replace(found[0], text=item) for item in wishes.listed(found[0].text)]
        for beat in found:
            did = sentence != told and beat.whole and part != "".join(rest)
            beats.append(
                replace(
                    beat,
                    whole=beat.whole and not (place or did or part in listed),
                    doing=beat.doing or did,
                    place=place or beat.place,
                    weekday=day if day is not None else weekdays.dated(beat.text),
                    choice=entry,
                    ending=wishes.is_ending(told),
                )
            )
    return beats


def _listed(sentence: str, language: str) -> heads.Listing | None:
    """The list of a sentence, if its entries are to be seen."""
    head = COLON.split(sentence, maxsplit=1)[0]
    bare = orders.disowned(head)
    if wishes.one_each(head) or wishes.beginning(sentence) or weekdays.dated(head) is not None:
        return None
    if reader.is_label(bare, language) or labels.is_avoiding(bare):
        return None
    if reader.topic(bare) in ("skip", "avoid") or forbidden(head, language) is not None:
        return None
    found = heads.listing(sentence, language)
    if not found or (found.called and all(is_manner(each, language) for each in found.entries)):
        return None
    return found


def _of_list(
    listing: heads.Listing, language: str, cast: Sequence[CastMember], avoid: list[str]
) -> Iterator[Beat]:
    """The head of a list, if it is to be seen, and its entries."""
    head = listing.head
    if listing.steps:
        yield _beat(head, cast, head)
    elif not (listing.called or (" " not in head and not CJK.search(head))) and not (
        listing.colon and is_heading(head, language)
    ):
        yield from _of_sentence(head, language, cast, avoid, about="film")
    before = head
    listed = listing.steps or things(listing.entries, language)
    bent = are_inflected(listing.entries, language)
    for entry, inflected in zip(listing.entries, bent, strict=True):
        if not listing.steps:
            if (banned := forbidden(entry, language)) is not None:
                avoid += nouns(banned)
                continue
            if not _worth(entry) or is_manner(entry, language) or meant.is_another(entry):
                continue
        closing = "" if listing.steps else wishes.ending(entry)
        text = closing or orders.disowned(
            reader.unframed(entry, language) if not listing.steps else entry
        )
        back = points_back(text, language, cast)
        yield replace(
            _beat(text, cast, ""),
            head=head,
            step=listing.steps,
            listed=listed,
            inflected=inflected and not listing.steps,
            place="last" if closing else "",
            after=before if back else "",
            weekday=weekdays.dated(text),
        )
        before = text


def _wholes(sentence: str) -> list[str]:
    """A sentence as one; a Chinese one by its commas, between which each part says it all."""
    dense = CJK.search(sentence) and not re.search(r"\s", sentence)
    return chunks(sentence) if dense and COLON.search(sentence) is None else [sentence]


def _bared(sentence: str, language: str) -> str:
    """A sentence without what it says of the channel, on either side of its colon."""
    head, *rest = COLON.split(sentence, maxsplit=1)
    if rest and (reader.is_label(head, language) or reader.topic(head)):
        return sentence
    bare = [without_channel(without_blurb(each, language), language) for each in (head, *rest)]
    return sentence if bare == [head, *rest] else ": ".join(filter(None, bare))


def _deed(sentence: str, language: str) -> str:
    """An English sentence, or what stands before its colon, as what the operator does."""
    if language[:2] != "en":
        return sentence
    head, *rest = COLON.split(sentence, maxsplit=1)
    return ": ".join([orders.as_deed(head), *rest])


def _of_part(
    part: str, language: str, cast: Sequence[CastMember], avoid: list[str]
) -> Iterator[Beat]:
    """The beats of a sentence, or of one side of its colon."""
    said = reader.unframed(orders.shown(part), language)
    if reader.is_vague(said) or reader.is_empty(said):
        return
    items = [*clauses(said, language, cast)]
    listed = things(items, language)
    for item in items:
        if (banned := forbidden(item, language)) is not None:
            avoid += nouns(banned)
            continue
        item = orders.disowned(reader.unframed(item, language).strip(" ,;:-–"))
        item, portrait = reader.presented(item), reader.presented(item) != item
        closing = wishes.ending(item)
        item = closing or item
        if (
            reader.is_empty(item)
            or not _worth(item)
            or orders.is_pace(item)
            or making.is_manner(item)
            or (len(items) > 1 and making.is_making(item, language))
            or (len(items) > 1 and is_direction(item, language))
        ):
            continue
        if reader.is_address(item, language):
            continue
        yield replace(
            _beat(item, cast, said),
            place="last" if closing else "",
            portrait=portrait,
            listed=listed,
        )


def _parts(sentence: str, language: str) -> Iterator[str]:
    """A sentence, or what stands on both sides of its colon."""
    head, *rest = COLON.split(sentence, maxsplit=1)
    if not rest:
        yield sentence
        return
    if (
        reader.topic(head) is None
        and not reader.is_address(head, language)
        and (len(head.split()) > 1 or len(CJK.findall(head)) >= _HEADING)
        and not is_heading(head, language)
        and not making.is_making(head, language)
        and not (len(head.split()) == 2 and weekdays.dated(head) is not None)  # "Am Sonntag: ..."
    ):
        yield head
    yield rest[0]


def _beat(item: str, cast: Sequence[CastMember], sentence: str) -> Beat:
    shown = tuple(member.name for member in on_screen(cast, item))
    doing = (
        bool(wordlists.GERUND.match(item))
        and item != sentence
        and not shown
        and len(item.split()) > 1
    )
    return Beat(shortened(item, LONGEST), shown, whole=item == sentence, doing=doing)


def _worth(item: str) -> bool:
    letters = sum(char.isalpha() for char in item)
    return letters >= (2 if CJK.search(item) else 3)
