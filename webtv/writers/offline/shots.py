"""One shot before it is put into a prompt: a beat, a moment of a world, somebody who does it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from webtv.writers.cast import on_screen
from webtv.writers.offline import wordlists
from webtv.writers.offline.beats import Beat
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.moments import Moments
from webtv.writers.offline.people import SOMEBODY
from webtv.writers.offline.phrases.language import Scale
from webtv.writers.offline.topic import Topic
from webtv.writers.offline.wording import sentence
from webtv.writers.offline.wordsets import has
from webtv.writers.offline.worlds import Moment

_BODILY = (
    "hand hands feet foot knees shoulder shoulders head back cheek nose arms balancing blowing "
    "bowing calling climbing crossing dancing humming jumping listening looking resting riding "
    "running skipping smelling stamping stretching swimming swinging talking waiting watching"
)
"""Words of deeds that a pair of hands cannot do alone."""


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


class Shots:
    """Makes the shots of a draft, at the place of the programme where they can be there."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._topic = Topic(draft)
        self._moments = Moments(draft, self._topic)
        self._place = self._placed()

    def _beat(self, beat: Beat, scale: Scale) -> Step:
        """A beat in the operator's words, its sentence over it unless it is a bare noun."""
        draft = self._draft
        text = beat.text
        if beat.doing and draft.lead:
            text = draft.told.doing.format(name=draft.lead.name, deed=text)
        line = "" if self._is_label(beat) else text
        line = sentence(line, draft.told.end, draft.channel.language)
        return self._step(scale, draft.seen(beat), line, beat)

    def _is_label(self, beat: Beat) -> bool:
        """Whether an English beat is a bare noun or two, which nobody says over its picture."""
        words = beat.text.lower().split()
        determined = words[0] in wordlists.of(wordlists.DETERMINERS, "en")
        english = self._draft.channel.language[:2] == "en" and not beat.portrait
        return english and len(words) <= 2 and not determined and self._draft.is_thing(beat)

    def _step(self, scale: Scale, seen: str, line: str = "", beat: Beat | None = None) -> Step:
        """A shot of the operator's words, at the place of the programme if it can be there."""
        hour = self._draft.hour_of(beat) if beat else None
        own = self._topic.worlds_of(beat.text, beat.english) if beat else ()
        place = self._place if self._is_at(own) else ""
        return Step(scale, seen, line[:400], place, hour or "")

    def _seen(self, moment: Moment, scale: Scale) -> Step:
        place = self._place if self._is_at((moment.world,), surely=True) else ""
        return Step(scale, moment.picture, moment.line, place, moment=moment)

    def _doing(self, hero: str, moment: Moment) -> Step:
        if hero == SOMEBODY and has(moment.picture, _BODILY):
            hero = "somebody"
        comma = ", " if on_screen(self._draft.channel.cast, hero) else " "
        return replace(self._seen(moment, "medium"), seen=f"{hero}{comma}{moment.picture}")

    def _placed(self) -> str:
        """The place of the programme: the next in turn at which its first beat can be."""
        places, beat = self._draft.places, self._draft.beats[0]
        own = self._topic.worlds_of(beat.text, beat.english)
        where = self._draft.setting
        sets = self._topic.worlds_of(where.text, where.english) if where else ()
        fitting = [place for place in places if own and self._fits(place, own)]
        fitting = fitting or [place for place in places if sets and self._fits(place, sets)]
        return next(iter(fitting or places), "")

    def _is_at(self, worlds: tuple[str, ...], *, surely: bool = False) -> bool:
        """Whether something of some worlds can be at the place of the programme."""
        if not self._place or (surely and self._draft.language[:2] != "en"):
            return False
        known = self._topic.worlds_of(self._place)
        if surely:
            return not set(known).isdisjoint(worlds)
        worlds = worlds or self._topic.worlds[:2]
        return self._fits(self._place, worlds) if known and worlds else True

    def _fits(self, place: str, worlds: tuple[str, ...]) -> bool:
        near = (*worlds, *self._topic.near(worlds))
        return not set(self._topic.worlds_of(place)).isdisjoint(near)
