from __future__ import annotations

import subprocess
from pathlib import Path

import ffmpeg as graph
import numpy as np
import pytest

from tests.slack import slack
from webtv.media.graphics.faces import FACES, faces, leading
from webtv.media.graphics.layout import Layout, Placed
from webtv.media.graphics.script import on_disk
from webtv.model.house import HouseFormat

WORDS = {
    "am": "የባሕር መብራት",
    "ar": "منارة البحر",
    "bn": "বাতিঘর রক্ষক",
    "el": "Θάλασσα",
    "gu": "દીવાદાંડી",
    "he": "מגדלור",
    "hi": "प्रकाशस्तंभ",
    "hy": "Փարոս",
    "ja": "直角の灯台",
    "ka": "შუქურა",
    "km": "ប៉មភ្លើង",
    "kn": "ದೀಪಸ್ತಂಭ",
    "ko": "등대지기",
    "lo": "ປະພາຄານ",
    "ml": "വിളക്കുമാടം",
    "my": "မီးပြတိုက်",
    "or": "ବତୀଘର",
    "pa": "ਚਾਨਣ ਮੁਨਾਰਾ",
    "ru": "Маяк",
    "si": "ප්‍රදීපාගාරය",
    "ta": "கலங்கரை",
    "te": "దీపస్తంభం",
    "th": "ประภาคาร",
    "zh": "灯塔",
    "zh-HK": "燈塔",
    "zh-TW": "燈塔",
}


def test_every_script_has_letters_where_the_machine_has_no_fonts(
    ffmpeg: Path, tmp_path: Path
) -> None:
    row = 32
    house = HouseFormat(width=256, height=row * len(WORDS))
    events = [
        Layout(house, language).crisp(
            Placed([word], "Inter SemiBold", 16 / Layout(house).unit, 7, 0, row * number, 9)
        )
        for number, (language, word) in enumerate(WORDS.items())
    ]
    nothing = tmp_path / "fonts.conf"
    nothing.write_text("<fontconfig></fontconfig>")
    with on_disk(Layout(house).script(events), tmp_path / "words.ass") as script:
        black = graph.input(f"color=black:s={house.width}x{house.height}", f="lavfi")
        picture = script.over(black)
        argv = graph.output(picture, "-", f="rawvideo", pix_fmt="gray", vframes=1).get_args()
        drawn = subprocess.run(
            [ffmpeg, "-v", "verbose", *argv],
            env={"FONTCONFIG_FILE": str(nothing)},
            capture_output=True,
            timeout=60 * slack(),
            check=True,
        )
    rows = np.frombuffer(drawn.stdout, np.uint8).reshape(len(WORDS), row, house.width)
    blank = [word for word, picture in zip(WORDS, rows, strict=True) if picture.max() < 128]
    missing = [line for line in drawn.stderr.decode().splitlines() if "lyph 0x" in line]
    assert (blank, missing) == ([], [])


def test_words_of_all_fonts_are_drawn_above() -> None:
    drawn = {face for language, word in WORDS.items() for face in faces(word, language)}
    assert drawn == set(FACES)


@pytest.mark.parametrize(
    ("text", "language", "family"),
    [
        ("東京物語", "ja", "Noto Sans CJK JP"),
        ("東京の物語", "", "Noto Sans CJK JP"),
        ("東京物語", "zh-Hans-CN", "Noto Sans CJK SC"),
        ("東京物語", "zh-Hant", "Noto Sans CJK TC"),
        ("東京物語", "zh_TW", "Noto Sans CJK TC"),
        ("한국의 漢字", "en", "Noto Sans CJK KR"),
    ],
)
def test_chinese_characters_are_those_of_the_language(
    text: str, language: str, family: str
) -> None:
    assert [face.family for face in faces(text, language)] == [family]


def test_latin_lines_are_as_high_as_ever() -> None:
    assert (leading("Sea, Маяк"), faces("Sea, Маяк")) == (1.0, [])
    assert leading("منارة") > 1.3
