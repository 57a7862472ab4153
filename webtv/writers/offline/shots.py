"""One shot before it is put into a prompt: a beat, a moment of a world, somebody who does it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from webtv.writers.cast import on_screen
from webtv.writers.offline.atlas import Moment
from webtv.writers.offline.beat import Beat
from webtv.writers.offline.captions import beginning
from webtv.writers.offline.deeds import doer_in
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.joints import first_clause
from webtv.writers.offline.moments import Moments
from webtv.writers.offline.phrases.language import Scale
from webtv.writers.offline.topic import Topic
from webtv.writers.offline.wording import halves, sentence
from webtv.writers.offline.worlds import worlds_tagged


@dataclass(frozen=True, slots=True)
class Step:
    """One shot before it is put into a prompt."""

    scale: Scale
    seen: str
    line: str = ""
    place: str = ""
    hour: str = ""
    """The hour that it names itself, as `setting.Hour`; "" where it names none."""

    moment: Moment | None = None
    """The moment of a world that it shows, in English; None for what is the operator's."""

    inside: bool = False
    """Whether there is no sky above it."""

    kept: bool = False
    """Whether it is part of a tale or begins the programme, and is told before anything else."""

    seconds: float = 0.0
    """How long it is seen, where its line needs longer than others; 0 for as long as these."""

    goes_on: bool = False
    """Whether its line goes on with that of the shot before it."""

    speaker: str = ""
    """Who of the cast says the line; "" for the narrator."""


class Shots:
    """Makes the shots of a draft, at the place of the programme where they can be there."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._topic = Topic(draft)
        self._moments = Moments(draft, self._topic)
        self._place = self._placed()

    def shown(self, beat: Beat) -> Step:
        """A shot of a beat that is none of the theme's, told before anything else."""
        return replace(self._beat(beat, "medium"), kept=True, place="")

    def _beat(self, beat: Beat, scale: Scale) -> Step:
        """A beat in the operator's words, which are said over it, too."""
        step = self._step(scale, self._draft.seen(beat), self.said(beat), beat)
        return replace(step, speaker=beat.speaker) if step.line else step

    def said(self, beat: Beat) -> str:
        """A beat as one caption, the beginning of a long one; "" where it tells nothing alone."""
        told, draft, language = self.told(beat), self._draft, self._draft.channel.language
        if draft.has_time_for(told) or beat.asks:
            return told
        whole = told.rstrip(draft.told.end)
        first = next(iter(halves(whole, language) or ()), first_clause(whole, language, len(whole)))
        if not draft.has_time_for(first):
            first = beginning(whole, language, draft.has_time_for)
        return sentence(first, draft.told.end, language)

    def told(self, beat: Beat) -> str:
        """A beat as a sentence, or as the name of a thing; "" where it tells nothing by itself."""
        draft = self._draft
        if beat.asks:
            return beat.text
        if draft.visual or self._moments.wordless:
            return ""
        if not (draft.is_sentence(beat) or draft.is_caption(beat) or (beat.choice and beat.doing)):
            return ""
        text = draft.worded(beat)
        if beat.doing and draft.hand:
            text = draft.told.doing.format(name=draft.hand.name, deed=text)
        return sentence(text, draft.told.end, draft.channel.language)

    def _step(self, scale: Scale, seen: str, line: str = "", beat: Beat | None = None) -> Step:
        """A shot of the operator's words, at the place of the programme if it can be there."""
        hour = self._draft.hour_of(beat) if beat else None
        own = self._topic.worlds_of(beat.text, beat.english) if beat else ()
        place = self._place if self._is_at(own) else ""
        where = (*own, *self._topic.home)[:1]
        inside = not worlds_tagged("indoors").isdisjoint(where)
        return Step(scale, seen, line[:400], place, hour or "", inside=inside)

    def _seen(self, moment: Moment, scale: Scale) -> Step:
        place = self._place if self._is_at((moment.world,), surely=True) else ""
        inside = moment.world in worlds_tagged("indoors")
        return Step(scale, moment.picture, moment.line, place, moment=moment, inside=inside)

    def _doing(self, hero: str, moment: Moment) -> Step:
        hero = hero if self._is_named(hero) else doer_in(hero, moment)
        comma = ", " if self._is_looked(hero) else " "
        return replace(self._seen(moment, "medium"), seen=f"{hero}{comma}{moment.picture}")

    def _is_looked(self, hero: str) -> bool:
        """Whether a look stands behind somebody: "Rosa, a tall woman, mending", "Jette mending"."""
        draft = self._draft
        seen = on_screen((*draft.channel.cast, *draft.others), hero)
        return any(each.look or each.clothes for each in seen)

    def _is_named(self, hero: str) -> bool:
        """Whether somebody has a name, and does what no trade of theirs says."""
        draft = self._draft
        named = any(who.seen == hero for who in draft.persons)
        return named or bool(on_screen(draft.channel.cast, hero))

    def _placed(self) -> str:
        """The place of the programme: the next in turn at which its first beat can be."""
        places, beat = self._draft.places, self._draft.beats[0]
        own = self._topic.worlds_of(beat.text, beat.english)
        where = self._draft.setting
        sets = self._topic.worlds_of(where.text, where.english) if where else ()
        known = {place: set(self._topic.worlds_of(place)) for place in places}
        near = {*own, *self._topic.near(own)}
        for worlds in (set(own), set(sets), near):
            if fitting := [place for place in places if known[place] & worlds]:
                return fitting[0]
        return next(iter(places), "")

    def _is_at(self, worlds: tuple[str, ...], *, surely: bool = False) -> bool:
        """Whether something of some worlds can be at the place of the programme."""
        if not self._place or (surely and self._draft.language[:2] != "en"):
            return False
        known = self._topic.worlds_of(self._place)
        if surely:
            return not set(known).isdisjoint(worlds)
        worlds = worlds or self._topic.worlds[:2]
        near = (*worlds, *self._topic.near(worlds))
        return not (known and worlds) or not set(known).isdisjoint(near)
