"""The choices behind one programme: who leads, which beats it has, where, when, in which order."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar
from zoneinfo import ZoneInfo

from webtv.config.channel import Channel
from webtv.writers.avoid import Unavoided
from webtv.writers.offline import wordlists
from webtv.writers.offline.beats import Beat, Theme
from webtv.writers.offline.dress import introduced
from webtv.writers.offline.looks import look_of
from webtv.writers.offline.mood import is_sober, mood_of
from webtv.writers.offline.order import settled, undated, with_counted
from webtv.writers.offline.phrases import phrases_in
from webtv.writers.offline.phrases.language import HOURS, Hour, Sky
from webtv.writers.offline.reader import is_placeholder, leans
from webtv.writers.offline.setting import (
    has_no_weather,
    hour_in,
    hours_of,
    hours_through,
    is_dark,
    is_late,
    season_in,
    skies_of,
)
from webtv.writers.offline.shape import most_beats
from webtv.writers.offline.turns import begun_ago, filmed_ago, lead_in_turn, places_in_turn
from webtv.writers.offline.wishes import alternatives, counted, in_order
from webtv.writers.offline.wording import is_open, spoken_s
from webtv.writers.writer import Brief

Choice = TypeVar("Choice")

_SETS = 3
"""Beats of a theme from which its first sentence is the setting of all others."""

_TOLD = 6
"""Words of a sentence without a known verb that is read aloud all the same."""

_RELATIVE = re.compile(r"(?:[\w.'-]+ ){1,4}(?:who|which|that|they|we|he|she) ", re.IGNORECASE)
_DETERMINERS = wordlists.of(wordlists.DETERMINERS, "en")

_BRIEF_S = 3.0
"""Seconds of a shot below which none is made longer for its line."""

_LONGEST_S = 6.0
"""Seconds of a shot that is made longer for its line."""

_OFTEN = 0.3
"""Share of beats with an hour from which a theme is a day that is told in order."""

SAID = 6
"""Programmes within which a sentence of the theme is not said again, so that it has that many."""

_FEWEST = 2
"""Beats of a programme, where all sentences of its theme were said."""

_OF_THEME = 0.6
"""Share of a theme's beats that one programme has at most: the others are for the next."""


class Draft:
    """The choices for one programme. The same `rng` makes the same choices."""

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
        self.mood = mood_of(brief.channel)
        self.sober = is_sober(brief.channel)
        """Whether nothing funny is to happen."""
        self.bare = has_no_weather(brief.channel.theme)
        """Whether there is neither hour nor weather: in space, under water, nowhere."""
        english = brief.channel.theme if language[:2] == "en" else brief.channel.theme_en
        self.others = introduced(english, brief.channel.cast) if english else ()
        """Persons whom the theme introduces by their looks, as prompts say them."""
        self.lead = lead_in_turn(brief.channel.cast, brief.recent)
        opening = theme.beats[0]
        listed = brief.channel.language[:2] == "en" and not opening.doing and not opening.choice
        settles = (
            (opening.whole or listed)
            and opening.weekday is None
            and not opening.names
            and not opening.place
        )
        self._opening = opening if len(theme.beats) >= _SETS and settles else None
        if self._opening and self.things_only:
            self._opening = None
        self.setting = self._decided(self._opening) if self._opening else None
        """The theme's first sentence, which says where everything happens; never what happens."""
        known = self._known()
        self.first = next((beat for beat in known if beat.place == "first"), None)
        self.last = next((beat for beat in known if beat.place == "last"), None)
        middle = [beat for beat in known if not beat.place] or known
        week = len({beat.weekday for beat in theme.beats}) > 1 and all(
            b.weekday is not None for b in theme.beats
        )
        self.ordered = brief.channel.series or week or in_order(brief.channel.theme)
        spoken = [hour for beat in middle if (hour := hour_in(beat.text))]
        passing = [HOURS.index(hour) for hour in spoken]
        often = len(passing) >= _OFTEN * len(middle)
        self.day = often and len(set(passing)) > 1 and passing == sorted(passing)
        """Whether the beats follow a day through its hours, in their order."""
        self._passed = hours_through([beat.text for beat in middle]) if self.day else {}
        hours = hours_of(brief.channel, brief.now, rng)
        unwanted = {hour_in(item) for item in self.avoid}
        self.hours = tuple(hour for hour in hours if hour not in unwanted) or hours
        self.beats = self._beats(middle)
        self.hours, self.beats = settled(self)
        bound = [*self.beats, *(middle[at] for at in counted([beat.text for beat in middle]))]
        others = (beat for beat in middle if beat not in bound and not beat.choice)
        self.spare = [beat for beat in others if hour_in(beat.text) is None]
        """Beats of the theme that are not in this programme."""
        if not self.ordered and not self.day:
            missing = max(0, self._wanted - len(self.beats))
            self.beats, self.spare = (*self.beats, *self.spare[:missing]), self.spare[missing:]
        if self.setting and hour_in(self.setting.text) not in (None, *self.hours) and not self.day:
            self.setting = None  # "a harbour at sunset", in a programme of the night
        self.places = places_in_turn(brief.channel, brief.recent, rng)
        self.look = look_of(brief.channel, rng)
        self.sky = self._weather()

    @property
    def things_only(self) -> bool:
        """Whether the theme is a list of things in which nobody acts, such as visuals for music."""
        few = len(self.theme.beats) < _SETS
        if few or self.channel.cast or not (self.bare or self.mood == "lively"):
            return False
        return all(self.is_thing(beat) for beat in self.theme.beats)

    def is_thing(self, beat: Beat) -> bool:
        """Whether a beat names something and nothing happens in it, as far as one can tell."""
        if beat.portrait or beat.listed:
            return True
        if beat.names or (beat.doing and self.lead):
            return False
        if self.channel.language[:2] == "en":
            return beat.doing or not wordlists.is_clause(beat.text, "en")
        return len(beat.text.split()) <= 3 and len(beat.text) <= 24

    def is_sentence(self, beat: Beat) -> bool:
        """Whether a beat has a verb of its own, as far as one can tell, and can be read aloud."""
        text, language = beat.text, self.channel.language[:2]
        if beat.listed or is_placeholder(text) or (not beat.whole and leans(text, language)):
            return False
        if language == "ja":
            return not is_open(text)
        if language != "en" or (beat.doing and self.lead):
            return True
        words = text.split()
        if _RELATIVE.match(text) and not beat.whole:
            return False
        if wordlists.is_clause(text, "en") or (beat.whole and len(words) >= _TOLD):
            return True
        named = words[0][:1].isupper() and words[0].lower() not in _DETERMINERS
        return beat.whole and named and len(words) > 2 and words[1].endswith("s")

    def _known(self) -> list[Beat]:
        """The beats that may be in a programme of today, each with one of its alternatives."""
        zone, language = ZoneInfo(self.channel.timezone), self.channel.language
        today = self.brief.now.astimezone(zone).weekday()
        beats = [
            beat
            for beat in self.theme.beats
            if beat != self._opening and beat.weekday in (None, today)
        ]
        if not beats:  # all belong to other days: a week as it goes by, without its days
            beats = undated(sorted(self.theme.beats, key=lambda beat: beat.weekday or 0), language)
        season = self._season(beats)
        return [self._decided(beat) for beat in beats if season_in(beat.text) in (None, season)]

    def _season(self, beats: list[Beat]) -> int | None:
        """The season of this programme, where the theme has several: the one of longest ago."""
        seasonal = [beat for beat in beats if season_in(beat.text) is not None]
        if not seasonal or self.brief.channel.series:
            return None
        ago = [filmed_ago(self.key(beat), self.brief.recent) for beat in seasonal]
        return season_in(seasonal[ago.index(max(ago))].text)

    def _decided(self, beat: Beat) -> Beat:
        """A beat with one of its alternatives: the one that was on longest ago."""
        known = alternatives(beat.text, self.channel.language)
        if len(known) == 1:
            return beat
        text = self.longest_ago(known, lambda each: filmed_ago(each, self.brief.recent))
        return replace(beat, text=text)

    def _beats(self, known: list[Beat]) -> tuple[Beat, ...]:
        """What happens in this programme, a beat for each chapter."""
        if self.channel.series and self.brief.recent and not self._opening and len(known) >= _SETS:
            known = known[1:]  # how it all began is told in the first episode
        choices = [beat for beat in known if beat.choice]
        open_ones = [beat for beat in known if not beat.choice]
        told = self.ordered or self.day
        if not (told or is_late(self.channel, self.brief.now) or is_dark(self.hours)):
            # By day, nobody is led into the night.
            awake = [beat for beat in open_ones if not is_dark([hour_in(beat.text) or "noon"])]
            open_ones = awake or open_ones
        own = [beat for beat in open_ones if self.lead and self.lead.name in beat.names]
        doing = [beat for beat in open_ones if beat.doing] if self.lead else []
        share = 1.0 if told or len(open_ones) <= _SETS else _OF_THEME
        most = math.ceil(share * len(open_ones)) + bool(choices)
        wanted = max(1, min(most, most_beats(self.count, told=told or self.things_only)))
        if not told and not self.things_only:
            sentences = sum(map(self.is_sentence, open_ones))
            wanted = min(wanted, max(_FEWEST, math.ceil(sentences / SAID)) + bool(choices))
        self._wanted = wanted
        begins = choices or own + doing or [b for b in open_ones if not b.names] or open_ones
        ago = filmed_ago if choices else begun_ago
        first = self.longest_ago(
            begins or known, lambda beat: ago(self.key(beat), self.brief.recent)
        )
        rest = [beat for beat in open_ones if beat != first]
        if told:
            line = sorted([first, *rest], key=known.index)
            at = line.index(first) if self.brief.recent or not self.channel.series else 0
            if self.channel.series:  # later episodes need not tell how it all began
                return tuple([*line[at:], *line[1:at]][:wanted])
            at = max(0, min(at, len(line) - wanted))
            return tuple(line[at : at + wanted])
        chosen = [first]
        for group in (
            [beat for beat in rest if beat in own or beat in doing],
            [beat for beat in rest if not beat.names],
            rest,
        ):
            left = [beat for beat in group if beat not in chosen]
            while left and len(chosen) < wanted:
                best = self.longest_ago(left, lambda b: filmed_ago(self.key(b), self.brief.recent))
                left.remove(best)
                chosen.append(best)
        others = chosen[1:]
        self.rng.shuffle(others)
        return with_counted((first, *others), known)

    def prefer(self, worth: Callable[[Beat], tuple[bool, ...]]) -> None:
        """Put the beats that are worth most in the place of others; the first one stays."""
        first, *others = self.beats
        known = sorted([*others, *self.spare], key=worth, reverse=True)
        self.beats, self.spare = (first, *known[: len(others)]), known[len(others) :]

    def has_time_for(self, line: str) -> bool:
        """Whether a line can be said over a shot, made longer for it where shots are long."""
        needed, usual = spoken_s(line), self.channel.programme.shot_s
        longest = min(max(usual, _LONGEST_S), self.brief.lengths_s[1])
        return needed <= usual or (usual >= _BRIEF_S and needed <= longest)

    def seen(self, beat: Beat) -> str:
        """A beat as it is filmed: as it stands, a deed after the hero's name."""
        text = beat.english or beat.text
        if beat.doing and self.lead:
            return f"{self.lead.name}{self.filmed.comma}{text}"
        return text

    def key(self, beat: Beat) -> str:
        """The words by which prompts tell a beat: without names, behind which stand looks."""
        names = "|".join(re.escape(member.name) for member in self.channel.cast)
        text = beat.english or beat.text
        parts = re.split(rf"\b(?:{names})\b", text, flags=re.IGNORECASE) if names else [text]
        return max(parts, key=len).strip(" ,.") or text

    def longest_ago(self, known: Sequence[Choice], ago: Callable[[Choice], int]) -> Choice:
        """One of those that were on longest ago."""
        since = [ago(each) for each in known]
        longest = max(since)
        return self.rng.choice([k for k, each in zip(known, since, strict=True) if each == longest])

    def hour_of(self, beat: Beat) -> Hour | None:
        """The hour of a beat: the one that it names, or that of a day which it is part of."""
        return self._passed.get(beat.text) or hour_in(beat.text)

    def _weather(self) -> Sky | None:
        """The weather of the whole programme: that of a single beat is none of the others'."""
        where = " ".join([self.setting.text if self.setting else "", *self.places[:1]])
        near = " ".join([*(beat.text for beat in self.beats), where])
        known = skies_of(self.channel, self.hours, near=near)
        own = skies_of(self.channel, self.hours, near=where)
        if known in (("rain",), ("snow",)) and own != known:
            known = tuple(sky for sky in own if sky in ("breeze", "clouds", "haze"))
        return self.rng.choice(known) if known else None
