"""The climb in WordNet: from a noun without a picture up to the nearest kind that has one.

Format of the files: https://wordnet.princeton.edu/documentation/wndb5wn
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from webtv.studio.theatre.language import stems

_SEEN = {5, 6, 13, 17, 18, 19, 20}
"""Lexicographer files of what can be seen: animal, artifact, food, object, person, phenomenon,
plant (lexnames(5wn))."""

_PERSON = 18
_STEPS = 5
_TOO_WIDE = frozenset(
    "entity object whole artifact instrumentality container device structure covering commodity "
    "article organism animal plant substance food matter equipment implement conveyance "
    "body part area unit creation product material natural_object location way surface "
    "opening sheet strip line point form mechanism system facility fabric solid decoration".split()
)


class WordNet:
    """The nouns in the folder `dict` of the package, parsed once."""

    def __init__(self, folder: Path) -> None:
        self._synsets = dict(_synsets(folder / "data.noun"))
        self._index = list(_index(folder / "index.noun"))
        self._others = _lemmas(folder / "index.adj") | _lemmas(folder / "index.adv")

    def seen(self) -> dict[str, int]:
        """The nouns whose commonest sense can be seen, and the file that sense is in."""
        files = {lemma: self._file(senses[0]) for lemma, senses in self._index}
        return {lemma.replace("_", " "): file for lemma, file in files.items() if file in _SEEN}

    def nearest(self, pictures: Mapping[str, str]) -> dict[str, str]:
        """For every noun that can be seen: the picture of its nearest kind.

        `pictures` are stems that have one. Nouns among them are left out, so are those whose
        nearest kind is too wide to be recognised.
        """
        found: dict[str, str] = {}
        known: dict[int, str | None] = {}
        kinds: dict[int, str | None] = {}
        for lemma, senses in self._index:
            if lemma in self._others or len(lemma) < 3 or lemma.count("_") > 2:
                continue
            first = next((s for s in senses if self._above(s) or s == senses[-1]), senses[0])
            if self._file(first) not in _SEEN:
                continue
            if first not in known:
                known[first] = self._climb(first, pictures, kinds)
            icon = known[first]
            if icon is not None:
                stem = stems(lemma.replace("_", " "), "en")
                if stem not in pictures:
                    found.setdefault(stem, icon)
        return found

    def _file(self, offset: int) -> int:
        return self._synsets[offset][0]

    def _above(self, offset: int) -> list[int]:
        return self._synsets[offset][2]

    def _climb(
        self, start: int, pictures: Mapping[str, str], kinds: dict[int, str | None]
    ) -> str | None:
        """The picture of the nearest kind above; `kinds` remembers what each kind shows."""
        level = [start]
        for _step in range(_STEPS):
            for offset in level:
                if offset not in kinds:
                    kinds[offset] = _shown(self._synsets[offset][1], pictures)
                icon = kinds[offset]
                if icon is not None:
                    return icon or None
            level = [offset for below in level for offset in self._above(below)]
        return "person" if self._file(start) == _PERSON else None


def _shown(lemmas: Sequence[str], pictures: Mapping[str, str]) -> str | None:
    """What a kind shows by any of its names; "" for one that is too wide."""
    for lemma in lemmas:
        if lemma in _TOO_WIDE:
            return ""
        icon = pictures.get(stems(lemma.replace("_", " ").casefold(), "en"))
        if icon is not None:
            return icon
    return None


def _synsets(path: Path) -> Iterator[tuple[int, tuple[int, list[str], list[int]]]]:
    """Offset, and lexicographer file, lemmas and the kinds above (`@`, not instances `@i`)."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("  "):
                continue
            fields = line.partition("|")[0].split()
            count = int(fields[3], 16)
            lemmas = [fields[4 + 2 * k] for k in range(count)]
            at = 4 + 2 * count
            pointers = [fields[at + 1 + 4 * k : at + 5 + 4 * k] for k in range(int(fields[at]))]
            parents = [int(target) for symbol, target, *_rest in pointers if symbol == "@"]
            yield int(fields[0]), (int(fields[1]), lemmas, parents)


def _index(path: Path) -> Iterator[tuple[str, list[int]]]:
    """Lemmas and their senses, the most frequent first."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("  "):
                fields = line.split()
                yield fields[0], [int(sense) for sense in fields[-int(fields[2]) :]]


def _lemmas(path: Path) -> frozenset[str]:
    with path.open(encoding="utf-8") as lines:
        return frozenset(line.split(" ", 1)[0] for line in lines if not line.startswith("  "))
