"""Whom a theme names without a cast: "Jette mends nets", "дед Матвей", 「健太さん」, "el panadero".

`phrases/persons.txt` has titles, trades and first names of each language. A name is taken as it
stands in the theme, so in languages that inflect names only where it is a subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from webtv.config.channel import Channel
from webtv.config.story import CastMember
from webtv.writers.language import INDIC
from webtv.writers.offline.jointwords import ties
from webtv.writers.offline.people import has_people, person_in
from webtv.writers.offline.roles import BEINGS, has_hands
from webtv.writers.offline.stops import SENTENCE
from webtv.writers.offline.terms import Terms
from webtv.writers.offline.wordsets import folded, is_dense
from webtv.writers.offline.worlds import worlds_in

_PERSONS = Terms("persons.txt")

_UNCASED = ("ar", "fa", "he", "hi")
"""Languages whose scripts have no capitals."""

_INFLECTED = ("cs", "el", "fi", "hu", "pl", "ru", "uk")
"""Languages in which a name behind "wife" or "friend" is that of somebody else: "жена Петра"."""

_TOKEN = re.compile(rf"(?:[^\W\d_]|[{INDIC}])+(?:[\"\u200c-](?:[^\W\d_]|[{INDIC}])+)*")
_CLAUSE = re.compile(r"(?:^|[,;:—–،؛]|\b(?:and|und|y|et|e|en|och|og|i|и|і|a|ve|ja|és|și|και))\s*$")
_SAINT = re.compile(r"\b(?:San|Santa|Santo|Saint|Sainte|Sankt|St\.?|São|Sant|Sint|Святой)\s+$")
_APPOSED = 3
"""Words behind a name and a comma within which stands what somebody is."""

_DEED = 2
"""Words behind a name within which stands what somebody does with their hands."""

_AND = frozenset("and und y et e en och og i и і a ve ja és și και".split())
"""Words between two who are named together: "the twins Hedra and Elowen"."""

_NAMES = 2
"""Words of a name behind a title at most."""

_ORDERS = frozenset({"Sister", "Brother", "Father", "Schwester", "Bruder", "Frère", "Père", "Suor"})
"""Titles that with a small letter are those of a family: "her brother Luca"."""

_SURNAMES = "王李张刘陈杨赵吴周徐孙朱郭何罗宋郑谢韩唐冯曹彭萧蔡潘董袁蒋杜苏魏吕丁沈姚卢姜崔谭陆汪范"
_KIN = "母父兄姉弟妹客奥娘皆嬢屋者員供達婆爺様"
"""Signs behind which "-san" is no name: お母さん, 魚屋さん."""

_CHINESE = rf"[{_SURNAMES}](?:{{behind}})|[老小][{_SURNAMES}](?![同])|阿[明强芳珍香华珠福旺宝]"
_JAPANESE = (
    rf"(?:[一-鿿々]{{{{0,3}}}}[^\W\d_{_KIN}ぁ-ゟァ-ヿ]|[ァ-ヿー]{{{{2,6}}}}"
    r"|(?<![ぁ-ゟ])(?![おの])[ぁ-ゟ]{{2,4}}(?=さん|ちゃん|くん))"
    r"(?:{behind})"
)
_KOREAN = (
    r"(?P<role>[가-힣]{{1,4}} ?(?:{behind})|{animals})"
    r"(?: (?P<name>[가-힣]{{2,3}}?)(?=[가이은는]\b))?"
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a theme names."""

    name: str
    """A name with which a sentence may begin."""

    seen: str
    """How prompts say who that is."""


def persons_in(channel: Channel, looked: Sequence[CastMember] = ()) -> tuple[Person, ...]:
    """The persons whom a theme names beside the cast, and who can do what people do.

    Those of whom it says how they look come first, then the others in its order.
    """
    cast = {word for member in channel.cast for word in member.name.split()}
    found = {each.name: Person(each.name, each.name) for each in looked}
    for said in re.split(rf"{SENTENCE.pattern}|।", channel.theme):
        for person in _Reader(" ".join(said.split()), channel):
            words = person.name.split()
            told = {word for name in found for word in name.split()}
            if cast.isdisjoint(words) and words[-1] not in told and words[0] not in found:
                found[person.name] = person
    return tuple(found.values())


def trade_in(text: str, language: str) -> str:
    """The person whom a sentence begins with by what they do, as prompts say it; else ""."""
    known = person_in(text, language)
    if known:
        return known
    code = language[:2]
    for clause in re.split(r"[,;，、；،。.]", text):
        at = _PERSONS.found(clause, "trades", language)
        if at is None or len(folded(clause)) != len(clause):
            continue
        before = clause[: at.start()].split()
        if is_dense(clause) or code == "ko":
            if at.start() == 0:
                return at[0]
        elif len(before) <= 1 and (code == "ar" or all(len(word) <= 4 for word in before)):
            article = [word.casefold() for word in before if code != "ar"]
            return " ".join([*article, clause[at.start() : at.end()]])
    return ""


class _Reader:
    """Finds the persons whom one sentence names."""

    def __init__(self, text: str, channel: Channel) -> None:
        self._text = text
        self._channel = channel
        self._language = channel.language
        self._code = channel.language[:2]
        self._tokens = [*_TOKEN.finditer(text)]

    def __iter__(self) -> Iterator[Person]:
        if self._code in ("zh", "ja", "ko"):
            yield from self._of_signs()
            return
        told: set[int] = set()
        for at in range(len(self._tokens)):
            paired = at - 2 in told and self._word(at - 1).casefold() in _AND
            person = self._at(at)
            if person is None and paired and self._may_be_name(self._word(at), at):
                person = Person(self._word(at), self._word(at))
            if person:
                name = self._word(at).split()[-1]
                told.add(at if person.name.endswith(name) else at + 1)
                yield person

    def _of_signs(self) -> Iterator[Person]:
        behind = _PERSONS.pattern("behind", self._language).pattern
        animals = BEINGS.pattern("animals", self._language).pattern
        pattern = {"zh": _CHINESE, "ja": _JAPANESE, "ko": _KOREAN}[self._code]
        for found in re.finditer(pattern.format(behind=behind, animals=animals), self._text):
            if self._code != "ko":
                yield Person(found[0], found[0])
            elif found["name"] and (who := self._who(found["name"], found["role"])):
                yield who
            elif not found["name"] and not BEINGS.is_one(found["role"], "animals", "ko"):
                yield Person(found["role"], found["role"])

    def _at(self, at: int) -> Person | None:
        """The person whose name, or whose title, is a word of the sentence."""
        word, behind = self._word(at), self._beside(at)
        titled = self._is(word, "titles") or word in _ORDERS
        if titled and self._may_be_name(behind, at + 1):
            names = [behind]
            if self._code not in _UNCASED and self._is_capital(self._beside(at + 1)):
                names.append(self._beside(at + 1))
            name = " ".join([word[:1].upper() + word[1:], *names[:_NAMES]])
            return Person(name, name)
        if self._is(behind, "behind") and self._may_be_name(word, at):
            return Person(f"{word} {behind}", f"{word} {behind}")
        if self._may_be_name(behind, at + 1) and self._is_somebody(word, behind):
            both = self._beside(at + 1).casefold() in _AND and self._is_capital(
                self._beside(at + 2)
            )
            return Person(behind, behind) if both else self._who(behind, word)
        if self._is_named(at) or self._does(at):
            return Person(word, self._apposed(at))
        return None

    def _who(self, name: str, role: str) -> Person | None:
        """Somebody who is told by what they are, if that has hands."""
        member = CastMember(name=name, look=f"{role} {role}")
        if not has_hands(member, self._channel):
            return None
        said = role if self._code == "de" else f"{role[:1].lower()}{role[1:]}"
        return Person(name, f"{said} {name}")

    def _is_somebody(self, role: str, name: str) -> bool:
        """Whether a word before a name says what somebody is: "his apprentice Lenka"."""
        if self._is(role, "titles"):
            return False
        listed = self._is(name, "names")
        if self._is(role, "trades") or BEINGS.is_one(role, "animals", self._language):
            return True
        return has_people(role) and (listed or self._code not in (*_INFLECTED, *_UNCASED))

    def _is_named(self, at: int) -> bool:
        """Whether a word is a first name that stands for a person here."""
        word, before = self._word(at), self._text[: self._tokens[at].start()]
        listed = self._is(word, "names")
        foreign = bool(before.strip()) and self._code != "de" and _PERSONS.is_one(word, "names")
        if not (listed or foreign) or self._is(word, "none") or _SAINT.search(before):
            return False
        if self._code in _UNCASED:
            led = self._word(at - 1) if at else ""
            return not before.strip() or (self._code == "ar" and led[:1] in ("ي", "ت"))
        if not self._is_capital(word) or self._is(self._beside(at), "none"):
            return False
        if self._code == "vi":
            return bool(before.strip())
        tied = at and self._word(at - 1).casefold() in ties(self._language)
        opens = not before.strip() and self._is_capital(self._beside(at))
        return not tied and not opens and not self._text[self._tokens[at].end() :].startswith("'")

    def _does(self, at: int) -> bool:
        """Whether a clause begins with an unknown name, and a deed follows: "Jette mends nets"."""
        word, token = self._word(at), self._tokens[at]
        if self._code in _UNCASED or not _CLAUSE.search(self._text[: token.start()]):
            return False
        if not self._may_be_name(word, at) or self._is_being(word):
            return False
        near = 1 if self._code in _INFLECTED else _DEED
        deed = self._text[token.end() :].split(",")[0].split()[:near]
        return any(BEINGS.is_one(each, "deeds", self._language) for each in deed)

    def _apposed(self, at: int) -> str:
        """A name with what stands behind a comma: "Jette, eine Fischerin, flickt"."""
        name = self._word(at)
        if not self._text[self._tokens[at].end() :].startswith(","):
            return name
        for token in self._tokens[at + 1 : at + 1 + _APPOSED]:
            if has_people(token[0]) or self._is(token[0], "trades"):
                return f"{token[0]} {name}"
        return name

    def _may_be_name(self, word: str, at: int) -> bool:
        """Whether a word can be a name: one that is known as such, or with a capital, as no word of
        any world has it.
        """
        uncased = self._code in _UNCASED
        if not word or not (uncased or self._is_capital(word)):
            return False
        if any(self._is(word, kind) for kind in ("none", "small", "titles")):
            return False
        if self._is(word, "names"):
            return True
        if uncased:
            verb = self._code == "ar" and word[:1] not in ("ي", "ت", "ن")
            return verb and len(word) > 2 and not word.startswith("ال")
        if len(word) < 3 or self._is_being(word):
            return False
        return not any(each.names for each in worlds_in(self._code).matched(word))

    def _is_being(self, word: str) -> bool:
        """Whether a word says what somebody or something is."""
        forms = {word, word.removesuffix("s")}
        kinds = ("animals", "things", "spirits", "villains")
        beings = any(BEINGS.is_one(f, kind, self._language) for f in forms for kind in kinds)
        return beings or any(self._is(form, "trades") or has_people(form) for form in forms)

    def _is_capital(self, word: str) -> bool:
        return word[:1].isupper() and not word[1:2].isupper()

    def _is(self, word: str, kind: str) -> bool:
        return bool(word) and _PERSONS.is_one(word, kind, self._language)

    def _word(self, at: int) -> str:
        return self._tokens[at][0]

    def _beside(self, at: int) -> str:
        """The word right behind one, with a blank between them; "" where there is none."""
        if at + 1 >= len(self._tokens):
            return ""
        between = self._text[self._tokens[at].end() : self._tokens[at + 1].start()]
        return self._tokens[at + 1][0] if between in (" ", ". ") else ""
