"""Worlds: what there is to see and to say about the things that themes are made of.

`phrases/worlds/en` holds pictures, in English as models read them, each with its line. A folder of
another language holds lines and words to know a world by; its README says how.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from webtv.writers.offline.atlas import World, read_worlds, told_in
from webtv.writers.offline.wordsets import has

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_ARABIC = re.compile(r"^[وفبكل]?(?:ال)?")
_ANY_PERSON = (
    "grandmother grandmothers grandfather grandma grandpa granny nonna nonno child children kid "
    "kids girl girls boy boys baby friend friends mother father abuela abuelas abuelo niño niños "
    "niña niñas amigo amigos grand-mère grand-père enfant enfants fille garçon ami amis oma opa "
    "großmutter großvater kind kinder mädchen junge freund freunde nonni bambino bambina bambini "
    "amico amici avó avô criança crianças menino menina amigos babcia babci dziadek dzieci "
    "dziecko бабушка дедушка дети ребёнок büyükanne dede nine çocuk çocuklar 老人 奶奶 爷爷 孩子 "
    "孩子们 おばあさん おじいさん 子ども 子供 子どもたち جدة جد طفل أطفال الأطفال "
    "student students teacher teachers captain neighbour neighbours neighbor neighbors tourist "
    "tourists customer customers guest guests passenger passengers nephew niece estudiante "
    "estudiantes maestro maestra profesor profesora capitán vecino vecinos vecina vecinas cliente "
    "clientes pasajero pasajeros sobrina sobrino étudiant étudiante étudiants professeur capitaine "
    "voisin voisine voisins client clients nièce neveu student studenten studentin lehrer lehrerin "
    "kapitän nachbar nachbarn nachbarin kunde kunden gast gäste nichte neffe studente studenti "
    "professore capitano vicino vicini vicina clienti nipote estudante estudantes professor "
    "professora capitão vizinho vizinhos vizinha sobrinha sobrinho studenci nauczyciel kapitan "
    "sąsiad sąsiedzi sąsiadka klient klienci студент студенты учитель капитан сосед соседи клиент "
    "öğrenci öğretmen kaptan komşu müşteri yeğen 学生 先生 船長 お客 老师 船长 邻居 客人 顾客 طالب "
    "معلم قبطان جار جيران زبون"
)
_PERSONS = frozenset(_ANY_PERSON.split())
"""Persons who can be anywhere."""

_ANYBODY = 0.05
"""What such a person weighs against other words."""

_FIRST = 0.5
"""How much more the first word of a sentence weighs than its last."""


class Worlds:
    """The worlds of one language, by name."""

    def __init__(self, worlds: Mapping[str, World]) -> None:
        self.by_name = worlds
        self._whole: dict[str, set[str]] = {}
        self._begins: dict[str, set[str]] = {}
        self._anywhere: dict[str, set[str]] = {}
        for world in worlds.values():
            for word in world.words:
                table = self._begins if word.endswith("*") else self._whole
                table = self._anywhere if _DENSE.search(word) else table
                table.setdefault(word.rstrip("*"), set()).add(world.name)
        self._known = lru_cache(maxsize=2048)(self._matched)  # beats are asked about again

    def found(self, text: str, *, share: float = 0.5, main: str = "") -> tuple[str, ...]:
        """The worlds of a text, the surest first: those with `share` of the best score at least.

        What `main` has of the text counts three times.
        """
        scores = self._scores(text)
        for name, score in self._scores(main).items():
            scores[name] = scores.get(name, 0.0) + 2 * score
        best = max(scores.values(), default=0.0)
        sure = [name for name, score in scores.items() if score >= share * best]
        return tuple(sorted(sure, key=lambda name: -scores[name]))

    def _scores(self, text: str) -> dict[str, float]:
        """How sure each world of a text is.

        A word of few worlds says more than one of many, a subject more than what stands behind.
        """
        scores: dict[str, float] = {}
        known = [(word, names) for word, names in self._known(text) if names]
        for place, (word, names) in enumerate(known):
            early = 1 + _FIRST * (1 - place / len(known))
            early *= _ANYBODY if word in _PERSONS else 1
            for name in names:
                scores[name] = scores.get(name, 0.0) + early / len(names)
        return scores

    def hits(self, text: str) -> dict[str, int]:
        """How many words of a text speak of each of its worlds."""
        found: dict[str, int] = {}
        for word, names in self._known(text):
            for name in names if word not in _PERSONS else ():
                found[name] = found.get(name, 0) + 1
        return found

    def leading(self, text: str, subject: str) -> frozenset[str]:
        """The worlds that a text has two words of, or that its subject is of.

        Where that is a person who can be anywhere, the first word of any world counts instead.
        """
        words, about = self.hits(text), set(self.hits(subject))
        if not about and has(subject, _ANY_PERSON):
            known = (names for word, names in self._known(text) if word not in _PERSONS)
            about = set(next(filter(None, known), ()))
        return frozenset(name for name, number in words.items() if number > 1 or name in about)

    def near(self, names: Sequence[str]) -> tuple[str, ...]:
        """The neighbours of some worlds, without these."""
        around = (near for name in names for near in self.by_name[name].near)
        return tuple(dict.fromkeys(n for n in around if n in self.by_name and n not in names))

    def _matched(self, text: str) -> tuple[tuple[str, list[str]], ...]:
        """The words of a text, each with its worlds, in one order in every process."""
        return tuple((word, sorted(names)) for word, names in self._words(text))

    def _words(self, text: str) -> Iterator[tuple[str, set[str]]]:
        plain = text.casefold()
        for piece in sorted(filter(plain.__contains__, self._anywhere), key=plain.find):
            yield piece, self._anywhere[piece]
        for word in dict.fromkeys(_WORD.findall(plain)):
            found: set[str] = set()
            for form in _forms(word):
                found |= self._whole.get(form, set())
                for end in range(2, len(form) + 1):
                    found |= self._begins.get(form[:end], set())
            yield word, found


def _forms(word: str) -> set[str]:
    """A word, an English plural in the singular too, Arabic without what is written before it."""
    forms = {word, re.sub(r"['’]s?$", "", word)}
    if word.isascii() and len(word) > 3:
        forms |= {re.sub(r"s$", "", word), re.sub(r"es$", "", word), re.sub(r"ies$", "y", word)}
    elif "\u0600" <= word[0] <= "\u06ff":
        forms |= {_ARABIC.sub("", word), word[1:], word.removeprefix("ال")}
    return {form for form in forms if len(form) > 1}


@lru_cache(maxsize=16)
def worlds_in(language: str) -> Worlds:
    """The worlds of a language such as "pt-BR". One that has none has silent pictures, and finds
    no world in a text.
    """
    code = language[:2]
    pictures = _read("en")
    if code == "en":
        return Worlds(pictures)
    told = _read(code)
    names = told or pictures
    return Worlds({n: told_in(world, told.get(n)) for n, world in pictures.items() if n in names})


@cache
def worlds_tagged(tag: str) -> frozenset[str]:
    """The names of the worlds that have a tag."""
    return frozenset(name for name, world in _read("en").items() if tag in world.tags)


@cache
def _read(code: str) -> Mapping[str, World]:
    folder = files("webtv.writers.offline.phrases").joinpath("worlds", code)
    if not folder.is_dir():
        return {}
    groups = sorted(folder.iterdir(), key=lambda each: each.name)
    rows = (group.read_text("utf-8") for group in groups if group.name.endswith(".txt"))
    return read_worlds("\n\n".join(rows), pictures=code == "en")
