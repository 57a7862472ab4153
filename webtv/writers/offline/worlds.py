"""Worlds: what there is to see and to say about the things that themes are made of.

`phrases/worlds/en` holds pictures, in English as models read them, each with its line. A folder of
another language holds lines and words to know a world by; its README says how.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import NamedTuple

from webtv.writers.language import INDIC
from webtv.writers.offline.atlas import Moment, Tale, World, read_worlds, told_in
from webtv.writers.offline.phrases.regions import regional
from webtv.writers.offline.wordsets import folded, has
from webtv.writers.offline.wordsonly import words_in

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_APOSTROPHE = re.compile(r"['’]")
_ARABIC = re.compile(r"[\u0620-\u064a]")
_BEFORE = "ال وال بال كال فال وبال لل ولل فلل و ف ب ك ل وب ول ي ت ن".split()
_BEHIND = "ها ان ات ون ين ه".split()
"""What is written to an Arabic word, before it and (Larkey's light10 stemmer) behind it."""

_ROOT = 3
"""Letters of an Arabic word that are left at least."""

_WITHIN = re.compile(rf"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f{INDIC}]")
"""A sign of a script without blanks, or with endings written to words."""

_ELIDED, _ROOTED = 2, 4
"""Letters before an apostrophe at most that leave a vowel out, and of a word behind it at least,
which is no ending: "l'eau", "İstanbul'un".
"""

_FAINT_SIGN, _CHIEF_SIGN = "~!"
_OPENS = 2
"""Letters by which phrases are looked up."""

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
    "معلم قبطان جار جيران زبون "
    "family families familia familias famille familles familie familien famiglia famiglie família "
    "famílias rodzina rodziny семья семьи aile aileler 家族 一家 家人 عائلة العائلة "
    "おばあちゃん おじいちゃん 祖母 祖父 常連 弟子 店主 老婆婆 老爷爷 حفيد شيخ"
)
_PERSONS = frozenset(folded(_ANY_PERSON).split())
"""Persons who can be anywhere."""

_FAINT = 0.05
"""What such a person weighs against other words, and a word that says little: "cozy"."""

_FIRST = 0.5
"""How much more the first word of a sentence weighs than its last."""

_CHIEF = 12
"""Words of a world that name it; those behind them are of what there is in it, unless signed."""


class Known(NamedTuple):
    """A word of a text, or a phrase, with the worlds that it speaks of."""

    word: str
    names: tuple[str, ...]
    faint: bool
    """Whether it says little."""


class _Phrase(NamedTuple):
    """Words that mean something together: "post office" is of no office."""

    words: tuple[str, ...]
    """Each whole, or the beginning of one with a star behind it."""

    names: set[str]

    def begins(self, words: Sequence[str]) -> bool:
        """Whether words begin with it."""
        return len(words) >= len(self.words) and all(map(_is_form, words, self.words))


class Worlds:
    """The worlds of one language, by name."""

    def __init__(self, worlds: Mapping[str, World]) -> None:
        self.by_name = worlds
        self._whole: dict[str, set[str]] = {}
        self._roots: dict[str, set[str]] = {}
        self._begins: dict[str, set[str]] = {}
        self._anywhere: dict[str, set[str]] = {}
        self._joined: dict[str, set[str]] = {}
        for world in worlds.values():
            for said in world.words:
                word = folded(said.rstrip(_FAINT_SIGN + _CHIEF_SIGN))
                table = self._begins if word.endswith("*") else self._whole
                table = self._joined if "-" in word else table
                table = self._anywhere if _WITHIN.search(word) else table
                name = world.name + (_FAINT_SIGN if said.endswith(_FAINT_SIGN) else "")
                table.setdefault(word.rstrip("*") if "-" not in word else word, set()).add(name)
                if table is self._whole:
                    self._roots.setdefault(_root(word), set()).add(name)
        self._phrases: dict[str, list[_Phrase]] = {}
        for key in sorted(self._joined, key=lambda key: -key.count("-")):
            phrase = _Phrase(tuple(key.split("-")), self._joined[key])
            opens = phrase.words[0].rstrip("*")[:_OPENS]
            self._phrases.setdefault(opens, []).append(phrase)
        self.matched = lru_cache(maxsize=2048)(self._matched)  # beats are asked about again

    @cached_property
    def _named(self) -> Worlds:
        return Worlds({n: replace(w, words=_chief(w.words)) for n, w in self.by_name.items()})

    def named(self, word: str) -> frozenset[str]:
        """The worlds that a word names: a baker does it, a crumb does not."""
        known = self._named.matched(word)
        return frozenset(name for each in known if not each.faint for name in each.names)

    def found(self, text: str) -> tuple[str, ...]:
        """The worlds of a text, the surest first: those with half the best score at least."""
        scores = self._scores(text)
        best = max(scores.values(), default=0.0)
        sure = [name for name, score in scores.items() if 2 * score >= best]
        return tuple(sorted(sure, key=lambda name: -scores[name]))

    def _scores(self, text: str) -> dict[str, float]:
        """How sure each world of a text is.

        A word of few worlds says more than one of many, a subject more than what stands behind.
        """
        scores: dict[str, float] = {}
        known = [each for each in self.matched(text) if each.names]
        for place, (_, names, faint) in enumerate(known):
            early = 1 + _FIRST * (1 - place / len(known))
            early *= _FAINT if faint else 1
            for name in names:
                scores[name] = scores.get(name, 0.0) + early / len(names)
        return scores

    def near(self, names: Sequence[str]) -> tuple[str, ...]:
        """The neighbours of some worlds, without these."""
        around = (near for name in names for near in self.by_name[name].near)
        return tuple(dict.fromkeys(n for n in around if n in self.by_name and n not in names))

    def _matched(self, text: str) -> tuple[Known, ...]:
        """The words of a text, each with its worlds, in one order in every process."""
        return tuple(
            Known(
                word,
                tuple(sorted(name.rstrip(_FAINT_SIGN) for name in sure or names)),
                not (sure and (" " in word or _PERSONS.isdisjoint(_APOSTROPHE.split(word)))),
            )
            for word, names in self._words(folded(text))
            for sure in [{name for name in names if not name.endswith(_FAINT_SIGN)}]
        )

    def _words(self, plain: str) -> Iterator[tuple[str, set[str]]]:
        for piece in _longest(plain, self._anywhere):
            yield piece, self._anywhere[piece]
        words, told = _WORD.findall(plain), set[str]()
        while words:
            opens = {form[:_OPENS] for form in _forms(words[0])}
            found = (p for key in opens for p in self._phrases.get(key, ()) if p.begins(words))
            phrase = max(found, key=lambda each: len(each.words), default=None)
            taken = len(phrase.words) if phrase else 1
            said, words = words[:taken], words[taken:]
            names = {" ".join(said): phrase.names} if phrase else {}
            if phrase is None or all(name.endswith(_FAINT_SIGN) for name in phrase.names):
                names |= {word: self._of_word(word) for word in said}  # these say what they say
            yield from ((word, of) for word, of in names.items() if word not in told)
            told |= names.keys()

    def _of_word(self, word: str) -> set[str]:
        """The worlds of a single word, those of its root where no word is as it stands."""
        found: set[str] = set()
        for form in _forms(word):
            found |= self._whole.get(form, set())
            for end in range(2, len(form) + 1):
                found |= self._begins.get(form[:end], set())
        return found or set().union(*(self._roots.get(_root(form), ()) for form in _forms(word)))


def _chief(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that name their world: the first ones, and those with a sign behind them."""
    return words[:_CHIEF] + tuple(word for word in words[_CHIEF:] if word.endswith(_CHIEF_SIGN))


def _longest(plain: str, pieces: Iterable[str]) -> list[str]:
    """The pieces of a text without blanks in its order; none that is in longer ones alone."""
    spans: list[tuple[int, int]] = []
    found: list[tuple[int, str]] = []
    for piece in sorted(filter(plain.__contains__, pieces), key=lambda piece: (-len(piece), piece)):
        own = [(at.start(), at.end()) for at in re.finditer(re.escape(piece), plain)]
        free = [(a, b) for a, b in own if not any(c <= a and b <= d for c, d in spans)]
        spans += free
        found += [(a, piece) for a, _ in free[:1]]
    return [piece for _, piece in sorted(found)]


def _is_form(word: str, known: str) -> bool:
    """Whether a word is a form of a known one, or begins with one that has a star."""
    if known.endswith("*"):
        return any(form.startswith(known[:-1]) for form in _forms(word))
    return any(_root(form) == _root(known) for form in _forms(word))


@lru_cache(maxsize=8192)
def _forms(word: str) -> frozenset[str]:
    """A word and what it may be a form of: an English plural, Arabic with an article before it.

    Of "l'orchestre" and "İstanbul'da" it is either side of the mark.
    """
    before, *behind = _APOSTROPHE.split(word)
    elided = len(before) <= _ELIDED
    forms = {word, before, *(each for each in behind if elided or len(each) >= _ROOTED)}
    for each in tuple(forms):
        if each.isascii() and len(each) > 3:
            forms |= {re.sub(r"s$", "", each), re.sub(r"es$", "", each)}
            forms.add(re.sub(r"ies$", "y", each))
        elif _ARABIC.match(each):
            forms |= {each.removeprefix(before) for before in _BEFORE if len(each) > len(before)}
    return frozenset({form for form in forms if len(form) > 1} | {word})


def _root(word: str) -> str:
    """An Arabic word without what is written behind it; others as they are."""
    for behind in _BEHIND if _ARABIC.match(word) else ():
        if word.endswith(behind) and len(word) - len(behind) >= _ROOT:
            word = word.removesuffix(behind)
    return word


def is_anybody(text: str) -> bool:
    """Whether a text names a person who can be anywhere."""
    return has(text, _ANY_PERSON)


@lru_cache(maxsize=16)
def worlds_in(language: str) -> Worlds:
    """The worlds of a language such as "pt-BR". One that has none has silent pictures, and knows
    them by its words, if it has these.
    """
    code = language[:2]
    pictures = _read("en")
    if code == "en":
        return Worlds(pictures)
    told = _read(code)
    if put := regional(language):
        told = {name: as_said(world, put) for name, world in told.items()}
    names = told or pictures
    found = {n: told_in(world, told.get(n)) for n, world in pictures.items() if n in names}
    words = {} if told else words_in(code)
    return Worlds({n: replace(w, words=words.get(n, w.words)) for n, w in found.items()})


def as_said(world: World, put: Callable[[str], str]) -> World:
    """A world with its lines in another variety of their language, and known by its words, too."""

    def said(moment: Moment) -> Moment:
        line, title, teaser = map(put, (moment.line, moment.title, moment.teaser))
        return replace(moment, line=line, title=title, teaser=teaser)

    tales = tuple(Tale(tuple(map(said, tale.moments))) for tale in world.tales)
    words = tuple(dict.fromkeys((*world.words, *map(put, world.words))))
    return replace(world, words=words, moments=tuple(map(said, world.moments)), tales=tales)


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
