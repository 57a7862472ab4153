"""How the beats of a channel are seen and said: what is a thing, who does it, what stands alone."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TypeVar

from webtv.config.channel import Channel
from webtv.writers.avoid import Unavoided
from webtv.writers.cast import between_names, on_screen
from webtv.writers.offline import verbs, wordlists
from webtv.writers.offline.atmosphere import lights_of
from webtv.writers.offline.beat import Beat, Theme
from webtv.writers.offline.dress import undressed
from webtv.writers.offline.looks import LIGHT
from webtv.writers.offline.mood import mood_of
from webtv.writers.offline.people import has_creatures, has_people, is_animal
from webtv.writers.offline.phrases import phrases_in
from webtv.writers.offline.questions import without_asking
from webtv.writers.offline.reader import is_placeholder, leans
from webtv.writers.offline.roles import hands_of, heroes_of
from webtv.writers.offline.setting import has_no_weather
from webtv.writers.offline.timewords import hour_in
from webtv.writers.offline.turns import begun_ago, filmed_ago, lead_in_turn, told_ago
from webtv.writers.offline.unwanted import forbids_fun, unwanted_kinds
from webtv.writers.offline.wording import brief_of, is_open, parted, spoken_s, words_in
from webtv.writers.offline.wordsets import has
from webtv.writers.writer import Brief

Choice = TypeVar("Choice")

ABSTRACT = "abstract abstracto abstracta abstrait abstraite abstrakt abstrakte astratto soyut 抽象"
"""Words of a theme that shows nothing but forms."""

_VISUALS = (
    "visual visuals vj visuales visuels visuel fractal fractals psychedelic визуалы ビジュアル 视觉"
)
SETS = 3
"""Beats of a theme from which its first sentence is the setting of all others."""

_TOLD = 6
"""Words of a sentence without a known verb that is read aloud all the same."""

_THING = 40
"""Characters of what names a thing, at most."""

_NAMES = 4
"""Words of what may be no sentence, in a language of which no verbs are known, at most."""

_SYLLABLES = 5
"""Those of an entry in Vietnamese, which writes each syllable as a word, at most."""

_NAMED = 90
"""Characters of a sentence that is told whole rather than by its first name."""

_RELATIVE = re.compile(r"(?:[\w.'-]+ ){1,4}(?:who|which|that|they|we|he|she) ", re.IGNORECASE)
_APPOSED = re.compile(r"(?:[Tt]he )?[A-Z][\w' ]*, (?:an?|the) [^,]*\b(?:who|that|which) [^,]*$")
"""A name with what it is, of whom nothing more is said."""

_DETERMINERS = wordlists.of(wordlists.DETERMINERS, "en")

_BRIEF_S = 3.0
"""Seconds of a shot below which none is made longer for its line."""

_LONGEST_S = 8.0
"""Seconds of a shot that is made longer for its line."""

_KEY = 24
"""Characters by which a sentence is known that was told."""

_LATELY = 6
"""Programmes of which a viewer remembers the sentences."""

_RESTED = 2
"""Programmes between two that have the same beat, while there are others."""


class Portrayal:
    """How the beats of one programme are filmed and told. Its hero is whose turn it is."""

    def __init__(self, brief: Brief, theme: Theme, rng: random.Random) -> None:
        self.brief = brief
        self.channel: Channel = brief.channel
        self.theme = theme
        self.rng = rng
        self.avoid = (*brief.channel.avoid, *theme.avoid)
        """What must not be seen: what the channel forbids, and what its theme does."""
        self.unavoided = Unavoided(self.avoid, brief.channel.language)
        self.count = brief.channel.programme.shots
        self.told = phrases_in(brief.channel.language)
        """Phrases for what viewers read and hear."""
        language = "en" if theme.translated else brief.channel.language
        self.language = language
        """The language of prompts."""
        self.filmed = phrases_in(language)
        """Phrases for prompts."""
        channel = brief.channel
        self.unwanted = unwanted_kinds(self.avoid, channel.language)
        said = f"{channel.theme}. {channel.tone}. {channel.description}"
        if forbids_fun(said, channel.language):
            self.unwanted |= {"comic"}
        """The kinds of tales that the channel does without."""
        mood = mood_of(brief.channel)
        self.mood = "calm" if mood == "comic" and "comic" in self.unwanted else mood
        own = hour_in(brief.channel.style) or has(brief.channel.style, LIGHT)
        self.lights = () if own else Unavoided(self.avoid, "en")(lights_of(theme.said))
        """The light of all pictures, as the theme wants it and the channel's style does not."""
        self.bare = has_no_weather(brief.channel.theme)
        """Whether there is neither hour nor weather: in space, under water, nowhere."""
        named = f"{brief.channel.title} {brief.channel.theme}"
        alive = any(has_people(beat.text) or has_creatures(beat.text) for beat in theme.beats)
        self._forms = has(named, f"{ABSTRACT} {_VISUALS}") and not alive
        self.lead = lead_in_turn(heroes_of(channel), brief.recent)
        able = hands_of(channel)
        people = [each for each in able if not is_animal(each, brief.channel.language)]
        self.hands = people or able
        """Those of the cast who can do what is done."""
        leads = self.lead in self.hands
        self.hand = self.lead if leads else lead_in_turn(self.hands, brief.recent)
        """Who does what is done: the hero, if that is no cat among people; None if nobody can."""

    @cached_property
    def things_only(self) -> bool:
        """Whether the theme is a list of things in which nobody acts, such as visuals for music."""
        few = len(self.theme.beats) < SETS
        if few or self.channel.cast or not (self._forms or self.bare or self.mood == "lively"):
            return False
        return all(self.is_thing(beat) for beat in self.theme.beats)

    @property
    def visual(self) -> bool:
        """Whether a theme is a list of forms, which are seen and never told."""
        return self._forms and self.things_only

    def is_thing(self, beat: Beat) -> bool:
        """Whether a beat names something and nothing happens in it, as far as one can tell."""
        if beat.asks or beat.spoken:
            return False
        if beat.portrait or beat.listed:
            return True
        if beat.names or (beat.doing and self.lead):
            return False
        if self.channel.language[:2] == "en":
            return beat.doing or not wordlists.is_clause(beat.text, "en")
        if verbs.asks(beat.text):
            return False
        if verbs.reads(self.channel.language):
            few = len(beat.text.split()) <= _TOLD and len(beat.text) <= _THING
            return few and not verbs.tells(beat.text, self.channel.language)
        most = _SYLLABLES if self.channel.language[:2] == "vi" and not beat.whole else 3
        return len(beat.text.split()) <= most and len(beat.text) <= 24

    def is_sentence(self, beat: Beat) -> bool:
        """Whether a beat has a verb of its own, as far as one can tell, and can be read aloud."""
        text, language = beat.text, self.channel.language[:2]
        if beat.asks or beat.spoken:
            return True
        entry = beat.listed or (beat.choice and language != "en")
        if entry or is_placeholder(text) or (not beat.whole and leans(text, language)):
            return False
        if language == "ja" and is_open(text):
            return False
        words = text.split()
        if language != "en":
            doubt = beat.whole and len(words) >= _TOLD and not verbs.relates(text, language)
            return doubt or verbs.tells(text, language)
        if beat.doing and self.lead:
            return True
        if (_RELATIVE.match(text) and not beat.whole) or _APPOSED.match(text):
            return False
        if wordlists.is_clause(text, "en") or (beat.whole and len(words) >= _TOLD):
            return True
        return wordlists.names_who(text, whole=beat.whole)

    def is_caption(self, beat: Beat) -> bool:
        """Whether a beat that is no sentence can be read under its picture: the name of a thing, a
        deed that is no hero's. A single word is, where the operator made it a sentence.
        """
        text, language = beat.text, self.channel.language
        if (beat.doing and self.hand) or is_placeholder(text):
            return False
        if not beat.whole and leans(text, language):
            return False
        return words_in(text) > 1 or beat.whole

    def is_phrase(self, beat: Beat) -> bool:
        """Whether a beat only names something, so that it says little alone under its picture.

        In languages of which no verbs are known, whatever is as short as that.
        """
        text, language = beat.text, self.channel.language
        if beat.asks or beat.spoken or beat.step or beat.inflected or (beat.doing and self.hand):
            return False
        if language[:2] == "en":
            acts = wordlists.names_who(text, whole=beat.whole, sure=True)
            return not (acts or wordlists.is_clause(text, "en"))
        if verbs.reads(language):
            return not verbs.tells(text, language)
        return len(text.split()) <= _NAMES

    def worded(self, beat: Beat) -> str:
        """A beat as it is read: as it stands, one in another case in a sentence that has it."""
        known = self.told.seeing if beat.inflected else ()
        return known[len(beat.text) % len(known)].format(thing=beat.text) if known else beat.text

    def has_time_for(self, line: str) -> bool:
        """Whether a line can be said over a shot, made longer for it where shots are long."""
        needed, usual = spoken_s(line), self.channel.programme.shot_s
        longest = min(max(usual, _LONGEST_S), self.brief.lengths_s[1])
        return needed <= usual or (usual >= _BRIEF_S and needed <= longest)

    def seen(self, beat: Beat) -> str:
        """A beat as it is filmed: as it stands, a deed after the hero's name, a guest beside it."""
        if beat.asks:
            return self._seen_asking(beat)
        text = beat.picture
        if beat.doing and self.hand:
            return f"{self.hand.name}{self.filmed.comma}{text}"
        if self.is_guest(beat) and self.lead:
            return self.filmed.beside.format(one=self.lead.name, other=text)
        return text

    def _seen_asking(self, beat: Beat) -> str:
        """The hero at the thing of a question, else at the place; where there is none, its words.

        A question itself is no picture.
        """
        thing = beat.picture
        if thing and self.lead:
            if self.language[:2] == "en":
                return f"{self.lead.name}, looking at {thing}"
            return self.filmed.beside.format(one=self.lead.name, other=thing)
        where = self.lead.name if self.lead else next(iter(self.channel.places), "")
        return thing or where or without_asking(beat.text, self.channel.language)

    def is_guest(self, beat: Beat) -> bool:
        """Whether a beat is one of several things or guests, of which the hero has one."""
        return beat.choice and not beat.doing and not beat.names and not self.is_sentence(beat)

    def key(self, beat: Beat) -> str:
        """The words by which prompts tell a beat: without names, behind which stand looks."""
        text = undressed(beat.picture or beat.text, self.channel.cast)
        return max(between_names(text, self.channel.cast), key=len).strip(" ,.") or text

    def had_ago(self, beat: Beat, before: int = 0) -> int:
        """How many programmes ago a beat was seen or told, `before` the last so many."""
        recent = self.brief.recent[before:]
        return min(filmed_ago(self.key(beat), recent), told_ago(beat.text[:_KEY], recent))

    def wear(self, beat: Beat) -> tuple[int, int, int]:
        """How worn a beat is: by when it was seen or told, how often of late, and when it led."""
        lately = [self.had_ago(beat, at) == 0 for at in range(_LATELY)]
        led = begun_ago(self.key(beat), self.brief.recent)
        return -self.had_ago(beat), sum(lately), -led

    def is_rested(self, beat: Beat) -> bool:
        """Whether none of the last few programmes had a beat."""
        return self.had_ago(beat) >= _RESTED

    def longest_ago(self, known: Sequence[Choice], ago: Callable[[Choice], int]) -> Choice:
        """One of those that were on longest ago."""
        since = [ago(each) for each in known]
        longest = max(since)
        return self.rng.choice([k for k, each in zip(known, since, strict=True) if each == longest])

    def brief_of(self, text: str) -> str:
        """A text, or its first clause if it is long; "" for the bare name of one of the cast.

        What stands between a name and what it does is left out before.
        """
        whole = parted(text)[0]
        said = brief_of(whole, self.channel.language)
        if self._is_name(said) and len(said := undressed(whole, self.channel.cast)) > _NAMED:
            return ""
        return "" if self._is_name(said) else said

    def _is_name(self, text: str) -> bool:
        """Whether a text names some of the cast and says nothing of them."""
        names = [member.name for member in on_screen(self.channel.cast, text)]
        for name in sorted(names, key=len, reverse=True):
            text = re.sub(re.escape(name), " ", text, flags=re.IGNORECASE)
        left = re.findall(r"[^\W\d_]+", text.casefold())
        joins = wordlists.of(wordlists.CONJUNCTIONS, self.channel.language)
        return bool(names) and joins.issuperset(left)
