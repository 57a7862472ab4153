"""The composer: prompt and length in, finished stereo music out."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from webtv.studio.music import drums, mix, parts, voices
from webtv.studio.music.brief import Brief, read_brief
from webtv.studio.music.harmony import SCALES, Chord, progression
from webtv.studio.music.sound import SAMPLE_RATE, Sound

_RING_S = 2.2
"""Seconds the last chord rings after its bar."""


@dataclass(frozen=True)
class Track:
    """One player's notes; it rests until `enters`, a part of the piece from 0 to 1."""

    voice: str
    notes: list[parts.Note]
    level: float
    pan: float
    """-1 is left, 1 is right."""
    spread: float = 0.0
    """How far its notes stand to either side of `pan`, in turn."""
    enters: float = 0.0


def compose(prompt: str, seconds: float) -> Sound:
    """Music for `prompt`, exactly `seconds` long: 32 kHz stereo, shape (samples, 2).

    The same prompt and length give the same music; every other prompt gives other music.
    """
    brief = read_brief(prompt)
    rng = np.random.default_rng(brief.seed)
    count = round(seconds * SAMPLE_RATE)
    ring_s = min(_RING_S, 0.25 * seconds)
    beats = brief.style.beats
    bars = max(1, round((seconds - ring_s) * brief.tempo / 60 / beats))
    beat_s = (seconds - ring_s) / (bars * beats)
    chords = progression(
        rng,
        root=brief.root,
        scale=brief.scale,
        bars=bars,
        hold=brief.style.bars_a_chord,
        sevenths=brief.style.sevenths,
    )
    tracks = [
        replace(t, notes=parts.let_ring(t.notes, end=bars * beats, ring=ring_s / beat_s))
        for t in arrange(brief, chords, rng)
    ]
    dry = np.zeros((count, 2), np.float32)
    room = np.zeros((count, 2), np.float32)
    for track in tracks:
        sound = _play(track, brief, rng, beat_s=beat_s, length=bars * beats, count=count)
        dry += sound
        room += sound * np.float32(0.4 if "bass" in track.voice or track.voice == "sub" else 1)
    if brief.drums is not None:
        beaten = _beat(brief, brief.drums, rng, beat_s=beat_s, bars=bars, count=count)
        dry += beaten
        room += beaten * np.float32(0.35)
    wet = mix.reverberate(room, room_s=brief.style.room_s, rng=rng)
    share = np.float32(brief.style.wet)
    return mix.master((1 - 0.5 * share) * dry + share * wet, fade_out_s=ring_s)


def arrange(brief: Brief, chords: list[Chord], rng: np.random.Generator) -> list[Track]:
    """The tracks of the piece; instruments that the prompt names come first."""
    style, beats = brief.style, brief.style.beats
    classes = {(brief.root + step) % 12 for step in SCALES[brief.scale]}
    tracks: list[Track] = []
    bass = _pick(style.bass, (), rng)
    line = parts.play_bass(chords, beats, style.bass_rhythm, classes)
    tracks.append(Track(bass, line, 0.62, 0.0, enters=0.12 if len(chords) > 6 else 0.0))
    if style.pad:
        held = parts.play_pad(chords, beats)
        tracks.append(Track(_pick(style.pad, brief.asked, rng), held, 0.34, 0.0, spread=0.5))
    if style.chords:
        struck = parts.play_chords(chords, beats, style.chord_rhythm)
        voice = _pick(style.chords, brief.asked, rng)
        later = 0.1 if style.pad and len(chords) > 4 else 0.0
        tracks.append(Track(voice, struck, 0.34, -0.25, spread=0.2, enters=later))
    if style.arpeggio:
        step = 0.5 if brief.energy > 0.4 and style.tempo[1] > 75 else 1.0
        broken = parts.play_arpeggio(chords, beats, rng, step=step)
        voice = _pick(style.arpeggio, brief.asked, rng)
        tracks.append(Track(voice, broken, 0.36, 0.3, spread=0.3))
    if style.lead:
        tonic = brief.root + 12 if brief.root < 54 else brief.root
        sung = parts.play_melody(chords, beats, rng, root=tonic, scale=brief.scale, busy=style.busy)
        voice = _pick(style.lead, brief.asked, rng)
        tracks.append(Track(voice, sung, 0.5, 0.1, enters=0.2 if len(chords) > 4 else 0.0))
    return tracks


def _pick(able: tuple[str, ...], asked: tuple[str, ...], rng: np.random.Generator) -> str:
    """A voice for a part: one the prompt asks for if it can play it, else one at random."""
    wanted = [voice for voice in asked if voice in able]
    return wanted[0] if wanted else str(rng.choice(able))


def _play(
    track: Track, brief: Brief, rng: np.random.Generator, *, beat_s: float, length: int, count: int
) -> Sound:
    """All notes of a track, in stereo. Notes of equal pitch and length are made once."""
    lines = np.zeros((2, count), np.float32)
    voice = voices.VOICES[track.voice]
    level = track.level * voices.LEVELS.get(track.voice, 0.7)
    made: dict[tuple[int, float], Sound] = {}
    for number, note in enumerate(track.notes):
        if note.start < track.enters * length:
            continue
        off_beat = abs(note.start % 1 - 0.5) < 0.01
        beat = note.start + (brief.style.swing if off_beat else 0)
        human_s = 0.004 * abs(rng.standard_normal())
        start = min(count, int((beat * beat_s + human_s) * SAMPLE_RATE))
        key = (note.pitch, round(note.length, 3))
        if key not in made:
            made[key] = voice(note.pitch, note.length * beat_s, rng)
        swell = 0.75 + 0.25 * np.sin(np.pi * min(1.0, note.start / length))
        piece = made[key][: count - start]
        lines[number % 2, start : start + len(piece)] += (
            np.float32(level * note.strength * swell) * piece
        )
    left, right = (
        mix.place(line, track.pan + side * track.spread)
        for line, side in zip(lines, (-1, 1), strict=True)
    )
    return left + right


def _beat(
    brief: Brief, pattern: str, rng: np.random.Generator, *, beat_s: float, bars: int, count: int
) -> Sound:
    """The drums: in after the first bars, out for the last, each stroke a little different."""
    beats = brief.style.beats
    sound = np.zeros((count, 2), np.float32)
    first = bars // 6 if bars > 4 else 0
    for name, strokes in drums.PATTERNS[pattern]:
        takes = [drums.strike(name, rng) for _ in range(3)]
        line = np.zeros(count, np.float32)
        for bar in range(first, max(1, bars - 1)):
            for sixteenth, mark in enumerate(strokes[: beats * 4]):
                if mark == ".":
                    continue
                swung = brief.style.swing if sixteenth % 4 == 2 else 0
                start = int((bar * beats + sixteenth / 4 + swung) * beat_s * SAMPLE_RATE)
                strength = (1.0 if mark == "x" else 0.5) * (0.9 + 0.2 * rng.random())
                piece = takes[int(rng.integers(3))][: count - start]
                line[start : start + len(piece)] += np.float32(strength) * piece
        level = drums.LEVELS[name] * (0.5 + 0.3 * brief.energy)
        pan = 0.0 if name in ("kick", "taiko", "snare") else float(rng.uniform(-0.45, 0.45))
        sound += mix.place(line * np.float32(level), pan)
    return sound
