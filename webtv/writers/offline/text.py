"""Prepares an operator's theme for reading: what is no picture goes, sentences come apart.

Nothing is inflected and no word is put in. What cannot be taken apart safely stays whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_NOISE = re.compile(
    r"https?://\S+|www\.\S+|[^\s@]{1,64}@[^\s@]{1,255}\.\w{1,24}|(?<!\w)@\w[\w.]*"
    r"|(?<!\w)#\w+|<3|:-?[)(DP]"
    r"|\((?:[^()]*)\)|（[^（）]*）|\[[^\[\]]*\]"
    r"|\b(?:thx|thanks|pls|plz|fyi|imo|btw|etc)\b\.?",
    re.IGNORECASE,
)
"""Addresses, handles, tags, faces, asides and courtesies."""

_QUOTED = re.compile(r"[\"“«「『„]([^\"”»」』“]{1,200})[\"”»」』“]")
_ABBREVIATIONS = re.compile(
    r"\b(Mr|Mrs|Ms|Dr|St|Prof|Sr|Sra|Jr|vs|No|Nr|Hr|Fr|Mme|Mlle|M|z\.\s?B|e\.g|i\.e|approx|ca"
    r"|[A-Z](?=\. [a-z]))\.(?=\s)"
)
_SENTENCE = re.compile(
    r"(?<=[.!?…])[\"'”’]?\s+|(?<=[。！？؟।॥])|(?<=;)\s+(?=[A-ZÀ-Þ])|\s*[\n]{2,}\s*"
)
_WIDE = "\u3001-\u303f\u3040-\u30ff\u3400-\u9fff\uff01-\uff60"
"""Scripts that are written without blanks, and their punctuation."""

_BULLET = re.compile(r"^\s*(?:[-*•·–—]|\d{1,2}[.)])\s+", re.MULTILINE)
_LIST_LINE = 60
"""Characters of the longest line that can be an entry of a list."""

_COMMAS = (", ", "，", "、", "،")
_HELD = "\u2024"
"""A dot that ends no sentence (ONE DOT LEADER), while sentences are told apart."""


def cleaned(text: str) -> str:
    """The text without links, tags, emoji, asides and quoted sayings, abbreviations written out.

    Short quoted names stay, without their marks: the boat "Morwenna".
    """
    text = unicodedata.normalize("NFC", text).replace("\u2019", "'").replace("\r\n", "\n")
    text = re.sub(r"\bw/(?:\s*|(?=\w))", "with ", text)
    text = re.sub(r"\s@\s", " at ", text)
    text = re.sub(r"\s&\s", " & ", text)
    text = _QUOTED.sub(_unquoted, text)
    text = _NOISE.sub(" ", text)
    text = "".join(" " if _is_sign(char) else char for char in text)
    text = re.sub(r"([!?.])[!?.]+", r"\1", text)
    text = re.sub(rf"(?<=[{_WIDE}])[^\S\n]*\n?[^\S\n]*(?=[{_WIDE}])", "", text)
    text = re.sub(r"[^\S\n]+", " ", text)
    return re.sub(r" +([,.;:!?])", r"\1", text).strip(" ,;")


def paragraphs(text: str) -> Iterator[list[str]]:
    """Sentences, paragraph by paragraph, without their stops. Entries of a list are sentences."""
    text = _ABBREVIATIONS.sub(lambda m: m[1] + _HELD, text)
    text = re.sub(r"(?<=\d)\.(?=\d)", _HELD, text)
    for paragraph in re.split(r"\n\s*\n", text):
        lines = [line for line in paragraph.split("\n") if line.strip()]
        if _is_list(lines):
            whole = [_BULLET.sub("", line) for line in lines]
        else:
            whole = list(_blocks(lines))
        found = [
            sentence.replace(_HELD, ".").strip(" \t.!?…。！？؟;；।॥")
            for line in whole
            for sentence in _SENTENCE.split(line)
        ]
        if kept := [sentence for sentence in found if re.search(r"\w", sentence)]:
            yield kept


def chunks(sentence: str) -> list[str]:
    """What stands between the commas and semicolons of a sentence."""
    parts = re.split(r"\s*[;；،，]\s*|\s*,\s+|\s+[–—-]\s+|[—]", sentence)
    return [part.strip() for part in parts if re.search(r"\w", part)]


def shortened(text: str, longest: int) -> str:
    """A sentence of so many characters at most, cut between clauses, else between words."""
    while len(text) > longest and (end := max(map(text.rfind, _COMMAS))) > longest // 3:
        text = text[:end]
    return text[:longest].rsplit(" ", 1)[0] if len(text) > longest else text


def _unquoted(found: re.Match[str]) -> str:
    """A short name that was quoted, in its corners where it has no blanks; a blank of a saying."""
    if len(found[1].split()) > 2:
        return " "
    return found[0] if found[0][0] in "「『" else found[1]


def _blocks(lines: list[str]) -> Iterator[str]:
    """Lines that belong together: entries with a bullet alone, what stands around them as text."""
    bullets = [line for line in lines if _BULLET.match(line)]
    held: list[str] = []
    for line in lines:
        if len(bullets) > 1 and (match := _BULLET.match(line)):
            if held:
                yield " ".join(held)
            held = []
            yield line[match.end() :].strip()
        else:
            held.append(line.strip())
    if held:
        yield " ".join(held)


def _is_list(lines: list[str]) -> bool:
    if len(lines) < 2:
        return False
    if all(_BULLET.match(line) for line in lines):
        return True
    bare = [line.strip() for line in lines]
    return all(len(line) <= _LIST_LINE and line[-1] not in ",;:" for line in bare) and all(
        line[:1].isupper() or not line[:1].isascii() or not line[:1].isalpha() for line in bare
    )


def _is_sign(char: str) -> bool:
    """Whether a character is emoji, dingbat or invisible, and no part of a word."""
    if char in "\n\u200c\u200d":
        return char == "\u200d"
    category = unicodedata.category(char)
    return category in ("So", "Sk", "Cf", "Cs", "Co", "Cn") or "\ufe00" <= char <= "\ufe0f"
