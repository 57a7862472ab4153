"""How much can be said while a programme lasts."""

from __future__ import annotations

from webtv.config.channel import Channel

WORDS_PER_S = 2.2
"""Spoken words in a second, unhurried."""


def most_narration(channel: Channel) -> int:
    """Words that can be spoken while a programme lasts, with a breath before and after."""
    seconds = channel.programme.shots * channel.programme.shot_s
    return max(8, int((seconds - 2) * WORDS_PER_S))


def spoken_words(text: str) -> int:
    """How many words a text has; where a script has no blanks, two signs are one."""
    dense = sum("\u0e00" <= char <= "\u0eff" or "\u3040" <= char <= "\u9fff" for char in text)
    return len(text.split()) + dense // 2
