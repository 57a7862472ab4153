"""What a studio worker is asked to do: one function per Space, plain values in, files out."""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

from webtv.studio import video
from webtv.studio.interpolate import fit_height, interpolate
from webtv.studio.music.compose import compose
from webtv.studio.music.sound import SAMPLE_RATE, write_wav
from webtv.studio.music.waveform import write_waveform
from webtv.studio.pictures import render
from webtv.studio.upscale import upscale

NATIVE_FPS = 8
"""Frames per second of Zeroscope."""

LONGEST_UPSCALE_S = 3.0
"""Seconds of its input that Zeroscope XL uses."""


def draw(target: Path, *, prompt: str, seed: int, frames: int) -> None:
    """Film `prompt` at 576x320 and 8 frames per second."""
    pictures = render(prompt, seed=seed, frames=frames, fps=float(NATIVE_FPS))
    video.write(target, pictures, fps=NATIVE_FPS, crf=12)


def enlarge(target: Path, *, prompt: str, source: Path, strength: float) -> None:
    """Bring the first 3 s of `source` to 1024x576, at its own rate."""
    footage = video.read(source, longest_s=LONGEST_UPSCALE_S)
    frames = upscale(footage.frames, strength=strength, seed=crc32(prompt.encode()))
    video.write(target, frames, fps=footage.fps)


def smooth(target: Path, *, source: Path, doublings: int, fps: int) -> None:
    """Double the frames of `source` `doublings` times; 512 lines, played at `fps`."""
    footage = video.read(source)
    frames = [fit_height(frame) for frame in footage.frames]
    video.write(target, interpolate(frames, doublings=doublings), fps=fps)


def score(video_target: Path, audio_target: Path, *, prompt: str, seconds: float) -> None:
    """Compose music for `prompt`: a WAV file, and a video of its waveform with the sound."""
    sound = compose(prompt, seconds)
    write_wav(audio_target, sound)
    write_waveform(video_target, sound, rate=SAMPLE_RATE)
