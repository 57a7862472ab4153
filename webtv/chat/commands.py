"""What viewers write to the station in a chat: `!suggest`, `!vote` and `!heart`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from webtv.chat.line import Line

_NAMED: dict[str, Literal["suggest", "vote", "heart"]] = {
    "!suggest": "suggest",
    "!vote": "vote",
    "!heart": "heart",
}


@dataclass(frozen=True, slots=True)
class Command:
    """One command: what it is, in which chat, who wrote it, and what comes after it.

    `message` is the id by which it can be answered.
    """

    name: Literal["suggest", "vote", "heart"]
    chat: str
    who: str
    shown: str
    text: str
    message: str

    @property
    def number(self) -> int:
        """The number that is voted for; 0 for none."""
        word = self.text.removeprefix("#").split(" ")[0]
        return int(word) if word.isascii() and word.isdecimal() and len(word) < 4 else 0


def command_of(line: Line) -> Command | None:
    """The command in a line of a chat; None where there is none."""
    if line.command != "PRIVMSG" or len(line.params) != 2:
        return None
    chat, text = line.params
    word, _, rest = text.strip().partition(" ")
    name = _NAMED.get(word.lower())
    if name is None or not chat.startswith("#"):
        return None
    user = line.tags.get("user-id", "")
    return Command(
        name=name,
        chat=chat[1:].lower(),
        who=f"twitch:{user if user.isascii() and user.isdecimal() else line.nick}",
        shown=line.tags.get("display-name") or line.nick,
        text=rest.strip(),
        message=line.tags.get("id", ""),
    )
