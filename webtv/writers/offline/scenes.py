"""The shots of one beat: its sentence, a thing of it from near, other sides of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from webtv.writers.offline import wordlists
from webtv.writers.offline.arc import Arc
from webtv.writers.offline.beat import Beat
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.people import has_people
from webtv.writers.offline.retold import Retold
from webtv.writers.offline.shots import Step
from webtv.writers.offline.wording import parted, says_again, sentence

_DETAIL = 5
"""Words of a thing that is filmed from near."""


class Scenes(Arc):
    """Films beats, each as a whole or in parts."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self._heard: set[str] = set()
        """What was said before."""
        self.plain = False
        """Whether the programme tells nothing but what the theme says."""

    @property
    def logline(self) -> str:
        """What is told of the programme; "" where it is what its subject says."""
        return ""

    @property
    def tells(self) -> bool:
        """Whether the programme tells a story that is not the theme's."""
        return self.tale is not None

    def rested(self, steps: Sequence[Step]) -> list[Step]:
        """The shots without what was told lately, and with observations for bare phrases."""
        retold = Retold(self._draft, self._topic, self._moments)
        teaser = self.turn.teaser if self.turn else ""
        begun = self.tale.moments[0].line if self.tale else ""
        follows = begun and steps[1:2] and steps[1].line == begun
        if follows or says_again(begun, teaser):
            teaser = ""
        return retold.put(steps, self._place, teaser, plain=self.plain)

    def _told(self, beat: Beat, size: int) -> Iterator[Step]:
        """A beat with its sentence; one that is too long for a shot in several of them.

        Of two sentences, the first is left out if it is told already: "Bramble naps. They report".
        """
        step = self._beat(beat, "close" if self._is_detail(beat) else "medium")
        if beat.asks or beat.spoken:
            yield step
            return
        head, tail = parted(beat.text)
        said = tail if tail and any(head[1:] in line for line in self._heard) else beat.text
        line = self.told(beat)
        if said != beat.text:
            line = sentence(said, self._draft.told.end, self._draft.channel.language)
        yield from self._read(step, beat, line, size)

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
