"""Who a sentence is about that says so by a pronoun, or by words that point back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from webtv.writers.offline import reader, wordlists
from webtv.writers.offline.clauses import CJK
from webtv.writers.offline.wording import capital

_HE = re.compile(r"^(?:he|she)\b", re.IGNORECASE)
_OF_THEM = re.compile(
    r"^(?:one|two|some|both|none|all|each|most) of (?:them|these)\b", re.IGNORECASE
)
_THEY = re.compile(r"^(?:\w+ ){0,2}they\b", re.IGNORECASE)
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

    def named(self, said: str, shown: Sequence[str], language: str) -> str:
        """A sentence that shows some of the cast, with whom it is about; "" if none can tell."""
        if _HE.match(said) and not shown:
            return _HE.sub(self.name, said) if self.name else self._after(said, language)
        first = said.split()[0].lower()
        if first in wordlists.of(wordlists.POSSESSIVES, language):
            owned = re.match(r"(?:his|her) ", said, re.IGNORECASE)
            if self.name and owned and language[:2] == "en":
                return f"{self.name}'s {said[owned.end() :]}"
            return after(self.owner, said, language) or self._after(said, language) or said
        if self.points_back(said, language):
            who = self.group if _THEY.match(said) else ""
            known = who or self.sentence
            return "" if reader.is_vague(said) else after(known, said, language)
        return said

    def points_back(self, said: str, language: str) -> bool:
        """Whether the subject of a sentence is in one before it: "One of them sings"."""
        first = said.split()[0].lower()
        pronoun = first in wordlists.of(wordlists.PRONOUNS, language)
        return bool(_OF_THEM.match(said)) or reader.leans_back(said) or pronoun

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

    def _after(self, said: str, language: str) -> str:
        return after(self.sentence, said, language)


def after(before: str, said: str, language: str) -> str:
    """A sentence after the one that says whom or what it is about; "" without that."""
    if not before:
        return ""
    return f"{before}。{said}" if CJK.search(said) else f"{before}. {capital(said, language)}"


def _joined(said: str) -> bool:
    return ". " in said or "。" in said
