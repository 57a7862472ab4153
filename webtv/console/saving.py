"""Saves channel files in somebody's name: as often as one person may, and written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from webtv.config.problem import Problem
from webtv.config.settings import Settings
from webtv.console.accounts.roles import Right
from webtv.console.caller import Caller
from webtv.console.office import Office
from webtv.console.themes.pace import Pace
from webtv.console.themes.proposal import LockedError, Themes, difference
from webtv.errors import ConfigError, WebTVError

SAVES_PER_HOUR = 60
CHANNELS_PER_HOUR = 6
"""By one person."""

_AROUND = 1


@dataclass(frozen=True, slots=True)
class Shown:
    """A problem with the lines of the text around it, each with its number."""

    line: int
    column: int
    text: str
    lines: tuple[tuple[int, str], ...]


def shown_problems(problems: Iterable[Problem], text: str) -> list[Shown]:
    """Problems as the page shows them."""
    lines = text.splitlines()
    found = []
    for problem in problems:
        first = max(1, problem.line - _AROUND)
        last = min(len(lines), problem.line + _AROUND)
        around = tuple((number, lines[number - 1]) for number in range(first, last + 1))
        said = f"{problem.field}: {problem.message}" if problem.field else problem.message
        found.append(Shown(problem.line, problem.column, said, around))
    return found


class Saving:
    """The one way by which people at the console change channel files."""

    def __init__(self, settings: Settings, office: Office) -> None:
        self._office = office
        self.themes = Themes(settings)
        self._saves, self._channels = Pace(SAVES_PER_HOUR), Pace(CHANNELS_PER_HOUR)

    def put(self, caller: Caller, channel: str, text: str, base: str, action: str) -> None:
        """Save a text, and write down what it changed, without keys. Raises `WebTVError`."""
        assert caller.user is not None
        engineer = caller.may(Right.ENGINEER)
        before = self._before(channel) if base else ""
        self._office.audit.ask(caller.actor, action, channel=channel)
        try:
            if base:
                self._saves.take(caller.user.name, "saves")
            else:
                self._channels.take(caller.user.name, "new channels")
            version = self.themes.save(
                channel, text, base=base, by=caller.user.name, engineer=engineer
            )
        except WebTVError as error:
            self._office.audit.write(
                caller.actor, action, "failed", channel=channel, detail={"reason": str(error)}
            )
            raise
        after = self.themes.shown(channel, version.text, engineer=False)
        changed = "\n".join(f"{mark}{line}" for mark, line in difference(before, after))
        detail = {"version": version.number, "difference": changed}
        self._office.audit.write(caller.actor, action, "done", channel=channel, detail=detail)

    def refuse(self, caller: Caller, action: str, channel: str, error: LockedError) -> None:
        """Write down that somebody meant to change what is for engineers."""
        fields = sorted({problem.field for problem in error.problems})
        detail = {"reason": "these fields are for engineers", "fields": fields}
        self._office.audit.write(caller.actor, action, "refused", channel=channel, detail=detail)

    def _before(self, channel: str) -> str:
        """The file before it is saved, without keys. One that is no YAML is not shown at all."""
        try:
            return self.themes.current(channel, engineer=False).text
        except ConfigError:
            return ""
