"""Tells what a theme says to its writer from what is seen: the words, the feeling, the manner.

"Simple words", "Told calmly, with respect for the craft", "Teach one true fact" and "Nobody
screams" are no pictures; `phrases/directions.txt` has the words by which twelve languages say so.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from webtv.writers.offline import making, orders, tones, verbs, wishes, wordlists
from webtv.writers.offline.audience import is_for_somebody
from webtv.writers.offline.forbidding import forbidden, nouns
from webtv.writers.offline.terms import Terms
from webtv.writers.offline.text import chunks
from webtv.writers.offline.wordsets import folded

_TERMS = Terms("directions.txt")
_LANGUAGES = frozenset("en de fr es it pt pl ru tr ar zh ja".split())
_DENSE = ("zh", "ja")

_HARMS = ("screaming", "injury", "death", "cruelty")
_FEW = 6
"""Words of a sentence that says what nobody does, at most."""

_LONG = 9
"""Words of a phrase that says with which feeling all is told, at most."""

_SIGNS = 12
"""Signs of either in a script without blanks."""

_BUT = re.compile(
    r"^(?:(?:and|but|yet|und|aber|doch|et|mais|y|pero|e|ed|ma|mas|i|ale|lecz|и|а|но|ama|ve|fakat)\s+"
    r"|ولكن |لكن |و(?=لا |بلا |بدون |دون |من دون )|但|而|也|并|且)",
    re.I,
)
_AND = re.compile(
    r"\s(?:and|but|und|aber|et|mais|y|pero|e|ma|mas|i|ale|и|но|ve|ama)\s|\s(?=وبدون|ودون)"
)
_NOT = "不别無无勿"
_VOWELS = re.compile("[\u064b-\u0652\u0640]")
_ACTS = re.compile(r"^(?!(?:最後|結末|事実|話|物語|全体|笑い)は).*[がは]")
"""A Japanese sentence with a subject, in which something is done."""

_FOLLOWED = re.compile(r"\b(?:can|could|will) (?:\w+ )?(?:follow|understand|enjoy|read)\b", re.I)

_Part = Literal["told", "felt", "how", "banned", "also", ""]


def without_directions(sentence: str, language: str, avoid: list[str]) -> str:
    """What a sentence shows, without what it says to the writer; "" where that is all it says.

    What nobody is to do, and what those parts forbid, is put into `avoid`.
    """
    code = language[:2]
    if code not in _LANGUAGES or re.search(r"[:：]", sentence):
        return sentence
    parts = _parts(sentence, code)
    if not parts:
        return sentence
    if wished := wishes.ending(sentence) or wishes.beginning(sentence):
        return "" if _closed_kind(_plain(wished, code), code) else sentence
    if _is_order(parts, code):
        return ""
    known = [_kind(part, language) for part in parts]
    if code == "zh" and any(known) and all(map(_is_known, known, parts)):
        known = [kind or "banned" for kind in known]
    kept = [index for index, kind in enumerate(known) if not kind]
    if not kept:
        harms = any(_harm(part, code) for part in parts)
        if harms or not {"told", "felt"}.isdisjoint(known) or _how_many(parts, code) > 1:
            avoid += _banned(parts, language)
            return ""
        return sentence
    first, last = kept[0], kept[-1]
    cut = [*known[:first], *known[last + 1 :]]
    if "told" not in cut and not ("felt" in cut and len({*cut} - {""}) > 1):
        return _instead(parts, known, sentence, language)
    avoid += _banned([*parts[:first], *parts[last + 1 :]], language)
    begin = sentence.find(parts[first])
    return sentence[begin : sentence.find(parts[last], begin) + len(parts[last])]


def _is_known(kind: _Part, part: str) -> bool:
    """Whether a Chinese part is for the writer, or forbids a deed: "不赌博"."""
    return bool(kind) or (part[0] in _NOT and len(part) <= _SIGNS)


def _how_many(parts: list[str], code: str) -> int:
    how = _pattern("how", code)
    return sum(len(how.findall(_plain(part, code))) for part in parts) if how else 0


def is_direction(item: str, language: str) -> bool:
    """Whether an entry of a list says in which words, or how, all is told."""
    return language[:2] in _LANGUAGES and _kind(item, language) == "told"


def is_unfilmed(text: str, language: str) -> bool:
    """Whether an entry names nothing that has a picture: "petty rules"."""
    code = language[:2]
    if code not in _LANGUAGES:
        return False
    known, which = _pattern("unfilmed", code), _pattern("which", code)
    small = _pattern("small", code)
    if not (known and which and small) or not known.search(_plain(text, code)):
        return False
    bare = re.sub(f"{known.pattern}|{which.pattern}|{small.pattern}", "", _plain(text, code))
    return not re.search(r"\w", bare)


def _is_order(parts: list[str], code: str) -> bool:
    """Whether a sentence, and no list of deeds, asks the writer for something."""
    text = _plain(" ".join(parts), code)
    if len(parts) > 2:
        return False
    order = _pattern("order", code)
    if order and order.match(re.sub(r"^(?:and|please|bitte|por favor)\s+", "", text)):
        return True
    ends = _pattern("ends", code)
    acts = code == "ja" and _ACTS.search(text)
    return bool(ends and not acts and re.search(rf"(?:{ends.pattern})$", text))


def _parts(sentence: str, code: str) -> list[str]:
    """What stands between the commas of a sentence; in Japanese between all of its marks."""
    return [
        part for each in chunks(sentence) for part in (each.split("、") if code == "ja" else [each])
    ]


def _kind(part: str, language: str) -> _Part:
    """What a part between commas says to the writer; "" where it shows something."""
    code = language[:2]
    if _forbidden(part, language) is not None or _harm(part, code) is not None:
        return "banned"
    text = _plain(part, code)
    opening, small = _pattern("opening", code), _pattern("small", code)
    if opening and small and re.match(rf"(?:(?:{small.pattern})\W+)?(?:{opening.pattern})", text):
        return "told"
    if closed := _closed_kind(text, code):
        return closed
    if _is_felt(text, part, code):
        return "felt"
    also = is_for_somebody(part, language) or tones.is_tone(part, language)
    also = also or making.is_manner(part) or making.is_influence(part, language)
    return "also" if also or orders.is_pace(part) else ""


_SAID = ("told", "speech", "feeling")


def _closed_kind(text: str, code: str) -> _Part:
    """What a text says all of whose words say how, with what or in which words all is told."""
    how = _pattern("how", code)
    if how is None or re.search(r"\w", _closed(code).sub("", text)):
        return ""
    said = [kind for kind in _SAID if (known := _pattern(kind, code)) and known.search(text)]
    if not said:
        return "how" if how.search(text) else ""
    if said == ["feeling"]:
        return "felt"
    return "told" if code in _DENSE or len(text.split()) > 1 else "also"


@cache
def _closed(code: str) -> re.Pattern[str]:
    kinds = (*_SAID, "how", "small", "with")
    known = [pattern.pattern for kind in kinds if (pattern := _pattern(kind, code))]
    return re.compile("|".join(known))


def _is_felt(text: str, part: str, code: str) -> bool:
    """Whether a text says with which feeling, or in what words, all is told, and of what."""
    within, feeling, speech = (_pattern(kind, code) for kind in ("with", "feeling", "speech"))
    how, small = _pattern("how", code), _pattern("small", code)
    if not (feeling and speech and how and small):
        return False
    if code == "tr":
        return bool(feeling.search(text)) and len(text.split()) <= _FEW and _ends(feeling, text)
    if code in _DENSE:
        meant = feeling.search(text) if code == "ja" else feeling.match(text)
        rest = text[meant.end() :] if meant else ""
        closed = code == "zh" or not re.search(r"\w", small.sub("", rest))
        return len(text) <= _SIGNS and bool(meant) and closed
    if within is None or len(text.split()) > _LONG:
        return False
    between = rf"(?:\W+(?:{how.pattern}|{small.pattern}))*"
    opening = rf"(?:{small.pattern})?\W*(?:{within.pattern})"
    if code == "ar" and feeling.match(text):
        return True
    if re.match(rf"{opening}{between}\W+(?:{feeling.pattern})", text):
        return not _happens(part, code)
    if re.match(rf"{opening}{between}\W+(?:{how.pattern}){between}\W+(?:{speech.pattern})", text):
        return not _happens(part, code)
    worded = re.match(rf"{opening}{between}\W+(?:{speech.pattern})\W+(?:{how.pattern})", text)
    return bool(worded) and not _happens(part, code)


def _ends(pattern: re.Pattern[str], text: str) -> bool:
    return re.search(rf"(?:{pattern.pattern})$", text) is not None


def _happens(part: str, code: str) -> bool:
    if code == "en":
        return wordlists.is_clause(part, "en") and not _FOLLOWED.search(part)
    return verbs.reads(code) and verbs.tells(part, code)


def _harm(part: str, code: str) -> str | None:
    """What nobody does in a part, by its noun."""
    text = _BUT.sub("", _plain(part, code))
    nobody = _pattern("nobody", code)
    long = len(text) > _SIGNS if code in _DENSE else len(text.split()) > _FEW
    if long or not nobody or not (found := nobody.match(text)):
        return None
    said = text[found.end() :]
    for kind, noun in zip(_HARMS, _TERMS.words("harms", code), strict=True):
        if (known := _pattern(kind, code)) and known.search(said):
            return noun
    return None


def _banned(parts: list[str], language: str) -> list[str]:
    found: list[str] = []
    for part in parts:
        if noun := _harm(part, language[:2]):
            found.append(noun)
        elif banned := _forbidden(part, language):
            found += nouns(banned)
        elif language[:2] == "zh" and part[0] in _NOT:
            found.append(part[1:])
        else:  # "child-friendly and without violence"
            also = (forbidden(each, language) for each in _AND.split(part)[1:])
            found += [noun for each in also if each for noun in nouns(each)]
    return found


def _forbidden(part: str, language: str) -> str | None:
    """What a part forbids, whatever joins it to the one before."""
    return forbidden(_BUT.sub("", part), language)


def _instead(parts: list[str], known: list[_Part], sentence: str, language: str) -> str:
    """A sentence whose last parts are seen in place of what it forbids, without "only"."""
    code = language[:2]
    only, unseen = _pattern("only", code), _pattern("unseen", code)
    at = next((i for i, part in enumerate(parts) if only and only.match(_plain(part, code))), -1)
    if not (only and unseen) or at < 0 or any(kind != "banned" for kind in known[:at]):
        return sentence
    found = only.match(_plain(parts[at], code))
    bare = [parts[at][found.end() if found else 0 :].strip(), *parts[at + 1 :]]
    seen = [part for part in bare if part and not unseen.fullmatch(_plain(part, code))]
    banned = sentence[: sentence.find(parts[at])]
    if len(seen) == len(bare):
        return sentence  # "Only a fallen tree" is seen
    return f"{banned}{', '.join(seen)}" if seen else banned.rstrip(" ;,，、؛،")


def _plain(text: str, code: str) -> str:
    bare = folded(text.replace("\u2019", "'"))
    return _VOWELS.sub("", bare) if code == "ar" else bare


def _pattern(kind: str, code: str) -> re.Pattern[str] | None:
    return _TERMS.pattern(kind, code) if _TERMS.words(kind, code) else None
