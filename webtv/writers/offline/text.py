"""Prepares an operator's theme for reading: what is no picture goes, sentences come apart.

Nothing is inflected and no word is put in. What cannot be taken apart safely stays whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from webtv.config.folded import are_wrapped
from webtv.writers.offline import labels
from webtv.writers.offline.lists import BULLETED, NUMBER, unfolded
from webtv.writers.offline.stops import HELD, held

_NOISE = re.compile(
    r"https?://\S+|www\.\S+|[^\s@]{1,64}@[^\s@]{1,255}\.\w{1,24}|(?<!\w)@\w[\w.]*"
    r"|(?<!\w)#\w+|<3|:-?[)(DP]"
    r"|\((?:[^()]*)\)|（[^（）]*）|\[[^\[\]]*\]"
    r"|\b(?:thx|thanks|pls|plz|fyi|imo|btw)\b\.?",
    re.IGNORECASE,
)
"""Addresses, handles, tags, faces, asides and courtesies."""

_QUOTED = re.compile(r"[\"“«「『„]([^\"”»」』“]{1,200})[\"”»」』“]")
_SENTENCE = re.compile(
    r"(?<=[.!?…])[\"'”’]?\s+|(?<=[。！？؟।॥])|(?<=;)\s+(?=[A-ZÀ-Þ])|\s*[\n]{2,}\s*"
)
_WIDE = "\u3001-\u303f\u3040-\u30ff\u3400-\u9fff\uff01-\uff60"
"""Scripts that are written without blanks, and their punctuation."""

_BULLET = re.compile(
    r"^\s*(?:[-*•·–—]\s+|\d{1,2}[.)]\s+|(?:\d{1,2}|[一二三四五六七八九十]{1,2})[、．]\s*|[・①-⑳]\s*)",
    re.MULTILINE,
)
_COUNTED = re.compile(r"^\s*(?:\d{1,2}[.)、．]|[①-⑳])\s*")
"""A number before an entry."""

_LIST_LINE, _LONG_LINE = 60, 140
"""Characters of the longest line that can be an entry of a list: of any, and of lines of which
none was broken by an editor.
"""

MARKS = ("?", "？", "؟")
"""What ends a question."""

_ASKED_BY = re.compile(r"[—–-]\s?[a-zà-ÿ]")
"""Who says what stood before a dash: "—pregunta el sapo"."""

_COMMAS = (", ", "，", "、", "،")
_AND_SO_ON = re.compile(
    r",?\s*(?<!\w)(?:etc|ecc|usw|itd|itp|(?:и|і)\s+т\.\s?[дп])(?!\w)\.?(?:(?=\s+([^\W\d_]))|$)",
    re.IGNORECASE,
)


def cleaned(text: str) -> str:
    """The text without links, tags, emoji, asides and quoted sayings, abbreviations written out.

    Short quoted names stay, without their marks: the boat "Morwenna".
    """
    text = unicodedata.normalize("NFC", text).replace("\u2019", "'").replace("\r\n", "\n")
    text = re.sub(r"^[ \t]*【[^】\n]{1,10}】[ \t]*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"^[ \t]*【([^】\n]{1,10})】[ \t]*(?=\S)", r"\1：", text, flags=re.MULTILINE)
    text = unfolded(text)
    text = re.sub(r"\bw/(?:\s*|(?=\w))", "with ", text)
    text = re.sub(r"\s@\s", " at ", text)
    text = re.sub(r"\s&\s", " & ", text)
    text = _QUOTED.sub(_unquoted, text)
    text = _AND_SO_ON.sub(lambda found: "." if (found[1] or "A").isupper() else "", text)
    text = _NOISE.sub(" ", text)
    text = "".join(" " if _is_sign(char) else char for char in text)
    text = re.sub(r"([!?.])[!?.]+", r"\1", text)
    broken = are_wrapped([line for line in text.split("\n") if line.strip()])
    ended = "" if broken else "(?<=[\uff0c\u3001\uff1b\uff1a])"
    text = re.sub(rf"(?<=[{_WIDE}]){ended}[^\S\n]*\n[^\S\n]*(?=[{_WIDE}])", "", text)
    text = re.sub(rf"(?<=[{_WIDE}])[^\S\n]+(?=[{_WIDE}])", "", text)
    text = re.sub(r"[^\S\n]+", " ", text)
    return re.sub(r" +([,.;:!?])", r"\1", text).strip(" ,;")


def paragraphs(text: str, language: str = "en", *, marked: bool = False) -> Iterator[list[str]]:
    """Sentences, paragraph by paragraph, without their stops. Entries of a list are sentences,
    those with numbers behind `NUMBER`.

    Questions keep their marks where they are to be `marked`.
    """
    if language[:2] == "tr":
        text = re.sub(r",? v[bs]\.(?=\s|$)", ".", text)  # and so on
    text = held(text, language)
    for paragraph in re.split(r"\n\s*\n", text):
        lines = [line for line in paragraph.split("\n") if line.strip()]
        if _is_list(lines):
            whole = [_marked(line, _BULLET.sub("", line)) for line in lines]
        else:
            whole = list(_headed(_blocks(lines), language))
        found = [
            _without_stops(sentence, marked=marked)
            for line in whole
            for sentence in _SENTENCE.split(line)
        ]
        known = (sentence for sentence in found if not _ASKED_BY.match(sentence))
        if kept := [sentence for sentence in known if re.search(r"\w", sentence)]:
            yield kept


def _without_stops(sentence: str, *, marked: bool) -> str:
    ends = sentence.rstrip()[-1:]
    bare = sentence.strip(" \t.!?…。！？؟;；।॥").replace(HELD, ".")
    return f"{bare}{ends}" if marked and bare and ends in MARKS else bare


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
            yield _marked(line, line[match.end() :].strip())
        else:
            held.append(line.strip())
    if held:
        yield " ".join(held)


def _marked(line: str, entry: str) -> str:
    """An entry, with a mark before it where it has a number."""
    return f"{NUMBER}{entry}" if _COUNTED.match(line) else entry


def _headed(blocks: Iterable[str], language: str) -> Iterator[str]:
    """Blocks, with what is listed behind one that ends with a colon put into it."""
    kept = [block.rstrip(" ;,") for block in blocks]
    ends = [at for at, block in enumerate(kept) if block.endswith((":", "："))]
    if len(ends) != 1 or any(_SENTENCE.search(block) for block in kept[ends[0] + 1 :]):
        yield from kept
        return
    listed = [block.removeprefix(NUMBER) for block in kept[ends[0] + 1 :]]
    labelled = (at for at, block in enumerate(listed) if _is_labelled(block, language))
    last = next(labelled, len(listed))
    yield from kept[: ends[0]]
    yield f"{kept[ends[0]]} {BULLETED.join(listed[:last])}"
    yield from listed[last:]


def _is_labelled(block: str, language: str) -> bool:
    """Whether a block says by its head that it belongs to no list: "À éviter : les cris"."""
    head = re.split(r"\s*[:：]", block, maxsplit=1)[0]
    return head != block and (labels.is_label(head, language) or labels.is_avoiding(head))


def _is_list(lines: list[str]) -> bool:
    if len(lines) < 2:
        return False
    if all(_BULLET.match(line) for line in lines):
        return True
    bare = [line.strip() for line in lines]
    longest = _LIST_LINE if are_wrapped(bare) else _LONG_LINE
    return all(len(line) <= longest and line[-1] not in ",;:，、；：" for line in bare) and all(
        line[:1].isupper() or not line[:1].isascii() or not line[:1].isalpha() for line in bare
    )


def _is_sign(char: str) -> bool:
    """Whether a character is emoji, dingbat or invisible, and no part of a word."""
    if char in "\n\u200c\u200d":
        return char == "\u200d"
    category = unicodedata.category(char)
    return category in ("So", "Sk", "Cf", "Cs", "Co", "Cn") or "\ufe00" <= char <= "\ufe0f"
