"""Words by which the worlds are known in languages in which nothing is told of them.

Their channels see the pictures of the worlds in silence, between what they tell themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

_FOLDER = files("webtv.writers.offline.phrases").joinpath("words")

_BEFORE = {"he": ("ה", "ב", "ל", "מ", "ו", "ש", "וה", "שה", "כ")}
"""What is written to a word, before it: articles, prepositions and conjunctions."""


@cache
def words_in(code: str) -> Mapping[str, tuple[str, ...]]:
    """The words of each world in a language; none where it has no file."""
    file = _FOLDER.joinpath(f"{code}.txt")
    rows = file.read_text("utf-8").splitlines() if file.is_file() else ()
    pairs = (row.partition(":")[::2] for row in rows if ":" in row)
    return {name.strip(): tuple(_forms(words.split(), code)) for name, words in pairs}


def _forms(words: list[str], code: str) -> Iterator[str]:
    """Words with what is written before them, and behind each the sign of one that names."""
    for word in (each.replace("_", " ") for each in words):
        yield from (f"{before}{word}!" for before in ("", *_BEFORE.get(code, ())))
