"""Leaves out what was told lately, and puts an observation in place of a bare phrase.

"Copper pans." is a picture and says nothing: where a world of the channel knows something of pans,
that is told instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from webtv.writers.offline import verbs, wordlists
from webtv.writers.offline.beat import Beat
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.jointwords import ties
from webtv.writers.offline.kinds import BEHIND
from webtv.writers.offline.moments import LATELY, Moments
from webtv.writers.offline.phrases.language import Scale
from webtv.writers.offline.shape import PLAIN
from webtv.writers.offline.shots import Step
from webtv.writers.offline.topic import Topic
from webtv.writers.offline.turns import REST, prompt_key, said_ago
from webtv.writers.offline.wishes import counted
from webtv.writers.offline.worlds import worlds_in

_LEAST = 3
"""Shots of a programme at least."""

_BEGUN = 2
"""Shots with which a tale begins, and gives nothing of its end away."""

_OPENED = 7
"""Shots of a programme at most whose first one may be silent where the second is not."""

_NOUN = 3
"""Letters of a noun by which an observation is found, at least."""

_SUBJECT = 3
"""Words with which a sentence begins whose subject is one of them."""

_NOUN_FIRST = ("es", "fr", "it", "pt")
_NOUN_LAST = ("en", "pl", "ru", "tr")
_HEAD = re.compile(rf"[,;]| (?:{'|'.join(sorted(BEHIND))}|who|that|which|\w+ing)\b")


class Retold:
    """What one programme tells of its theme, without what was told lately."""

    def __init__(self, draft: Draft, topic: Topic, moments: Moments) -> None:
        self._draft = draft
        self._moments = moments
        self._names = tuple(dict.fromkeys((*topic.home, *topic.worlds)))
        """The worlds in which a phrase may find an observation of its thing."""

    def put(
        self, steps: Sequence[Step], place: str, teaser: str = "", *, plain: bool = False
    ) -> list[Step]:
        """The shots of a programme without what was told lately, and what leans on it.

        The first one has the `teaser` of the programme instead, and one other is seen without a
        word. Some is told all the same where nothing else is: all but what the last programme told,
        where it is `plain` that there is only the theme.
        """
        if self._draft.story:
            return list(steps)
        beats = [self._beat(step) if step.line and not step.moment else None for step in steps]
        out = self._told_out(steps, beats, plain=plain)
        said = {step.line for step in steps}
        silent = bool(steps) and (0 in out or not steps[0].line)
        first = teaser if silent and teaser not in said else ""
        last, left, fewest = len(steps) - 1, len(steps), PLAIN if plain else _LEAST
        again = sorted(out - {0}, key=lambda at: (at != last, at))[:1]
        kept = {0, *(at for at in again if at in (1, last) and not steps[at].goes_on)}
        made: list[Step] = []
        for at, step in enumerate(steps):
            unsaid = plain and not step.line and made and not made[-1].line
            if left > fewest and (at in out - kept or (unsaid and at < last)):
                left -= 1
            elif at in out:
                made.append(replace(step, line="" if at else first, speaker=""))
            elif not step.line and not at:
                if first or left <= _OPENED or not steps[1].line:
                    made.append(replace(step, line=first))
                else:
                    left -= 1
            elif self._is_named(step, beats[at], place):
                made.append(replace(step, line=self._observed(step.line, said)))
            else:
                made.append(step)
        return self._fitted(made, place)

    def _fitted(self, steps: list[Step], place: str) -> list[Step]:
        """The shots, with what will happen said where all is; elsewhere over a glimpse of it.

        The first shot, which is the theme's, has that behind it.
        """
        draft = self._draft
        where = {place, *(draft.seen(each) for each in (draft.setting, draft.first) if each)}
        made: list[Step] = []
        for at, step in enumerate(steps):
            glimpse = _glimpse(step, steps[at + 1 :])
            if glimpse is None or step.seen in where:
                made.append(step)
            elif at:
                made.append(glimpse)
            else:
                made += [replace(step, line="", speaker=""), glimpse]
        spare = len(made) > 2 and made[1:2] != steps[1:2] and not (made[2].line or made[2].moment)
        if spare or len(made) > draft.count:
            del made[2 if spare else 1]
        return made

    def _is_named(self, step: Step, beat: Beat | None, place: str) -> bool:
        """Whether a shot has the name of a thing or a place for its words."""
        if beat:
            return self._draft.is_phrase(beat)
        return not step.moment and bool(step.line) and _key(step.line) == _key(place)

    def _may_be_sentence(self, beat: Beat) -> bool:
        """Whether something may happen in a beat, in a language of which verbs are known."""
        language = self._draft.channel.language
        known = language[:2] == "en" or verbs.reads(language)
        return known and self._draft.is_sentence(beat)

    def _told_out(
        self, steps: Sequence[Step], beats: Sequence[Beat | None], *, plain: bool
    ) -> set[int]:
        """The shots whose sentences are not told again."""
        draft = self._draft
        if counted([beat.text for beat in draft.beats]):
            return set()
        ago = {
            at: self._told_ago(step, beat)
            for at, (step, beat) in enumerate(zip(steps, beats, strict=True))
            if beat
        }
        again = {at for at, since in ago.items() if since < REST}
        fresh = [at for at, step in enumerate(steps) if step.line and at not in again]
        if (draft.ordered or draft.day or draft.plot) and (
            len(again) < len(ago) or len(fresh) < _LEAST
        ):
            return set()  # no part of what is told in order is left out
        phrase = {at for at in again if (beat := beats[at]) and draft.is_phrase(beat)}
        if plain:  # there, whatever may be a sentence is one, and a phrase rests for a programme
            phrase = {
                at
                for at in phrase
                if not ago[at] and (beat := beats[at]) and not self._may_be_sentence(beat)
            }
        whole = [at for at in again if at not in phrase]
        least = _LEAST + plain  # a programme of the theme alone has no other words
        rather = sorted(whole, key=lambda at: -ago[at])[: max(0, least - len(fresh))]
        if not rather and not fresh:
            rather = sorted(again, key=lambda at: -ago[at])[:1]
        again.difference_update(rather)  # something is heard again rather than nothing
        lost = {beat.text for at in again if (beat := beats[at])}
        leaning = {at for at, beat in enumerate(beats) if beat and beat.after in lost}
        return again | leaning

    def _beat(self, step: Step) -> Beat | None:
        """The beat that a shot tells, the whole or a part of it; None for what is no beat."""
        line = _key(step.line)
        known = [b for b in self._draft.theme.beats if (key := _key(b.text)) in line or line in key]
        return max(known, key=lambda beat: len(beat.text), default=None)

    def _told_ago(self, step: Step, beat: Beat) -> int:
        """How many programmes ago a sentence was told; long ago, where it is needed here."""
        if beat.step or beat.choice or beat.asks or beat.spoken:
            return REST
        return said_ago(step.line, self._draft.brief.recent)

    def _observed(self, phrase: str, said: set[str]) -> str:
        """What a world of the channel knows of the thing of a phrase, else the phrase."""
        if line := next(self._observations(phrase, said), ""):
            said.add(line)
            return line
        return phrase

    def _observations(self, phrase: str, said: set[str]) -> Iterator[str]:
        """Lines of the channel's worlds that begin with the noun of a phrase and are of it."""
        language = self._draft.channel.language
        noun = _noun(phrase, language)
        worlds = worlds_in(language).by_name if noun else {}
        for name in self._names:
            for moment in worlds[name].of("see") if name in worlds else ():
                if moment.line in said or not _opens(moment.line, noun):
                    continue
                if language[:2] == "en" and not noun & {*_words(moment.picture)}:
                    continue
                rested = said_ago(moment.line, self._draft.brief.recent) >= LATELY
                if rested and self._moments.is_allowed(moment):
                    yield moment.line


def _glimpse(step: Step, behind: Sequence[Step]) -> Step | None:
    """What a tale shows as it begins, with the line of a shot that says what will happen in it;
    None for any other line, and where nothing is shown but what somebody does.
    """
    turns = (each for each in behind if each.moment and step.line == each.moment.teaser != "")
    turn = next(turns, None)
    if turn is None:
        return None
    before = behind[: behind.index(turn)]
    begun = [each for each in before if each.kept and each.moment][:_BEGUN]
    seen = next((each for each in begun if each.moment and each.moment.kind == "see"), None)
    if seen is None:
        return None
    scale: Scale = "close" if seen.scale == "medium" else "medium"
    return replace(seen, scale=scale, line=step.line, speaker="", seconds=step.seconds)


def _noun(phrase: str, language: str) -> frozenset[str]:
    """The noun of a phrase, in English of one and of many; empty where nobody can tell it."""
    code = language[:2]
    words = _words(_HEAD.split(phrase, maxsplit=1)[0] if code == "en" else phrase)
    tied = (at for at, word in enumerate(words) if at and word in ties(code))
    ended = next(tied, len(words))
    opens = wordlists.of(wordlists.DETERMINERS, code)
    words = [word for word in words[:ended] if word not in opens]
    if code == "de":
        named = re.findall(r"\b[A-ZÄÖÜ]\w+", " ".join(phrase.split()[: ended + 1]))
        words = [word.casefold() for word in named if word.casefold() in words]
    elif code not in (*_NOUN_FIRST, *_NOUN_LAST):
        return frozenset()
    if not words or len(found := words[0 if code in _NOUN_FIRST else -1]) < _NOUN:
        return frozenset()
    return frozenset({found, f"{found}s", found.removesuffix("s")} if code == "en" else {found})


def _opens(line: str, noun: frozenset[str]) -> bool:
    """Whether a sentence begins with a noun, and so is of it."""
    return not noun.isdisjoint(_words(line)[:_SUBJECT])


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


def _key(text: str) -> str:
    return prompt_key(text).strip(".。!！?？…,;:，、；।： –—-")
