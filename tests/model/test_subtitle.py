from __future__ import annotations

import pytest

from webtv.model.subtitle import LONGEST, subtitles


def test_sentences_follow_one_another_by_their_length() -> None:
    lines = subtitles("One two.  Three 4.5 five\nsix seven! Eight?", 4.0, 12.0)
    assert [line.text for line in lines] == ["One two.", "Three 4.5 five six seven!", "Eight?"]
    assert lines[0].start_s == 4.0
    assert lines[-1].end_s == 12.0
    assert [a.end_s for a in lines[:-1]] == [b.start_s for b in lines[1:]]
    assert lines[1].end_s - lines[1].start_s == pytest.approx(8 * 25 / 39, abs=0.01)


@pytest.mark.parametrize("text", ["word " * 60, "x" * 300, "東京の夜は静かです。" * 12])
def test_no_line_is_too_long_and_nothing_is_lost(text: str) -> None:
    lines = subtitles(text, 0.0, 20.0)
    assert max(len(line.text) for line in lines) <= LONGEST
    said = "".join(line.text for line in lines).replace(" ", "")
    assert said == text.replace(" ", "")


def test_nothing_to_say() -> None:
    assert subtitles(" ", 1.0, 2.0) == ()
