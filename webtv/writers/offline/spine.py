"""A programme that tells the story of its theme: the operator's own sentences, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from webtv.writers.offline.beat import Beat
from webtv.writers.offline.phrases.language import Scale
from webtv.writers.offline.scenes import Scenes
from webtv.writers.offline.shots import Step
from webtv.writers.offline.voice import quiet
from webtv.writers.offline.wording import halves, parted, sentence

_ENOUGH = 10
"""Shots of such a programme, where it has so much to show."""

_SCALES: tuple[Scale, ...] = ("medium", "wide", "medium", "close")
"""How near the sentences of a story are, one after the other."""


class Spine(Scenes):
    """Lays out a story: who they are, all that happens, and its last image once more."""

    def steps(self) -> tuple[Step, ...]:
        """All shots, in order: what the story needs, and something of its world before it begins.

        Where there is no room for all of its sentences, what is said before it goes first, then
        those of its middle.
        """
        draft = self._draft
        beats = self._fitting(draft.count)
        opens = draft.count > len(beats) and not draft.setting  # else its first sentence does
        made = [*self._opening()] if opens else []
        room = draft.count - len(made) - len(beats)
        wanted = _ENOUGH - len(made) - len(beats) - 1
        before = len(beats) - len(self._own)
        for number, beat in enumerate(beats):
            scene = [*self._scene(beat, _SCALES[number % len(_SCALES)], split=room > 1)]
            room -= len(scene) - 1
            wanted -= len(scene) - 1
            self._heard.update(step.line for step in scene)
            made += scene
            if number < before and room > 1 and wanted > 0:
                facts = [*self._fact(beat)]
                made += facts
                room -= len(facts)
                wanted -= len(facts)
        made[0] = replace(made[0], scale="wide")
        if room > 0:
            made.append(replace(self._beat(beats[-1], "wide"), line=""))
        return tuple(quiet(made, draft))

    @property
    def _own(self) -> tuple[Beat, ...]:
        """The sentences of the story itself."""
        return self._draft.plot.beats if self._draft.plot else ()

    def _fitting(self, count: int) -> list[Beat]:
        """As many sentences as there are shots, the first and the last of the story among them."""
        own, beats = self._own, list(self._draft.story)
        while len(beats) > count:
            spare = [beat for beat in beats if beat not in own] or beats[1:-1] or beats[:-1]
            beats.remove(spare[-1] if len(beats) <= len(own) else spare[0])
        return beats

    def _scene(self, beat: Beat, scale: Scale, *, split: bool) -> Iterator[Step]:
        """A sentence in a shot; a long one in two, if there is room or no time for it in one.

        Of two, the first is left out if it was told: it says who does what the second tells.
        """
        draft = self._draft
        head, tail = parted(beat.text)
        known = tail and any(head.casefold() in line.casefold() for line in self._heard)
        line = sentence(tail if known else beat.text, draft.told.end, draft.channel.language)
        step = replace(self._beat(beat, scale), line=line, kept=True)
        both = halves(line, draft.channel.language) if split else None
        if both is None:
            timely = draft.has_time_for(line)
            short = sentence(
                draft.brief_of(tail if known else head), draft.told.end, draft.language
            )
            yield step if timely else replace(step, line=short)
            return
        yield replace(step, line=both[0])
        near = self._near(beat, both[1]) or self._beat(
            beat, "close" if scale != "close" else "wide"
        )
        yield replace(near, line=both[1], kept=True)

    def _fact(self, beat: Beat) -> Iterator[Step]:
        """Something of the world in which a story begins."""
        names = self._moments.begin(self._topic.own(beat.text, beat.english))
        moment = self._moments.take("see", names) if self._topic.told else None
        if moment:
            yield self._seen(moment, "close")
