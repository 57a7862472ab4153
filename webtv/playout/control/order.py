"""Orders as they come over HTTP: what each has to say, and what it does at the desk."""

from __future__ import annotations

from typing import Protocol, Self

from pydantic import AwareDatetime

from webtv.model.value import Value
from webtv.playout.schedule.desk import Desk


class Order(Protocol):
    """What every order can do."""

    @classmethod
    def model_validate_json(cls, json_data: bytes) -> Self:
        """Read it. Raises `ValidationError`."""

    async def give(self, desk: Desk) -> None:
        """Give it. Raises `OrderError`."""


class Skip(Value):
    """Leave what is on air, take the next."""

    async def give(self, desk: Desk) -> None:
        """Give it."""
        desk.skip()


class Hold(Value):
    """The slate at once, until it is released."""

    async def give(self, desk: Desk) -> None:
        """Give it."""
        desk.hold()


class Release(Value):
    """Back to programmes."""

    async def give(self, desk: Desk) -> None:
        """Give it."""
        desk.release()


class Next(Value):
    """Take a programme next, after those that were ordered so before."""

    programme: str

    async def give(self, desk: Desk) -> None:
        """Give it."""
        await desk.take_next(self.programme)


class Unnext(Value):
    """Withdraw `Next`."""

    programme: str

    async def give(self, desk: Desk) -> None:
        """Give it."""
        desk.drop_next(self.programme)


class CueAt(Value):
    """Take a programme at a time, whatever is on air then."""

    programme: str
    at: AwareDatetime

    async def give(self, desk: Desk) -> None:
        """Give it."""
        await desk.cue(self.programme, self.at)


class Uncue(Value):
    """Withdraw the cue for a time."""

    at: AwareDatetime

    async def give(self, desk: Desk) -> None:
        """Give it."""
        desk.drop_cue(self.at)


class Pull(Value):
    """Off air at once, and never again."""

    programme: str

    async def give(self, desk: Desk) -> None:
        """Give it."""
        await desk.pull(self.programme)


class Unpull(Value):
    """A programme may air again."""

    programme: str

    async def give(self, desk: Desk) -> None:
        """Give it."""
        desk.unpull(self.programme)


class Pause(Value):
    """Begin no new programme."""

    async def give(self, desk: Desk) -> None:
        """Give it."""
        desk.pause()


class Resume(Value):
    """Begin new programmes again."""

    async def give(self, desk: Desk) -> None:
        """Give it."""
        desk.resume()


class GiveBack(Value):
    """End the live takeover."""

    async def give(self, desk: Desk) -> None:
        """Give it."""
        desk.give_back()


ORDERS: dict[str, type[Order]] = {
    "skip": Skip,
    "hold": Hold,
    "release": Release,
    "next": Next,
    "unnext": Unnext,
    "cue": CueAt,
    "uncue": Uncue,
    "pull": Pull,
    "unpull": Unpull,
    "pause": Pause,
    "resume": Resume,
    "giveback": GiveBack,
}
"""Every order by its name in the address."""
