"""Joins what stands between commas and cannot stand alone: ages, relative clauses, predicates.

"Sa nièce, onze ans, est persuadée que ..." is one clause. Words by language; a part that no table
knows is left as it is.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from webtv.writers.offline import timewords, weekdays, wordlists
from webtv.writers.offline.jointwords import PREDICATES, PREPOSITIONS, RELATIVES
from webtv.writers.offline.text import chunks

_ENDINGS: dict[str, re.Pattern[str]] = {
    "de": re.compile(r"^[a-zäöüß]{3,}t$"),
    "pl": re.compile(r"(?:ąc|uje|ują|ają|eją|ywa|ywają|iwa)$"),
    "ru": re.compile(r"(?:[аеёиоуыюя]ет|[жчшщлнрстдкгпбвм][её]т|ют|[лнрстдвбмжчш]ит|ят|ут|тся)$"),
}
_NO_VERBS: dict[str, str] = {
    "de": "mit seit statt samt dort oft jetzt fast acht nicht nachts recht laut erst zuerst "
    "zuletzt insgesamt selbst bunt echt hart kalt alt zart sanft rot gut weit breit spät leicht "
    "bekannt ganz entspannt",
    "ru": "свет рассвет букет цвет поэт совет кабинет билет привет предмет портрет балет паркет "
    "буфет силуэт кит магнит гранит маршрут институт уют приют салют пруд омлет скелет лет нет "
    "полёт взлёт вертолёт самолёт",
    "pl": "",
}
_AGE = re.compile(
    r"^(?:(?:de|di|im|w wieku|aged|um die)\s+)?\S+(?: \S+)? (?:ans|años|anos|anni|jahre(?: alt)?"
    r"|lat|lata|лет|года|years old|yaşında|سنوات|سنة|عاما|عامًا|عامًا|أعوام)$"
    r"|^(?:aged? \S+|\d{1,3}|jarig)$"
    r"|^(?:six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?)$",
    re.IGNORECASE,
)
_EARLY = frozenset(
    "early late very every each temprano cada todas todos todo toda tôt tard chaque tous toutes "
    "früh spät jeden jede jedes presto tardi ogni tutte tutti cedo muito wcześnie późno każdego "
    "każdej co рано поздно каждое каждый каждую erken erkenden her geç كل مبكرا caer cair "
    "nacer".split()
)
"""Words beside an hour that say no more than which one."""

_SOME_DAY = re.compile(
    r"un (?:beau )?jour|eines (?:schönen )?tages|un (?:buen )?día|un (?:bel )?giorno"
    r"|um (?:belo )?dia|op een (?:goede )?dag|pewnego (?:razu|dnia|pięknego dnia)|однажды"
    r"|как-то(?: раз)?|bir gün"
    r"|ذات (?:يوم|ليلة|مرة|صباح|مساء)",
    re.IGNORECASE,
)
"""What says that something happens once, and not when."""

_RELATING_TURKISH = re.compile(
    r"(?:[aeıioöuü]r|yor|m[ae]z|[dt][ıiuü]|m[ıiuü]ş|[ae]c[ae]k)(?:l[ae]r)?$"
)
_CONVERB = re.compile(
    r"\w{2,}(?:[ıiuü]p|[ae]r[ae]k|[ıiuü]nc[ae]|ken|m[ae]d[ae]n|d[ıiuü]kç[ae]|[dt][ıiuü]ğ[ıiuü]nd[ae]"
    r"|[ae]l[ıi]|[ae]s[ıi]y[ae]|(?:m[ae]k|[dt][ıiuü]ğ[ıiuü]|[ae]c[ae]ğ[ıi]) için)$"
)
"""Turkish verbs that another one follows in the same sentence: "durup", "bekleyerek"."""

_ARABIC_VERB = re.compile(r"^وي(?!وم|د\b|دان|مام|اسمين)\w{2,}")
_SHORTEST = 12
"""Characters of a clause that is told for a whole sentence, at least."""

_OPENS = 6
"""Words of an adverbial before the clause that it belongs to, at most."""

_NOUN_PHRASE = 5
"""Words of what stands between a subject and its verb, at most."""


def joined(sentence: str, parts: Sequence[str], language: str) -> list[str]:
    """The parts of a sentence, each with those that cannot stand without it.

    A part of the result stands in the sentence as it is.
    """
    code = language[:2]
    if code == "tr":
        return _turkish(sentence, parts)
    kept: list[str] = []
    opening = False
    for at, part in enumerate(parts):
        follows = bool(kept) and (
            opening
            or _AGE.match(part)
            or _is_relative(part, code)
            or _is_predicate(part, code, after=kept)
        )
        if not follows:
            kept.append(part)
            opening = _opens(part, [*parts[at + 1 : at + 2]], code)
            continue
        if not opening and _is_predicate(part, code, after=kept):
            _gather(sentence, kept, code)
        kept[-1] = glued(sentence, kept[-1], part)
        opening = opening and (bool(_AGE.match(part)) or _is_relative(part, code))
    return kept


def first_clause(text: str, language: str, longest: int) -> str:
    """The beginning of a long text that says something by itself; the text where none does.

    "Herr K., der Wirt, fegt den Hof, gießt und wartet" -> "Herr K., der Wirt, fegt den Hof".
    """
    code = language[:2]
    parts = chunks(text)
    says, end = False, 0
    for at, part in enumerate(parts[:-1]):
        end = text.find(part, end) + len(part)
        if end > longest:
            break
        if not _is_relative(part, code):
            after = parts[:at]
            says |= _has_verb(part, code) or (at > 0 and _is_predicate(part, code, after=after))
        following = parts[at + 1]
        bound = _AGE.match(following) or _is_relative(following, code)
        if says and end >= _SHORTEST and not bound:
            return text[:end]
    return text


def glued(sentence: str, first: str, second: str) -> str:
    """Two parts of a sentence, with what stands between them in it."""
    begin = sentence.find(first)
    end = sentence.find(second, begin + len(first))
    if begin < 0 or end < 0:
        return f"{first}, {second}"
    return sentence[begin : end + len(second)]


def _gather(sentence: str, kept: list[str], code: str) -> None:
    """Put what names a subject once more to the subject: "The baker, Herr K., sweeps".

    So with two subjects: "Pom, a robot, and Bean, a pigeon, find out".
    """
    while len(kept) > 1 and not any(_has_verb(each, code) for each in kept[-2:]):
        amid = len(kept[-1].split(", ")[0].split()) <= _NOUN_PHRASE
        conjunctions = wordlists.of(wordlists.CONJUNCTIONS, code)
        second = kept[-1].split()[0].lower() in conjunctions
        named = "," not in kept[-1] and len(kept[-2].split()) <= _NOUN_PHRASE
        if not amid or not (second or named):
            return
        last = kept.pop()
        kept[-1] = glued(sentence, kept[-1], last)
        if not second and kept[-1].split()[0].lower() not in conjunctions:
            return


def _has_verb(part: str, code: str) -> bool:
    if code == "en":
        return wordlists.is_clause(part, code)
    if code == "tr":
        return bool(_RELATING_TURKISH.search(part))
    words = [word if code == "de" else word.lower() for word in part.split()]  # nouns: "Wirt"
    if code == "ar":
        return any(re.match(r"[يت]\w{2,}", word) for word in words)
    verbs = wordlists.of(PREDICATES, code)
    articles = wordlists.of(wordlists.DETERMINERS, code)
    small = articles | wordlists.of(wordlists.LINKS, code) | wordlists.of(PREPOSITIONS, code)
    if code in ("es", "fr", "it", "pt") and any(
        word not in small and after in articles for word, after in itertools.pairwise(words[1:])
    ):
        return True  # "amassa a broa": no noun stands before an article
    return any(word in verbs or _ends_as_verb(word, code) for word in words[1:])


def _opens(part: str, after: Sequence[str], code: str) -> bool:
    """Whether a part only says when or where, and belongs to the clause after it."""
    if not after or code == "en":
        return False
    words = part.split()
    prepositions = wordlists.of(PREPOSITIONS, code)
    first, following = words[0].lower(), after[0].split()[0].lower()
    if _is_relative(part, code) or _is_time(words, code):
        return True
    elided = code in ("fr", "it") and re.match(r"(?:dell|nell|all|dall|sull|d)['’]", first)
    settles = (first in prepositions or bool(elided)) and len(words) <= _OPENS
    return settles and following not in prepositions


def _is_time(words: Sequence[str], code: str) -> bool:
    """Whether words name an hour, a weekday or a season, and nothing else."""
    if _SOME_DAY.fullmatch(" ".join(words)):
        return True
    tables = (wordlists.DETERMINERS, wordlists.LINKS, PREPOSITIONS)
    small = frozenset[str]().union(*(wordlists.of(table, code) for table in tables)) | _EARLY
    left = [word for word in words if word.lower() not in small]
    return 0 < len(left) <= 2 and all(map(_names_time, left))


def _names_time(word: str) -> bool:
    return bool(
        timewords.hour_in(word)
        or weekdays.weekday_in(word) is not None
        or timewords.season_in(word) is not None
    )


def _is_relative(part: str, code: str) -> bool:
    """Whether a part tells more of what stands before it: "na którym każdy zagra"."""
    words = part.lower().split()
    known = wordlists.of(RELATIVES, code)
    prepositions = wordlists.of(PREPOSITIONS, code)
    if words[0] in known:
        return True
    return len(words) > 1 and words[0] in prepositions and words[1] in known


def _is_predicate(part: str, code: str, *, after: Sequence[str]) -> bool:
    """Whether the subject of a part stands before it, as far as its first words tell."""
    words = part.split()
    conjunctions = wordlists.of(wordlists.CONJUNCTIONS, code)
    if code == "ar":
        if _ARABIC_VERB.match(part):
            return True
    elif len(words) > 2 and words[0].lower() in conjunctions:
        words = words[1:]
    first = words[0]
    if code == "en":
        tied = wordlists.of(wordlists.DETERMINERS, "en") | wordlists.of(wordlists.LINKS, "en")
        tied |= frozenset("out up down off away back together around".split())
        deed = wordlists.is_verb(first) and len(words) > 1 and words[1].lower() in tied
        if len(after) < 2 or not (deed or first in PREDICATES["en"].split()):
            return len(after) > 1 and _is_deed_of(first, after)
        again = after[-1].split()[0].lower() in ("a", "an", "the") or _AGE.match(after[-1])
        return bool(again) and after[-2].split()[-1][:1].isupper()
    known = wordlists.of(PREDICATES, code)
    if code == "ru" and len(words) == 1 and first.endswith("я"):
        return True  # "напевая"
    if first in known or (re.match(r"(?:s|n)['’]", first) and code == "fr"):
        return True
    if not first[:1].islower() or code == "ar":
        return False
    articles = wordlists.of(wordlists.DETERMINERS, code)
    small = articles | wordlists.of(wordlists.LINKS, code) | wordlists.of(PREPOSITIONS, code)
    small |= wordlists.of(wordlists.PRONOUNS, code)
    if first in small:
        return False
    if code in ("es", "fr", "it", "pt") and len(words) > 1:
        second = words[1].lower()
        return second in articles or re.match(r"l['’]|un['’]", second) is not None
    return _ends_as_verb(first, code) or (code == "pl" and "się" in words[1:2])


def _is_deed_of(first: str, after: Sequence[str]) -> bool:
    """Whether an English verb tells of who was named twice: "The cook, a quiet man, falls"."""
    twice = after[-2].lower().startswith("the ") and re.match(r"(?:an?|the) ", after[-1])
    acts = any(_has_verb(part, "en") for part in after[-2:])
    return bool(twice) and first.endswith("s") and wordlists.is_verb(first) and not acts


def _ends_as_verb(word: str, code: str) -> bool:
    pattern = _ENDINGS.get(code)
    return bool(pattern and pattern.search(word)) and word not in wordlists.of(_NO_VERBS, code)


def _turkish(sentence: str, parts: Sequence[str]) -> list[str]:
    """Turkish clauses end with their verb: what ends with none belongs to the next."""
    ends = _RELATING_TURKISH.search(parts[-1]) and len(parts[-1].split()) >= 3
    kept: list[str] = []
    opening = False
    for part in parts:
        if opening:
            kept[-1] = glued(sentence, kept[-1], part)
        else:
            kept.append(part)
        opening = bool(_CONVERB.search(part) or (ends and not _RELATING_TURKISH.search(part)))
    return kept
