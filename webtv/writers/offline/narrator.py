"""How beats, places and people become pictures and sentences of their own."""

from __future__ import annotations

from dataclasses import dataclass

from webtv.writers.offline import wordlists
from webtv.writers.offline.beats import Beat
from webtv.writers.offline.cutaways import picture_of
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.phrases.language import Scale
from webtv.writers.offline.setting import hour_in
from webtv.writers.offline.wording import is_settled, sentence


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
        if linked and not hour_in(text) and not draft.is_thing(beat):
            small = wordlists.lowered(text, draft.channel.language)
            if small != text or beat.names or not text[:1].isupper():
                return self._sentence(draft.say("link", beat=small) or text)
        return self._sentence(text)

    def _sentence(self, text: str) -> str:
        return sentence(text, self._draft.told.end)
