"""What is filmed for a question of a theme: "Why is the sky blue?" -> "the sky"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from webtv.writers.offline import wordlists
from webtv.writers.offline.orders import gerund
from webtv.writers.offline.questions import ASKS, BE, DO, unmarked
from webtv.writers.offline.wordsets import has
from webtv.writers.small_words import STOPS

_I = re.IGNORECASE

_STATES = frozenset(
    "work go happen exist mean have be need know get come do use let see feel think want like "
    "belong hear stay last look die form".split()
)
"""Verbs of which there is no picture."""

_MADE = frozenset("made used called invented discovered located found named based built".split())
_SO = frozenset("so very too that really such as always never not both all".split())
_NOBODY = frozenset("we you i they he she people everyone anyone one us".split())
_CLAUSE = re.compile(r"[,;:]|(?<=\w)\s(?:when|if|while|because|after|before|without)\s", _I)
_ROMANCE = {
    "es": "el la los las un una unos unas",
    "fr": "le la les un une des l'",
    "it": "il lo la i gli le un uno una l'",
    "pt": "o a os as um uma uns umas",
}
_PRENOMINAL = frozenset(
    "grand grande petit petite gros grosse vieux vieille bon bonne nouveau nouvelle gran grandi "
    "buen buena piccolo piccola primer première premier prima primo".split()
)
_JA = re.compile(
    r"^(?:なぜ|どうして|どうやって|、)*([^、はがのをにで]{1,10}?)(?:って|とは|は|が|の)"
)
_ZH = re.compile(
    r"^(?:为什么|為什麼|为何|怎么|如何)?([\u4e00-\u9fff]{1,6}?)"
    r"(?:是|会|能|可以|为|為|怎|如何|里|有|要|不|在|从|由)"
)
_MOST = 6
"""Words of a thing."""

_VERBS = wordlists.VERBS | _STATES
_LINKS = wordlists.of(wordlists.LINKS, "en") - frozenset({"like"})
_DETERMINERS = wordlists.of(wordlists.DETERMINERS, "en") | frozenset("our your my no all".split())
_GERMAN_TIES = wordlists.of(wordlists.LINKS, "de")


def thing_of(question: str, language: str) -> str:
    """What is filmed for a question: "Why is the sky blue?" -> "the sky"; "" if unknown."""
    code, bare = language[:2], unmarked(question)
    if code == "en":
        return _english(_CLAUSE.split(bare)[0].split())
    if code in ("ja", "zh"):
        found = (_JA if code == "ja" else _ZH).match(bare)
        return "" if not found or has(found[1], ASKS[code]) else found[1]
    words = re.findall(r"[^\W\d_]+'|[^\W\d_]+(?:-[^\W\d_]+)*", bare.replace("\u2019", "'"))
    if code == "de":
        return _german(words)
    if code in _ROMANCE:
        return _romance(words, code)
    if code == "tr":
        at = next((at for at, word in enumerate(words) if has(word, ASKS["tr"])), 0)
        return " ".join(words[:at][:3]) or " ".join(words[1:2])
    if code == "ar":
        return next((word for word in words if word.startswith("ال") and len(word) > 3), "")
    return ""


def _english(words: list[str]) -> str:
    lowered = [word.lower() for word in words]
    at = next((at for at, word in enumerate(lowered[:2]) if word in BE | DO), None)
    if lowered[:2] in (["how", "many"], ["how", "much"], ["what", "kind"], ["what", "kinds"]) or (
        at is None and lowered[0] in ("which", "whose")
    ):
        rest = words[1:] if lowered[0] in ("which", "whose") else words[2:]
        rest = rest[1:] if rest[:1] == ["of"] else rest
        return _thing(_until(rest, verbs=True))
    if at is None:  # "Who invented the toaster"
        rest = words[2:]
        while rest and rest[0].lower() in _LINKS:
            rest = rest[1:]
        return _thing(_until(rest) if rest[:1] and rest[0].lower() in _DETERMINERS else rest[:1])
    rest = words[at + 1 :]
    rest = rest[1:] if [word.lower() for word in rest[:1]] == ["there"] else rest
    if lowered[at] in DO:
        return _doing(rest, past=lowered[at] in ("did", "had", "has", "have"))
    while rest and rest[0].lower() in _LINKS - {"who", "what", "that"}:
        rest = rest[1:]
    identity = at == 1 and lowered[0] in ("what", "who", "where")
    kept = _until(rest)
    told = len(kept) == len(rest) or len(kept) > 2  # with what it is like: "the sky blue"
    if told and not identity and len(kept) > 1 + (kept[0].lower() in _DETERMINERS):
        kept = kept[:-1]
    return _thing(kept)


def _doing(rest: list[str], *, past: bool) -> str:
    """A subject with what it does, if that can be seen: "cats purring"; what "you" do it to."""
    if not rest:
        return ""
    bound = 1 + (rest[0].lower() in _DETERMINERS)
    ends = [n for n, w in enumerate(rest) if n > bound and w.lower() in _DETERMINERS | _LINKS]
    known = [n for n, w in enumerate(rest) if n >= bound and w.lower() in _VERBS]
    verb = known[0] if known else max(bound, (ends[0] if ends else len(rest)) - 1)
    subject, deed, tail = rest[:verb], " ".join(rest[verb : verb + 1]).lower(), rest[verb + 1 :]
    if subject[0].lower() in _NOBODY:
        return _thing(_until(tail))
    if subject[0].lower() == "it":
        return deed if deed in ("rain", "snow", "thunder", "hail") else ""
    named = _thing(subject)
    if not named or past or deed not in wordlists.VERBS or deed in _STATES:
        return named
    acts = " ".join([named, gerund(deed), *tail])
    return acts if len(acts.split()) <= _MOST else f"{named} {gerund(deed)}"


def _until(words: Sequence[str], *, verbs: bool = False) -> list[str]:
    """English words of a noun: until what ties more to it, except by "of"."""
    kept: list[str] = []
    for word in words:
        low = word.lower()
        verb = verbs and kept and (low in BE | DO or wordlists.is_verb(low))
        if low in _MADE or verb or (kept and low in _LINKS - {"of"}) or (kept and low in BE):
            break
        kept.append(word)
    return kept


def _thing(words: list[str]) -> str:
    """English words as a thing, without those that only tell how; "" where they are none."""
    while words and words[-1].lower() in _SO | (STOPS - {"i"}):
        words = words[:-1]
    if not words or len(words) > _MOST or words[0].lower() in _NOBODY | STOPS | _LINKS:
        return ""
    first = {"our": "the", "your": "the", "my": "the"}.get(words[0].lower(), words[0])
    return " ".join([first, *words[1:]]) if len(words[-1]) > 1 else ""


def _german(words: list[str]) -> str:
    """The first noun with its article, where that is no dative."""
    for at, word in enumerate(words[1:], start=1):
        if not word[:1].isupper():
            continue
        start = at
        while start > 1 and words[start - 1].islower() and words[start - 1].endswith("e"):
            start -= 1
        article = words[start - 1] if start > 1 else ""
        governed = start > 2 and words[start - 2].lower() in _GERMAN_TIES
        if words[start] in ("die", "eine") and not governed:
            return " ".join(words[start : at + 1])
        if article in ("der", "das", "ein") and not governed:
            return " ".join(words[start - 1 : at + 1])
        return word
    return ""


def _romance(words: list[str], code: str) -> str:
    """The first noun behind an article."""
    articles = frozenset(_ROMANCE[code].split())
    for at, word in enumerate(words[:-1]):
        noun = words[at + 1]
        small = has(noun, ASKS[code]) or noun.lower() in articles | _small(code)
        if word.lower() not in articles or small or len(noun) < 3:
            continue
        more = words[at + 2 : at + 3] if noun.lower() in _PRENOMINAL else []
        gap = "" if word.endswith("'") else " "
        return " ".join([f"{word.lower()}{gap}{noun}", *more])
    return ""


def _small(code: str) -> frozenset[str]:
    return wordlists.of(wordlists.LINKS, code) | wordlists.of(wordlists.PRONOUNS, code)
