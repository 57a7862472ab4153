"""How beats, places and people become pictures and sentences of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from webtv.writers.offline import wordlists
from webtv.writers.offline.beats import Beat
from webtv.writers.offline.cutaways import picture_of
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.phrases.language import Scale
from webtv.writers.offline.setting import hour_in, season_in
from webtv.writers.offline.stories import stories_in
from webtv.writers.offline.things import things_in, wanted_in
from webtv.writers.offline.wording import is_settled, sentence

_STATE = re.compile(
    r"\b(?:is|are|was|were|has|have|est|sont|ist|sind|hat|haben|es|está|están|ha|han|è|hanno|sono)\b"
    r"|\bs'est\b"
)
"""Words of what is so, which does not come after anything else: "has lost his towel"."""


@dataclass(frozen=True, slots=True)
class Step:
    """One shot before it is put into a prompt."""

    scale: Scale
    seen: str
    line: str
    place: str = ""
    hour: str = ""
    """The hour that it names itself, as `setting.Hour`; "" where it names none."""

    spare: bool = False
    """Whether a narrator may leave its line out where time is short."""


class Narrator:
    """Puts what a draft has chosen into words, at the place where it is just now."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._place = draft.places[0] if draft.places else ""
        self._presences = 0
        self._latest: Beat | None = None
        self._share = 0.0
        """How much of the programme is over, 0 to 1."""

    def _presence(self, name: str) -> str:
        """Somebody doing next to nothing."""
        acts = self._draft.acts
        if not acts:
            return name
        self._presences += 1
        return f"{name}{self._draft.filmed.comma}{acts[self._presences % len(acts)]}"

    def _where(self, *, hour: str) -> str:
        """The place as a sentence, with the hour where it has a preposition."""
        if not self._place:
            return ""
        comma = self._draft.told.comma
        if not hour:
            return self._sentence(self._place)
        settled = is_settled(self._place)
        parts = (hour, self._place) if settled else (self._place, hour)
        return self._sentence(comma.join(parts))

    def _seen(self, beat: Beat) -> str:
        """A beat as it is filmed; an abstract noun by a picture of it."""
        seen = self._draft.seen(beat)
        if self._draft.language[:2] == "en" and (picture := picture_of(seen)):
            return picture
        return seen

    def _told(self, beat: Beat, *, linked: bool = False) -> str:
        """A beat as a sentence."""
        draft = self._draft
        text = beat.text
        if beat.doing and draft.lead:
            return self._sentence(draft.told.doing.format(name=draft.lead.name, deed=text))
        fixed = (
            hour_in(text) or beat.weekday is not None or ". " in text or season_in(text) is not None
        )
        if linked and not fixed and not draft.is_thing(beat) and self._acts(text):
            small = wordlists.lowered(text, draft.channel.language)
            if small != text or beat.names or not text[:1].isupper():
                return self._sentence(draft.say("link", beat=small) or text)
        return self._sentence(text)

    def _acts(self, text: str) -> bool:
        """Whether something happens in a text, which is no list of names and no state."""
        language = self._draft.channel.language
        known = len(text.split()) > 2 or not text.isascii()
        return known and wordlists.is_clause(text, language) and not _STATE.search(text)

    def _labels(self) -> set[str]:
        """What would be said of bare nouns."""
        known = self._draft.theme.beats
        return {self._sentence(beat.text) for beat in known if self._is_label(beat)}

    def _is_label(self, beat: Beat) -> bool:
        """Whether an English beat is a bare noun or two, which nobody says over its picture."""
        words = beat.text.lower().split()
        determined = words[0] in wordlists.of(wordlists.DETERMINERS, "en")
        english = self._draft.channel.language[:2] == "en" and not beat.portrait
        return english and len(words) <= 2 and not determined and self._draft.is_thing(beat)

    def _sentence(self, text: str) -> str:
        return sentence(text, self._draft.told.end, self._draft.channel.language)

    def _step(self, scale: Scale, seen: str, line: str = "", beat: Beat | None = None) -> Step:
        """A step at the present place. Without a line, it is silent."""
        hour = self._draft.hour_of(beat) if beat else None
        return Step(scale, seen, line[:400], self._place, hour or "")

    def _plotted(self, stage: Literal["begins", "grows", "ends"], scale: Scale) -> Step | None:
        """A stage of the small story, with its hero where there is one."""
        draft = self._draft
        if draft.plot is None:
            return self._happens(draft.event, stage, scale) if draft.event else None
        line = getattr(draft.plot, stage)
        filmed = stories_in(draft.language).plot(draft.plot.key)
        thing = filmed.thing if filmed else draft.plot.thing
        if draft.lead and stage != "grows":
            name = draft.lead.name
            if stage == "ends" and draft.helper and self._share > 0.6:
                name = draft.filmed.beside.format(one=name, other=draft.helper)
            return self._step(scale, draft.filmed.beside.format(one=name, other=thing), line)
        if stage != "grows" and (near := self._near(stage)):
            return self._step(scale, draft.filmed.beside.format(one=thing, other=near), line)
        return self._step(scale, thing, line)

    def _happens(
        self, event: Beat, stage: Literal["begins", "grows", "ends"], scale: Scale
    ) -> Step:
        """A stage of what happens in the theme itself: it is told, thought about, and ends well."""
        draft = self._draft
        seen = self._seen(event)
        if stage == "begins":
            self._latest = event
            return self._step(scale, seen, self._told(event), event)
        line = draft.say(stage, draft.stories.event_in(event.text))
        things = things_in(event.english or event.text, draft.language)
        if stage == "grows" and things:
            return self._step(scale, things[-1], line)
        if stage == "ends" and (turn := self._turn_of(event)):
            return self._step(scale, turn, line)
        if stage == "ends" and draft.lead and event.names:
            near = dict.fromkeys([*event.names[:1], draft.lead.name, draft.helper])
            both = [name for name in near if name][:2]
            if len(both) == 2:
                seen = draft.filmed.beside.format(one=both[0], other=both[1])
                return self._step(scale, seen, line)
        return self._step(scale, seen, line, event)

    def _turn_of(self, event: Beat, wanted: Beat | None = None) -> str:
        """Who wanted something with what was wanted, or that with somebody else; "" for none.

        With `wanted`, it is what was wanted there: "the towel" beside the moose of another beat.
        """
        draft = self._draft
        text = event.english or event.text
        found = wanted_in(text, draft.language)
        if not found:
            return ""
        if len(found) < 2 and draft.lead and not event.names:
            found = (draft.lead.name, *found)
        elif not text.casefold().startswith(found[0].casefold()):
            return ""  # two things without anybody who could want them
        if wanted and (lost := wanted_in(wanted.english or wanted.text, draft.language)):
            found = (found[0], lost[-1])
        if len(found) < 2:
            others = (things_in(b.english or b.text, draft.language) for b in draft.beats)
            near = (thing for things in others for thing in things[:1] if thing not in found)
            found = (*found, *list(near)[:1])
        if len(found) < 2:
            return ""
        return draft.filmed.beside.format(one=found[0], other=found[1])

    def _near(self, stage: str) -> str:
        """Something of the theme beside which the small story is seen; "" for nothing."""
        beats = self._draft.beats if stage == "begins" else reversed(self._draft.beats)
        found = (
            thing
            for beat in beats
            for thing in things_in(beat.english or beat.text, self._draft.language)
        )
        return next(found, "")
