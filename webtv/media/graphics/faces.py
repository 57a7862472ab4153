"""The fonts that letters on screen are set in: Inter, and Noto Sans for scripts that it lacks.

Inter (Latin, Cyrillic, Greek) ships with the package. The Noto fonts come with two packages of
PyPI, `manimgx-fonts` and `noto-cjk-sans-otc`, as Noto publishes them. All are under the SIL Open
Font License 1.1. None is looked for on the machine, so text looks the same wherever it is set.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby
from pathlib import Path

INTER = tuple(
    Path(str(files("webtv.media") / "fonts" / f"Inter-{weight}.ttf"))
    for weight in ("Regular", "SemiBold")
)
"""The files of Inter."""

_INTER_HEIGHT = 1.43  # of a line, in ems: the fonts' usWinAscent and usWinDescent, as libass does


@dataclass(frozen=True, slots=True)
class Face:
    """A font beside Inter.

    `scale` is what the size of Inter is multiplied by for letters of about the same height, which
    makes lines higher by as much.
    """

    family: str
    package: str
    file: str
    scale: float = 1.0

    @property
    def path(self) -> Path:
        """Where it is on this machine."""
        return Path(str(files(self.package) / self.file))


def _noto(script: str, height: float) -> Face:
    """Noto Sans for a script; `height` is that of its line in ems."""
    file = f"NotoSans{script}[wght].ttf"
    scale = max(1.0, height / _INTER_HEIGHT)
    # libass goes by the font's first name, which is another one here, though its weight is 400.
    light = " Light" if script == "Hebrew" else ""
    return Face(f"Noto Sans {script}{light}", "manimgx_fonts", file, round(scale, 2))


def _han(region: str) -> Face:
    return Face(f"Noto Sans CJK {region}", "noto_cjk_sans_otc", "NotoSansCJK-Regular.ttc")


_HAN = {region: _han(region) for region in ("SC", "TC", "HK", "JP", "KR")}

_BLOCKS: tuple[tuple[int, int, Face], ...] = (
    (0x0530, 0x058F, _noto("Armenian", 1.36)),
    (0x0590, 0x05FF, _noto("Hebrew", 1.36)),
    (0x0600, 0x06FF, _noto("Arabic", 2.17)),
    (0x0750, 0x077F, _noto("Arabic", 2.17)),
    (0x0870, 0x08FF, _noto("Arabic", 2.17)),
    (0x0900, 0x097F, _noto("Devanagari", 1.91)),
    (0x0980, 0x09FF, _noto("Bengali", 1.4)),
    (0x0A00, 0x0A7F, _noto("Gurmukhi", 1.3)),
    (0x0A80, 0x0AFF, _noto("Gujarati", 1.48)),
    (0x0B00, 0x0B7F, _noto("Oriya", 1.36)),
    (0x0B80, 0x0BFF, _noto("Tamil", 1.24)),
    (0x0C00, 0x0C7F, _noto("Telugu", 1.48)),
    (0x0C80, 0x0CFF, _noto("Kannada", 1.65)),
    (0x0D00, 0x0D7F, _noto("Malayalam", 1.25)),
    (0x0D80, 0x0DFF, _noto("Sinhala", 1.31)),
    (0x0E00, 0x0E7F, _noto("Thai", 1.51)),
    (0x0E80, 0x0EFF, _noto("Lao", 1.65)),
    (0x1000, 0x109F, _noto("Myanmar", 2.18)),
    (0x10A0, 0x10FF, _noto("Georgian", 1.38)),
    (0x1100, 0x11FF, _HAN["KR"]),
    (0x1200, 0x139F, _noto("Ethiopic", 1.36)),
    (0x1780, 0x17FF, _noto("Khmer", 1.86)),
    (0x1C90, 0x1CBF, _noto("Georgian", 1.38)),
    (0x2E80, 0x30FF, _HAN["SC"]),
    (0x3100, 0x312F, _HAN["TC"]),
    (0x3130, 0x318F, _HAN["KR"]),
    (0x3190, 0x9FFF, _HAN["SC"]),
    (0xA960, 0xA97F, _HAN["KR"]),
    (0xAC00, 0xD7FF, _HAN["KR"]),
    (0xF900, 0xFAFF, _HAN["SC"]),
    (0xFB1D, 0xFB4F, _noto("Hebrew", 1.36)),
    (0xFB50, 0xFDFF, _noto("Arabic", 2.17)),
    (0xFE30, 0xFE4F, _HAN["SC"]),
    (0xFE70, 0xFEFC, _noto("Arabic", 2.17)),
    (0xFF00, 0xFFEF, _HAN["SC"]),
    (0x20000, 0x323AF, _HAN["SC"]),
)
"""First and last character of the blocks of Unicode that Inter lacks, and the font that has them.

Source: https://www.unicode.org/Public/UNIDATA/Blocks.txt
"""

FACES = tuple({face: None for _, _, face in _BLOCKS} | dict.fromkeys(_HAN.values()))
"""All fonts beside Inter."""

_REGIONS = {"ja": "JP", "ko": "KR", "zh-hk": "HK", "zh-mo": "HK", "zh-tw": "TC", "zh-hant": "TC"}


def runs(text: str, language: str = "") -> Iterator[tuple[Face | None, str]]:
    """The parts of `text` that are set in one font each; None stands for Inter.

    Chinese characters have the shapes that are usual where `language` (a BCP 47 tag) is written.
    """
    han = _HAN[_region(text, language)]
    set_in: list[tuple[Face | None, str]] = []
    for char in text:
        face = _face(char)
        if face in _HAN.values():
            face = han
        if set_in and (char == " " or _leans(char)):
            face = set_in[-1][0]
        set_in.append((face, char))
    for face, pairs in groupby(set_in, key=lambda pair: pair[0]):
        yield face, "".join(char for _, char in pairs)


def faces(text: str, language: str = "") -> list[Face]:
    """The fonts beside Inter that `text` needs, each once."""
    return list(dict.fromkeys(face for face, _ in runs(text, language) if face is not None))


def leading(text: str, language: str = "") -> float:
    """The height of a line of `text`, where one that is set in Inter alone is 1."""
    return max((face.scale for face in faces(text, language)), default=1.0)


def _face(char: str) -> Face | None:
    code = ord(char)
    return next((face for first, last, face in _BLOCKS if first <= code <= last), None)


def _leans(char: str) -> bool:
    """Whether a character belongs to the one before it: a mark, a joiner, a shared danda."""
    return unicodedata.category(char) in {"Mn", "Mc", "Cf"} or char in "\u0964\u0965"


def _region(text: str, language: str) -> str:
    tag = language.lower().replace("_", "-")
    for beginning, region in _REGIONS.items():
        if tag == beginning or tag.startswith(beginning + "-"):
            return region
    if tag != "zh" and not tag.startswith("zh-"):
        if any("\u3040" <= char <= "\u30ff" for char in text):
            return "JP"
        if any("\uac00" <= char <= "\ud7ff" for char in text):
            return "KR"
    return "SC"
