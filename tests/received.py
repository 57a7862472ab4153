"""What a viewer received, measured: pull a few seconds of a channel and look at every timestamp.

By hand: `python -m tests.received rtmp://127.0.0.1:1935/live/llamas --seconds 120`
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

import av

from webtv.media.process.binary import find_ffmpeg


@dataclass(frozen=True, slots=True)
class Received:
    """Figures of a received piece. Steps are between neighbouring packets of one stream."""

    seconds: float
    width: int
    height: int
    fps: float
    video_codec: str
    audio_codec: str
    sample_rate: int
    channels: int
    video_step_ms: tuple[float, float]
    audio_step_ms: tuple[float, float]
    av_apart_ms: float
    keyframe_gap_s: float
    lufs: float
    frozen: int
    black: int
    silent: int
    complaints: tuple[str, ...]

    def problems(self, *, fps: int = 24) -> list[str]:
        """What a broadcast engineer would object to."""
        frame_ms = 1000 / fps
        found = []
        if not (0 < self.video_step_ms[0] and self.video_step_ms[1] <= 2 * frame_ms):
            found.append(f"video steps {self.video_step_ms} ms")
        if not (0 < self.audio_step_ms[0] and self.audio_step_ms[1] <= 24):
            found.append(f"audio steps {self.audio_step_ms} ms")
        if self.frozen or self.black or self.silent:
            found.append(f"frozen {self.frozen}, black {self.black}, silent {self.silent}")
        if self.complaints:
            found.append(f"ffmpeg says {self.complaints[:3]}")
        return found


def pull(url: str, *, seconds: float, into: Path) -> Path:
    """Record `seconds` of a live address as it comes, timestamps untouched."""
    into.unlink(missing_ok=True)
    argv = [
        str(find_ffmpeg(None)),
        *("-hide_banner", "-loglevel", "error", "-nostdin", "-y"),
        *("-copyts", "-t", str(seconds), "-i", url, "-c", "copy"),
        *("-f", "flv" if into.suffix == ".flv" else "mpegts", str(into)),
    ]
    subprocess.run(argv, check=True, timeout=seconds + 60, capture_output=True)
    return into


def measure(path: Path) -> Received:
    """Look at every packet, then decode everything."""
    video: list[float] = []
    audio: list[float] = []
    keys: list[float] = []
    with av.open(str(path)) as container:
        picture, sound = container.streams.video[0], container.streams.audio[0]
        width, height = picture.width, picture.height
        fps = float(picture.average_rate or 0)
        names = (picture.codec_context.name, sound.codec_context.name)
        rate, channels = sound.rate, sound.channels
        for packet in container.demux(picture, sound):
            if packet.dts is None or packet.time_base is None:
                continue
            at = float(packet.dts * packet.time_base)
            if packet.stream is picture:
                video.append(at)
                if packet.is_keyframe and packet.pts is not None:
                    keys.append(float(packet.pts * packet.time_base))
            else:
                audio.append(at)
    decoded = _decode(path)
    loudness = re.findall(r"I:\s+(-?[0-9.]+) LUFS", decoded)
    complaints = tuple(
        line
        for line in decoded.splitlines()
        if re.search(r"non.monoton|invalid|corrupt|error|discontinu", line, re.IGNORECASE)
    )
    return Received(
        seconds=video[-1] - video[0],
        width=width,
        height=height,
        fps=fps,
        video_codec=names[0],
        audio_codec=names[1],
        sample_rate=rate,
        channels=channels,
        video_step_ms=_steps(video),
        audio_step_ms=_steps(audio),
        av_apart_ms=round(abs(video[-1] - audio[-1]) * 1000, 1),
        keyframe_gap_s=round(max((b - a for a, b in pairwise(keys)), default=0), 3),
        lufs=float(loudness[-1]) if loudness else float("-inf"),
        frozen=decoded.count("freeze_start"),
        black=decoded.count("black_start"),
        silent=decoded.count("silence_start"),
        complaints=complaints,
    )


def _steps(times: list[float]) -> tuple[float, float]:
    steps = [b - a for a, b in pairwise(times)]
    return round(min(steps) * 1000, 2), round(max(steps) * 1000, 2)


def _decode(path: Path) -> str:
    argv = [
        str(find_ffmpeg(None)),
        *("-hide_banner", "-nostdin", "-loglevel", "info", "-nostats", "-i", str(path)),
        *("-vf", "freezedetect=n=-60dB:d=2,blackdetect=d=2:pix_th=0.10"),
        *("-af", "silencedetect=n=-60dB:d=2,ebur128=framelog=quiet"),
        # FLV counts in milliseconds, so its frame rate is a guess that must not count as a fault.
        *("-fps_mode", "passthrough", "-enc_time_base:v", "1:90000", "-f", "null", "-"),
    ]
    return subprocess.run(argv, check=True, capture_output=True, text=True).stderr


def main() -> int:
    """Pull, measure, print; exit code 1 if there is a problem."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--seconds", type=float, default=120)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        suffix = ".flv" if chosen.url.startswith("rtmp") or ".flv" in chosen.url else ".ts"
        path = pull(chosen.url, seconds=chosen.seconds, into=Path(folder) / f"received{suffix}")
        received = measure(path)
    problems = received.problems()
    sys.stdout.write(json.dumps(asdict(received) | {"problems": problems}, indent=1) + "\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
