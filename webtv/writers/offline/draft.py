"""The choices behind one programme: who leads, which beats it has, where, when, in which order."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from webtv.writers.offline.beat import Beat, Theme
from webtv.writers.offline.dress import introduced
from webtv.writers.offline.lists import is_entry
from webtv.writers.offline.looks import look_of
from webtv.writers.offline.mood import is_sober
from webtv.writers.offline.named import persons_in
from webtv.writers.offline.order import (
    answer_to,
    reordered,
    season_of_beats,
    settled,
    telling,
    told_hours,
    told_whole,
    undated,
    with_counted,
)
from webtv.writers.offline.phrases.language import HOURS, Hour, Sky
from webtv.writers.offline.plot import plot_of
from webtv.writers.offline.portrayal import SETS, Portrayal
from webtv.writers.offline.setting import (
    hours_of,
    hours_through,
    is_dark,
    is_late,
    skies_of,
)
from webtv.writers.offline.shape import dealt
from webtv.writers.offline.timewords import hour_in, season_in
from webtv.writers.offline.turns import (
    filmed_ago,
    had_ago,
    places_in_turn,
    told_ago,
)
from webtv.writers.offline.wishes import alternatives, counted, in_order
from webtv.writers.writer import Brief

_SETTING = 4
"""Words of an entry of a list that may be the setting of all others."""

_OFTEN = 0.3
"""Share of beats with an hour from which a theme is a day that is told in order."""

_ASKED = 6
"""Programmes within which a lone question is not asked again."""

_RICH = 5
"""Beats of a theme that has enough of its own to show."""


class Draft(Portrayal):
    """The choices for one programme. The same `rng` makes the same choices."""

    def __init__(self, brief: Brief, theme: Theme, rng: random.Random) -> None:
        super().__init__(brief, theme, rng)
        self.sober = is_sober(brief.channel) or "comic" in self.unwanted
        """Whether nothing funny is to happen."""
        english = brief.channel.theme if self.language[:2] == "en" else brief.channel.theme_en
        looked = introduced(english, brief.channel.cast) if english else ()
        self.others = tuple(each for each in looked if each.name not in theme.said)
        """Persons whom the theme introduces by their looks."""
        self.persons = persons_in(brief.channel, self.others)
        """All persons whom it names beside the cast."""
        opening = theme.beats[0]
        listed = brief.channel.language[:2] == "en" and not opening.doing and not opening.choice
        listed = listed and len(opening.text.split()) >= _SETTING
        entry = is_entry(opening.text, brief.channel.theme)
        settles = (
            (opening.whole or listed)
            and not entry
            and not (opening.asks or opening.spoken)
            and opening.weekday is None
            and not opening.names
            and not opening.place
            and not self.visual
        )
        happens = self.is_sentence(opening) and not self.is_thing(opening) and not self.lead
        enough = len(theme.beats) >= (_RICH if happens else SETS)
        self._opening = opening if enough and settles else None
        own = [beat for beat in theme.beats if not (beat.asks or beat.choice)]
        self.rich = len(own) - bool(self._opening) >= _RICH
        """Whether the theme has events enough of its own, so that worlds only go with them."""
        self.setting = self._decided(self._opening) if self._opening else None
        """The theme's first sentence, which says where everything happens; never what happens."""
        plot = plot_of(theme.beats)
        self.plot = None if brief.channel.series else plot
        """The story that the theme tells as a whole; a series tells it bit by bit."""
        known = self._known()
        self.first = next((beat for beat in known if beat.place == "first"), None)
        told = plot.beats if plot else ()  # what ends a story ends no other programme
        ends = (beat for beat in known if beat.place == "last" and beat not in told)
        self.last = next(ends, None)
        questions = [beat for beat in known if beat.asks]
        known = [beat for beat in known if not beat.asks]
        middle = [beat for beat in known if not beat.place or beat in told] or known
        days = {beat.weekday for beat in theme.beats}
        week = len(days) > 1 and None not in days
        told_in_turn = brief.channel.series or week or self.plot is not None
        self.ordered = told_in_turn or in_order(brief.channel.theme)
        spoken = [hour for beat in middle if (hour := hour_in(beat.text))]
        passing = [HOURS.index(hour) for hour in spoken]
        often = len(passing) >= _OFTEN * len(middle)
        through = len(middle) >= SETS and len(set(passing)) > 1
        self.day = often and through and passing == sorted(passing) and not self.plot
        """Whether the beats follow a day through its hours, in their order."""
        self._passed = hours_through([beat.text for beat in middle]) if self.day else {}
        hours = hours_of(brief.channel, brief.now, rng, said=theme.said)
        unwanted = {hour_in(item) for item in self.avoid}
        self.hours = tuple(hour for hour in hours if hour not in unwanted) or hours
        self._middle = middle = reordered(self, middle)
        self._wanted = 1
        self._answer: Beat | None = None
        """What the theme says right behind the question that is asked."""
        self.story = told_whole(self)
        """All sentences of a story, where the programme tells one as a whole."""
        if self.story:
            self.beats = self.story
            self.hours = told_hours(self)
        else:
            self.beats = self._beats(middle) if middle else ()
            if asked := self._asked(questions):
                self._answer = answer_to(asked, middle, brief.channel.theme)
                answers = [self._answer] if self._answer else []
                left = [beat for beat in self.beats if beat not in answers]
                room = max(1, self._wanted - 1 - len(answers))
                self.beats = (asked, *answers, *left[:room])
            self.hours, self.beats = settled(self)
        bound = [*self.beats, *(middle[at] for at in counted([beat.text for beat in middle]))]
        others = (beat for beat in middle if beat not in bound and not beat.choice)
        if self.plot:
            alone = self.plot.alone
            others = (beat for beat in others if beat in alone)
        self.spare = [beat for beat in others if hour_in(beat.text) is None]
        """Beats of the theme that are not in this programme."""
        if not self.ordered and not self.day:
            self.widen(self._wanted, rested=True)
        named = hour_in(self.setting.text) if self.setting and not self.bare else None
        if named not in (None, *self.hours) and not self.day:
            self.setting = None  # "a harbour at sunset", in a programme of the night
        self.places = places_in_turn(brief.channel, brief.recent, rng)
        self.look = ", ".join([*self.lights, look_of(brief.channel, rng)])
        self.sky = self._weather()

    @property
    def subject(self) -> Beat:
        """What the programme is about: its first beat, or that with which its story begins."""
        return self.plot.beats[0] if self.plot and self.story else self.beats[0]

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
        beats = telling(self, beats)
        season = season_of_beats(self, beats)
        known = [b for b in beats if season is None or season_in(b.text) in (None, season)]
        return [self._decided(beat) for beat in known]

    def _decided(self, beat: Beat) -> Beat:
        """A beat with one of its alternatives: the one that was on longest ago."""
        known = alternatives(beat.text, self.channel.language)
        if len(known) == 1:
            return beat
        text = self.longest_ago(known, lambda each: filmed_ago(each, self.brief.recent))
        return replace(beat, text=text)

    def _beats(self, known: list[Beat]) -> tuple[Beat, ...]:
        """What happens in this programme, a beat for each chapter."""
        if self.channel.series and self.brief.recent and not self._opening and len(known) >= SETS:
            known = known[1:]  # how it all began is told in the first episode
        choices = [beat for beat in known if beat.choice]
        open_ones = [beat for beat in known if not beat.choice]
        told = self.ordered or self.day
        if not (told or is_late(self.channel, self.brief.now) or is_dark(self.hours)):
            # By day, nobody is led into the night.
            awake = [beat for beat in open_ones if not is_dark([hour_in(beat.text) or "noon"])]
            open_ones = awake or open_ones
        self._wanted = dealt(len(open_ones), self.count) + bool(choices and open_ones)
        if self.plot and not choices:  # a part of it that begins with what only follows is none
            begins = [beat for beat in open_ones if beat in self.plot.alone] or open_ones
            at = open_ones.index(min(begins, key=self.wear)) if begins else 0
            return tuple(open_ones[at : at + self._wanted]) or (known[0],)
        rested = [beat for beat in open_ones if self._is_free(beat)]
        rested = rested or sorted(open_ones, key=self.wear)[:1]
        own = [beat for beat in rested if self.lead and self.lead.name in beat.names]
        doing = [beat for beat in rested if beat.doing] if self.lead else []
        groups = ([], []) if told else (own + doing, [b for b in rested if not b.names])
        chosen = [self.longest_ago(choices, self._chosen_ago)] if choices else []
        for group in (*groups, rested):
            left = sorted((beat for beat in group if beat not in chosen), key=self.wear)
            if self._wanted == 1:  # of several that are as fresh, one in which something happens
                left.sort(key=lambda beat: (self.wear(beat), self.is_thing(beat)))
            chosen += left[: max(0, self._wanted - len(chosen))]
        return with_counted(self._in_turn(chosen) or (known[0],), known)

    def _chosen_ago(self, beat: Beat) -> int:
        """How many programmes ago one had a beat out of several."""
        return had_ago(self.key(beat), self.channel.cast, self.brief.recent)

    def _in_turn(self, beats: Sequence[Beat]) -> tuple[Beat, ...]:
        """Beats in the operator's order, behind a question or one chosen out of several, or behind
        one of the hero's where that order tells nothing.
        """
        found = sorted(self._led(beats), key=self.place_of)
        lead = None if self.ordered or self.day else self.lead
        owns = (beat for beat in found if lead and lead.name in beat.names and not beat.after)
        own = next(owns, None)
        answer = self._answer
        return tuple(sorted(found, key=lambda b: (not (b.choice or b.asks), b != answer, b != own)))

    def place_of(self, beat: Beat) -> int:
        """Which of the theme's sentences a beat is, in their order; 0 for what is none of them."""
        return self._middle.index(beat) if beat in self._middle else 0

    def _led(self, beats: Sequence[Beat]) -> list[Beat]:
        """Beats, and those right behind which some of them are told, which say whom these mean."""
        found = [*beats]
        for beat in found:  # grows: what one leans on may lean on another
            before = self._before(beat)
            if before and before not in found:
                found.append(before)
        return found

    def _before(self, beat: Beat) -> Beat | None:
        """The beat right behind which another is told; None for one that stands for itself."""
        return next((each for each in self._middle if beat.after and each.text == beat.after), None)

    def _is_free(self, beat: Beat) -> bool:
        """Whether a beat had its rest, and so those right behind which it is told."""
        before = self._before(beat)
        return self.is_rested(beat) and (before is None or self._is_free(before))

    def _asked(self, questions: list[Beat]) -> Beat | None:
        """The question that was asked longest ago; None for a lone one that was asked lately.

        That one has its turn among all else that the theme wants seen.
        """
        if not questions:
            return None
        best = self.longest_ago(questions, lambda beat: told_ago(beat.text, self.brief.recent))
        lately = len(questions) == 1 and told_ago(best.text, self.brief.recent) < _ASKED
        return None if lately and self.beats else best

    def prefer(self, worth: Callable[[Beat], tuple[bool, ...]]) -> None:
        """Put the beats that are worth most in the place of others; the first one stays."""
        first, *others = self.beats
        free = (beat for beat in self.spare if not beat.after or self._is_free(beat))
        known = sorted([*others, *free], key=worth, reverse=True)
        self.beats = self._in_turn([first, *known[: len(others)]])
        spare = [*others, *self.spare]
        self.spare = [beat for beat in spare if beat not in self.beats]

    def widen(self, number: int, *, rested: bool = False) -> None:
        """Have so many beats in the programme, the least worn; none but those that `rested`."""
        known = [beat for beat in self.spare if not rested or self._is_free(beat)]
        known.sort(key=self.wear)
        more = known[: max(0, number - len(self.beats))]
        if self.ordered or self.day or self._wanted > 1:
            self.beats = self._in_turn([*self.beats, *more])
        else:  # what the programme is about comes first
            self.beats = tuple(dict.fromkeys((*self.beats, *self._in_turn(more))))
        self.spare = [beat for beat in self.spare if beat not in self.beats]

    def hour_of(self, beat: Beat) -> Hour | None:
        """The hour of a beat: the one that it names, or that of a day which it is part of."""
        return self._passed.get(beat.text) or hour_in(beat.text)

    def _weather(self) -> Sky | None:
        """The weather of the whole programme: that of a single beat is none of the others'."""
        where = " ".join([self.setting.text if self.setting else "", *self.places[:1]])
        said = self.theme.said
        where = f"{where} {' '.join(self.lights)}".replace("golden light", "sunlight")
        near = " ".join([*(beat.text for beat in self.beats), where])
        known = skies_of(self.channel, self.hours, near=near, said=said)
        own = skies_of(self.channel, self.hours, near=where, said=said)
        if known in (("rain",), ("snow",)) and own != known:
            known = tuple(sky for sky in own if sky in ("breeze", "clouds", "haze"))
        return self.rng.choice(known) if known else None
