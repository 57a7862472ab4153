"""Channels in languages in which nothing is told of the worlds see the pictures of theirs."""

from __future__ import annotations

from importlib.resources import files

import pytest

from tests.writers.offline.made import channel, consecutive
from webtv.writers.offline.phrases import LANGUAGES
from webtv.writers.offline.wordsonly import words_in
from webtv.writers.offline.worlds import worlds_in

_FOLDER = files("webtv.writers.offline.phrases").joinpath("words")
ALONE = sorted(each.name[:-4] for each in _FOLDER.iterdir() if each.name.endswith(".txt"))


@pytest.mark.parametrize("code", ALONE)
def test_each_row_is_of_a_world(code: str) -> None:
    assert code not in LANGUAGES
    words = words_in(code)
    assert words.keys() <= worlds_in("en").by_name.keys()
    assert len(words) > 50
    assert all(words.values())


@pytest.mark.parametrize(
    ("code", "theme", "world"),
    [
        ("ko", "할머니가 마당에서 김치를 담근다. 배추를 절인다.", "kitchen"),
        ("hi", "रामू काका की चाय की दुकान पर रोज़ नए लोग आते हैं।", "tea"),
        ("th", "ร้านอาหารริมทางในกรุงเทพฯ ป้าแดงผัดกะเพราทุกคืน", "street_food"),
        ("he", "השוק בירושלים: תבלינים, חלה, רוכלים צועקים.", "market"),
        ("fa", "باغبان پیری از گل‌های رز مراقبت می‌کند.", "garden"),
        ("uk", "Нічний потяг до Карпат, провідниця, чай.", "train"),
        ("vi", "Ẩm thực đường phố Hà Nội: phở, bún chả.", "street_food"),
    ],
)
def test_a_channel_sees_its_world_in_silence(code: str, theme: str, world: str) -> None:
    assert world in worlds_in(code).found(theme)
    pictures = {moment.picture for moment in worlds_in("en").by_name[world].every}
    plans = consecutive(channel(theme, language=code, shots=5), 3)  # too few for a story
    shots = [shot for plan in plans for shot in plan.shots]
    seen = [shot for shot in shots if any(picture in shot.prompt for picture in pictures)]
    assert seen
    assert not [shot.line for shot in seen if shot.line]


def test_no_story_is_told_in_silence_where_a_theme_has_its_own() -> None:
    theme = (
        "Festival layang-layang di pantai Sanur, Bali. Pak Wayan merakit layangan naga raksasa. "
        "Anak-anak berlari di sawah menunggu angin. Bu Ketut menjual jagung bakar."
    )
    for plan in consecutive(channel(theme, language="id"), 6):
        lines = [bool(shot.line) for shot in plan.shots]
        assert all(any(lines[at : at + 4]) for at in range(len(lines) - 3))
