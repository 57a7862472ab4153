from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from webtv.media.graphics.captions import Captions, programme_script, slate_script
from webtv.media.graphics.lettering import escape, printable, wrap
from webtv.model.house import HouseFormat

HOUSE = HouseFormat()


def test_printable_is_one_line_without_pictographs() -> None:
    assert printable("  Sea 🌊\n and\tstorm ⚡️ \x07") == "Sea and storm"
    assert printable("Zoë's 100% café: Чайка, 東京") == "Zoë's 100% café: Чайка, 東京"
    assert printable("👩‍🚀🌌") == ""
    assert printable("ප්\u200dරදීප") == "ප්\u200dරදීප"


def test_braces_and_backslashes_are_no_tags() -> None:
    script = programme_script(Captions(title=r"a{\b1}\Nc"), HOUSE, seconds=24)
    assert "{\\b1}" not in script
    assert escape(r"\N{x}") == "\\\u2060N\\{x\\}"


@pytest.mark.parametrize("text", ["word " * 18, "x" * 90, "東京" * 45, "A short one"])
def test_lines_fit(text: str) -> None:
    lines = wrap(text.strip(), size=28, room=900)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    wide = 1.4 if ord(text[0]) > 0x3000 else 1
    for line in lines:
        assert len(line) * wide * 28 * 0.52 <= 900


def test_two_lines_are_about_equal() -> None:
    first, second = wrap("The lighthouse keeper who counted every wave", size=40, room=700)
    assert abs(len(first) - len(second)) < 12


@pytest.mark.parametrize(
    "text", ["ผู้เฝ้าประภาคารที่นับคลื่นทุกลูก", "လှိုင်းတိုင်းကိုရေတွက်သူ", "今夜、海は静かです。" * 3]
)
def test_no_line_begins_with_a_mark(text: str) -> None:
    for room in range(150, 400, 10):
        lines = wrap(text, size=28, room=room)
        assert "".join(lines) == text
        for line in lines:
            assert unicodedata.category(line[0]) not in {"Mn", "Mc", "Po"}
            assert line[-1] not in "เแโใไ"


def test_nothing_to_say_is_an_empty_script() -> None:
    script = programme_script(Captions(title="🌊", bug=""), HOUSE, seconds=24)
    assert "Dialogue" not in script


def test_the_title_leaves_and_the_bug_stays() -> None:
    script = programme_script(Captions(title="Sea", title_s=4, bug="AI"), HOUSE, seconds=24)
    dialogue = [line for line in script.splitlines() if line.startswith("Dialogue")]
    bug = [line for line in dialogue if line.endswith("AI")]
    assert len(bug) == 1
    assert ",0:00:00.00,0:00:24.00," in bug[0]
    assert all(",0:00:04.00," in line for line in dialogue if line not in bug)


@pytest.mark.parametrize(
    ("corner", "place"),
    [
        ("top-left", r"\an7\pos(51,35)"),
        ("top-right", r"\an9\pos(973,35)"),
        ("bottom-left", r"\an1\pos(51,541)"),
        ("bottom-right", r"\an3\pos(973,541)"),
    ],
)
def test_the_bug_stands_in_its_corner(corner: str, place: str) -> None:
    captions = Captions(bug="AI generated", bug_corner=corner)  # type: ignore[arg-type]
    assert place in programme_script(captions, HOUSE, seconds=8)


def test_a_title_in_hebrew_stands_on_the_right() -> None:
    script = programme_script(Captions(title="מגדלור", bug="AI"), HOUSE, seconds=8)
    assert r"\an3\pos(955," in script
    assert r"\an1" not in script
    assert r"\an9\pos(973,35)" in script


def test_slate_without_subtitle() -> None:
    assert "Sea" in slate_script(HOUSE, title="Sea", subtitle="", language="", seconds=8)


def test_a_credit_stands_beside_the_kicker_and_is_no_tag() -> None:
    known = Captions(title="Dawn", kicker="Sea", credit="Suggested by {\\b1}Ann\\N")
    script = programme_script(known, HOUSE, seconds=24)
    assert "Sea \N{MIDDLE DOT} Suggested by" in script
    assert "{\\b1}" not in script
    long = replace(
        known, kicker="An Hour of Quiet on the Furthest Edge of the Wide World", credit="x" * 50
    )
    assert "Furthest" not in programme_script(long, HOUSE, seconds=24)
    alone = programme_script(Captions(credit="Suggested by Ann"), HOUSE, seconds=24)
    assert "Suggested by Ann" in alone
