"""The shots of one beat: its sentence, a thing of it from near, other sides of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from webtv.writers.offline import wordlists
from webtv.writers.offline.arc import Arc
from webtv.writers.offline.beat import Beat
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.people import has_people
from webtv.writers.offline.shots import Step
from webtv.writers.offline.things import object_of, things_in
from webtv.writers.offline.turns import filmed_ago
from webtv.writers.offline.wording import halves, parted, sentence

_DETAIL = 5
"""Words of a thing that is filmed from near."""


class Scenes(Arc):
    """Films beats, each as a whole or in parts."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self._heard: set[str] = set()
        """What was said before."""

    def _told(self, beat: Beat, size: int) -> Iterator[Step]:
        """A beat with its sentence; one that is too long for a shot in two of them.

        Of two sentences, the first is left out if it is told already: "Bramble naps. They report".
        """
        step = self._beat(beat, "close" if self._is_detail(beat) else "medium")
        if beat.asks or beat.spoken:
            yield step
            return
        head, tail = parted(beat.text)
        if tail and any(head[1:] in line for line in self._heard):
            yield replace(step, line=sentence(tail, self._draft.told.end, self._draft.language))
            return
        whole = sentence(beat.text, self._draft.told.end, self._draft.language)
        long = self._draft.is_sentence(beat) and not self._draft.has_time_for(whole)
        language = self._draft.channel.language
        both = halves(whole, language) if long and size > 1 and step.line else None
        if both is None or not all(map(self._draft.has_time_for, both)):
            yield step
            return
        seen = parted(step.seen)
        yield replace(step, line=both[0], seen=seen[0])
        near = self._near(beat, both[1]) or self._beat(beat, "close")
        yield replace(replace(step, scale="wide", seen=seen[1]) if seen[1] else near, line=both[1])

    def _near(self, beat: Beat, part: str = "") -> Step | None:
        """Something that a beat, or a part of it, names; None where it names nothing."""
        if beat.asks:
            return self._step("close", beat.picture, beat=beat) if beat.picture else None
        things = things_in(part, self._draft.language) if part and not beat.english else ()
        things = things or things_in(beat.picture, self._draft.language)
        deed = beat.doing and self._draft.language[:2] == "en" and object_of(beat.picture)
        things = things or ((deed,) if deed else ())
        fresh = [t for t in things if filmed_ago(t, self._draft.brief.recent[:1]) > 1]
        return self._step("close", (fresh or things)[-1], beat=beat) if things else None

    def _is_detail(self, beat: Beat) -> bool:
        """Whether an English beat names a thing or two, and nobody."""
        text, draft = beat.picture, self._draft
        english = draft.language[:2] == "en" and not beat.portrait and not beat.names
        thing = (
            english
            and not (beat.doing or beat.asks or beat.spoken)
            and not wordlists.is_clause(text, "en")
        )
        short = len(text.split()) <= (1 if beat.whole else _DETAIL)
        return thing and short and not has_people(text)
