"""Who a sentence is about that says so by a pronoun, or by words that point back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from webtv.writers.language import CJK
from webtv.writers.offline import reader, wordlists
from webtv.writers.offline.people import has_creatures, has_people, subject_of
from webtv.writers.offline.wording import capital

_HE = re.compile(r"^(?:he|she)\b", re.IGNORECASE)
_OF_THEM = re.compile(
    r"^(?:one|two|some|both|none|all|each|most) of (?:them|these)\b", re.IGNORECASE
)
_THEY = re.compile(r"^(?:\w+ ){0,2}they\b", re.IGNORECASE)
_IMPERSONAL = re.compile(
    r"^(?:es (?:gibt|gab|war|ist|wird|regnet|schneit|riecht|duftet|klingelt|dämmert)|il (?:y a"
    r"|pleut|neige"
    r"|fait|était)|on|it (?:rains?|snows?|is (?:always|never|raining|snowing|dark|cold|warm"
    r"|late)))(?= |$)",
    re.IGNORECASE,
)
"""A pronoun that stands for nobody."""

_WORD = re.compile(r"[^\W\d_]+(?:'s)?")
_PRONOUN = re.compile(r"(he|she|they|it|his|her|their|its)\s+", re.IGNORECASE)
_HEADED = re.compile(
    r"((?:an?|the) (?:[\w-]+ ){0,3}?[\w-]+)"
    r"(?: (?:who|that|with|in|on|at|of|is|was|has|afraid|asleep|awake|called|named)\b.*)?$",
    re.IGNORECASE,
)
"""A phrase without a verb, by what it names: "a big dog afraid of a puddle"."""

_OWNERS = {"his": "he", "her": "she", "their": "they", "its": "it"}
_NUMBERS = frozenset("two three four five six seven eight nine ten both all many some".split())
_ARTICLES = frozenset("a an the one every each this that in on at when while as".split())
_PLURAL = re.compile(r"(?:[^suai]s|people|children|men|women|mice|geese|sheep)$")

_SEXES = {
    "he": "man boy brother father uncle son husband grandfather grandson grandpa granddad dad "
    "daddy nephew king prince duke lord sir mr gentleman widower monk priest waiter actor "
    "fisherman postman milkman cowboy landlord stepfather godfather bull rooster cock stallion",
    "she": "woman girl sister mother aunt daughter wife grandmother granddaughter grandma granny "
    "gran mum mummy mom niece queen princess duchess lady mrs ms miss madam widow nun nonna "
    "abuela waitress actress landlady stepmother godmother bride hen cow mare ewe",
}
_SEX_OF = {noun: sex for sex, nouns in _SEXES.items() for noun in nouns.split()}

_LONGEST = 130
"""Characters of a sentence that may stand before another."""


@dataclass(slots=True)
class Before:
    """What a pronoun may stand for, from the sentences of a paragraph before it."""

    name: str = ""
    """The member of the cast who was named last."""

    sentence: str = ""
    subject: str = ""
    """The last sentence without a pronoun, which says who "he" is."""

    owner: str = ""
    """The last sentence that named one of the cast."""

    group: str = ""
    """The last sentence that named none of them: who "they" are."""

    english: dict[str, str] = field(default_factory=dict)
    """Whom and what English pronouns stand for, as the last subjects of their number."""

    latest: str = ""
    """Whom an English sentence was about just before, if they are none of the cast."""

    sexes: dict[str, str] = field(default_factory=dict)
    """"he" or "she", by who was called so."""

    def named(self, said: str, shown: Sequence[str], language: str) -> str:
        """A sentence that shows some of the cast, with whom it is about; "" if none can tell."""
        if language[:2] == "en" and (told := self._in_english(said, shown)) is not None:
            return told
        if _HE.match(said) and not shown:
            return _HE.sub(self.name, said) if self.name else self._after(said, language)
        first = said.split()[0].lower()
        if first in wordlists.of(wordlists.POSSESSIVES, language):
            owned = re.match(r"(?:his|her) ", said, re.IGNORECASE)
            if self.name and owned and language[:2] == "en":
                return f"{self.name}'s {said[owned.end() :]}"
            if language[:2] == "pt" and said.split()[1:2] and said.split()[1][:1].isupper():
                return said  # "Seu Nonô" is a gentleman
            if shown and not shown[0] == self.name:
                return said  # "Sa nièce Maëlle" says whom it is about
            return after(self.owner, said, language) or self._after(said, language) or said
        if self.points_back(said, language):
            who = self.group if _THEY.match(said) else ""
            known = who or self.sentence
            return "" if reader.is_vague(said) else after(known, said, language)
        return said

    def _in_english(self, said: str, shown: Sequence[str]) -> str | None:
        """An English sentence with the words that its first pronoun stands for; None without one.

        "" where it stands for nobody who is known: "she" is no cake, and "they" no landlord.
        """
        found = _PRONOUN.match(said)
        if not found or _IMPERSONAL.match(said):
            return None
        first, rest = found[1].lower(), said[found.end() :]
        owned = first in _OWNERS
        word = _OWNERS.get(first, first)
        known = self.english.get(word, "")
        person = word in ("he", "she")
        latest = self.latest if self._sex(self.latest) in ("", word) else ""
        who = latest or self.name or known if person else known
        if who and person:
            self._called(who, word)
        if who:
            return capital(f"{who}'s {rest}" if owned else f"{who} {rest}", "en")
        if first == "their" or (owned and shown):
            return f"The {rest}"
        open_ = self.sentence if not self.english.get("") else ""
        return None if word == "it" or (open_ and (not person or has_people(open_))) else ""

    def hear(self, sentence: str) -> None:
        """Keep the last person of an English sentence who is only spoken of: "my grandmother's"."""
        words = [word.removesuffix("'s") for word in _WORD.findall(sentence)]
        persons = [word for word in words if has_people(word) and not _PLURAL.search(word.lower())]
        if persons and not _PRONOUN.match(sentence):
            who = f"the {persons[-1].lower()}"
            for word in self._words(who):
                self.english.setdefault(word, who)

    def _called(self, who: str, word: str) -> None:
        """Know from now on whether somebody is a he or a she."""
        self.sexes[who] = word
        other = "she" if word == "he" else "he"
        self.english[word] = who
        if self.english.get(other) == who:
            del self.english[other]

    def _sex(self, who: str) -> str:
        """Return "he" or "she" for whom it is known: by a pronoun before, else by the last noun."""
        nouns = (noun.removesuffix("'s") for noun in reversed(_WORD.findall(who.lower())))
        return self.sexes.get(who) or next(filter(None, map(_SEX_OF.get, nouns)), "")

    def _words(self, who: str) -> Sequence[str]:
        """The pronouns that may stand for somebody."""
        return (self._sex(who),) if self._sex(who) else ("he", "she")

    def points_back(self, said: str, language: str) -> bool:
        """Whether the subject of a sentence is in one before it: "One of them sings"."""
        first = said.split()[0].lower()
        pronoun = first in wordlists.of(wordlists.PRONOUNS, language)
        stands = pronoun and not _IMPERSONAL.match(said)
        return bool(_OF_THEM.match(said)) or reader.leans_back(said) or stands

    def led(self, item: str, language: str) -> str:
        """A clause behind others with the subject that its pronoun stands for, if it has one."""
        leads = self.subject and reader.leans(item, language)
        return after(self.subject, item, language) if leads else item

    def note(self, said: str, shown: Sequence[str], *, several: bool) -> None:
        """Keep what a sentence, of `several` clauses, says of whom."""
        if reader.presented(said) != said or (several and self.sentence):
            return  # "They learn", after it is said of all, is not of the last who was introduced
        self.sentence = said if len(said) < _LONGEST else ""
        if not self.sentence or _joined(said):
            return
        self.subject = self.subject if several else said
        self.owner = said if shown else self.owner
        self.group = self.group if shown else said
        self._note_english(said, shown)

    def _note_english(self, said: str, shown: Sequence[str]) -> None:
        """Keep the subject of an English sentence for the pronouns that may stand for it."""
        self.latest = ""
        if len(shown) == 1:
            self.english[""] = shown[0]
            return
        headed = _HEADED.match(said)
        subject = subject_of(said, "en") or (headed[1] if headed else "")
        subject = " and ".join(shown[:2]) if shown else subject
        self.english[""] = subject
        if not subject:
            return
        first, *others = subject.split()
        last = subject.split()[-1].lower()
        plural = " and " in subject or first.lower() in _NUMBERS or _PLURAL.search(last)
        named = first[:1].isupper() and first.lower() not in _ARTICLES and not plural
        bare = first.lower() if first.lower() in ("the", *_NUMBERS) or plural else first
        who = " ".join(["the", *others] if first.lower() in ("a", "an") else [bare, *others])
        who = f"the {who}" if plural and " and " not in who and not who.startswith("the ") else who
        if plural:
            self.english["they"] = who
        elif has_people(subject) or has_creatures(subject) or named:
            self.english |= dict.fromkeys(self._words(who), who)
            self.latest = who
        else:
            self.english["it"] = who

    def _after(self, said: str, language: str) -> str:
        return after(self.sentence, said, language)


def after(before: str, said: str, language: str) -> str:
    """A sentence after the one that says whom or what it is about; "" without that."""
    if not before:
        return ""
    return f"{before}。{said}" if CJK.search(said) else f"{before}. {capital(said, language)}"


def _joined(said: str) -> bool:
    return ". " in said or "。" in said
