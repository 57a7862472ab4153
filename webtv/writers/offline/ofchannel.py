"""Tells sentences of the channel, its programmes and its viewers from what is seen.

`phrases/channel.txt` has the words by which they are known, in 29 languages.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from webtv.writers.offline import verbs, wishes, wordlists
from webtv.writers.offline.wordsets import is_dense

_FIRST = 4
"""Words of a sentence among which the channel is its subject."""

_HOW = 8
"""Words of a phrase at most that says how all is told."""

_AT_END = frozenset("ko hi fa tr".split())
"""Languages in which a sentence may name the channel last."""

_I = re.IGNORECASE


def without_channel(sentence: str, language: str) -> str:
    """What a sentence says that is not of the channel: all, what the channel is about, or ""."""
    code = language[:2]
    if wishes.beginning(sentence) or wishes.ending(sentence):
        return sentence
    if _opens(sentence, code, "each") or _opens(sentence, code, "aim"):
        return ""
    named = _named(sentence, code)
    if named is None:
        return "" if _is_how(sentence, code) else sentence
    about = _pattern(code, "about")
    if about is None:
        return ""
    if code in _AT_END:  # "고양이에 관한 채널", "बिल्लियों के बारे में चैनल"
        found = about.search(sentence, 0, named.start())
        return sentence[: found.start()].strip() if found and code != "fa" else ""
    found = about.search(sentence, named.end())
    return sentence[found.end() :].strip() if found else ""


def _opens(sentence: str, code: str, kind: str) -> bool:
    """Whether a sentence begins with one of the phrases of a kind."""
    known = _pattern(code, kind)
    return known is not None and known.match(sentence) is not None


def _named(sentence: str, code: str) -> re.Match[str] | None:
    """Where a sentence names the channel; None where it does not."""
    words = sentence.split()
    whole = is_dense(sentence) or code in _AT_END or code in ("zh", "ja")
    first = len(sentence) if whole else len(" ".join(words[:_FIRST]))
    known = _pattern(code, "show")
    if known and (found := known.search(sentence, 0, first)):
        return found
    maybe, behind = _pattern(code, "maybe"), _pattern(code, "for")
    found = maybe.search(sentence, 0, first) if maybe else None
    return found if found and behind and behind.search(sentence, found.end()) else None


def _is_how(sentence: str, code: str) -> bool:
    """Whether a phrase says how all is told, and nothing happens in it."""
    known = _pattern(code, "how")
    if known is None or len(sentence.split()) > _HOW or not known.search(sentence):
        return False
    if code == "en":
        return not wordlists.is_clause(sentence, "en")
    return not (verbs.reads(code) and verbs.tells(sentence, code))


@cache
def _pattern(code: str, kind: str) -> re.Pattern[str] | None:
    """What finds one of the phrases of a kind, as whole words; None where there are none."""
    known = sorted(_rows().get((code, kind), ()), key=len, reverse=True)
    if not known:
        return None
    found = "|".join(map(re.escape, known))
    if code in ("zh", "ja", "ko"):
        return re.compile(found)
    return re.compile(rf"(?<!\w)(?:{found})(?!\w)", _I)


@cache
def _rows() -> dict[tuple[str, str], tuple[str, ...]]:
    text = files("webtv.writers.offline.phrases").joinpath("channel.txt").read_text("utf-8")
    rows: dict[tuple[str, str], tuple[str, ...]] = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            head, _, phrases = line.partition(":")
            code, kind = head.split()
            rows[code, kind] = tuple(each.strip() for each in phrases.split("|"))
    return rows
