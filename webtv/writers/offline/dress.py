"""Puts looks and clothes of the cast into words, right after their names."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from webtv.config.story import CastMember
from webtv.writers.cast import mentions, on_screen
from webtv.writers.offline import wordlists
from webtv.writers.offline.people import has_creatures, has_people
from webtv.writers.offline.wordsets import DENSE

_DETERMINERS = frozenset(
    "a an the un una uno une le la el il lo ein eine der die das um uma o de".split()
)
_AFTER = re.compile(
    r"\s*[,，、]\s*([^,;.:，、。]+?)(?=\s*[,;.:，、。]|$| (?:who|that|which|qui|que|che|der|die"
    r"|das)\b)"
)
_APPOSED = re.compile(
    r" (?:l['’]|(?:the|der|die|le|la|el|il|lo|o|a) )[^\W\d_]+"
    r"(?:eur|euse|ier|ière|iste|ist|ista|er|or|ora|ero|era|eiro|eira|aio|aia|tore|trice|dor|dora)"
    r"(?= [^\W\d_]+)"
)
"""A trade behind a name: "Marcel l'affineur retourne les meules"."""

_STEM = 4
"""Letters by which a word of a look is known again."""


def dressed_up(
    text: str,
    cast: Sequence[CastMember],
    *,
    english: bool,
    wearing: str = "{clothes}",
    clothed: Container[str] | None = None,
) -> str:
    """A text with look and clothes after the first mention of each member of the cast.

    `wearing` is how a language says `{clothes}`; where `clothed` is given, only those whom it names
    have theirs. Somebody who is named as an owner alone ("Ines's brother") is not seen.
    """
    for member in on_screen(cast, text):
        worn = clothed is None or member.name in clothed
        details = looked(member, english=english, wearing=wearing if worn else "")
        ends = [found.end() for found in mentions(member, text)]
        seen = [end for end in ends if text[end : end + 1] not in ("'", "\u2019")]
        if not seen or all(detail in text for detail in details):
            continue
        known = _APPOSED.match(text, seen[0])
        end = known.end() if known else seen[0]
        before, after = text[:end], text[end:]
        if DENSE.match(after):
            text = f"{before}（{'、'.join(details)}）{after}"
            continue
        gap = "" if not after or after.startswith((",", ".", ";", ":", "，", "。", "、")) else ","
        text = f"{before}, {', '.join(details)}{gap}{after}"
    return text


def looked(member: CastMember, *, english: bool, wearing: str = "") -> tuple[str, ...]:
    """Look and clothes of a member as prompts say them; no clothes without `wearing`."""
    look = member.look_en if english and member.look_en else member.look
    clothes = "" if look != member.look or not wearing else member.clothes
    return tuple(filter(None, (look, wearing.format(clothes=clothes) if clothes else "")))


def undressed(text: str, cast: Sequence[CastMember]) -> str:
    """A text without what the theme itself says of somebody whose look is known."""
    for member in cast:
        for named in mentions(member, text)[:1]:
            said = _AFTER.match(text, named.end())
            if said and _describes(said[1], member, followed=text[said.end() : said.end() + 1]):
                rest = text[said.end() :]
                text = text[: named.end()] + re.sub(r"^[,，、]\s*(?=\w)", " ", rest)
        # "Bobo the elephant counts": the look that follows says it better.
        text = re.sub(rf"\b({re.escape(member.name)}) the \w+(?= \w)", r"\1", text)
    return text


def _describes(said: str, member: CastMember, *, followed: str) -> bool:
    """Whether what stands behind a name says once more how its look is: "Pom, a round robot"."""
    if wordlists.GERUND.match(said):
        return False
    begins = said.casefold().split()[:1]  # a no-break space alone is no word
    known = _stems(f"{member.look} {member.look_en} {member.clothes}")
    alike = not known.isdisjoint(_stems(said))
    determined = not _DETERMINERS.isdisjoint(begins)
    return (determined and (alike or followed == ",")) or (alike and followed in (",", "，", "、"))


def _stems(text: str) -> set[str]:
    words = re.findall(r"[^\W\d_]{4,}", text.casefold())
    return {word[:_STEM] if len(word) < 6 else word[: _STEM + 1] for word in words}


_INTRODUCED = re.compile(
    r"\b((?:(?:Mrs|Mr|Miss|Ms|Dr|Captain|Aunt|Uncle)\.? )?[A-Z][a-z]+), "
    r"(an? (?:[a-z'’-]+ ){1,6}[^,.;:]{4,140}?)(?=[,.;:]|\s+who\b)"
)
"""Somebody with what they look like: "Jory, a boatbuilder with a blue cap"."""

_CALLED = re.compile(
    r"\b([A-Z][a-z]+) is (an? (?:[a-z'’-]+ ){0,5}?[a-z'’-]+)(?=[,.;:]|\s+(?:who|that|with|in)\b)"
)
"""The same, told: "Pip is a little puffin who"."""


def introduced(theme: str, cast: Sequence[CastMember]) -> tuple[CastMember, ...]:
    """Persons whom an English theme introduces by their looks and who are not of the cast."""
    known = {word for member in cast for word in member.name.split()}
    found: dict[str, CastMember] = {}
    told = " ".join(theme.split())
    called = [(n, x) for n, x in _CALLED.findall(told) if has_people(x) or has_creatures(x)]
    for name, look in (*_INTRODUCED.findall(told), *called):
        if known.isdisjoint(name.split()):
            found.setdefault(name, CastMember(name=name, look=look))
    return tuple(found.values())
