"""What can be told of a programme without asking anybody: not its shape, what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from webtv.config.channel import Channel
from webtv.config.spoken import FOREIGN_STOPS
from webtv.prompts.clip_tokens import count_tokens
from webtv.writers.avoid import avoided
from webtv.writers.cast import looks_of_nobody, on_screen, untagged
from webtv.writers.language import may_be, spoilt
from webtv.writers.llm.critic import Critique
from webtv.writers.llm.outline import Draft, counts
from webtv.writers.llm.shots import ShotPrompt, scene_of, tokens_left, words_wanted
from webtv.writers.llm.words import HOW, unfit, unseen
from webtv.writers.similarity import Past, roots
from webtv.writers.small_words import content_words
from webtv.writers.speech import most_narration, spoken_words
from webtv.writers.writer import Brief, Recent

_FEWEST_WORDS = 7
"""Words in a prompt, with its kind of shot: fewer say too little, whatever the model behind it."""

_FEWEST_SEEN = 3
"""Words of a shot in an outline."""

_MORE = 1.5
"""Times the longest good length: what is beyond is cut off."""

_TOLERATED = 1.25
"""Times the room for a scene: its last details may be cut off."""

_ON_THEME = 0.5
"""Share of the pictures that have a word of the theme, the cast or the places, without doubt."""

ON_THEME_SHORT = 0.25
"""The same of pictures told in few words."""

_TWINS = 0.9
"""Share of words that make two prompts of one programme the same picture."""

_SPOKEN_FASTER = 1.2
"""A little too much can still be said."""

_ANYWHERE = (
    "red blue green white black grey gray yellow golden silver brown pink orange warm cold old new "
    "young small little big large long short dark bright soft slow quiet calm night day morning "
    "evening noon dusk dawn light sun man woman people hand hands"
)
"""Words that any programme may have: they tell of no theme."""

_COMPARED = 30
"""Recent programmes that a new one is compared with."""


def critique_of(draft: Draft, shots: Sequence[ShotPrompt], brief: Brief) -> Critique:
    """What is wrong with a programme that was asked for in one answer."""
    count, wanted = len(shots), brief.channel.programme.shots
    least = counts(brief)[0]
    whole = [] if least <= count <= wanted else [f"write exactly {wanted} shots, not {count}"]
    whole += [each for each in problems_of(draft, brief, filmed=True) if each not in whole]
    return Critique(whole, bad_shots(shots, brief, [idea.line for idea in draft.shots]))


def problems_of(draft: Draft, brief: Brief, *, filmed: bool = False) -> list[str]:
    """What is wrong with a draft, as sentences for whoever repairs it.

    Where its shots are `filmed` as they stand, they are judged one by one instead.
    """
    shots = () if filmed else tuple(shot.what for shot in draft.shots)
    found = [
        *_counted(len(draft.shots), brief),
        *_filled(draft, shots, brief),
        *_spoken(draft, brief),
        *_told(draft, shots, brief),
    ]
    return list(dict.fromkeys(found))


def bad_shots(
    shots: Sequence[ShotPrompt], brief: Brief, lines: Sequence[str] = ()
) -> dict[int, str]:
    """What is wrong with single shots and their lines, by their place from 0."""
    bad: dict[int, str] = {}
    for place, shot in enumerate(shots):
        before = [known for index, known in enumerate(shots[:place]) if index not in bad]
        twin = any(_same_picture(shot.prompt, known.prompt) for known in before)
        line = lines[place] if place < len(lines) else ""
        again = bool(line) and line in lines[:place]
        why = "it is the picture of another shot" if twin else next(_wrong(shot, brief), "")
        why = why or ("its line was said before" if again else spoilt(line, brief.channel.language))
        if why:
            bad[place] = why
    return bad


def is_doubtful(draft: Draft, brief: Brief, share: float = _ON_THEME) -> bool:
    """Whether a draft has too few words of the theme to tell that it is about it.

    `share` of its pictures must have one.
    """
    channel, language = brief.channel, brief.channel.language
    known = signs(" ".join([channel.theme, *channel.places]), language)
    pictures = [f"{shot.what} {shot.line}" for shot in draft.shots]
    hits = [
        bool(known & signs(each, language) or on_screen(channel.cast, each)) for each in pictures
    ]
    if language.startswith("en"):
        return sum(hits) < share * len(hits)
    # Pictures are told in English, the theme is not: what viewers read has to show it.
    return not (known & signs(f"{draft.title} {draft.logline}", language) or any(hits))


def _counted(count: int, brief: Brief) -> Iterator[str]:
    least, most = counts(brief)
    if not least <= count <= most:
        wanted = f"exactly {least}" if least == most else f"{least} to {most}"
        yield f"write {wanted} shots, not {count}"


def _filled(draft: Draft, shots: Sequence[str], brief: Brief) -> Iterator[str]:
    """Nothing empty, nothing that is no part of a programme."""
    if len(draft.title.strip()) < 2 or len(draft.music.strip()) < 3:
        yield "title and music must not be empty"
    if brief.channel.series and not draft.story.strip():
        yield "the story so far is missing"
    if any(len(what.split()) < _FEWEST_SEEN for what in shots):
        yield "every shot must say who does what and where"
    told = [draft.title, draft.logline, draft.music, draft.story, *shots]
    told += [text for shot in draft.shots for text in (shot.line, shot.speaker)]
    yield from filter(None, map(unfit, told))


def _spoken(draft: Draft, brief: Brief) -> Iterator[str]:
    """Lines, and the language of what viewers read and hear."""
    language = brief.channel.language
    lines = " ".join(shot.line for shot in draft.shots).strip()
    # A title alone is too short to tell; a logline is not.
    if not (may_be(draft.logline, language) and may_be(lines, language)):
        yield f"title, logline and lines must be in the language {language!r}"
    if brief.narrated:
        spoken, most = spoken_words(lines), most_narration(brief.channel)
        if not 0 < spoken <= most * _SPOKEN_FASTER:
            yield f"all lines together must have 1 to {most} words, not {spoken}"


def _told(draft: Draft, shots: Sequence[str], brief: Brief) -> Iterator[str]:
    """What it is about."""
    channel = brief.channel
    pictures = tuple(shot.what for shot in draft.shots)
    new = Recent(draft.title, draft.logline, pictures)
    repeated = Past(brief.recent[:_COMPARED], channel).repeated(new)
    if repeated is not None:
        yield (
            f"this repeats {repeated.title!r} ({repeated.logline}); write another title and "
            "another story"
        )
    told = [draft.title, draft.logline, draft.music, draft.story, *shots]
    yield from _avoided(" ".join([*told, *(shot.line for shot in draft.shots)]), channel)


def _avoided(text: str, channel: Channel) -> Iterator[str]:
    if banned := avoided(text, channel.avoid, language=channel.language):
        yield f"do not write about {', '.join(banned)}"


def _wrong(shot: ShotPrompt, brief: Brief) -> Iterator[str]:
    """What is wrong with one shot."""
    channel = brief.channel
    text, strangers = untagged(shot.prompt, channel.cast)
    if strangers:
        yield f"nobody is called {', '.join(strangers)}"
    if renamed := looks_of_nobody(text, channel.cast):
        yield f"whoever looks like {renamed[0].name} is {renamed[0].name}"
    if not may_be(text, "en"):
        yield "write the prompts in English"
    yield from _avoided(f"{text} {shot.sound}", channel)
    scene, _ = scene_of(shot.prompt, channel.cast)
    yield from filter(None, (unfit(text), unseen(scene)))
    least, most = words_wanted(brief, text)
    length = len(text.split())
    if not _FEWEST_WORDS <= length <= most * _MORE:
        yield f"it must have {least} to {most} words, not {length}"
    left = tokens_left(brief, text)
    if left is not None and count_tokens(scene) > left * _TOLERATED:
        yield f"it is too long for its model: {least} to {most} words, not {length}"


def _same_picture(one: str, other: str) -> bool:
    a, b = set(re.findall(r"\w+", one.casefold())), set(re.findall(r"\w+", other.casefold()))
    return len(a & b) >= _TWINS * max(len(a), len(b), 1)


def signs(text: str, language: str) -> frozenset[str]:
    """The beginnings of a text's telling words; where a script has no blanks, pairs of signs."""
    dense = re.findall(r"[\u0e00-\u0eff\u3040-\u9fff]+", text)
    pairs = {run[at : at + 2] for run in dense for at in range(len(run) - 1)}
    small = FOREIGN_STOPS.get(language[:2], "").split()
    words = content_words(re.sub(r"[\u0e00-\u0eff\u3040-\u9fff]+", " ", text).casefold())
    telling = " ".join(word for word in words if word not in HOW and word not in small)
    return (roots(telling) - roots(_ANYWHERE)) | pairs
