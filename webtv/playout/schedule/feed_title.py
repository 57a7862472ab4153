"""What viewers are told is on while a feed is: a title that anyone may have written into a file."""

from __future__ import annotations

from pathlib import Path

import structlog

from webtv.config.channel import Channel
from webtv.store.feed_title import UNTITLED, read_feed_title


def fit_title(folder: Path, channel_id: str, channel: Channel) -> str:
    """The title of a channel's next feed, unless the word list objects to it. Blocking.

    `webtv control` has the channel's own moderation look at titles before it writes them; the file
    may be written by hand as well. Where moderation is off, nobody looks.
    """
    title = read_feed_title(folder, channel_id)
    if title == UNTITLED or channel.safety.moderation == "off":
        return title
    from webtv.safety.words import WordList  # its lists are large, and seldom needed here

    objection = WordList(channel.language, allow=channel.safety.allow).objection([title])
    if not objection:
        return title
    structlog.get_logger().warning("feed without its title", channel=channel_id, reason=objection)
    return UNTITLED
