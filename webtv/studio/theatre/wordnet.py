"""The climb in WordNet: from a noun without a picture up to the nearest kind that has one.

Format of the files: https://wordnet.princeton.edu/documentation/wndb5wn
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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


def nearest(folder: Path, pictures: Mapping[str, str]) -> dict[str, str]:
    """For every noun that can be seen: the picture of its nearest kind.

    `pictures` are stems that have one. Nouns among them are left out, so are those whose nearest
    kind is too wide to be recognised.
    """
    synsets = {offset: rest for offset, *rest in _synsets(folder / "data.noun")}
    others = _lemmas(folder / "index.adj") | _lemmas(folder / "index.adv")
    found: dict[str, str] = {}
    known: dict[int, str | None] = {}
    for lemma, senses in _index(folder / "index.noun"):
        if lemma in others or len(lemma) < 3 or lemma.count("_") > 2:
            continue
        first = next((s for s in senses if synsets[s][2] or s == senses[-1]), senses[0])
        if synsets[first][0] not in _SEEN:
            continue
        stem = stems(lemma.replace("_", " "), "en")
        if stem in pictures or stem in found:
            continue
        if first not in known:
            known[first] = _climb(first, synsets, pictures)
        icon = known[first]
        if icon is not None:
            found[stem] = icon
    return found


def seen(folder: Path) -> dict[str, int]:
    """The English nouns whose commonest sense can be seen, and the file that sense is in."""
    files = {offset: file for offset, file, _lemmas, _parents in _synsets(folder / "data.noun")}
    index = _index(folder / "index.noun")
    return {
        lemma.replace("_", " "): files[senses[0]]
        for lemma, senses in index
        if files[senses[0]] in _SEEN
    }


def _climb(
    start: int, synsets: Mapping[int, list[object]], pictures: Mapping[str, str]
) -> str | None:
    level = [start]
    for _step in range(_STEPS):
        above: list[int] = []
        for offset in level:
            _file, lemmas, parents = synsets[offset]
            assert isinstance(lemmas, list)
            assert isinstance(parents, list)
            for lemma in lemmas:
                if lemma in _TOO_WIDE:
                    return None
                icon = pictures.get(stems(lemma.replace("_", " ").casefold(), "en"))
                if icon is not None:
                    return icon
            above += parents
        level = above
    return "person" if synsets[start][0] == _PERSON else None


def _synsets(path: Path) -> Iterator[tuple[int, int, list[str], list[int]]]:
    """Offset, lexicographer file, lemmas and the kinds above (`@`, not instances `@i`)."""
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
            yield int(fields[0]), int(fields[1]), lemmas, parents


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
