"""Lines of IRC with Twitch's tags, read and written.

Sources: RFC 1459, https://ircv3.net/specs/extensions/message-tags and
https://dev.twitch.tv/docs/chat/irc.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

LONGEST_BYTES = 8191 + 512
"""A line that comes: its tags, and the rest."""

_LONGEST_TEXT = 400
"""Bytes of a text that goes: a line has 512, its head included."""

_LINE = re.compile(
    r"(?:@(?P<tags>[^ ]*) +)?(?::(?P<prefix>[^ ]*) +)?(?P<command>[A-Za-z0-9]+)(?P<rest>.*)"
)
_UNESCAPED = {":": ";", "s": " ", "r": "\r", "n": "\n", "\\": "\\"}
_REF = re.compile(r"[0-9a-fA-F-]{8,64}\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that came. `nick` is who it is from; the last of `params` may have blanks."""

    command: str
    params: tuple[str, ...] = ()
    nick: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What is said, or the last parameter."""
        return self.params[-1] if self.params else ""


def read_line(data: bytes) -> Line | None:
    """A line as it came from the net; None for what is none."""
    text = data.decode("utf-8", "replace").rstrip("\r\n")
    match = _LINE.fullmatch(text)
    if match is None:
        return None
    head, found, last = match["rest"].partition(" :")
    params = [*head.split(), *([last] if found else [])]
    nick = (match["prefix"] or "").partition("!")[0]
    return Line(match["command"].upper(), tuple(params), nick, _tags(match["tags"] or ""))


def join(channel: str) -> bytes:
    """The request for a channel's lines."""
    return f"JOIN #{channel.lower()}\r\n".encode()


def say(channel: str, text: str, *, to: str = "") -> bytes:
    """A line that says `text` in a channel, as an answer to the message whose id is `to`.

    The text begins with a letter of ours or not at all: what begins with a slash or a dot would be
    an order to Twitch.
    """
    said = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    said = said.encode()[:_LONGEST_TEXT].decode("utf-8", "ignore")
    if said[:1] in ("/", "."):
        said = f"\N{BULLET} {said}"
    tag = f"@reply-parent-msg-id={to} " if _REF.match(to) else ""
    return f"{tag}PRIVMSG #{channel.lower()} :{said}\r\n".encode()


def _tags(text: str) -> dict[str, str]:
    pairs = (each.partition("=") for each in text.split(";") if each)
    return {name: re.sub(r"\\(.?)", _unescaped, value) for name, _, value in pairs}


def _unescaped(match: re.Match[str]) -> str:
    return _UNESCAPED.get(match[1], match[1])
