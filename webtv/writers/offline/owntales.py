"""Tales of a channel's own hero, things and place, for themes that no world's tale is of.

`phrases/own` holds them, as the worlds hold theirs, with slots; its README says how.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files

from webtv.writers.offline.atlas import Moment, Tale, World, read_worlds, told_in
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.ground import Ground
from webtv.writers.offline.moments import LATELY, Moments
from webtv.writers.offline.phrases.regions import regional
from webtv.writers.offline.slots import Slots
from webtv.writers.offline.topic import Topic
from webtv.writers.offline.turns import lines_told, prompt_key
from webtv.writers.offline.wordsets import has
from webtv.writers.offline.worlds import as_said

_WILD = frozenset(
    "dinosaurs underwater savanna polar woodland hedgerow pond forest birds island microscope "
    "deep_space cave waterfall river desert mountain".split()
)
"""Worlds in which nobody has made anything."""

_NO_LAND = frozenset({"underwater", "mermaids", "deep_space", "shapes"})
"""Worlds in which there are no walls and no ground."""

_FACTUAL = (
    "documentary documentaries docuseries tutorial tutorials lesson lessons how-to explained "
    "technical educational science lecture news bulletin history historical historii histórica "
    "histórico historique historische documental documentales tutoriales "
    "lección documentaire documentaires tutoriel leçon actualités dokumentation doku "
    "anleitung anleitungen nachrichten lehrgang documentario documentari lezione notizie "
    "documentário documentários aula notícias dokument dokumentalny poradnik wiadomości "
    "документальный документальные урок уроки новости belgesel ders haberler وثائقي دروس أخبار "
    "handleiding cursus nieuws dokumentär handledning kurs nyheter lektion "
    "다큐멘터리 강의 강좌 수업 뉴스 뉴스로 뉴스를 소식 소식을 वृत्तचित्र डॉक्यूमेंट्री समाचार पाठ "
    "dokumentti uutiset oppitunti documentar știri lecție ντοκιμαντέρ ειδήσεις μάθημα "
    "dokumentar undervisning nyheder opplæring notícies lliçó dokumentumfilm hírek lecke "
    "zprávy lekce документальний новини "
    "dokumenter berita kursus مستند اخبار آموزش תיעודי חדשות שיעור "
    "纪录片 教程 新闻 ドキュメンタリー 講座 ニュース 作り方"
)
"""Words of channels that tell what is, and nothing else."""


_FOLDER = files("webtv.writers.offline.phrases").joinpath("own")

_OFTEN = 3
"""How much sooner those of a hero come back than others."""

_HOW = re.compile(
    r"(?:how to|cómo|comment|wie man|come|como|jak|как|nasıl|hoe|hur|cara me\w+|cách|چگونه|چطور"
    r"|איך|כיצד|miten|kuinka|cum|πώς|hvordan|com (?:es|fer)|hogyan|як)\b|怎么|怎样|如何|كيف|कैसे",
    re.IGNORECASE,
)
_MADE_OF = "~"
"""What opens the tag for what a tale is made of, beside its slots."""

_TAUGHT = 2
"""Beats of a theme that say how something is done, from which it is a course."""


class OwnTales:
    """The own tales of one programme."""

    def __init__(self, draft: Draft, topic: Topic, moments: Moments, slots: Slots) -> None:
        self._draft = draft
        self._moments = moments
        self.slots = slots
        """What the channel lends them."""
        self._worlds = own_worlds(draft.channel.language)
        self._past = lines_told(draft.brief.recent[:LATELY])
        self._unfit = _unfit(draft, topic, cast=bool(slots.hero)) | slots.lacks
        self._speaks = topic.speaks

    def tale(self, *, led: bool = False, least: int = 0) -> Tale | None:
        """One that fits, its slots filled: of all that were told longest ago, or never.

        Those of the hero alternate with the others; only theirs come where they are to be `led`.
        None comes that was told less than so many programmes ago.
        """
        known = [
            (name, tale)
            for name, world in self._worlds.items()
            if name == "own_hero" or not led
            for tale in world.tales
            if self._told_ago(tale) >= least and self._may_be(tale)
        ]
        if not known:
            return None
        often = {"own_hero": _OFTEN} if self.slots.hero else {}
        ago = {name: min(self._since(name), len(self._past)) for name, _ in known}
        kinds = {name: often.get(name, 1) * (1 + since) for name, since in ago.items()}
        fresh = [name for name, tale in known if self._told_ago(tale) == LATELY]
        turn = max(fresh or kinds, key=lambda name: (kinds[name], name == "own_hero"))
        own = [tale for name, tale in known if name == turn]
        return self._filled(self._draft.longest_ago(own, self._told_ago))

    @property
    def lately(self) -> bool:
        """Whether the last programme had one."""
        return any(self._since(name) == 0 for name in self._worlds)

    def since(self, most: int) -> int:
        """How many programmes ago any was told, counted from one; `most` if that is longer."""
        return min(most, 1 + min(map(self._since, self._worlds), default=most))

    def _may_be(self, tale: Tale) -> bool:
        """Whether there is something for all slots of a tale, and nothing contradicts it."""
        slots, turn = self.slots, tale.turn
        if (turn.tags | {turn.world}) & self._unfit or not turn.line:
            return False
        made_of = [tag[1:] for tag in turn.tags if tag.startswith(_MADE_OF)]
        if made_of and not any(map(self._speaks, made_of)):
            return False
        seen = [moment.picture for moment in tale.moments]
        said = [moment.line for moment in tale.moments] + [turn.title, turn.teaser]
        acted = not tale.acted or slots.hero
        if not (acted and all(slots.fill(text, said=False) for text in seen)):
            return False
        if not all(slots.fill(text, said=True) for text in said):
            return False
        moments = self._filled(tale).moments
        timely = all(self._draft.has_time_for(moment.line) for moment in moments)
        return timely and all(map(self._moments.is_allowed, moments))

    def _filled(self, tale: Tale) -> Tale:
        return Tale(tuple(map(self._put, tale.moments)))

    def _put(self, moment: Moment) -> Moment:
        """A moment with its slots filled."""
        language = self._draft.channel.language

        def say(text: str) -> str:
            return self.slots.put(text, language, said=True)

        return replace(
            moment,
            picture=self.slots.put(moment.picture, language),
            line=say(moment.line),
            title=say(moment.title),
            teaser=say(moment.teaser),
        )

    def _told_ago(self, tale: Tale) -> int:
        """How many programmes ago it was told, whatever stood in its slots."""
        lines = {prompt_key(moment.line) for moment in tale.moments if "{" not in moment.line}
        found = (at for at, past in enumerate(self._past) if lines & past)
        return next(found, LATELY)

    def _since(self, name: str) -> int:
        """How many programmes ago one of a kind was told."""
        return min((self._told_ago(tale) for tale in self._worlds[name].tales), default=0)


def has_own_tales(draft: Draft, *, eerie: bool) -> bool:
    """Return whether a channel is told tales of its own: none that is dark or tells what is."""
    return not (is_factual(draft) or eerie or draft.sober or draft.mood == "scary")


def is_factual(draft: Draft) -> bool:
    """Return whether a channel tells what is, and nothing else."""
    theme = f"{draft.channel.title} {draft.channel.theme} {draft.channel.tone}"
    taught = sum(beat.step or bool(_HOW.match(beat.text)) for beat in draft.theme.beats)
    return draft.mood == "news" or has(theme, _FACTUAL) or taught >= _TAUGHT


def _unfit(draft: Draft, topic: Topic, *, cast: bool) -> frozenset[str]:
    """The tags of tales that contradict a theme."""
    wild = bool(topic.home) and _WILD.issuperset(topic.home)
    deep, ground = not _NO_LAND.isdisjoint(topic.home), Ground(draft.channel)
    found = {
        "sky": draft.bare or deep or ground.skyless,
        "land": deep or (draft.bare and not topic.home),
        "made": (wild and not cast) or "dinosaurs" in topic.worlds or ground.past,
    }
    return frozenset(tag for tag, out in found.items() if out)


def is_own_title(title: str, language: str) -> bool:
    """Whether an own tale has this title, whoever its hero is."""
    return any(known.fullmatch(title) for known in _titles(language))


@cache
def _titles(language: str) -> tuple[re.Pattern[str], ...]:
    """The titles of own tales, with anybody where their hero is."""
    every = (tale.turn.title for world in own_worlds(language).values() for tale in world.tales)
    return tuple(re.compile(re.escape(title).replace(r"\{hero\}", ".+")) for title in every)


@cache
def own_worlds(language: str) -> Mapping[str, World]:
    """The own tales of a language, in a world for each kind; none where it has no file."""
    pictures, code = _read("en"), language[:2]
    if code == "en":
        return pictures
    told = _read(code)
    if put := regional(language):
        told = {name: as_said(world, put) for name, world in told.items()}
    return {name: told_in(pictures[name], world) for name, world in told.items()}


@cache
def own_languages() -> tuple[str, ...]:
    """The codes of the languages in which there are own tales, sorted."""
    return tuple(sorted(p.name[:-4] for p in _FOLDER.iterdir() if p.name.endswith(".txt")))


@cache
def _read(code: str) -> Mapping[str, World]:
    file = _FOLDER.joinpath(f"{code}.txt")
    return read_worlds(file.read_text("utf-8"), pictures=code == "en") if file.is_file() else {}
