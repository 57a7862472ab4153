"""The climb in WordNet: from a noun without a picture up to the nearest kind that has one.

Format of the files: https://wordnet.princeton.edu/documentation/wndb5wn
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

_SEEN = {5, 6, 13, 17, 18, 19, 20}
"""Lexicographer files of what can be seen: animal, artifact, food, object, person, phenomenon,
plant (lexnames(5wn))."""

_PERSON = 18
_STEPS = 4
_TOO_WIDE = frozenset(
    "entity object whole artifact instrumentality container device structure covering commodity "
    "article organism animal plant substance food matter equipment implement conveyance "
    "body part area unit creation product material natural_object location way surface "
    "opening sheet strip line point form mechanism system facility fabric solid decoration "
    "toy plaything machine building vessel tool worker furnishing appliance cloth garment "
    "barrier figure design shelter herb wood headgear parcel bundle condiment seasoning".split()
)


class WordNet:
    """The nouns in the folder `dict` of the package, parsed once."""

    def __init__(self, folder: Path) -> None:
        self._synsets = dict(_synsets(folder / "data.noun"))
        self._index = dict(_index(folder / "index.noun"))
        self._others = _lemmas(folder / "index.adj") | _lemmas(folder / "index.adv")

    def seen(self) -> dict[str, int]:
        """The nouns whose commonest sense can be seen, and the file that sense is in."""
        return {
            lemma.replace("_", " "): self._synsets[senses[0]][0]
            for lemma, senses in self._index.items()
            if senses[0] in self._synsets
        }

    def nearest(self, pictures: Mapping[str, str]) -> dict[str, str]:
        """For every noun that can be seen: the picture of its nearest kind.

        `pictures` are words that have one, by their commonest sense: a figure is a person, and a
        flag, which is a figure in another sense of it, is none. Nouns among them are left out, so
        are those whose nearest kind is too wide to be recognised, and nouns of several meanings
        that can be seen and look different: a ruler is a king and a measure.
        """
        shown = {
            self._index[lemma][0]: icon
            for word, icon in pictures.items()
            if (lemma := word.replace(" ", "_")) in self._index
        }
        known: dict[int, str | None] = {}
        found: dict[str, str] = {}
        for lemma, senses in self._index.items():
            if lemma in self._others or len(lemma) < 3 or senses[0] not in self._synsets:
                continue
            icons = set()
            for sense in senses[:_MEANINGS]:
                if sense in self._synsets:
                    if sense not in known:
                        known[sense] = self._climb(sense, shown)
                    icons.add(known[sense])
            if len(icons) == 1 and (icon := icons.pop()):
                found[lemma.replace("_", " ")] = icon
        return found

    def _climb(self, start: int, shown: Mapping[int, str]) -> str | None:
        """The picture of the nearest kind above."""
        level = [start]
        for _step in range(_STEPS + 1):
            for offset in level:
                if not _TOO_WIDE.isdisjoint(self._synsets[offset][1]):
                    return None
                if offset in shown:
                    return shown[offset]
            level = [
                above
                for offset in level
                for above in self._synsets[offset][2]
                if above in self._synsets
            ]
        file, _, above = self._synsets[start]
        return "person" if file == _PERSON and above else None  # persons in history have none


_MEANINGS = 3
"""How many of a noun's meanings count, the most frequent first."""


def _synsets(path: Path) -> Iterator[tuple[int, tuple[int, list[str], list[int]]]]:
    """Of what can be seen: offset, and lexicographer file, lemmas and the kinds above (`@`, not
    instances `@i`).
    """
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("  ") or int(line[9:11]) not in _SEEN:
                continue
            fields = line.partition("|")[0].split()
            count = int(fields[3], 16)
            at = 4 + 2 * count
            pointers = zip(fields[at + 1 :: 4], fields[at + 2 :: 4], strict=False)
            parents = [int(target) for symbol, target in pointers if symbol == "@"]
            yield int(fields[0]), (int(fields[1]), fields[4:at:2], parents)


def _index(path: Path) -> Iterator[tuple[str, list[int]]]:
    """Lemmas of at most three words and their senses, the most frequent first."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            lemma, _, rest = line.partition(" ")
            if lemma and lemma.count("_") < 3:
                fields = rest.split()
                yield lemma, [int(sense) for sense in fields[-int(fields[1]) :]]


def _lemmas(path: Path) -> frozenset[str]:
    with path.open(encoding="utf-8") as lines:
        return frozenset(line.split(" ", 1)[0] for line in lines if not line.startswith("  "))
