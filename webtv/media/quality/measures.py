"""What can be measured in a picture track and in a sound track."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A measured value, and the second of the clip that shows it best."""

    value: float = 0.0
    at_s: float = 0.0


@dataclass(frozen=True, slots=True)
class PictureMeasures:
    """A whole picture track. Lengths are in seconds; levels go from 0 (black) to 1 (white)."""

    frames: int
    length_s: float
    """From the first picture to the last one."""
    brightest: float
    """Mean level of the brightest sixteenth of any picture."""
    black: Found
    """Longest stretch in which 98 % of the pixels are darker than 0.1."""
    frozen: Found
    """Longest stretch in which no picture differs from its first by 0.001 on average."""
    head_s: float
    """Seconds at the beginning in which nothing moves, as models do that are given a picture."""
    change: Found
    """How much the twentieth of the picture that moves most changes in a second, without grain."""
    flicker: Found
    """Swing of brightness that the clip exceeds more than three times in a second."""
    blocks: Found
    """Share of the sides of blocks of 8 pixels at which the worst picture falls apart."""
    unevenness: float
    """How much motion stutters, 0 to 1: see `webtv.media.quality.motion`."""
    rest: float
    """Share of the time in which nothing moves."""
    cuts_s: tuple[float, ...]
    """Seconds at which one picture is cut to another."""
    sharpness: float
    """Mean sharpness of its pictures, 0 to 1: see `webtv.media.quality.sharpness`."""
    border: Found
    """Widest bar of flat black along one side, as a share of the picture's height or width."""
    fingerprint: int
    """Perceptual hash of the clip: see `webtv.media.fingerprint`."""


@dataclass(frozen=True, slots=True)
class SoundMeasures:
    """A whole sound track."""

    samples: int
    length_s: float
    silent: Found
    """Longest stretch without a sample above 0.001 of full scale."""
    quiet: float
    """Share of the time that is quieter than -50 dBFS."""
    clipped: Found
    """Share of samples that lie at full scale together with both neighbours."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What was measured in a file; None for a track nobody asked for."""

    picture: PictureMeasures | None = None
    sound: SoundMeasures | None = None

    @property
    def frames(self) -> int:
        """Pictures that were decoded."""
        return self.picture.frames if self.picture else 0

    @property
    def samples(self) -> int:
        """Samples of each channel of sound that were decoded."""
        return self.sound.samples if self.sound else 0
