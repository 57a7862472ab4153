from pathlib import Path

from webtv.config.channel import Channel
from webtv.playout.schedule.feed_title import fit_title
from webtv.store.feed_title import UNTITLED


def test_a_title_that_was_written_by_hand_is_looked_at(tmp_path: Path) -> None:
    def title(**safety: object) -> str:
        known = {"title": "Sea", "theme": "the sea, all day", "safety": safety}
        return fit_title(tmp_path, "sea", Channel.model_validate(known))

    assert title() == UNTITLED
    (tmp_path / "sea.title").write_text("Council meeting")
    assert title() == "Council meeting"
    (tmp_path / "sea.title").write_text("A fucking mess")
    assert title() == UNTITLED
    assert title(moderation="off") == "A fucking mess"
