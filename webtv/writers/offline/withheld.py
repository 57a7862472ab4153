"""Tells what of a theme is kept from the picture: what it forbids, labels, headings, manners."""

from __future__ import annotations

from webtv.writers.language import CJK
from webtv.writers.offline import labels, making, orders, reader, verbs, wordlists
from webtv.writers.offline.forbidding import forbidden, nouns
from webtv.writers.offline.heads import COLON
from webtv.writers.offline.text import chunks
from webtv.writers.offline.tones import is_tone
from webtv.writers.offline.unwanted import forbids_fun


def banned_in(item: str, language: str) -> list[str]:
    """What a sentence, or a part of one, forbids."""
    banned = forbidden(item, language)
    return nouns(banned) if banned else []


def is_withheld(sentence: str, language: str, about: str, avoid: list[str]) -> bool:
    """Whether a sentence as a whole is no picture; what it forbids is put into `avoid`."""
    if any(reader.is_withheld(item) for item in chunks(sentence)):
        return True
    banned = forbidden(sentence, language) or reader.refused(sentence)
    if banned is not None or about == "avoid":
        for item in chunks(banned or sentence):
            if is_tone(item, language) and not forbids_fun(item, language):
                continue  # "in a calm voice, no accidents"
            avoid += nouns(forbidden(item, language) or item)
        return True
    head = COLON.split(sentence, maxsplit=1)
    if len(head) == 2 and (reader.topic(head[0]) == "avoid" or labels.is_avoiding(head[0])):
        avoid += [
            noun for item in chunks(head[1]) for noun in nouns(forbidden(item, language) or item)
        ]
        return True
    if len(head) == 2 and reader.is_label(head[0], language):
        avoid += [noun for item in chunks(head[1]) for noun in banned_in(item, language)]
        return True
    if len(head) == 2 and not reader.is_address(head[1], language):
        return False
    said = orders.shown(sentence)
    items = chunks(said) if said != sentence else [reader.unframed(said, language)]
    if not all(reader.is_address(orders.disowned(item), language) for item in items):
        return False
    avoid += [noun for item in chunks(sentence) for noun in banned_in(item, language)]
    return True


def is_heading(head: str, language: str) -> bool:
    """Whether what stands before a list is no sentence of its own: "On the bench:"."""
    if len(head.split()) == 1 and not CJK.search(head):
        return True
    told = language[:2] == "en" and wordlists.is_clause(head, "en")
    told = told or (language[:2] != "en" and verbs.reads(language) and verbs.tells(head, language))
    return making.is_heading(head) or (making.is_heading(f"{head}:") and not told)


def is_manner(entry: str, language: str) -> bool:
    """Whether an entry of a list says how all is made."""
    return making.is_making(entry, language) or making.is_manner(entry) or orders.is_pace(entry)
