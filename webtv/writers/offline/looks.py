"""How pictures look, move and sound where the channel leaves it open."""

from __future__ import annotations

import random
import re

from webtv.config.channel import Channel
from webtv.writers.avoid import Unavoided
from webtv.writers.offline.mood import is_calm, is_for_children, mood_of
from webtv.writers.offline.people import has_no_people
from webtv.writers.offline.phrases.language import Scale
from webtv.writers.offline.wordsets import has

LIGHT = (
    "light dark neon noir shadow shadows lamp lamps moonlight glowing lantern contrast luz sombras "
    "lumière ombres licht schatten luce ombre luz sombra światło свет ışık 光 影 ضوء"
)
"""Words of a style that says what the light is."""

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
_DRAWN = (
    "picture book illustration, soft round shapes",
    "storybook gouache, warm colours",
    "hand-painted animation look, soft light",
)
"""Looks for small children, for tales, and for animals who wear scarves."""

_LOOKS_OF = {
    "scary": ("dark cinematic look, deep shadows",),
    "news": ("clear documentary look, fine detail",),
}
_TALES = (
    "fairy fairies wizard witch dragon dragons unicorn unicorns elf elves gnome gnomes dinosaur "
    "dinosaurs magic magical enchanted fairytale tale tales hada hadas dragón dragones mago magia "
    "fée fées dragons sorcier magie drache drachen zauberer märchen zwerge draghi drago fata fate "
    "smok smoki bajka ejderha masal peri дракон сказка 龙 童话 魔法 妖精 تنين سحر"
)
"""Words of themes that no camera could film."""

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
_MUSIC_OF: dict[str, tuple[str, ...]] = {
    "scary": (
        "dark ambient, low strings, music box",
        "slow drone, distant piano, bowed metal",
        "sparse cello, low choir, silence between",
    ),
    "lively": (
        "brass band, marching drums, claps",
        "upbeat funk, bass, horns",
        "fast folk, fiddle, stomping drums",
    ),
    "comic": (
        "pizzicato strings, bassoon, light percussion",
        "ragtime piano, tuba, woodblock",
        "accordion, plucked double bass, brushes",
    ),
    "news": (
        "news theme, pulsing strings, timpani, marimba",
        "driving synth pulse, brass stabs, snare roll",
    ),
}
_MUSIC = (
    "ambient, soft synth pads, felt piano",
    "chamber folk, nylon guitar, cello, light percussion",
    "orchestral, warm strings, harp, French horn",
    "minimal, marimba, vibraphone, double bass",
    "downtempo, electric piano, soft beat, warm bass",
    "cinematic, piano, slow strings, distant choir",
)
_GENRES = {
    "lo-fi beats, mellow electric piano, vinyl": "lo-?fi|chill ?hop|(?:chill|study) beats",
    "techno, synth bass, four on the floor": "techno|rave",
    "house, warm synth chords, four on the floor": "house music|deep house",
    "drum and bass, fast breakbeat, deep bass": "drum (?:and|&|n) bass|dnb|jungle music",
    "synthwave, analogue synths, gated drums": "synthwave|vaporwave|retrowave",
    "jazz, upright bass, brushed drums, piano": "jazz|swing|bebop|bossa ?nova",
    "blues, slide guitar, shuffle drums": "blues",
    "hip hop, boom bap drums, warm bass": "hip-?hop|rap|boom bap",
    "classical chamber music, strings, piano": "classical|chamber music|baroque|string quartet",
    "orchestral, brass, strings, timpani": "orchestral|symphon\\w+|orchestra",
    "folk, acoustic guitar, fiddle": "folk|bluegrass|country music",
    "rock, electric guitars, drums": "rock music|rock band|punk|metal",
    "reggae, off-beat guitar, deep bass": "reggae|dub|ska",
    "flamenco, Spanish guitar, palmas": "flamenco",
    "tango, bandoneon, violin, piano": "tango",
    "fado, Portuguese guitar": "fado",
    "samba, cavaquinho, pandeiro": "samba",
    "accordion waltz, musette": "musette|accordion|accordéon|akkordeon",
    "brass band, march": "brass band|blasmusik|marching band",
    "disco, funk guitar, strings": "disco|funk",
    "ambient, slow pads": "ambient|drone music|meditation",
    "music box lullaby": "lullaby|lullabies|nana|berceuse|schlaflied|ninna nanna",
    "oud, qanun, frame drum": "oud|عود",
    "guzheng, bamboo flute": "guzheng|古筝",
    "koto, shakuhachi": "koto|shakuhachi|尺八|琴",
}
"""Music by the words that ask for it."""

_TEMPI = {
    "drum and bass": 172,
    "techno": 128,
    "house": 120,
    "samba": 100,
    "disco": 114,
    "lo-fi": 74,
    "lullaby": 62,
    "ambient": 60,
    "synthwave": 96,
    "jazz": 92,
    "rock": 120,
}
"""Beats a minute of music whose tempo is part of what it is."""

_MOODS = ("calm", "curious", "dreamy", "hopeful", "playful", "tender", "wistful", "serene")

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

    One that was found for it is that of all its programmes, a palette that of one; a series has
    one palette, too. It is English whatever the channel's language, as models read it.
    """
    if style := _parts(channel.style):
        return style
    allowed = Unavoided(channel.avoid, channel.language)
    of_channel = random.Random(f"{channel.title}\n{channel.theme}")
    looks = allowed(_looks_for(channel)) or allowed((*_LOOKS, *_DRAWN))
    palettes = allowed(_PALETTES)
    look = [of_channel.choice(looks)] if looks else []
    palette = [(of_channel if channel.series else rng).choice(palettes)] if palettes else []
    return ", ".join(look + palette)


def _looks_for(channel: Channel) -> tuple[str, ...]:
    drawn = is_for_children(channel) or has_no_people(channel.cast)
    if drawn or has(f"{channel.title} {channel.theme}", _TALES):
        return _DRAWN
    return _LOOKS_OF.get(mood_of(channel), _LOOKS)


def motion_of(scale: Scale, seen: str, tone: str, language: str) -> int:
    """How much moves in a shot, 1 to 10."""
    motion = _MOTION[scale]
    if _LIVELY_DEEDS.search(seen):
        motion += 3
    elif _STILL_DEEDS.search(seen):
        motion -= 1
    motion += 2 * bool(_words(tone) & _LIVELY) - is_calm(tone, language)
    return min(10, max(2, motion))


def music_of(channel: Channel, hour: str, rng: random.Random, *, mood: str) -> str:
    """What the composer is asked for: style, mood, tempo and use, in at most 400 characters.

    Where the channel has no music style, words of music in its theme are one.
    """
    style = channel.music_style or ", ".join(_music_in(f"{channel.title} {channel.theme}"))
    style = style or rng.choice(_MUSIC_OF.get(mood, _MUSIC))
    said = [style, channel.tone or (mood if mood != "calm" else rng.choice(_MOODS))]
    if not re.search(r"\bbpm\b", style, re.IGNORECASE):
        words = f"{channel.tone} {style}"
        calm = is_calm(words, channel.language) or mood == "scary"
        slowest = (
            62 if calm else 112 if _words(words) & _LIVELY or mood in ("lively", "news") else 82
        )
        tempo = next((bpm for genre, bpm in _TEMPI.items() if genre in style.casefold()), slowest)
        said.append(f"{tempo + 2 * rng.randrange(6)} bpm")
    said.append("instrumental")
    if hour:
        said.append(f"music for a scene {hour}")
    return ", ".join(said)[:400]


def _music_in(text: str) -> list[str]:
    """The music that a theme speaks of, the tempo it names with it."""
    plain = text.casefold()
    found = [
        sound for sound, words in _GENRES.items() if re.search(rf"(?<!\w)(?:{words})(?!\w)", plain)
    ]
    tempo = re.search(r"\b\d{2,3} ?bpm\b", plain)
    return [*found[:2], tempo[0]] if found and tempo else found[:2]


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
