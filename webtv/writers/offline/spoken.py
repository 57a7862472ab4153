"""The shots over which one beat is read: one, or several where it is too long for one caption."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from webtv.writers.offline import verbs, wordlists
from webtv.writers.offline.beat import Beat
from webtv.writers.offline.captions import captions, plain
from webtv.writers.offline.phrases.language import Scale
from webtv.writers.offline.shots import Shots, Step
from webtv.writers.offline.things import object_of, things_in
from webtv.writers.offline.turns import filmed_ago
from webtv.writers.offline.wording import parted, tells

_ENDED = re.compile(r"[.,;。，、；،؛]$")
"""How a part ends that is whole."""

_OTHER: dict[Scale, Scale] = {"wide": "medium", "medium": "wide", "close": "medium"}
"""From where a picture is seen that goes on."""


class Spoken(Shots):
    """Reads beats, each over as many shots as its sentence needs."""

    def _read(self, step: Step, beat: Beat, line: str, most: int) -> Iterator[Step]:
        """A shot with its line, or so many at most with a part of it each.

        Each part is seen by itself if something happens in it; else a thing of it is, or all once
        more from elsewhere.
        """
        draft = self._draft
        parts = captions(line, draft.channel.language, draft.has_time_for) if line else []
        if not 1 < len(parts) <= most:
            yield replace(step, line=line) if parts and len(parts) == 1 else step
            return
        bare = [plain(part) for part in parts]
        seen = [self._sight(step, beat, bare, at) for at in range(len(parts))]
        for at, part in enumerate(parts):
            yield replace(seen[at], line=part, speaker=step.speaker, kept=True, goes_on=at > 0)

    def _sight(self, step: Step, beat: Beat, parts: Sequence[str], at: int) -> Step:
        """What is seen while a part of a beat is read."""
        draft, language = self._draft, self._draft.channel.language
        apart = [self._acts(part, parts[n - 1] if n else ".") for n, part in enumerate(parts)]
        alike = beat.picture == beat.text and step.seen == beat.text
        both = parted(step.seen)
        ends = bool(_ENDED.search(parts[at]))
        if alike and ((apart[at] and (at or ends)) or (at == 0 and all(apart[1:]))):
            seen = parts[at].strip(" .,;:、，。–—-")
            return replace(step, seen=seen, scale=_OTHER[step.scale] if at % 2 else step.scale)
        if at == 0:
            return replace(step, seen=both[0])
        if both[1] and at == len(parts) - 1:
            return replace(step, scale=_OTHER[step.scale], seen=both[1])
        near = self._near(beat, parts[at])
        used = near is not None and any(near.seen in part for part in parts[:at])
        if near is not None and not used and draft.language == language:
            return near
        return replace(step, scale=_OTHER[step.scale] if at % 2 else step.scale)

    def _acts(self, part: str, before: str) -> bool:
        """Whether somebody of a part's own does something in it."""
        language = self._draft.channel.language
        first = part.split()[0].lower()
        tied = wordlists.of(wordlists.CONJUNCTIONS, language)
        tied |= wordlists.of(wordlists.LINKS, language)
        tied -= wordlists.of(wordlists.DETERMINERS, language)
        bound = first in tied or verbs.ties(first, language) or verbs.is_form(first, language)
        if language[:2] == "de" and not re.search(r" [A-ZÄÖÜ]", " ".join(part.split()[:4])):
            bound = bound or first in wordlists.of(wordlists.DETERMINERS, "de")  # "der niemandem"
        own = first in wordlists.of(wordlists.DETERMINERS, "en") or part[:1].isupper()
        owned = not before.endswith(",") or language[:2] != "en" or own
        return tells(part.rstrip(".。,，、 "), language) and not bound and owned

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
