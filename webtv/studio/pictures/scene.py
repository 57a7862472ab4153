"""Read a prompt: what is seen, when, in which weather and colours, and how the camera moves."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from webtv.studio.pictures import words

RGB = tuple[int, int, int]

_TOKEN = re.compile(r"[a-z]+|\d+")
_MOTION = re.compile(r"motion\W{0,3}(\d+)")
_LEFTWARD = re.compile(r"\bleft(ward|wards)?\b|right[- ]to[- ]left")
_CRANE_SHOT = re.compile(r"\bcrane[ -](shot|up|down|move)|\bjib\b")
_CAMERA_ORBIT = re.compile(
    r"\b(camera|slow|slowly|gentle|fast)\s+orbit|\borbit(s|ing)? (shot|around)"
)
_IRREGULAR = {
    "waves": "wave", "leaves": "leaf", "wolves": "wolf", "geese": "goose", "skies": "sky",
    "cities": "city", "fireflies": "firefly", "butterflies": "butterfly", "cacti": "cactus",
    "galaxies": "galaxy", "lilies": "lily", "valleys": "valley", "canvas": "canvas",
    "grass": "grass", "cosmos": "cosmos", "bus": "bus", "cross": "cross", "compass": "compass",
    "men": "man", "women": "woman", "people": "person", "children": "child", "mars": "mars",
    "moss": "moss", "ponies": "pony", "cactus": "cactus", "octopus": "octopus", "venus": "venus",
    "andes": "andes", "alps": "alp", "walrus": "walrus", "overpass": "overpass", "pass": "pass",
    "taxis": "taxi", "oasis": "oasis", "poppies": "poppy", "ferries": "ferry",
}  # fmt: skip
_FALLBACK_FAMILIES = ("sea", "mountains", "forest", "desert", "clouds", "meadow", "lake", "village")
"""For prompts without a place: places where a close-up of anybody could be."""


@dataclass(frozen=True)
class Subject:
    """A thing with a silhouette; `coat` is the colour the prompt gives it, `many` its plural."""

    name: str
    coat: RGB | None = None
    many: bool = False


@dataclass(frozen=True)
class Move:
    """How the camera moves: `kind` of `words.MOVES`, `sign` +1 (right, up, in) or -1."""

    kind: str
    sign: int


@dataclass(frozen=True)
class Scene:
    """All that a prompt says, as far as the painter understands it."""

    family: str
    hour: str
    weather: frozenset[str]
    season: str
    colours: tuple[RGB, ...]
    looks: frozenset[str]
    subjects: tuple[Subject, ...]
    move: Move
    pace: float
    words: frozenset[str]


def stem(word: str) -> str:
    """The singular of an English word, as far as the tables need it."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def read_scene(prompt: str, *, seed: int) -> Scene:
    """The scene `prompt` describes. What it leaves open is chosen by the prompt's own hash and
    `seed`, so the same call always sees the same place.
    """
    text = prompt.lower()
    raw = _TOKEN.findall(text)
    tokens = [stem(word) for word in raw]
    choice = _digest(f"{prompt}\n{seed}")
    subjects, worn = _subjects(raw, tokens)
    seen = frozenset(tokens)
    family = _family(tokens, prompt)
    weather = frozenset(words.WEATHER[t] for t in tokens if t in words.WEATHER)
    if family == "storm":
        weather |= {"storm", "rain"}
    hour = _hour(text, tokens, family, weather, choice)
    if "blizzard" in seen:
        weather |= {"wind", "snow"}
    return Scene(
        family=family,
        hour=hour,
        weather=weather,
        season=_first(tokens, words.SEASONS)
        or (
            "winter" if family == "arctic" else ("summer", "summer", "spring", "autumn")[choice % 4]
        ),
        colours=tuple(
            words.COLOURS[t] for i, t in enumerate(tokens) if t in words.COLOURS and i not in worn
        )[:4],
        looks=frozenset(words.LOOKS[t] for t in tokens if t in words.LOOKS),
        subjects=subjects,
        move=_move(text, tokens, choice),
        pace=_pace(text),
        words=seen,
    )


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())


def _first(tokens: list[str], table: Mapping[str, str]) -> str | None:
    return next((table[t] for t in tokens if t in table), None)


def _family(tokens: list[str], prompt: str) -> str:
    """The place with the most to say; the earlier word wins a tie."""
    score: dict[str, float] = defaultdict(float)
    for position, token in enumerate(tokens):
        if token in words.FAMILIES:
            weight = 3.0 if token in words.STRONG else 1.0
            score[words.FAMILIES[token]] += weight * (1.0 + 0.3 / (1 + position))
    if score:
        return max(score, key=lambda name: score[name])
    return _FALLBACK_FAMILIES[_digest(prompt) % len(_FALLBACK_FAMILIES)]


def _hour(text: str, tokens: list[str], family: str, weather: frozenset[str], choice: int) -> str:
    if "golden hour" in text:
        return "golden"
    if "blue hour" in text:
        return "dusk"
    moon = any(t in ("moonlit", "moonlight", "moon") for t in tokens)
    named = [t for t in tokens if t in words.HOURS and t != "aurora"]
    firm = [t for t in named if t not in words.HINTS]
    hour = _first(firm or named, words.HOURS)
    if hour in (None, "night") and moon and family != "space":
        return "moonlit"
    if hour is None and "aurora" in weather:
        return "night"
    if hour is None and family in ("fire", "storm"):
        return ("dusk", "night")[choice % 2]
    return hour or ("day", "golden", "dawn", "sunset", "day", "golden", "dusk")[choice // 7 % 7]


def _subjects(raw: list[str], tokens: list[str]) -> tuple[tuple[Subject, ...], frozenset[int]]:
    """Subjects in order of mention, and the positions of colour words that belong to them."""
    worn: set[int] = set()
    found: dict[str, Subject] = {}
    coats: list[tuple[int, RGB]] = []
    for i, token in enumerate(tokens):
        if token not in words.COLOURS:
            continue
        near = tokens[i + 1 : i + 4]
        if any(t in words.SUBJECTS or t in words.WORN for t in near[:2]):
            worn.add(i)
            coats.append((i, words.COLOURS[token]))
    for i, token in enumerate(tokens):
        name = words.SUBJECTS.get(token)
        if name is None or name in found or (token == "crane" and "shot" in tokens[i + 1 : i + 2]):
            continue
        coat = next((c for at, c in coats if -3 <= at - i <= 5), None)
        many = raw[i] != token or token in ("flock", "shoal", "caravan", "school", "couple")
        found[name] = Subject(name, coat, many)
    return tuple(found.values())[:4], frozenset(worn)


def _move(text: str, tokens: list[str], choice: int) -> Move:
    kind = _first([t for t in tokens if t not in ("orbit", "still", "rise")], words.MOVES)
    if _CRANE_SHOT.search(text):
        kind = "crane"
    elif "orbit" in tokens and (kind is None or _CAMERA_ORBIT.search(text)):
        kind = "orbit"
    if kind is None:
        kind = "static" if "camera still" in text or "static" in text else (
            "pan", "dolly", "track", "zoom", "crane", "dolly")[choice // 50 % 6]  # fmt: skip
        return Move(kind, 1 if choice // 400 % 2 else -1)
    if kind in ("pan", "track", "orbit"):
        return Move(kind, -1 if _LEFTWARD.search(text) else 1)
    if kind in ("tilt", "crane"):
        return Move(kind, -1 if re.search(r"\bdown(ward|wards)?\b|descend", text) else 1)
    out = re.search(r"\b(out|back|backward|backwards|pull|pullback|away)\b", text)
    return Move(kind, -1 if out else 1)


def _pace(text: str) -> float:
    """1 is a normal tempo; `motion 1` to `motion 10` and tempo words scale it."""
    number = _MOTION.search(text)
    if number:
        return 0.22 * 1.27 ** (min(max(int(number.group(1)), 1), 10) - 1) + 0.02
    for phrase, pace in words.PACES.items():
        if re.search(rf"\b{phrase}\b", text):
            return pace
    return 1.0
