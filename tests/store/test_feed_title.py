import os
from pathlib import Path

from webtv.store.feed_title import LONGEST, UNTITLED, read_feed_title, write_feed_title


def test_a_title_is_one_plain_line_until_it_is_taken_away(tmp_path: Path) -> None:
    folder = tmp_path / "takeover"
    assert read_feed_title(folder, "sea") == UNTITLED == "Live"
    assert write_feed_title(folder, "sea", "  Council\n meeting\x1b[31m\u202e ") == (
        "Council meeting[31m"
    )
    assert read_feed_title(folder, "sea") == "Council meeting[31m"
    assert len(write_feed_title(folder, "sea", 500 * "x")) == LONGEST
    assert read_feed_title(folder, "sky") == UNTITLED
    assert write_feed_title(folder, "sea", " ") == UNTITLED
    assert not any(folder.iterdir())


def test_a_file_that_is_no_text_is_no_title(tmp_path: Path) -> None:
    (tmp_path / "sea.title").write_bytes(b"\xff\xfe\x00")
    assert read_feed_title(tmp_path, "sea") == UNTITLED
    (tmp_path / "sky.title").mkdir()
    assert read_feed_title(tmp_path, "sky") == UNTITLED
    os.mkfifo(tmp_path / "lake.title")  # nobody who may write into it is waited for
    assert read_feed_title(tmp_path, "lake") == UNTITLED
