"""Says something of our own behind a phrase under its picture, or in place of what was told lately.

`phrases/remarks` has what is said, a file for each language; its README says how.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from webtv.writers.offline import wordlists
from webtv.writers.offline.beat import Beat
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.jointwords import PREPOSITIONS
from webtv.writers.offline.kinds import BEHIND
from webtv.writers.offline.moments import LATELY, Moments
from webtv.writers.offline.owntales import is_deep, is_plain
from webtv.writers.offline.phrases.regions import regional
from webtv.writers.offline.setting import is_dark
from webtv.writers.offline.shots import Step
from webtv.writers.offline.topic import Topic
from webtv.writers.offline.turns import prompt_key, said_ago
from webtv.writers.offline.wishes import counted
from webtv.writers.offline.wording import sentence
from webtv.writers.offline.worlds import worlds_in

_REST = 6
"""Programmes in which a sentence of the theme is not told again, while anything else is."""

_APART = 10
"""Programmes in which a remark is not made again."""

_RICH, _MOST, _FEW = 24, 3, 2
"""Remarks of a language that has many, and those of a programme at most there and elsewhere."""

_LEAST = 3
"""Shots of a programme at least."""

_NOUN = 3
"""Letters of a noun by which an observation is found, at least."""

_SUBJECT = 3
"""Words with which a sentence begins whose subject is one of them."""

_NOUN_FIRST = ("es", "fr", "it", "pt")
_NOUN_LAST = ("en", "pl", "ru", "tr")
_HEAD = re.compile(rf"[,;]| (?:{'|'.join(sorted(BEHIND))}|who|that|which|\w+ing)\b")
_ROW = re.compile(r"(?:\(([a-z ]+)\) )?(.+)")
_FOLDER = files("webtv.writers.offline.phrases").joinpath("remarks")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that is said of whatever is seen."""

    text: str
    tags: frozenset[str]
    """When and where it is not made, and whether sober channels make it: the README has them."""


class Remarks:
    """The remarks of one programme."""

    def __init__(self, draft: Draft, topic: Topic, moments: Moments) -> None:
        self._draft = draft
        self._moments = moments
        self._names = tuple(dict.fromkeys((*topic.home, *topic.worlds)))
        """The worlds in which a phrase may find an observation of its thing."""
        known = remarks_in(draft.channel.language)
        self._left = _MOST if len(known) >= _RICH else _FEW
        recent, plain = draft.brief.recent, is_plain(draft, topic)
        no_hour = draft.bare or draft.visual
        unfit = {
            "day": no_hour or is_dark(draft.hours[-1:]),
            "night": no_hour or not is_dark(draft.hours),
            "land": no_hour or is_deep(topic),
        }
        out = {tag for tag, off in unfit.items() if off}
        fit = [each for each in known if not each.tags & out]
        fit = [each for each in fit if "plain" in each.tags or not plain]
        self._fresh = [
            each.text
            for each in fit
            if said_ago(each.text, recent) >= _APART and draft.unavoided([each.text])
        ]
        draft.rng.shuffle(self._fresh)
        self._fresh.sort(key=lambda text: -min(said_ago(text, recent), 2 * LATELY))

    def put(self, steps: Sequence[Step], place: str, teaser: str = "") -> list[Step]:
        """The shots of a programme, with remarks where they are needed.

        What was told lately is left out, and so is what leans on it, but for one shot that has a
        remark, and the first one, which has the `teaser` of the programme. Some of it is told all
        the same where nothing else is.
        """
        draft = self._draft
        if draft.story or not remarks_in(draft.channel.language):
            return list(steps)
        beats = [self._beat(step) if step.line and not step.moment else None for step in steps]
        out = self._told_out(steps, beats)
        said = {step.line for step in steps}
        named = {
            at for at, step in enumerate(steps) if self._is_named(step, beats[at], place)
        } - out
        last, left = len(steps) - 1, len(steps)
        silent = bool(steps) and (0 in out or not steps[0].line)
        alone = {0: teaser} if silent and teaser not in said else {}
        again = [at for at in sorted(out, key=lambda at: (at != last, at)) if at not in alone]
        if again and self._left > len(named) and not steps[again[0]].goes_on:
            alone[again[0]] = self._alone()
        made: list[Step] = []
        for at, step in enumerate(steps):
            if at in named:
                made.append(replace(step, line=self._behind(step, said)))
            elif at in out and at and left > _LEAST and not alone.get(at):
                left -= 1
            elif at in out:
                made.append(replace(step, line=alone.get(at, ""), speaker=""))
            elif not step.line:
                made.append(replace(step, line=alone.get(at, "") or self._named(step, said)))
            else:
                made.append(step)
        return made

    def _is_named(self, step: Step, beat: Beat | None, place: str) -> bool:
        """Whether a shot has the name of a thing or a place for its words."""
        if beat:
            return self._draft.is_phrase(beat)
        return not step.moment and bool(step.line) and _key(step.line) == _key(place)

    def _told_out(self, steps: Sequence[Step], beats: Sequence[Beat | None]) -> set[int]:
        """The shots whose sentences are not told again."""
        ago = {
            at: self._told_ago(step, beat)
            for at, (step, beat) in enumerate(zip(steps, beats, strict=True))
            if beat
        }
        again = {at for at, since in ago.items() if since < _REST}
        fresh = [at for at, step in enumerate(steps) if step.line and at not in again]
        draft = self._draft
        if (draft.ordered or draft.day or draft.plot) and (
            len(again) < len(ago) or len(fresh) < _LEAST
        ):
            return set()  # no part of what is told in order is left out
        for at in sorted(again, key=lambda at: -ago[at])[: max(0, _LEAST - len(fresh))]:
            again.discard(at)  # rather is something heard again than nothing
        lost = {beat.text for at in again if (beat := beats[at])}
        leaning = {at for at, beat in enumerate(beats) if beat and beat.after in lost}
        return again | leaning

    def _beat(self, step: Step) -> Beat | None:
        """The beat that a shot tells, the whole or a part of it; None for what is no beat."""
        line = _key(step.line)
        known = [b for b in self._draft.theme.beats if (key := _key(b.text)) in line or line in key]
        return max(known, key=lambda beat: len(beat.text), default=None)

    def _named(self, step: Step, said: set[str]) -> str:
        """A word that is no caption by itself, with a remark; "" for any other silent shot."""
        draft = self._draft
        known = (b for b in draft.theme.beats if b.text == step.seen and draft.is_phrase(b))
        beat = None if step.moment or draft.visual or self._moments.wordless else next(known, None)
        if beat is None or draft.is_caption(beat) or not draft.is_thing(beat):
            return ""
        line = sentence(beat.text, draft.told.end, draft.channel.language)
        behind = self._behind(replace(step, line=line), said)
        return "" if behind == line else behind

    def _told_ago(self, step: Step, beat: Beat) -> int:
        """How many programmes ago a sentence was told; long ago, where it is needed here."""
        draft = self._draft
        if (
            beat.step
            or beat.choice
            or beat.asks
            or beat.spoken
            or counted([each.text for each in draft.beats])
        ):
            return _REST
        return said_ago(step.line, draft.brief.recent)

    def _behind(self, step: Step, said: set[str]) -> str:
        """A phrase with a remark, or what is known of its thing; alone only if it is new."""
        if line := next(self._observations(step.line, said), ""):
            said.add(line)
            return line
        told = f"{step.line}{self._draft.told.blank}"
        for text in self._fresh if self._left > 0 else ():
            if self._draft.has_time_for(told + text):
                self._fresh.remove(text)
                self._left -= 1
                return told + text
        return step.line

    def _alone(self) -> str:
        """A remark on what is seen once more; "" where none is left."""
        if self._left <= 0 or not self._fresh:
            return ""
        self._left -= 1
        return self._fresh.pop(0)

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


def _noun(phrase: str, language: str) -> frozenset[str]:
    """The noun of a phrase, in English of one and of many; empty where nobody can tell it."""
    code = language[:2]
    words = _words(_HEAD.split(phrase, maxsplit=1)[0] if code == "en" else phrase)
    opens = wordlists.of(wordlists.DETERMINERS, code)
    ties = wordlists.of(PREPOSITIONS, code) | wordlists.of(wordlists.LINKS, code)
    ended = next((at for at, word in enumerate(words) if at and word in ties - opens), len(words))
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
    return prompt_key(text).rstrip(".。!！?？…,;:，、；।： –—-")


@cache
def remarks_in(language: str) -> tuple[Remark, ...]:
    """The remarks of a language, in the order of the English ones; none where it has no file."""
    file = _FOLDER.joinpath(f"{language[:2]}.txt")
    if not file.is_file():
        return ()
    tags = [_ROW.fullmatch(row) for row in _rows("en")]
    put = regional(language)
    said = (found[2] for row in _rows(language[:2]) if (found := _ROW.fullmatch(row)))
    return tuple(
        Remark(put(text) if put else text, frozenset((english[1] or "").split()))
        for text, english in zip(said, tags, strict=False)
        if english
    )


def _rows(code: str) -> list[str]:
    text = _FOLDER.joinpath(f"{code}.txt").read_text("utf-8").replace("\u2019", "'")
    return [row for row in text.splitlines() if row.strip()]
