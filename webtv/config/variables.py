"""Knows where a channel file may say `${NAME}`, and which variables it may name.

A channel file may come from somebody else, and says itself where things are sent. So a variable is
put only into fields that hold secrets, which nobody is shown, and its name must say that it is
meant for such a field: the environment is full of keys that are none of a channel's business, and
no list of those would be complete.
"""

from __future__ import annotations

from webtv.config.platform import PLATFORMS
from webtv.config.problem import Where

_DESTINATION = frozenset(("url", "key", "passphrase", "streamid"))
_STREAM_WORDS = ("STREAM", "RTMP", "SRT", *(name.upper() for name in PLATFORMS))
_STREAM_ENDS = ("KEY", "URL", "PASSPHRASE", "STREAMID")
_OTHERS = frozenset(("WEBTV", "API", "ACCESS", "CLIENT", "SECRET"))
"""Words of the station's own variables, and of what platforms give out besides stream keys."""

FIELDS = "`writer.api_key`, and `url`, `key`, `passphrase` and `streamid` of a destination"
STREAM_NAMES = (
    f"have one of the words {', '.join(_STREAM_WORDS)} "
    f"and end in one of {', '.join(_STREAM_ENDS)}, such as MY_STREAM_KEY"
)
WRITER_NAMES = "have the word WRITER and end in KEY, such as MY_WRITER_KEY"


def objection(where: Where, name: str) -> str:
    """Say why `${name}` may not stand at `where`; empty if it may."""
    *words, end = name.split("_")
    if where == ("writer", "api_key"):
        meant = end == "KEY" and "WRITER" in words and "WEBTV" not in words
        wanted = WRITER_NAMES
    elif len(where) == 3 and where[0] == "destinations" and where[2] in _DESTINATION:
        meant = end in _STREAM_ENDS and any(word in _STREAM_WORDS for word in words)
        meant = meant and _OTHERS.isdisjoint(words)
        wanted = STREAM_NAMES
    else:
        return f"${{{name}}} has no place here: variables are for {FIELDS}"
    return "" if meant else f"${{{name}}} is not meant for this field: the name must {wanted}"
