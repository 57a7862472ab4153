"""How pictures look, move and sound where the channel leaves it open."""

from __future__ import annotations

import random
import re

from webtv.config.channel import Channel
from webtv.writers.offline.phrases.language import Scale

_STYLE_WORDS = 16
"""Words of a channel's style in each prompt; Zeroscope reads 77 tokens in all."""

CAMERAS = (
    "camera pans slowly left",
    "camera pans slowly right",
    "camera tilts up",
    "camera tilts down",
    "slow dolly in",
    "slow dolly out",
    "slow zoom in",
    "slow zoom out",
    "camera orbits around",
    "tracking shot from the side",
    "crane shot rising",
    "static camera",
)

_LOOKS = (
    "cinematic natural look, soft contrast",
    "warm film look, rich colours",
    "painterly look, deep colours",
    "clear documentary look, fine detail",
)
_PALETTES = (
    "amber and teal palette",
    "rose and slate blue palette",
    "ochre and deep green palette",
    "silver and indigo palette",
    "copper and turquoise palette",
    "cream and cobalt palette",
    "gold and violet palette",
    "coral and navy palette",
)
_COLOURS = frozenset(
    "red orange yellow green blue blues teal turquoise cyan violet ultraviolet purple magenta pink "
    "gold golden amber silver copper grey gray white black brown ochre indigo pastel monochrome "
    "neon rust acid".split()
)
"""A style that names one of these keeps its own palette."""

_MUSIC = (
    "ambient, soft synth pads, felt piano",
    "chamber folk, nylon guitar, cello, light percussion",
    "orchestral, warm strings, harp, French horn",
    "minimal, marimba, vibraphone, double bass",
    "downtempo, electric piano, soft beat, warm bass",
    "cinematic, piano, slow strings, distant choir",
)
_MOODS = ("calm", "curious", "dreamy", "hopeful", "playful", "tender", "wistful", "serene")

_CALM = frozenset(
    "calm quiet slow gentle hushed sleepy serene still tender soft patient contemplative unhurried "
    "tranquilo tranquila tranquille ruhig tranquillo calmo calma 安静 宁静 静か هادئ".split()
)
_LIVELY = frozenset(
    "lively fast wild energetic exciting breathless loud playful adventurous hypnotic funny "
    "alegre animado gai vif lebhaft wild vivace 热闹 活泼".split()
)
_STILL_DEEDS = re.compile(
    r"\b(?:wait|rest|sleep|sit|stand|lie|watch|nap|doze|drink|read|listen|hang|glow)(?:s|es|ing)?\b"
    r"|\b(?:duerme|espera|mira|dort|attend|schl[aä]f|wartet)\w*|睡|等|喝茶|眠",
    re.IGNORECASE,
)
_LIVELY_DEEDS = re.compile(
    r"\b(?:race|run|rush|chase|dance|jump|leap|fly|gallop|skate|explod|swirl|surf|juggl|dive|swim)"
    r"(?:s|es|ing|e|ning)?\b|\b(?:corre|juega|baila|court|danse|rennt|tanzt)\w*|追逐|跑|飞|走る|踊",
    re.IGNORECASE,
)
_MOTION: dict[Scale, int] = {"wide": 3, "medium": 5, "close": 3}


def look_of(channel: Channel, rng: random.Random) -> str:
    """The look that all prompts of a programme repeat: the channel's style, else one for it.

    A palette is added in English where the style names no colour.
    """
    style = _parts(channel.style)
    look = style or (rng.choice(_LOOKS) if channel.language[:2] == "en" else "")
    palette = rng.choice(_PALETTES)
    plain = channel.language[:2] != "en" or _COLOURS & _words(channel.style)
    return look if plain or not look else f"{look}, {palette}"


def motion_of(scale: Scale, seen: str, tone: str) -> int:
    """How much moves in a shot, 1 to 10."""
    motion = _MOTION[scale]
    if _LIVELY_DEEDS.search(seen):
        motion += 3
    elif _STILL_DEEDS.search(seen):
        motion -= 1
    motion += 2 * bool(_words(tone) & _LIVELY) - bool(_words(tone) & _CALM)
    return min(10, max(2, motion))


def music_of(channel: Channel, hour: str, rng: random.Random) -> str:
    """What the composer is asked for: style, mood, tempo and use, in at most 400 characters."""
    style = channel.music_style or rng.choice(_MUSIC)
    mood = channel.tone or rng.choice(_MOODS)
    said = [style, mood]
    if not re.search(r"\bbpm\b", style, re.IGNORECASE):
        words = _words(f"{channel.tone} {style}")
        slowest = 112 if words & _LIVELY and not words & _CALM else 62 if words & _CALM else 82
        said.append(f"{slowest + 2 * rng.randrange(8)} bpm")
    said.append("instrumental")
    if hour:
        said.append(f"music for a scene {hour}")
    return ", ".join(said)[:400]


def _parts(style: str) -> str:
    """The parts of a style, between commas, that fit into every prompt."""
    kept: list[str] = []
    for part in re.split(r"[,.;\n，。、]+", style):
        words = part.split()
        if kept and sum(len(k.split()) for k in kept) + len(words) > _STYLE_WORDS:
            break
        if words:
            kept.append(" ".join(words[:_STYLE_WORDS]))
    return ", ".join(kept)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", text.casefold()))
