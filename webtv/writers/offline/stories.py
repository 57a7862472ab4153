"""The tale of a programme, and how it is told: a world's, or one of the channel's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from webtv.writers.offline.arc import WIDE
from webtv.writers.offline.atlas import Moment, Tale
from webtv.writers.offline.beat import Beat
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.moments import LATELY, TOLD_OUT
from webtv.writers.offline.owntales import (
    OwnTales,
    has_own_tales,
    is_own_title,
    own_worlds,
)
from webtv.writers.offline.phrases.language import Scale
from webtv.writers.offline.scenes import Scenes
from webtv.writers.offline.shape import ARC, TALE
from webtv.writers.offline.shots import Step
from webtv.writers.offline.slots import slots_of
from webtv.writers.offline.turns import REST, said_ago
from webtv.writers.offline.wishes import counted
from webtv.writers.offline.wordsets import has

_SPEAKS = 2
"""Sentences of a theme that make a programme without a tale."""

_RETOLD = 12
"""Programmes after which a world's tale comes back rather than one of the channel's own again."""

_MUCH = 4
"""Shots for a theme that has much of its own, beside a tale."""


class Stories(Scenes):
    """Chooses the tale of a programme: one that was never told, else that of longest ago."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self._lately = False
        """Whether the last programme was named after an own tale: it was no second act."""
        self._teller = self._own_teller()

    def _own_teller(self) -> OwnTales | None:
        """The own tales of the programme; None where nothing is told."""
        draft = self._draft
        known = own_worlds(draft.channel.language)
        wanted = self._may_have_tales and has_own_tales(draft, eerie=self._topic.eerie)
        if not (known and wanted):
            return None
        recent = draft.brief.recent
        self._lately = bool(recent) and is_own_title(recent[0].title, draft.channel.language)
        name = draft.hand.name if draft.hand else ""
        slots = slots_of(draft, known, name=name, place=self._place)
        return OwnTales(draft, self._topic, self._moments, slots)

    @property
    def _may_have_tales(self) -> bool:
        """Whether there is room for a tale behind what the theme has itself, and one is wanted."""
        draft = self._draft
        room = draft.count >= TALE + (_MUCH if draft.rich else 1) + bool(draft.last)
        unwanted = draft.visual or self._moments.wordless or "story" in draft.unwanted
        return room and not unwanted

    def _choose_tale(self) -> None:
        """A tale of a world that the theme is about, or one of the channel's own.

        The cast has one of its own after each of a world. Where all of these were told, the others
        come, and then those of longest ago. One that would be seen in silence is not told where
        there is another, or where the theme has sentences to make a programme of: these are told
        in turn with its own tales.
        """
        draft, teller = self._draft, self._teller
        world = self._of_world() if self._may_have_tales else None
        if world and not world.turn.line:
            sentences = sum(map(draft.is_sentence, draft.theme.beats))
            if teller and teller.lately and sentences >= _SPEAKS:
                teller = None
            world = None if teller or sentences >= _SPEAKS else world
        ago = self._moments.told_ago(world) if world else TOLD_OUT - 1
        own = None
        if teller and not (world and self._lately and ago >= _RETOLD) and not self._has_news():
            led = bool(world) and ago >= LATELY
            cast = bool(draft.hand or draft.persons or teller.slots.name)
            if not led or (cast and draft.brief.recent):
                own = teller.tale(led=led, least=min(ago + 1, LATELY))
        self.tale = own or world
        self.turn = self.tale.turn if self.tale else None
        if world and not own and not self._fixed:
            draft.prefer(lambda beat: self._worth(beat, world.turn.world))

    def _has_news(self) -> bool:
        """Whether so many sentences of a theme without cast were not told lately that they make a
        programme.
        """
        draft = self._draft
        known = (*draft.beats, *draft.spare)
        fresh = (b for b in known if said_ago(self.said(b), draft.brief.recent) >= REST)
        return not draft.hands and sum(map(draft.is_sentence, fresh)) >= ARC

    @property
    def _world(self) -> str:
        """The world that the tale is of; "" for one of the channel's own, and without any."""
        own = own_worlds(self._draft.channel.language)
        return self.tale.turn.world if self.tale and self.tale.turn.world not in own else ""

    def _of_world(self) -> Tale | None:
        """A tale of the world of the first beat, else of another that the theme is about.

        Where one thing is done in a programme, something else is done in it only in place of what
        was told lately.
        """
        topic = self._topic
        own = [topic.own(beat.text, beat.english) for beat in self._draft.beats]
        names = dict.fromkeys([*(name for worlds in own for name in worlds), *topic.told])
        others = self._unchosen.difference(own[0])
        known = [name for name in names if name in topic.told and name not in others]

        def acted(world: str) -> bool:
            return bool(self._doer(world))

        if not self._one_thing:
            return self._moments.tale(known, acted)
        unseen = self._moments.tale(known, lambda world: False)
        if unseen and self._moments.told_ago(unseen) >= LATELY:
            return unseen
        return self._moments.tale(known, acted) or unseen

    @property
    def _unchosen(self) -> set[str]:
        """The worlds of a thing of which the programme has another: no tale brings it after all.

        That of several of them is of this one, too.
        """
        draft, topic = self._draft, self._topic
        choices = [beat for beat in draft.theme.beats if beat.choice and beat not in draft.beats]
        found = [topic.own(beat.text, beat.english) for beat in choices]
        every = [name for worlds in found for name in worlds]
        return {name for name in every if every.count(name) == 1 or name not in topic.home}

    def _worth(self, beat: Beat, world: str) -> tuple[bool, ...]:
        """What a beat is worth to a story of a world: new, told, at its place, of its hero."""
        lead, own = self._draft.lead, self._topic.own(beat.text, beat.english)
        led = not (lead and beat.names) or lead.name in beat.names
        return self._draft.is_rested(beat), bool(self.said(beat)), world in own, led

    @property
    def _fixed(self) -> bool:
        """Whether the beats have their order, or one of them was chosen for the programme."""
        draft = self._draft
        return draft.ordered or draft.day or self._one_thing or self._is_counted

    # The shots of a tale

    def _rows(self, tale: Tale) -> Iterator[Step]:
        """The shots of a tale, one behind the other."""
        own = tale.turn.world in own_worlds(self._draft.channel.language)
        for moment in tale.moments:
            yield replace(self._own_row(moment) if own else self._row(moment), kept=True)

    def _row(self, moment: Moment) -> Step:
        if moment.kind == "do":
            return self._doing(self._doer(moment.world), moment)
        return self._detail(moment)

    def _own_row(self, moment: Moment) -> Step:
        """A shot of an own tale; at the place of the programme where it can be anywhere."""
        slots = self._teller.slots if self._teller else None
        scale: Scale = "close" if moment.kind == "see" else "medium"
        if slots and slots.place and moment.picture.startswith(slots.place):
            scale = "wide"
        step = self._seen(moment, scale)
        if slots and moment.kind == "do":
            comma = ", " if slots.name else " "
            step = replace(step, seen=f"{slots.hero}{comma}{moment.picture}")
        anywhere = moment.tags.isdisjoint({"indoors", "outdoors"}) and scale == "medium"
        place = self._place if anywhere else ""
        return replace(step, place=place, inside="indoors" in moment.tags)

    def _detail(self, moment: Moment) -> Step:
        """A picture of a world from near, if it can be; what happens and what remains, less so."""
        wide = has(moment.picture, WIDE)
        if moment.kind == "rest":
            return self._seen(moment, "wide" if wide else "medium")
        return self._seen(moment, "medium" if wide or moment.kind == "turn" else "close")

    def _announced(self, turn: Moment) -> Iterator[Step]:
        """The place, while it is told what a turn is about."""
        draft = self._draft
        if draft.has_time_for(turn.teaser or "?" * 999):
            where = None if self._one_thing else draft.setting
            seen = self._place or draft.seen(where or draft.beats[0])
            yield replace(self._step("wide", seen, turn.teaser), kept=True)

    @property
    def _one_thing(self) -> bool:
        """Whether the operator wants one of several things done in a programme, and no other."""
        return any(beat.choice for beat in self._draft.beats)

    @property
    def _is_counted(self) -> bool:
        """Whether the beats count from one on, so that none can be left out."""
        return bool(counted([beat.text for beat in self._draft.beats]))
