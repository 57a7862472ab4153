"""Takes a sentence apart: clauses with a subject of their own, entries of a list."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence, Set

from webtv.config.story import CastMember
from webtv.writers.cast import on_screen
from webtv.writers.language import CJK
from webtv.writers.offline import reader, timewords, verbs, wordlists
from webtv.writers.offline.dense import JA_NOUN, chinese, enumerated, japanese
from webtv.writers.offline.forbidding import forbidden
from webtv.writers.offline.fragments import gathered, goes_on, is_elliptic, points_at
from webtv.writers.offline.joints import glued, joined
from webtv.writers.offline.lists import is_aside, tasks
from webtv.writers.offline.text import chunks

_ITEM = 18
"""Words of an entry in a list without articles; longer ones are clauses that belong together."""

_MANY = 6
"""Single words between commas that are a list, and no adjectives of one thing."""

_SINCE = re.compile(
    r"(?:long|soon|shortly|just|ever|once)\b.* ?\b(?:after|before|since|upon)\b", re.I
)
_LISTED = 3
"""Parts of a list at least."""

_ARTICLE, _FEW = 3, 5
"""Letters of an article at most, and words of an entry among which there may be no verb."""

_OF = frozenset("of de di do da du del van".split())
"""Words behind which a name is not what a phrase is of: "rings of Saturn"."""

_GERMAN_SUBJECTS = frozenset("der die das ein eine er sie es".split())
_DEFINITE = frozenset("the el la los las le les der die das il lo i gli o os as de het".split())


def clauses(sentence: str, language: str, cast: Sequence[CastMember]) -> Iterator[str]:
    """The items of a sentence, in English with two clauses told apart at their "and".

    "A fox, two condors and a balloon travel" is one clause of three subjects, and stays whole.
    """
    if listed := tasks(chunks(sentence), language):
        return (yield from listed)
    items = _whom(list(_items(sentence, language, cast)), language, cast)
    named = items[0] in {member.name for member in cast} or (" " in items[0] and _is_name(items[0]))
    opens = len(items) > 1 and (named or points_at(items[0], language))
    whole = opens or goes_on(items, language)
    items = [sentence] if whole else gathered(sentence, items, language)
    if language[:2] != "en":
        yield from items
        return
    things = [item for item in items[:-1] if not wordlists.is_clause(item, language)]
    if len(items) > 1 and len(things) == len(items) - 1:
        joined = " and " in f" {items[-1]} " or "&" in items[-1]
        if (
            joined
            and wordlists.is_clause(items[-1], language)
            and not wordlists.GERUND.match(items[0])
        ):
            yield sentence
            return
    for item in items:
        first, *rest = re.split(r"\s+and\s+(?=(?:an?|the|two|three)\s)", item)
        if rest and all(wordlists.is_clause(part, language) for part in (first, *rest)):
            yield first
            yield from rest
        else:
            yield item


def _whom(items: list[str], language: str, cast: Sequence[CastMember]) -> list[str]:
    """Items that name whom the one before does: "Pip lies awake, so Tock tells him a story"."""
    if language[:2] != "en":
        return items
    shown = [[member.name for member in on_screen(cast, item)] for item in items]
    told = items[:1]
    for before, now, item in zip(shown, shown[1:], items[1:], strict=False):
        known = len(before) == 1 and now and not item.startswith(before[0])
        told.append(re.sub(r"\bhim\b", before[0], item, count=1) if known else item)
    return told


def things(items: Sequence[str], language: str) -> bool:
    """Whether entries are things in which nothing happens, as far as one can tell.

    English verbs are known. In other languages, one entry of a single word makes all short ones
    things, and so does an article with one noun and what belongs to it: "un pastel de leche".
    """
    if language[:2] == "en":
        return False
    if language[:2] in ("ja", "zh", "ko"):
        return language[:2] == "ja" and all(JA_NOUN.search(item) for item in items)
    articles = wordlists.of(wordlists.DETERMINERS, language)
    bare = [item.split() for item in items]
    if any(len(words) > _FEW for words in bare):
        return False
    return any(len(words) - (words[0].lower() in articles) == 1 for words in bare)


def _items(sentence: str, language: str, cast: Sequence[CastMember]) -> Iterator[str]:
    """The clauses and entries of a sentence that can stand alone."""
    parts = chunks(sentence)
    if language[:2] == "ja":
        yield from japanese(sentence)
        return
    if language[:2] == "zh" and len(parts) <= 1:
        yield from enumerated(sentence)
        return
    if len(parts) <= 1 or is_aside(sentence, language):
        yield sentence
        return
    if CJK.search(sentence) and not re.search(r"\s", sentence):
        yield from chinese(parts)
        return
    parts = joined(sentence, parts, language)
    if _is_of_one_verb(parts, language):
        yield sentence
        return
    names = {member.name for member in cast}
    parts = list(_apposed(sentence, parts, language, names))
    links = wordlists.of(wordlists.LINKS, language)
    listed = parts[0] not in names and _is_list(parts, language, links)
    held: list[str] = [parts[0]]
    for part in parts[1:]:
        leads = any(part.startswith(f"{member.name} ") for member in cast)
        needs = is_elliptic(part) or _needs_subject(part, held, language)
        if not needs and (
            (leads and not _is_name(held[-1]))
            or _stands_alone(part, held, language, links, listed=listed)
        ):
            yield _opened(_together(sentence, held), language, first=held[0] == parts[0])
            held = [part]
        else:
            held.append(part)
    yield _opened(_together(sentence, held), language, first=held[0] == parts[0])


def _is_of_one_verb(parts: Sequence[str], language: str) -> bool:
    """Whether only the first part of a list has a verb, which is that of all: "Lá fora passam
    azulejos, estendais e gaivotas".
    """
    code = language[:2]
    if code == "en" or len(parts) < _LISTED or not verbs.reads(language):
        return False
    told = [verbs.tells(part, language) for part in parts]
    bare = all(len(part.split()) <= _FEW for part in parts[1:])
    return told[0] and not any(told[1:]) and bare


def _together(sentence: str, held: Sequence[str]) -> str:
    """Parts that belong together, as they stand in their sentence."""
    return functools.reduce(lambda first, second: glued(sentence, first, second), held)


def _apposed(sentence: str, parts: list[str], language: str, cast: Set[str]) -> Iterator[str]:
    """The parts, names between commas with what they name: "Two robots, Bolt and Nut, work".

    Where no words are known, one name between two parts is of the first, with an article or not:
    "Její pes, Bobík, spí", "El seu gat, en Bigotis, dorm".
    """
    joins = wordlists.of(wordlists.CONJUNCTIONS, language)
    known = wordlists.of(wordlists.DETERMINERS, language)
    amid = not known and len(parts) == _LISTED and " " in parts[0] and parts[-1][:1].islower()
    held, after = parts[0], False
    for part in parts[1:]:
        words = part.split()
        if amid and len(words) > 1 and len(words[0]) <= _ARTICLE:
            words = words[1:]
        bare = [word for word in words if word.lower() not in joins]
        named = all(word[:1].isupper() or word.isdigit() for word in bare)
        joined = (1 < len(bare) < len(words) and language[:2] != "de") or (amid and bare == words)
        if named and (joined or part in cast or cast >= set(bare)) and not _is_name(held):
            held, after = glued(sentence, held, part), True
        elif after and words[0].islower() and not _begins(words[0], language):
            held, after = glued(sentence, held, part), False
        else:
            yield held
            held, after = part, False
    yield held


def _begins(word: str, language: str) -> bool:
    """Whether a clause of its own may begin with a word."""
    tables = (wordlists.DETERMINERS, wordlists.LINKS, wordlists.PRONOUNS)
    return any(word in wordlists.of(table, language) for table in tables)


def _needs_subject(part: str, held: list[str], language: str) -> bool:
    """Whether the subject of `part`, or its owner, stands in what is `held`."""
    words = part.split()
    if len(words) > 2 and words[0].lower() in wordlists.of(wordlists.CONJUNCTIONS, language):
        words = words[1:]
    if words[0].lower() in wordlists.of(wordlists.POSSESSIVES, language):
        return True
    english = language[:2] == "en" and len(words) > 1 and wordlists.is_clause(held[0], "en")
    return english and wordlists.is_verb(words[0])


def _is_list(parts: list[str], language: str, links: frozenset[str]) -> bool:
    """Whether all parts are short entries: "liquid chrome, laser grids, ink in water"."""
    if all(wordlists.GERUND.match(part) for part in parts):
        return True
    if len(parts) < 3:
        return False
    if len(parts) >= _MANY and all(len(part.split()) == 1 for part in parts):
        return True
    joins = wordlists.of(wordlists.CONJUNCTIONS, language)
    for index, part in enumerate(parts):
        first = part.split()[0].lower()
        last = index == len(parts) - 1
        bound = first in links and first not in wordlists.of(wordlists.DETERMINERS, language)
        bound = bound and not verbs.asks(part)
        if len(part.split()) > _ITEM or (bound and not (last and first in joins)):
            return False
    if sum(len(part.split()) > 1 for part in parts) < 2:
        # "Warm, quiet, tender evenings" is one thing; a list of single words has its "and".
        return bool(joins & {word.lower() for word in parts[-1].split()})
    return True


def _stands_alone(
    part: str, held: list[str], language: str, links: frozenset[str], *, listed: bool
) -> bool:
    """Whether `part` begins something new after what is `held`."""
    words = part.split()
    first = words[0].lower()
    determiners = wordlists.of(wordlists.DETERMINERS, language)
    seasons = {timewords.season_in(each) for each in (held[0], part)} - {None}
    if len(seasons) > 1:
        return True  # "In winter it blows, in summer guests come"
    if forbidden(part, language) is not None or reader.presented(part) != part:
        return True
    if verbs.asks(part):
        return True
    if first in wordlists.of(wordlists.PRONOUNS, language):
        return False
    opens = all(each.split()[0].lower() in links - determiners for each in held)
    if opens or (len(held) == 1 and _SINCE.match(held[0])):
        return False  # "In the morning, the baker opens"
    if first in wordlists.of(wordlists.CONJUNCTIONS, language) and len(words) > 2:
        second = words[1]
        if second.lower() in wordlists.of(wordlists.PRONOUNS, language):
            return False
        return listed or second.lower() in determiners or second[:1].isupper()
    if language[:2] == "ar" and part.startswith("و"):
        return True
    if _german_clause(words, language):
        return True
    if first in links:
        return False
    if _is_name(held[-1]) and (first in determiners or len(held) > 1):
        return False  # "Paco, a tall white llama": what follows a name belongs to it
    named = language[:2] != "de" and _ends_with_name(held[-1])  # all German nouns are capitals
    if named and first in determiners and first not in _DEFINITE:
        return False  # "The villain is the Collector, a tall man"
    if len(held) > 1 and _is_name(held[0]):
        return False  # "Paco, a tall white llama, drives"
    if listed:
        return True
    return first in determiners or first.rstrip("'") + "'" in determiners or first.isdigit()


def _german_clause(words: list[str], language: str) -> bool:
    """Whether German words have their verb in second place, as no relative clause has."""
    if language[:2] != "de" or len(words) < 4:
        return False
    noun, verb, first = words[1], words[2], words[0].lower()
    inverted = first in ("im", "am", "in", "an", "auf", "bei") and words[3] in _GERMAN_SUBJECTS
    if not (inverted or first in ("der", "die", "das")):
        return False
    return noun[:1].isupper() and verb.islower() and verb.endswith(("t", "n"))


def _is_name(text: str) -> bool:
    words = text.split()
    return 0 < len(words) <= 3 and all(w[:1].isupper() or w.isdigit() for w in words)


def _ends_with_name(text: str) -> bool:
    words = text.split()
    named = len(words) > 1 and words[-2].lower() not in _OF and words[-1][:1].isupper()
    return named and not words[-2][:1].isdigit()


def _opened(text: str, language: str, *, first: bool) -> str:
    """A clause without the conjunction that it began with, if it is not the `first`."""
    if first:
        return text
    if language[:2] == "ar" and text.startswith("و"):
        return text[1:]  # written together with the word after it
    if language[:2] == "ar" and text.startswith("ثم "):
        return text[3:]
    word, _, rest = text.partition(" ")
    joins = wordlists.of(wordlists.CONJUNCTIONS, language)
    return rest if rest and word.lower() in joins else text
