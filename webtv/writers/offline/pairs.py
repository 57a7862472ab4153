"""A programme of two sentences of its theme, which a narrator's lines make a story of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from functools import partial

from webtv.writers.offline.beat import Beat
from webtv.writers.offline.captions import captions
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.duets import Duet, duet_for, was_duet
from webtv.writers.offline.mood import says
from webtv.writers.offline.owntales import is_factual
from webtv.writers.offline.reader import is_placeholder
from webtv.writers.offline.shots import Step
from webtv.writers.offline.stories import Stories
from webtv.writers.offline.telling import longest_logline
from webtv.writers.offline.timewords import hour_in
from webtv.writers.offline.turns import REST, lines_told, prompt_key, said_ago
from webtv.writers.offline.voiceovers import was_voiceover
from webtv.writers.offline.wording import sentence

_FEWEST = 6
"""Shots of a duet at least."""

_PARTS = 2
"""Captions of a sentence at most."""

_JOINED = 24
"""Words of two sentences that are seen in one picture, at most."""

_STATES = re.compile(r"\b(?:is|are|was|were|belongs|has) (?!\w+ing\b)", re.IGNORECASE)
"""What says how something is, and not what happens."""

_POINTS = re.compile(r"\b(?:him|them|these|those)\b", re.IGNORECASE)
"""English for somebody whom another sentence names."""

_APART = 12
"""Programmes in which two sentences do not meet again, where there is a tale."""

_RESTS = 3
"""Programmes in which a sentence that was told is in no duet, where a world has a tale."""

_ROW = 2
"""Duets one after the other at most, where there is a tale of the channel's own."""


class Pairs(Stories):
    """Chooses two sentences that can meet, and lays out their duet."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.duet: Duet | None = None
        """The lines of the programme; None where it tells no duet."""
        self._pair: tuple[Beat, Beat] | None = None
        self._past = lines_told(draft.brief.recent)

    def _choose_duet(self, *, whole: bool) -> None:
        """Two sentences for a programme, where they had their rest and a world's tale its turn;
        keywords, too, unless they must be `whole`.
        """
        draft = self._draft
        lately = [was_narrated(each, draft.channel.language) for each in self._past[:_ROW]]
        begins = not self._past and draft.channel.series  # with what the series is about
        if self._world and not begins and (not lately or lately[0]):
            return
        if self.tale and len(lately) == _ROW and all(lately):
            return
        pair = self._pair_found(whole=whole) if self._may_meet else None
        if pair and (duet := duet_for(draft, self._past, eerie=self._topic.eerie)):
            self.duet, self._pair = duet, pair
            self.tale = self.turn = None
            others = [beat for beat in (*draft.beats, *draft.spare) if beat not in pair]
            draft.beats, draft.spare = pair, others

    @property
    def _may_meet(self) -> bool:
        """Whether two sentences may be told without others, a narrator's lines between them."""
        draft = self._draft
        placed = draft.story or draft.first or draft.last
        asked = any(beat.asks for beat in draft.beats)
        fixed = bool(placed) or asked or self._one_thing or self._is_counted
        plain = draft.things_only or (is_factual(draft) and draft.mood != "news")
        told = self._may_have_tales and not plain
        return told and not fixed and draft.count >= _FEWEST

    def _pair_found(self, *, whole: bool) -> tuple[Beat, Beat] | None:
        """What the programme is about, else what was told longest ago, with another to meet.

        That names nobody and nothing of the first, or it is told right behind it.
        """
        draft = self._draft
        known = [beat for beat in (*draft.beats, *draft.spare) if self._may_be_met(beat)]
        known = [beat for beat in known if not whole or draft.is_sentence(beat)]
        rest = _RESTS if self._world else 0
        known = [b for b in known if self._is_free(b) and self._told_ago(b) >= rest]
        if draft.day:  # two of other hours cannot meet
            known = [beat for beat in known if hour_in(beat.text) is None]
        known.sort(key=self._freshness)
        led = draft.lead.name if draft.lead else ""
        alone = [
            beat
            for beat in known
            if not beat.after and (beat.names or not _POINTS.search(beat.text))
        ]
        theirs = [beat for beat in alone if beat.doing or led in beat.names] if led else []
        for one in theirs or alone:  # whose turn it is, where they do something by themselves
            behind = [beat for beat in known if beat.after == one.text]
            others = behind or [b for b in alone if b != one and not self._alike(one, b)]
            if draft.ordered:
                others = [beat for beat in others if draft.place_of(beat) > draft.place_of(one)]
            if self.tale:  # no pair comes back soon where there is something else
                others = [beat for beat in others if self._met_ago(one, beat) >= _APART]
            if others:
                return one, min(others, key=partial(self._known, one, cast=bool(theirs)))
        return None

    def _known(self, one: Beat, other: Beat, *, cast: bool) -> tuple[bool, int]:
        """Whether one of the `cast` is met, who leads duets, too; and how lately it was met."""
        return cast and bool(other.names), -self._met_ago(one, other)

    def _met_ago(self, one: Beat, other: Beat) -> int:
        """How many programmes ago one had both sentences."""
        words = [prompt_key(part) for beat in (one, other) for part in self._parts(beat)]
        met = (at for at, lines in enumerate(self._past) if lines.issuperset(words))
        return next(met, len(self._past) + _APART)

    def _parts(self, beat: Beat) -> list[str]:
        """What is read of a beat: its captions, else all of it."""
        told = self._worded(beat)
        return self._captions(told) or [told]

    def _freshness(self, beat: Beat) -> tuple[object, ...]:
        draft = self._draft
        told = self._told_ago(beat) < REST
        english = draft.channel.language[:2] == "en"
        stands = english and bool(_STATES.search(beat.text))
        return told, stands, beat != draft.beats[0], not draft.is_sentence(beat), draft.wear(beat)

    def _is_free(self, beat: Beat) -> bool:
        """Whether a beat had its rest; where nothing else is known, it is told all the same."""
        draft = self._draft
        if self.tale:
            return draft.is_rested(beat)
        alone = not (draft.is_phrase(beat) or self._moments.known)
        return alone or draft.had_ago(beat) > 0

    def _told_ago(self, beat: Beat) -> int:
        """How many programmes ago it was read, as a whole or in parts."""
        return min(said_ago(each, self._draft.brief.recent) for each in self._parts(beat))

    def _may_be_met(self, beat: Beat) -> bool:
        """Whether a beat can be filmed and read as a whole, and says something by itself."""
        bound = beat.step or beat.inflected or beat.ending or beat.place or beat.portrait
        bound = bound or beat.asks or beat.spoken or beat.choice
        draft = self._draft
        told = "" if bound else self._worded(beat)
        if not draft.is_sentence(beat) and says(beat.text, "not", draft.channel.language):
            return False  # "calmly, without advertising"
        own = self._topic.own(beat.text, beat.english)
        return bool(told and self._captions(told)) and not self._is_abstract(beat, own)

    def _worded(self, beat: Beat) -> str:
        """A beat as it is read: a bare word, too, as something is said of it right after."""
        draft = self._draft
        if told := self.told(beat):
            return told if self._captions(told) else self.said(beat)
        named = draft.is_thing(beat) and not (beat.doing or is_placeholder(beat.text))
        return sentence(beat.text, draft.told.end, draft.channel.language) if named else ""

    def _captions(self, told: str) -> list[str]:
        """A sentence as one caption or two; [] where it needs more."""
        parts = captions(told, self._draft.channel.language, self._draft.has_time_for)
        return parts if len(parts) <= _PARTS else []

    def _alike(self, one: Beat, other: Beat) -> bool:
        """Whether two beats name the same, so that they cannot meet."""
        if set(one.names) & set(other.names):
            return True
        near = [step.seen for beat in (one, other) if (step := self._near(beat))]
        return len(near) == len({*near}) + 1

    def rested(self, steps: Sequence[Step]) -> list[Step]:
        """The shots without what was told lately; a duet as it is, for all of it had its rest."""
        return list(steps) if self.duet else super().rested(steps)

    @property
    def tells(self) -> bool:
        """Whether the programme tells a story."""
        return bool(self.duet or self.tale)

    @property
    def logline(self) -> str:
        """The two sentences that meet; "" where none do, or they are too long."""
        if not (self.duet and self._pair):
            return ""
        draft = self._draft
        told = [self._worded(beat) for beat in self._pair]
        both = draft.told.blank.join(told)
        return both if len(both) <= longest_logline(draft.channel.language) else ""

    def duet_steps(self) -> tuple[Step, ...]:
        """All shots: one sentence, the other, both at once, and what comes of it."""
        assert self.duet is not None
        assert self._pair is not None
        one, other = self._pair
        first, second, meeting, outcome, last = self.duet.lines
        room, made = self._draft.count, []
        spare = room - _FEWEST
        told = [*self._telling(one, spare)]
        spare -= len(told) - 1
        answer = [*self._telling(other, spare)]
        spare -= len(answer) - 1
        if spare > 1:
            made = [*self._opening()][: spare - 1]
        made += [*told, self._closer(one, first), *answer]
        if spare > 0:
            made.append(self._closer(other, second))
        made.append(self._joined_by_hero(replace(self._together(one, other), line=meeting)))
        made.append(self._joined_by_hero(replace(self._beat(one, "wide"), line=outcome)))
        made += self._rest(one, other, last)
        made[0] = replace(made[0], scale="wide")
        return tuple(replace(step, kept=step.line != second) for step in made)

    def _telling(self, beat: Beat, spare: int) -> Iterator[Step]:
        """A sentence in a shot, or in two where that many more are to spare."""
        step = self._beat(beat, "medium")
        told = self._worded(beat)
        parts = self._captions(told)
        if len(parts) > 1 and spare < 1:
            told = self.said(beat)
        yield from self._read(replace(step, line=told), beat, told, _PARTS)

    def _closer(self, beat: Beat, line: str) -> Step:
        """A thing of a beat, or who acts in it, or all of it, from near."""
        who = self._who_acts(beat) if self._draft.language[:2] == "en" else ""
        step = self._near(beat) or (self._step("close", who, beat=beat) if who else None)
        return replace(step or self._beat(beat, "close"), line=line, speaker="")

    def _together(self, one: Beat, other: Beat) -> Step:
        """Two beats in one picture, where they are short enough; else a thing of each."""
        draft = self._draft
        seen = [draft.seen(beat) for beat in (one, other)]
        if sum(len(each.split()) for each in seen) > _JOINED:
            seen = [(self._near(beat) or self._beat(beat, "medium")).seen for beat in (one, other)]
        return self._step("wide", draft.filmed.comma.join(seen), beat=one)

    def _joined_by_hero(self, step: Step) -> Step:
        """A shot with whose turn it is, where neither sentence names or shows anybody."""
        draft, pair = self._draft, self._pair or ()
        if draft.lead is None or any(beat.names or self._who_acts(beat) for beat in pair):
            return step
        return replace(step, seen=f"{draft.lead.name}{draft.filmed.comma}{step.seen}")

    def _rest(self, one: Beat, other: Beat, line: str) -> Iterator[Step]:
        """The last image: where all is, else what the second one names."""
        where = next(iter(self._where()), None)
        yield replace(where or self._near(other) or self._beat(other, "wide"), line=line)

    def _where(self) -> list[Step]:
        """Where all is, without a word; nothing where no place is named."""
        draft = self._draft
        setting = draft.setting if draft.setting and draft.is_thing(draft.setting) else None
        where = self._place or (draft.seen(setting) if setting else "")
        return [replace(self._step("wide", where), kept=True)] if where else []


def was_narrated(told: Set[str], language: str) -> bool:
    """Return whether a narrator told a programme of such lines over pictures of its theme."""
    return was_duet(told, language) or was_voiceover(told, language)
