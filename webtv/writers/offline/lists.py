"""Finds lists in running text: entries behind bullets, between semicolons or dashes.

A YAML text that is folded loses the ends of its lines, and of a list only its marks are left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from webtv.writers.offline import reader, verbs, wordlists
from webtv.writers.offline.forbidding import forbidden
from webtv.writers.offline.wordsets import DENSE

BULLETED = "； "
"""What stands between entries that had bullets, while sentences are told apart."""

NUMBER = "\u2116"
"""What stands before an entry that had a number, while sentences are told apart."""

_TASK = {
    "de": re.compile(r"^\S+ .*\b[a-zäöüß]+(?:en|ern|eln)$"),
    "nl": re.compile(r"^\S+ .*\b[a-z]+en$"),
    "es": re.compile(r"^\w+(?:ar|er|ir)(?:se)? \S", re.IGNORECASE),
    "fr": re.compile(r"^(?:s')?\w+(?:er|ir|re) \S", re.IGNORECASE),
    "it": re.compile(r"^\w+(?:are|ere|ire|arre|orre|urre|arsi|ersi|irsi) \S", re.IGNORECASE),
    "pt": re.compile(r"^\w+(?:ar|er|ir|or)(?:-se)? \S", re.IGNORECASE),
}
"""Something to do, in a list of such."""

_FEWEST = 3
"""Of these in a list, at least."""

_MARK = r"[-–—*•·▪●◦‣]"
_FIRST = re.compile(rf"(?:^|(?<=[.:：。!?！？\n]))\s*({_MARK})\s+(?=\S)")
_IN_LINES = re.compile(
    rf"\n\s*(?:(?:{_MARK}|\d{{1,2}}[.)])\s+\S|(?:\d{{1,2}}|[一二三四五六七八九十])[、．]|[①-⑳])"
)
_NUMBERED = re.compile(r"(?:^|(?<=[:：.。!?！？\n]))\s*1([.)])\s+(?=\S)")
_WIDE_DOT = re.compile(r"(?:^|(?<=[:：。\n]))\s*・(?=\S)")
_SEMICOLON = re.compile(r"\s*[;；؛]\s*")
_DASH = re.compile(r"\s+[–—-]\s+|——")

_MANY = 3
"""Dashes in a sentence that enclose no aside."""

_SHORT = 3
"""Words of an entry that is forbidden with the one before it: "No cars; phones"."""

_BEGUN = 20
"""Characters by which an entry is found again."""

_FEW = 2
"""Words of what only goes on with the sentence before it, at most."""

_THING = 5
"""Words of an entry that may be a thing and no sentence."""


def unfolded(text: str) -> str:
    r"""A text with each entry behind a bullet, or a number from 1 on, on a line of its own.

    "Seen here: - a fox - two old men" -> "Seen here:\n- a fox\n- two old men".
    """
    if found := _NUMBERED.search(text):
        head, tail = text[: found.start()], text[found.start() :]
        begins = rf"(?:^|(?<=\s))(\d{{1,2}}){re.escape(found[1])}\s+(?=\S)"
        if [int(number) for number in re.findall(begins, tail)][:2] == [1, 2]:
            return head + re.sub(rf"[^\S\n]*\n?{begins}", r"\n\1) ", tail)
    if _IN_LINES.search(text):
        return text
    if found := _FIRST.search(text):
        mark = re.escape(found[1])
        head, tail = text[: found.start()], text[found.start() :]
        if len(re.findall(rf"(?:^|\s){mark}\s+\S", tail)) > 1:
            return head + re.sub(rf"\s*(?:^|(?<=\s)){mark}\s+(?=\S)", "\n- ", tail)
    if found := _WIDE_DOT.search(text):
        head, tail = text[: found.start()], text[found.start() :]
        return head + re.sub(r"\s*・", "\n- ", tail)
    return text


def apart(sentence: str, language: str) -> list[str]:
    """What stands between the semicolons of a sentence, or between dashes that make a list of it.

    Those of one dash, or of two around an aside, stay together, and so does what stands behind a
    colon: its beginning says what is listed.
    """
    parts = [part for part in _SEMICOLON.split(sentence) if part]
    if re.search(r"[:：]", sentence) or any(map(reader.is_withheld, parts)):
        return [sentence]
    found: list[str] = []
    for part in parts:
        for entry in between_dashes(part, language):
            if found and _goes_on(entry, language):
                found[-1] = f"{found[-1]}; {entry}"
                continue
            banned = bool(found) and forbidden(found[-1], language) is not None
            if banned and len(entry.split()) <= _SHORT and len(entry) <= 24:
                found[-1] = f"{found[-1]}, {entry}"
            else:
                found.append(entry)
    return found or [sentence]


def _goes_on(entry: str, language: str) -> bool:
    """Whether what stands behind a semicolon has its subject before it: "habla; canturrea"."""
    words = entry.split()
    if language[:2] in ("en", "de") or not words:
        return False
    if ", " in entry and verbs.reads(language) and not verbs.tells(entry, language):
        return True
    pronoun = words[0].lower() in wordlists.of(wordlists.PRONOUNS, language)
    return pronoun or (len(words) <= _FEW and verbs.is_form(words[0], language))


def entries(text: str, language: str) -> list[str]:
    """What a text behind a colon lists between semicolons or dashes; the text where it does not."""
    parts = [part for part in _SEMICOLON.split(text) if part]
    return [entry for part in parts for entry in between_dashes(part, language)] or [text]


def between_dashes(text: str, language: str) -> list[str]:
    """The parts of a text between its dashes, if they are more than an aside."""
    parts = [part.strip(" ,") for part in _DASH.split(text)]
    parts = [part for part in parts if re.search(r"\w", part)]
    if len(parts) <= _MANY - 1:
        return [text]
    begins = all(_begins(part, language) for part in parts[1:])
    return parts if len(parts) > _MANY or begins else [text]


def is_aside(sentence: str, language: str) -> bool:
    """Whether two dashes enclose an aside: "The baker — an old man — kneads the dough"."""
    parts = _DASH.split(sentence)
    known = wordlists.of(wordlists.DETERMINERS, language) | wordlists.of(wordlists.LINKS, language)
    if len(parts) != _MANY or not known or not all(parts):
        return False
    return parts[2][:1].islower() and not _begins(parts[2], language)


def are_things(items: list[str]) -> bool:
    """Whether entries are short enough to be things, and no sentences."""
    if len(items) < _MANY - 1:
        return False
    dense = any(map(DENSE.search, items))
    return all(len(item) <= 2 * _THING if dense else len(item.split()) <= _THING for item in items)


def _begins(part: str, language: str) -> bool:
    """Whether a part begins as a sentence or a thing of its own does."""
    first = part.split()[0]
    known = wordlists.of(wordlists.DETERMINERS, language)
    elided = re.match(r"[^\W\d_]+['’]", first.lower())
    return first[:1].isupper() or first.lower() in known or bool(elided and elided[0] in known)


def is_entry(text: str, theme: str) -> bool:
    """Whether a text is an entry of a theme's list, with a number or a bullet before it."""
    return bool(
        re.search(rf"(?m)^\s*(?:{_MARK}|\d{{1,2}}[.)])\s+{re.escape(text[:_BEGUN])}", theme)
    )


def tasks(parts: Sequence[str], language: str) -> Sequence[str]:
    """Return the parts of a sentence, where each is something to be done; else nothing.

    "Pfeifen gießen, Bälge nähen, Register stimmen": infinitives with what it is done to.
    """
    task = _TASK.get(language[:2])
    return parts if task and len(parts) >= _FEWEST and all(map(task.search, parts)) else ()
