"""Keeps a channel's cast the same in every shot: a model remembers nothing from shot to shot."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from webtv.config.story import CastMember
from webtv.writers.language import CJK, INDIC

_PART = 4
"""Letters that a part of a name must have to stand for the whole: Ernesto, not Don."""


_ARABIC_PART = 3
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_POLISH = re.compile(r"[ąćęłńśźż]", re.IGNORECASE)
"""Letters of scripts that write names in their own ways, and those of Polish."""

_AROUND = rf"(?<![\w{INDIC}])", rf"(?![\w{INDIC}])"
"""Where words begin and end: `\\b` knows no vowel signs of Indian scripts."""


_SURNAME = re.compile(r" [A-Z\u00c0-\u00de][\w-]+(?= [a-z\u00df-\u00ff])")
"""What a text calls somebody besides the name in the cast: Mary Doyle does."""


def described(member: CastMember) -> str:
    """A member as prompts say it: name, look and clothes."""
    return f"{member.name}, {_details(member)}"


def on_screen(cast: Sequence[CastMember], text: str) -> list[CastMember]:
    """The members whom a text names."""
    return [member for member in cast if mentions(member, text)]


def untagged(text: str, cast: Sequence[CastMember]) -> tuple[str, list[str]]:
    """A text with the names of those whom it tags, such as `@Rosa`, and tags of nobody."""
    for member in cast:
        parts = [part for part in member.name.split() if len(part) >= _PART]
        forms = {member.name, member.name.replace(" ", ""), member.name.replace(" ", "_"), *parts}
        tags = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
        name = member.name.replace("\\", "")
        text = re.sub(rf"@(?:{tags})(?!\w)", name, text, flags=re.IGNORECASE)
    unknown = re.findall(r"@\w[\w-]*", text)
    return re.sub(r"@(?=\w)", "", text), unknown


def looks_of_nobody(text: str, cast: Sequence[CastMember]) -> list[CastMember]:
    """The members whose look a text has and whose name it has not."""
    named = on_screen(cast, text)
    return [member for member in cast if member not in named and _says(text, member.look)]


def with_looks(
    prompt: str, cast: Sequence[CastMember], *, fits: Callable[[str], bool], most: int = 1200
) -> str:
    """`prompt` with look and clothes of everybody it names, put in where they are left out.

    They stand right after the name, where no limit cuts them off. A member whose details would
    not be read any more (`fits` says so of what stands before their end) gets the look alone, and
    failing that nothing. The result has at most `most` characters.
    """
    for member in on_screen(cast, prompt):
        missing = [
            said
            for part, said in ((member.look, member.look), (member.clothes, _worn(member)))
            if part and not _says(prompt, part)
        ]
        for count in range(len(missing), 0, -1):
            longer, end = _inserted(prompt, member, ", ".join(missing[:count]))
            if fits(longer[:end]) and len(longer) <= most:
                prompt = longer
                break
    return prompt


def looks_of(member: CastMember) -> tuple[str, ...]:
    """What `with_looks` puts into prompts of a member."""
    return tuple(filter(None, (member.look, _worn(member))))


def _details(member: CastMember) -> str:
    return ", ".join(looks_of(member))


def _worn(member: CastMember) -> str:
    return f"wearing {member.clothes}" if member.clothes else ""


def _says(prompt: str, part: str) -> bool:
    """Whether the words of `part` stand in the prompt, in their order, whatever is between."""
    words = [re.escape(word) for word in re.findall(r"[\w'-]+", part.casefold())]
    return bool(re.search(r"\b" + r"\W+(?:\w+\W+)?".join(words) + r"\b", prompt.casefold()))


def mentions(member: CastMember, text: str) -> list[re.Match[str]]:
    """Where a text names a member, by the whole name or by a telling part of it.

    Scripts without blanks have names amid other signs, Arabic what is written before them, Russian
    and Polish their cases.
    """
    whole = list(re.finditer(_named(member.name, text), text, re.IGNORECASE))
    if whole or " " not in member.name:
        return whole
    if _ARABIC.search(member.name):
        parts = [part for part in member.name.split()[-1:] if len(part) >= _ARABIC_PART]
    else:
        parts = [part for part in member.name.split() if len(part) >= _PART and part[0].isupper()]
    # Parts keep their capital: "Rosa Stone" is not in "a stone village".
    return [found for part in parts for found in re.finditer(_named(part, text), text)]


def between_names(text: str, cast: Sequence[CastMember]) -> list[str]:
    """The pieces of a text between the whole names of a cast."""
    names = "|".join(_named(member.name, text) for member in cast)
    return re.split(names, text, flags=re.IGNORECASE) if names else [text]


def _named(name: str, text: str) -> str:
    """A pattern for a name in the forms that it has in a text of its script."""
    if CJK.search(name):
        return re.escape(name) if len(name) > 1 else rf"\b{re.escape(name)}\b"
    if _ARABIC.search(name):
        return rf"(?<!\w)[وفبكل]?{re.escape(name)}\b"
    if _CYRILLIC.search(name) or _POLISH.search(text):
        return r"\b" + " ".join(map(_inflected, name.split())) + r"\b"
    return re.escape(name).join(_AROUND)


def _inflected(word: str) -> str:
    """A pattern for a Slavic word in all cases: "Mruczek" is in "z Mruczkiem"."""
    if len(word) < _PART or not word.isalpha():
        return re.escape(word)
    if found := re.fullmatch(r"(\w+)[eo\u0435\u043e\u0451](k|\u043a)", word):
        return rf"(?:{word}|{found[1]}{found[2]}\w{{1,4}})"
    return (
        re.sub(
            r"[aąeęioy\u0430\u0435\u0438\u043e\u0443\u044b\u044d\u044e\u044f\u0439\u044c]$",
            "",
            word,
        )
        + r"\w{0,4}"
    )


def _inserted(prompt: str, member: CastMember, details: str) -> tuple[str, int]:
    """The prompt with `details` after the first place that names the member, and their end."""
    owning = ("'", "\u2019", "-")
    places = [m.end() for m in mentions(member, prompt) if not prompt.startswith(owning, m.end())]
    if not places:
        longer = f"{prompt.rstrip('. ')}, with {member.name}, {details}"
        return longer, len(longer)
    end = _SURNAME.match(prompt, places[0])
    at = end.end() if end else places[0]
    before, after = prompt[:at], prompt[at:]
    gap = "" if not after or after.startswith((",", ".", ";", ":", ")")) else ","
    return f"{before}, {details}{gap}{after}", len(before) + 2 + len(details)
