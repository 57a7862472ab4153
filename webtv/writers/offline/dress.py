"""Puts looks and clothes of the cast into words, right after their names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from webtv.config.story import CastMember
from webtv.writers.cast import on_screen


def dressed_up(
    text: str, cast: Sequence[CastMember], *, english: bool, wearing: str = "{clothes}"
) -> str:
    """A text with look and clothes after the first mention of each member of the cast.

    `wearing` is how a language says `{clothes}`.
    """
    for member in on_screen(cast, text):
        look = member.look_en if english and member.look_en else member.look
        clothes = "" if look != member.look else member.clothes
        worn = wearing.format(clothes=clothes) if clothes else ""
        details = ", ".join(part for part in (look, worn) if part)
        found = re.search(rf"(?<!\w){re.escape(member.name)}(?!'|\w)", text, re.IGNORECASE)
        if found is None:
            found = re.search(re.escape(member.name), text, re.IGNORECASE)
        if found is None:
            continue
        before, after = text[: found.end()], text[found.end() :]
        gap = "" if not after or after.startswith((",", ".", ";", ":", "，", "。")) else ","
        text = f"{before}, {details}{gap}{after}"
    return text


def undressed(text: str, cast: Sequence[CastMember]) -> str:
    """A text without what the theme itself says of somebody whose look is known."""
    for member in cast:
        text = re.sub(
            rf"({re.escape(member.name)}), (?:an?|the|un|una|une|ein|eine) [^,]+,",
            r"\1",
            text,
            flags=re.IGNORECASE,
        )
        # "Bobo the elephant counts": the look that follows says it better.
        text = re.sub(rf"\b({re.escape(member.name)}) the \w+(?= \w)", r"\1", text)
    return text


_INTRODUCED = re.compile(
    r"\b((?:(?:Mrs|Mr|Miss|Ms|Dr|Captain|Aunt|Uncle)\.? )?[A-Z][a-z]+), "
    r"(an? (?:[a-z'’-]+ ){1,6}[^,.;:]{4,140}?)(?=[,.;:]|\s+who\b)"
)
"""Somebody with what they look like: "Jory, a boatbuilder with a blue cap"."""


def introduced(theme: str, cast: Sequence[CastMember]) -> tuple[CastMember, ...]:
    """Persons whom an English theme introduces by their looks and who are not of the cast."""
    known = {word for member in cast for word in member.name.split()}
    found: dict[str, CastMember] = {}
    for name, look in _INTRODUCED.findall(" ".join(theme.split())):
        if known.isdisjoint(name.split()):
            found.setdefault(name, CastMember(name=name, look=look))
    return tuple(found.values())
