"""The composer, listened to with numbers."""

from __future__ import annotations

import time
import wave
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from webtv.studio.music.brief import read_brief
from webtv.studio.music.compose import arrange, compose
from webtv.studio.music.harmony import SCALES, pitch, progression
from webtv.studio.music.mix import PEAK
from webtv.studio.music.sound import SAMPLE_RATE, Sound, write_wav
from webtv.studio.music.style import STYLES
from webtv.studio.music.voices import VOICES
from webtv.studio.music.window import lowest, mean

PROMPTS = {
    "ambient": "calm ambient pads drifting through space",
    "cinematic": "epic cinematic trailer, dark storm",
    "orchestral": "orchestral waltz with flute and harp",
    "lofi": "lo-fi hip hop for a rainy study night",
    "folk": "acoustic folk, guitar and pan flute, llamas in the andes",
    "electronic": "upbeat electronic techno, neon club",
    "synthwave": "synthwave, retro 80s highway",
    "jazz": "smooth jazz in a noir bar, saxophone",
    "piano": "melancholic solo piano, winter",
    "rhythmic": "tribal drums and marimba, desert groove",
    "playful": "happy cartoon music with ukulele",
    "eastern": "zen temple garden, koto",
}


def level_db(sound: Sound, window_s: float) -> np.ndarray:
    """Loudness of each window in dBFS (RMS of both sides)."""
    size = int(window_s * SAMPLE_RATE)
    cut = sound[: len(sound) // size * size].reshape(-1, size, 2)
    power = np.mean(cut.astype(np.float64) ** 2, axis=(1, 2))
    return np.asarray(10 * np.log10(power + 1e-12))


def longest_silence_s(sound: Sound) -> float:
    """Longest stretch under -50 dBFS, in seconds."""
    longest = run = 0
    for level in level_db(sound, 0.05):
        run = run + 1 if level < -50 else 0
        longest = max(longest, run)
    return longest * 0.05


@pytest.fixture(scope="module")
def pieces() -> dict[str, Sound]:
    return {name: compose(prompt, 8) for name, prompt in PROMPTS.items()}


def test_every_style_has_a_prompt_here() -> None:
    assert set(PROMPTS) == set(STYLES)


@pytest.mark.parametrize("name", PROMPTS)
def test_words_choose_the_style(name: str) -> None:
    assert read_brief(PROMPTS[name]).style_name == name


@pytest.mark.parametrize("name", PROMPTS)
def test_sounds_right(name: str, pieces: dict[str, Sound]) -> None:
    sound = pieces[name]
    assert sound.shape == (8 * SAMPLE_RATE, 2)
    assert np.isfinite(sound).all()
    assert np.abs(sound).max() <= PEAK
    rms = np.sqrt(np.mean(sound.astype(np.float64) ** 2))
    assert 0.09 < rms < 0.16
    assert abs(float(sound.mean())) < 0.002
    assert np.abs(sound[0]).max() < 1e-3
    assert np.abs(sound[-1]).max() < 1e-3
    assert longest_silence_s(sound) < 1
    correlation = np.asarray(np.corrcoef(sound.T))[0, 1]
    assert 0.1 < correlation < 0.97


@pytest.mark.parametrize("name", PROMPTS)
def test_spectrum_is_neither_dull_nor_shrill(name: str, pieces: dict[str, Sound]) -> None:
    mono = pieces[name].mean(axis=1)
    power = np.abs(np.fft.rfft(mono)) ** 2
    frequency = np.fft.rfftfreq(len(mono), 1 / SAMPLE_RATE)
    centre = float((power * frequency).sum() / power.sum())
    assert 250 < centre < 2500
    assert power[frequency < 30].sum() < 0.02 * power.sum()


@pytest.mark.parametrize("width", [1, 2, 9, 441])
@pytest.mark.parametrize("count", [441, 500, 4410])
def test_a_window_slides_over_every_sample(width: int, count: int) -> None:
    signal = np.random.default_rng(width).standard_normal(count)
    mirrored = np.pad(signal, (width // 2, (width - 1) // 2), mode="symmetric")
    windows = np.lib.stride_tricks.sliding_window_view(mirrored, width)
    assert np.array_equal(lowest(signal, width), windows.min(axis=1))
    assert np.allclose(mean(signal, width), windows.mean(axis=1), atol=1e-12)


def test_no_clicks(pieces: dict[str, Sound]) -> None:
    """Without drums nothing lies above 12 kHz but what a click would put there."""
    for name in ("ambient", "piano"):
        sound = pieces[name].astype(np.float64)
        frequency = np.maximum(np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE), 1)
        share = 1 / np.sqrt(1 + (12_000 / frequency) ** 12)
        residue = np.fft.irfft(np.fft.rfft(sound, axis=0) * share[:, None], len(sound), axis=0)
        assert np.abs(residue).max() < 0.015, name
    assert all(np.abs(np.diff(sound, axis=0)).max() < 0.5 for sound in pieces.values())


def test_loudness_breathes_but_does_not_jump(pieces: dict[str, Sound]) -> None:
    for name, sound in pieces.items():
        body = level_db(sound[SAMPLE_RATE : -3 * SAMPLE_RATE], 0.5)
        assert 0.5 < body.max() - body.min() < 18, name


def test_drums_can_be_heard_and_refused() -> None:
    with_drums = read_brief("electronic house")
    assert with_drums.drums is not None
    assert read_brief("electronic house, no drums").drums is None


def test_same_prompt_same_music_other_prompt_other_music() -> None:
    first, again, other = (compose(p, 3) for p in ("a quiet sea", "A quiet  sea", "a quiet see"))
    assert np.array_equal(first, again)
    assert abs(np.corrcoef(first[:, 0], other[:, 0])[0, 1]) < 0.5


@pytest.mark.parametrize("seconds", [1, 2.5, 7.3, 30])
def test_any_length_is_exact(seconds: float) -> None:
    sound = compose("folk guitar", seconds)
    assert len(sound) == round(seconds * SAMPLE_RATE)
    assert longest_silence_s(sound) < 1


def test_odd_prompts_get_music_too() -> None:
    for prompt in ("", "zzz", "日本の庭", "🦙" * 50, "drums " * 200):
        assert np.abs(compose(prompt, 2)).max() > 0.1


def test_tempo_mood_and_instruments_are_read() -> None:
    assert read_brief("techno at 128 bpm").tempo == 128
    assert read_brief("slow calm piano").tempo < read_brief("fast driving piano").tempo
    assert read_brief("dark ominous ambient").scale in ("minor", "dorian")
    assert read_brief("happy bright folk").scale in ("major", "lydian")
    assert read_brief("harp and flute, fairy tale").asked == ("harp", "flute")
    assert read_brief("electric piano ballad").asked == ("epiano",)


def _notes(prompt: str) -> set[int]:
    brief = read_brief(prompt)
    return {(brief.root + step) % 12 for step in SCALES[brief.scale]}


def test_pieces_in_one_key_have_the_same_notes_whatever_their_mood() -> None:
    flats = {0, 2, 3, 5, 7, 8, 10}
    for words in ("happy folk", "dark ominous ambient", "jazz trio", "lofi, 80 bpm", "slow piano"):
        assert _notes(f"{words}, Eb major") == flats
    sad = read_brief("happy waltz in F# minor")
    assert (sad.root % 12, sad.scale) == (6, "minor")
    assert _notes("piano in F sharp minor") == _notes("piano, A major")


@pytest.mark.parametrize("name", PROMPTS)
def test_score_is_in_key_and_asked_instruments_play(name: str) -> None:
    brief = read_brief(PROMPTS[name])
    rng = np.random.default_rng(1)
    chords = progression(
        rng,
        root=brief.root,
        scale=brief.scale,
        bars=8,
        hold=brief.style.bars_a_chord,
        sevenths=brief.style.sevenths,
    )
    key = {(brief.root + step) % 12 for step in SCALES[brief.scale]}
    tracks = arrange(brief, chords, rng)
    for track in tracks:
        assert track.voice in VOICES
        assert {note.pitch % 12 for note in track.notes} <= key
        assert all(28 <= note.pitch <= 100 for note in track.notes)
    end = 8 * brief.style.beats
    assert all(note.start < end for track in tracks for note in track.notes)


def test_harmony_moves_smoothly_and_comes_home() -> None:
    for seed in range(40):
        scale = list(SCALES)[seed % len(SCALES)]
        rng = np.random.default_rng(seed)
        chords = progression(rng, root=50, scale=scale, bars=9, hold=1, sevenths=seed % 2 == 0)
        assert chords[-1].root == 0
        assert chords[-1].bass % 12 == 50 % 12
        for before, after in pairwise(chords):
            moves = [abs(a - b) for a, b in zip(before.voicing, after.voicing, strict=True)]
            assert max(moves) <= 7
            assert sum(moves) / len(moves) <= 4


def test_pitch_counts_scale_steps() -> None:
    assert [pitch(60, "major", degree) for degree in (0, 2, 4, 7, -1)] == [60, 64, 67, 72, 59]


def test_wav_is_stereo_16_bit_at_32_khz(tmp_path: Path) -> None:
    path = tmp_path / "music.wav"
    write_wav(path, np.array([[0.5, -0.5], [1.5, -1.5]], np.float32))
    with wave.open(str(path)) as file:
        assert file.getparams()[:4] == (2, 2, 32_000, 2)
        samples = np.frombuffer(file.readframes(2), "<i2")
    assert samples.tolist() == [16384, -16384, 32767, -32767]


def test_cost() -> None:
    """A programme's music in at most 2 s of one core."""
    began = time.process_time()
    compose(PROMPTS["cinematic"], 24)
    assert time.process_time() - began < 2
