"""The table of answers in `answers/`, and the briefs they answer to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from tests.writers.briefs import NOON
from webtv.config.channel import Channel
from webtv.model.programme import Thread
from webtv.writers.llm.checks import bad_shots, critique_of, is_doubtful, problems_of
from webtv.writers.llm.outline import Outline
from webtv.writers.llm.reading import read, without_thoughts
from webtv.writers.llm.short import Short
from webtv.writers.llm.shots import Shots
from webtv.writers.writer import Brief, Recent

_ANSWERS = Path(__file__).parent / "answers"
_HEAD = re.compile(r"^#### (good|bad [\w-]+): (.*)\n", re.MULTILINE)

Kind = Literal["programme", "outline", "shots"]


@dataclass(frozen=True)
class Case:
    """One answer; `bad` is the kind of what is wrong with it, empty for a good one."""

    channel: str
    kind: Kind
    bad: str
    remark: str
    text: str

    @property
    def name(self) -> str:
        return f"{self.channel} {self.kind} {self.bad or 'good'}: {self.remark}"


@dataclass(frozen=True)
class Opinion:
    """What the checks find: problems, or doubts that only the judge can settle."""

    problems: list[str] = field(default_factory=list)
    doubtful: bool = False


def cases() -> Iterator[Case]:
    """All answers of the table."""
    kinds: dict[str, Kind] = {".": "programme", "outlines": "outline", "shots": "shots"}
    for folder, kind in kinds.items():
        for path in sorted((_ANSWERS / folder).glob("*.txt")):
            heads = list(_HEAD.finditer(path.read_text("utf-8")))
            ends = [head.start() for head in heads[1:]] + [None]
            for head, end in zip(heads, ends, strict=True):
                text = path.read_text("utf-8")[head.end() : end]
                bad = head[1].removeprefix("good").removeprefix("bad").strip()
                yield Case(path.stem, kind, bad, head[2], text.rstrip("\n"))


def opinion_of(case: Case) -> Opinion:
    """What the checks say of an answer, as the writer asks them."""
    brief = BRIEFS[case.channel]
    text = without_thoughts(case.text)
    try:
        if case.kind == "outline":
            drafts = read(text, Outline, key="drafts").answer.drafts
            found = [problems_of(draft, brief) for draft in drafts]
            good = [d for d, wrong in zip(drafts, found, strict=True) if not wrong]
            problems = [] if good else [*(found[0] if found else ["no drafts"])]
            return Opinion(problems)  # a judge chooses among outlines in any case
        if case.kind == "shots":
            shots = read(text, Shots, key="shots").answer.shots
            wanted = brief.channel.programme.shots
            wrong = [f"{len(shots)} shots"] if len(shots) != wanted else []
            return Opinion([*wrong, *bad_shots(shots, brief).values()])
        draft, filmed = read(text, Short, key="shots").answer.apart()
        return Opinion(critique_of(draft, filmed, brief).problems, is_doubtful(draft, brief))
    except ValueError as error:
        return Opinion([str(error)])


def _brief(
    fields: dict[str, Any], recent: tuple[Recent, ...] = (), profile: str = "plain"
) -> Brief:
    shape = {"programme": {"shots": 3, "shot_s": 4}}
    channel = Channel.model_validate({**shape, **fields})
    return Brief("test", channel, 1, NOON, recent, profile)


_TOLD = {"pipeline": {"narration": {"space": "kokoro"}}, "programme": {"shots": 3, "shot_s": 5}}

BRIEFS: dict[str, Brief] = {
    "llamas": _brief(
        {
            "title": "The Llama Express",
            "theme": "Three llamas run a small train across the high Andes. Paco drives the blue "
            "locomotive, Rosa sells hot soup at the mountain stations, Don Ernesto mends the "
            "lanterns. A fox with a suitcase, two condors and a paper balloon travel with them.",
            "cast": [
                {"name": "Paco", "look": "a tall white llama", "clothes": "a red scarf"},
                {"name": "Rosa", "look": "a brown llama", "clothes": "round glasses"},
                {"name": "Don Ernesto", "look": "an old grey llama", "clothes": "a straw hat"},
            ],
            "places": [
                "at the edge of white salt flats",
                "in a stone village between the peaks",
                "beside a silent lake",
                "on a viaduct above the clouds",
                "at a snowy mountain pass",
            ],
            "style": "soft storybook illustration, warm lantern light, deep blue shadows",
            "tone": "warm, unhurried, dryly funny",
            "avoid": ["crash", "blood", "gun"],
        },
        (
            Recent(
                "The Late Lantern",
                "A lantern stays dark at the station until the train has gone.",
                (
                    "Don Ernesto pours oil into a dark lantern at the station while the train "
                    "waits, dusk",
                    "The train leaves the station, the lantern stays dark, Don Ernesto waves a "
                    "cloth",
                    "The lantern lights by itself after the train has gone, Don Ernesto laughs "
                    "beside the oil can",
                ),
            ),
            Recent("Soup in the Tunnel", "It is dark, so everybody eats by smell."),
        ),
        "zeroscope",
    ),
    "inner": _brief(
        {
            "title": "Inner Weather",
            "theme": "Longing, memory, hope and the passage of time. Freedom, belonging, "
            "forgiveness and silence. Solitude as a form of happiness.",
            "tone": "contemplative",
        }
    ),
    "pueblo": _brief(
        {
            "title": "Pueblo Blanco",
            "language": "es",
            "theme": "La vida tranquila de un pueblo blanco de Andalucía. Una abuela riega los "
            "geranios del balcón, un panadero saca el pan del horno, los gatos duermen en los "
            "tejados, los niños juegan al fútbol en la plaza, un pastor baja con sus cabras por la "
            "sierra y las campanas suenan al atardecer.",
            "tone": "tranquilo, alegre",
            **_TOLD,
        },
        (Recent("La siesta del cartero", "A las tres, hasta las cartas duermen."),),
    ),
    "water": _brief(
        {
            "title": "江南水乡",
            "language": "zh",
            "theme": "江南水乡的一天。清晨薄雾笼罩小桥流水，乌篷船缓缓划过，老人在河边喝茶，"
            "妇人在石阶上洗衣，孩子们在青石板路上追逐，傍晚红灯笼倒映在水中，夜里细雨落在屋檐上。",
        }
    ),
    "mice": _brief(
        {
            "title": "Goodnight Moon Mice",
            "theme": "Bedtime stories for children aged 3 to 6. A family of mice lives inside an "
            "old grandfather clock. Every evening little Pip can't fall asleep, so Grandpa Tock "
            "tells him a story about the moon, and they sail across the sky in a teacup until Pip "
            "yawns.",
            "cast": [
                {
                    "name": "Pip",
                    "look": "a tiny grey mouse with big round ears",
                    "clothes": "blue striped pyjamas",
                },
                {
                    "name": "Grandpa Tock",
                    "look": "an old white mouse with long whiskers",
                    "clothes": "a nightcap and a green waistcoat",
                },
            ],
            "tone": "gentle, sleepy",
            **_TOLD,
        }
    ),
    "pulse": _brief(
        {
            "title": "PULSE",
            "theme": "Abstract audio-reactive visuals for a techno club. Liquid chrome, fractal "
            "tunnels, laser grids, exploding particles, morphing geometric solids, glitching "
            "scanlines, ink in water.",
            "tone": "hypnotic, wild",
            "avoid": ["people", "text"],
            "programme": {"shots": 4, "shot_s": 2},
        }
    ),
    "robot": _brief(
        {
            "title": "The Lost Robot",
            "theme": "Unit 7, a small rusty robot, wakes up in a junkyard with no memory and has "
            "to find the woman who built him. Each episode he meets someone new who helps him or "
            "tricks him. The villain is the Collector, a tall man in a crow mask who melts robots "
            "for gold.",
            "cast": [
                {
                    "name": "Unit 7",
                    "look": "a small rusty robot with one round blue eye and a dented chest",
                    "clothes": "a torn red scarf",
                },
                {
                    "name": "The Collector",
                    "look": "a very tall man in a black crow mask",
                    "clothes": "a long feathered coat",
                },
            ],
            "places": ["a junkyard of old machines", "a rain-soaked neon market"],
            "tone": "bittersweet, adventurous",
            "series": True,
            **_TOLD,
        },
        (
            Recent(
                "Waking in the Yard",
                "A rusty robot wakes up in a junkyard and remembers only a lullaby.",
                ("A robot sits up in a junkyard at dawn and hums a lullaby",),
                "Episode 1. Unit 7 woke in a junkyard and remembers only a lullaby.",
                threads=(
                    Thread(kind="promise", what="Unit 7 will learn his maker's name", opened=1),
                ),
            ),
        ),
    ),
    "desk": _brief(
        {
            "title": "Night Desk",
            "theme": "Calm local news of a small harbour town at night: ferry times, weather, fish "
            "prices, closed bridges, lost gloves.",
            "tone": "dry, factual",
            **_TOLD,
        }
    ),
    "grave": _brief(
        {
            "title": "Ward B",
            "theme": "Quiet ghost stories in an abandoned sanatorium: corridors, beds, lifts, "
            "nurses who are still on duty.",
            "tone": "dread, slow",
            "avoid": ["child"],
        }
    ),
    "tides": _brief(
        {
            "title": "Tides",
            "theme": "A quiet northern sea and all who live beside it. An old white lighthouse, "
            "whales, dolphins, seagulls, a red fishing boat, wild horses on the beach, sheep, a "
            "heron at the river mouth, jellyfish beneath the pier, fog in the fjord.",
            "tone": "calm, patient",
        },
        (
            Recent(
                "A Hundred Jellyfish",
                "A hundred jellyfish drift beneath the pier and follow a lamp.",
            ),
        ),
        "ltx",
    ),
    "toits": _brief(
        {
            "title": "Sur les toits",
            "language": "fr",
            "theme": "La vie sur les toits d'une vieille ville : cheminées, chats, lucarnes, "
            "ramoneurs, linge qui sèche, pluie sur le zinc, fumées du soir.",
            "tone": "tendre, malicieux",
        }
    ),
}
