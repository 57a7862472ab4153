"""The styles the studio can play, as data: tempo, harmony, who plays what, and how."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Style:
    """How a kind of music is played. Names of voices are those of `voices.VOICES`."""

    words: str
    """Words in a prompt that ask for this style, or how they begin, with commas between."""
    tempo: tuple[int, int]
    """Beats a minute, slowest and fastest."""
    beats: int = 4
    """Beats in a bar."""
    scales: tuple[str, ...] = ("major", "minor")
    sevenths: bool = False
    """Whether chords have a seventh."""
    bars_a_chord: int = 1
    swing: float = 0.0
    """How late the off-beat eighths are, in beats."""
    pad: tuple[str, ...] = ("pad",)
    chords: tuple[str, ...] = ()
    chord_rhythm: str = "hold"
    """A pattern of `parts.CHORD_RHYTHMS`."""
    arpeggio: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    bass: tuple[str, ...] = ("bass",)
    bass_rhythm: str = "hold"
    """A pattern of `parts.BASS_RHYTHMS`."""
    drums: tuple[str, ...] = ()
    """Patterns of `drums.PATTERNS`, one of which is picked."""
    wet: float = 0.3
    """How much of the room is heard, 0 to 1."""
    room_s: float = 2.0
    """Seconds in which the room's sound dies away."""
    busy: float = 0.5
    """How many notes a melody has, 0 to 1."""


STYLES: dict[str, Style] = {
    "ambient": Style(
        "ambient, drone, meditat, atmospher, ethereal, calm, serene, dream, space, "
        "underwater, mist, float, peace, slow",
        (54, 70),
        scales=("lydian", "major", "dorian"),
        sevenths=True,
        bars_a_chord=1,
        pad=("pad", "choir", "glass"),
        arpeggio=("bell", "harp", "keys"),
        lead=("flute", "glass"),
        bass=("sub",),
        wet=0.5,
        room_s=4.0,
        busy=0.2,
    ),
    "cinematic": Style(
        "cinematic, epic, trailer, heroic, dramatic, adventure, film, soundtrack, score, "
        "tension, battle, storm, majestic",
        (72, 96),
        scales=("minor", "dorian"),
        pad=("strings", "choir"),
        chords=("strings",),
        chord_rhythm="ostinato",
        lead=("horn", "strings"),
        bass=("lowstrings",),
        bass_rhythm="pulse",
        drums=("taiko",),
        wet=0.4,
        room_s=3.0,
        busy=0.35,
    ),
    "orchestral": Style(
        "orchestra, symphon, classical, strings, waltz, ballet, fairy, fantasy, chamber, "
        "violin, cello, royal",
        (84, 112),
        beats=3,
        scales=("major", "mixolydian", "minor"),
        pad=("strings",),
        chords=("pizzicato",),
        chord_rhythm="waltz",
        arpeggio=("harp",),
        lead=("flute", "strings"),
        bass=("lowstrings",),
        bass_rhythm="hold",
        drums=("timpani",),
        wet=0.35,
        room_s=2.4,
    ),
    "lofi": Style(
        "lo-fi, lofi, chill, study, rain, relax, cozy, hip hop, hip-hop, cafe, mellow, night",
        (70, 86),
        scales=("dorian", "major"),
        sevenths=True,
        swing=0.09,
        pad=("pad",),
        chords=("epiano",),
        chord_rhythm="lazy",
        lead=("vibes", "keys"),
        bass=("bass",),
        bass_rhythm="lazy",
        drums=("lofi",),
        wet=0.22,
        room_s=1.4,
        busy=0.4,
    ),
    "folk": Style(
        "folk, acoustic, guitar, country, pastoral, campfire, celtic, banjo, village, farm, "
        "warm, gentle, llama, andes, andean, mountain",
        (84, 112),
        scales=("major", "mixolydian", "dorian"),
        pad=("accordion", "strings"),
        chords=("guitar",),
        chord_rhythm="strum",
        arpeggio=("guitar", "harp"),
        lead=("panflute", "flute", "whistle"),
        bass=("upright",),
        bass_rhythm="fifths",
        drums=("shaker", "frame"),
        wet=0.24,
        room_s=1.5,
        busy=0.6,
    ),
    "electronic": Style(
        "electronic, techno, house, edm, dance, club, trance, rave, digital, cyber, neon, "
        "robot, upbeat, energetic",
        (112, 126),
        scales=("minor", "dorian"),
        pad=("pad",),
        chords=("saw",),
        chord_rhythm="stab",
        arpeggio=("blip", "saw"),
        lead=("saw", "blip"),
        bass=("synthbass",),
        bass_rhythm="offbeat",
        drums=("house", "techno"),
        wet=0.24,
        room_s=1.6,
        busy=0.55,
    ),
    "synthwave": Style(
        "synthwave, retro, 80s, synth, outrun, vaporwave, arcade, city lights, nostalgi, "
        "drive, highway",
        (88, 106),
        scales=("minor", "dorian", "major"),
        pad=("pad", "saw"),
        chords=("saw",),
        chord_rhythm="hold",
        arpeggio=("blip",),
        lead=("saw", "glass"),
        bass=("synthbass",),
        bass_rhythm="eighths",
        drums=("backbeat",),
        wet=0.34,
        room_s=2.2,
        busy=0.45,
    ),
    "jazz": Style(
        "jazz, swing, blues, noir, lounge, saxophone, bossa, smooth, bar, detective, brush",
        (92, 124),
        scales=("dorian", "major", "mixolydian"),
        sevenths=True,
        swing=0.16,
        pad=(),
        chords=("epiano", "piano"),
        chord_rhythm="comp",
        lead=("vibes", "mutedhorn", "piano"),
        bass=("upright",),
        bass_rhythm="walk",
        drums=("brushes",),
        wet=0.2,
        room_s=1.2,
        busy=0.65,
    ),
    "piano": Style(
        "piano, minimal, solo, melanchol, sad, tender, intimate, nostalg, lonely, winter, "
        "snow, romantic",
        (66, 88),
        scales=("major", "minor"),
        pad=("strings",),
        chords=(),
        arpeggio=("piano",),
        lead=("piano",),
        bass=("piano",),
        bass_rhythm="hold",
        wet=0.33,
        room_s=2.4,
        busy=0.4,
    ),
    "rhythmic": Style(
        "rhythm, percussi, tribal, drum, african, latin, world, groove, funk, desert, jungle, "
        "safari, carnival",
        (96, 116),
        scales=("dorian", "mixolydian", "minor"),
        pad=("pad",),
        chords=("marimba",),
        chord_rhythm="tresillo",
        arpeggio=("kalimba", "marimba"),
        lead=("panflute", "marimba"),
        bass=("upright", "bass"),
        bass_rhythm="tresillo",
        drums=("tribal", "tresillo"),
        wet=0.2,
        room_s=1.2,
        busy=0.6,
    ),
    "playful": Style(
        "playful, happy, cheerful, children, cartoon, funny, cute, toy, lullaby, music box, "
        "whimsical, bright, ukulele",
        (100, 126),
        scales=("major", "lydian"),
        pad=("accordion",),
        chords=("pizzicato", "guitar"),
        chord_rhythm="oompah",
        arpeggio=("celesta",),
        lead=("whistle", "celesta", "marimba"),
        bass=("upright",),
        bass_rhythm="fifths",
        drums=("shaker",),
        wet=0.2,
        room_s=1.1,
        busy=0.65,
    ),
    "eastern": Style(
        "japan, zen, koto, chinese, asia, temple, garden, oriental, bamboo, tibet, monk",
        (60, 80),
        scales=("dorian", "minor"),
        pad=("pad", "choir"),
        arpeggio=("harp",),
        lead=("panflute", "koto"),
        bass=("sub",),
        drums=("frame",),
        wet=0.4,
        room_s=3.0,
        busy=0.35,
    ),
}
"""All styles by name."""
