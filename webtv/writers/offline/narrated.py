"""A programme in which a narrator tells a story over what the theme has to show."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import replace

from webtv.writers.cast import on_screen
from webtv.writers.offline.atlas import Moment
from webtv.writers.offline.beat import Beat
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.duets import is_light_news, was_duet
from webtv.writers.offline.excluded import no_people
from webtv.writers.offline.moments import LATELY, TOLD_OUT
from webtv.writers.offline.mood import is_slow
from webtv.writers.offline.owntales import is_factual
from webtv.writers.offline.pairs import Pairs, was_narrated
from webtv.writers.offline.people import has_people
from webtv.writers.offline.shots import Step
from webtv.writers.offline.turns import prompt_key
from webtv.writers.offline.voiceovers import (
    HERO,
    LINES,
    VAGUE,
    Voiceover,
    milieus_in,
    named_in,
    of_worlds,
    was_voiceover,
)
from webtv.writers.offline.wordsets import is_dense

_LONG = 4
"""Programmes after which a kind of story is as due as one that was never told."""

_OFTEN = 3
"""How much sooner these come back than tales that any channel could tell."""


_HEAD, _DENSE_HEAD = 6, 12
"""Words, or signs of scripts without blanks, with which a theme says what it is about."""

_SURE = 2
"""Words of a theme that speak of a milieu which its first sentence does not name."""


class Narrated(Pairs):
    """Chooses a voice-over, and lays out the pictures of the theme under it."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.voiceover: Voiceover | None = None
        """The story of the programme; None where it tells another."""

    def _choose_narrated(self) -> None:
        """A voice-over or a duet, whichever kind is due, where it is not the turn of a tale.

        Sentences meet where a world has no new tale; keywords, only where nothing else is told.
        """
        language, past = self._draft.channel.language, self._past
        milieus = self._milieus
        due = self._voiceover_due(milieus) if self._may_meet else None
        tale, world = self.tale, self._world
        if not (tale and world and self._moments.told_ago(tale) >= LATELY):
            self._choose_duet(whole=bool(due or world or (milieus and tale)))
        own = self._teller.since(min(_LONG, 1 + len(past))) if self._teller else _LONG
        worlds_turn = world and (not past or own == 1 or was_narrated(past[0], language))
        if due is None or worlds_turn or (self.duet and not past):
            return
        kinds = [(1 if self._speaks else _OFTEN) * self._since(was_voiceover)]
        kinds += [_OFTEN * self._since(was_duet)] if self.duet else []
        kinds += [own] if tale and not world else []
        if kinds[0] == max(kinds):
            self._tell(due)

    def _since(self, was: Callable[[Set[str], str], bool]) -> int:
        """How many programmes ago one was of a kind, counted from one."""
        language = self._draft.channel.language
        found = (at for at, lines in enumerate(self._past, start=1) if was(lines, language))
        return min(_LONG, next(found, _LONG))

    def _tell(self, voiceover: Voiceover) -> None:
        self.voiceover, self.duet, self.tale = voiceover, None, None
        line = self._named(voiceover.lines[-1])
        told = voiceover.title, voiceover.logline
        self.turn = Moment(voiceover.milieu, "turn", "", line, *told)

    # Which one

    def _voiceover_due(self, milieus: tuple[str, ...]) -> Voiceover | None:
        """The one of longest ago, of the first milieu first; None where all were told lately."""
        draft = self._draft
        one, other = self._shown()
        if one == other or any(beat.spoken for beat in draft.beats):
            return None  # nobody talks over one picture all the time, or over a dialogue
        for names in (milieus[:1], milieus):
            known = [
                each
                for name in names
                for each in milieus_in(draft.channel.language)[name].voiceovers
                if self._told_ago_of(each) >= TOLD_OUT and self._suits(each)
            ]
            if known:
                return draft.longest_ago(known, self._told_ago_of)
        return None

    @property
    def _milieus(self) -> tuple[str, ...]:
        """The milieus that the theme plays in, and whose stories its mood allows."""
        draft, channel = self._draft, self._draft.channel
        text = " ".join([channel.title, channel.theme, *channel.places])
        if self._topic.eerie or draft.mood == "scary":
            known: tuple[str, ...] = ("mystery",)
        elif draft.mood == "news":
            known = ("chronicle",)
        else:
            known = () if is_factual(draft) else self._milieus_named(text)
        return tuple(name for name in known if name in milieus_in(channel.language))

    def _milieus_named(self, theme: str) -> tuple[str, ...]:
        """What a theme opens with; where that says nothing, what one of keywords names most.

        None of a theme that tells something itself, and none that can be around anything, where a
        world has tales of it.
        """
        draft, language, world = self._draft, self._draft.channel.language, bool(self._world)
        if self._speaks:
            barred = VAGUE
            known = () if world else named_in(_head(draft.theme.beats[0].text), language)
        else:
            barred = VAGUE if world else frozenset()
            known = named_in(draft.theme.opening, language)
            known = known or named_in(theme, language, least=_SURE)[:1]
            if not (known or self._topic.told):
                known = named_in(theme, language)[:1] or of_worlds(self._topic.home, language)[:1]
        barred |= frozenset() if draft.sober else {"mystery"}
        return tuple(name for name in known if name not in barred)

    @property
    def _speaks(self) -> bool:
        """Whether the theme tells something itself: most of it is whole sentences."""
        beats = self._draft.theme.beats
        return 2 * sum(map(self._draft.is_sentence, beats)) > len(beats)

    def _suits(self, told: Voiceover) -> bool:
        """Whether the channel may be told it, and has whom and what it needs."""
        draft = self._draft
        light = is_light_news(draft) if draft.mood == "news" else not draft.sober
        silly = told.comic and (is_slow(draft.channel) or not light)
        alone = no_people(draft.avoid)
        if silly or (told.people and alone) or (told.led and not self._hero_name):
            return False
        timely = all(draft.has_time_for(self._named(line)) for line in told.lines)
        said = " ".join((told.title, told.logline, *told.lines))
        return timely and bool(draft.unavoided([said]))

    def _told_ago_of(self, told: Voiceover) -> int:
        """How many programmes ago it was told, whoever led it."""
        own = {prompt_key(line) for line in told.own}
        found = (at for at, lines in enumerate(self._past) if own & lines)
        return next(found, len(self._past) + TOLD_OUT)

    # Who is in it

    @property
    def _hero_name(self) -> str:
        """The bare name of who leads; "" for nobody whose name begins a sentence."""
        draft = self._draft
        if draft.lead:
            return draft.lead.name
        return self._teller.slots.name if self._teller else ""

    def _named(self, line: str) -> str:
        return line.replace(HERO, self._hero_name)

    # Its shots

    def voiceover_steps(self) -> tuple[Step, ...]:
        """All shots: where it is, two things of the theme, and who leads it."""
        assert self.voiceover is not None
        lines = self.voiceover.lines
        opening = [step for step in self._opening() if step.line]
        made = opening[: self._draft.count - LINES]
        one, other = self._shown()
        where = next(iter(self._where()), None)
        seen = [
            where if where and not made else self._led(self._beat(one, "wide")),
            self._beat(one, "medium"),
            self._near(one) or self._led(self._beat(one, "close")),
            self._beat(other, "medium"),
            self._near(other) or self._led(self._beat(other, "close")),
            self._led(where or self._beat(other, "wide")),
        ]
        for step, line in zip(seen, lines, strict=True):
            shown = self._led(step) if HERO in line else step
            made.append(replace(shown, line=self._named(line), speaker="", kept=True))
        made[0] = replace(made[0], scale="wide")
        return tuple(made)

    def _shown(self) -> tuple[Beat, Beat]:
        """Two beats that can be filmed, of longest ago; one, twice, where no other can."""
        draft = self._draft
        known = [*draft.beats, *draft.spare]
        known = [b for b in known if not (b.asks or b.spoken or b.portrait)] or [draft.beats[0]]
        known.sort(key=draft.wear)
        others = (beat for beat in known[1:] if not self._alike(known[0], beat))
        return known[0], next(others, known[0])

    def _led(self, step: Step) -> Step:
        """A shot with the hero in it, where nobody else is."""
        draft = self._draft
        others = on_screen(draft.channel.cast, step.seen) or has_people(step.seen)
        if draft.lead is None or others:
            return step
        return replace(step, seen=f"{draft.lead.name}{draft.filmed.comma}{step.seen}")


def _head(said: str) -> str:
    """What a sentence is about, without what it says of that."""
    return said[:_DENSE_HEAD] if is_dense(said) else " ".join(said.split()[:_HEAD])
